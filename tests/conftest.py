"""What the tests of the whole share: the built site, a server for it, a browser, the pictures."""

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from explorers import explorers_of
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SUB_FOLDER = "/course"

# A busy machine may make any example slow; that says nothing about the code.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture(scope="session")
def site():
    """Return the folder of the built site."""
    folder = ROOT / "_build" / "html"
    if not (folder / "index.html").is_file():
        pytest.fail(f"There is no built site in {folder}: run `make build` first.", pytrace=False)
    return folder


class _InSubFolder(SimpleHTTPRequestHandler):
    """Serves a folder under /course/ and nothing else, as a project site of a host would."""

    def translate_path(self, path):
        if path.startswith(SUB_FOLDER + "/"):
            return super().translate_path(path[len(SUB_FOLDER) :])
        return str(Path(self.directory) / "there-is-nothing-outside-the-sub-folder")

    def log_message(self, *args):
        """Say nothing of each request."""


class _Strict(_InSubFolder):
    """A host that forbids every script and style that stands inside a page."""

    def end_headers(self):
        self.send_header(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:",
        )
        super().end_headers()


@pytest.fixture(scope="session")
def served(site):
    """Return the address of the site, served from a sub-folder of this machine."""
    with _serving(_InSubFolder, site) as address:
        yield address


@pytest.fixture(scope="session")
def strictly_served(site):
    """Return its address on a host with the strictest content security policy."""
    with _serving(_Strict, site) as address:
        yield address


@contextmanager
def _serving(handler, site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{SUB_FOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    """Start one Chromium for the session: the machine's, or else Playwright's own."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def explorers():
    """Return a function from a notebook to its explorers by name."""
    return lambda notebook: {explorer.name: explorer for explorer in explorers_of(Path(notebook))}
