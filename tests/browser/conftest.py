"""A page of the built site in a browser that may reach nothing but the site."""

import pytest


@pytest.fixture
def visit(chromium, served):
    """Open a page of the served site; nothing else can be reached, and nothing may complain."""
    contexts, complaints = [], []

    def opener(name, fragment="", address=served, forgiven=(), **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(10_000)

        def let_through(route):
            if route.request.url.startswith((address, "blob:", "data:")):
                route.continue_()
            else:
                complaints.append(f"asked for {route.request.url}")
                route.abort()

        context.route("**/*", let_through)
        page = context.new_page()
        page.on("console", lambda said: complaints.extend(_complaint(said, forgiven)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda lost: complaints.extend(_lost(lost)))
        page.on(
            "response",
            lambda got: complaints.append(f"{got.status} {got.url}") if got.status > 399 else None,
        )
        page.goto(f"{address}{name}.html{fragment}")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(said, forgiven):
    wrong = said.type in ("error", "warning") and not said.text.startswith(("[PST]", *forgiven))
    return [f"{said.type}: {said.text}"] if wrong else []


def _lost(request):
    """A reader who moves on ends what a page still asks for: that is no fault of the page."""
    ended = request.failure == "net::ERR_ABORTED"
    return [] if ended else [f"could not load {request.url}: {request.failure}"]
