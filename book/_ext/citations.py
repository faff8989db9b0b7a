"""Turn a plain link to a source (its DOI, or its url) into a link to the list of references.

A notebook cites with plain Markdown, so that it reads the same in JupyterLab. A DOI that
references.bib does not hold fails the build. The list itself is printed by sphinxcontrib-bibtex.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from pybtex.database import parse_file
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

REFERENCES = "book/references"
DOI_HOSTS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/")


def source_of(url: str) -> str:
    """Return the form under which a source's address is compared: a DOI without host or case."""
    for host in DOI_HOSTS:
        if url.lower().startswith(host):
            return "doi:" + unquote(url[len(host) :]).rstrip("/").lower()
    return url.rstrip("/")


def read_sources(bibliography: Path) -> dict[str, str]:
    """Map each source's DOI and url to its key in the bibliography."""
    sources: dict[str, str] = {}
    for key, entry in parse_file(str(bibliography), bib_format="bibtex").entries.items():
        if "doi" in entry.fields:
            sources[source_of("https://doi.org/" + entry.fields["doi"])] = key
        if "url" in entry.fields:
            sources[source_of(entry.fields["url"])] = key
    return sources


def sources_of_book(app: Sphinx) -> dict[str, str]:
    """Return the sources of the book's bibliographies."""
    sources: dict[str, str] = {}
    for name in app.config.bibtex_bibfiles:
        sources |= read_sources(Path(app.srcdir) / name)
    return sources


def note_unknown(app: Sphinx, doctree: nodes.document) -> None:
    """Remember a page's DOI links that no entry answers to."""
    known = sources_of_book(app)
    urls = {link["refuri"] for link in doctree.findall(nodes.reference) if "refuri" in link}
    unknown = {url for url in urls if source_of(url).startswith("doi:")}
    unknown = {url for url in unknown if source_of(url) not in known}
    faults: dict[str, list[str]] = getattr(app.env, "unknown_citations", {})
    app.env.unknown_citations = faults  # type: ignore[attr-defined]
    faults[app.env.docname] = sorted(unknown)


def refuse_unknown(app: Sphinx, env: BuildEnvironment) -> None:
    """Fail with one sentence for each link that leads to no entry."""
    faults: dict[str, list[str]] = getattr(env, "unknown_citations", {})
    lines = [
        f"{docname} cites {url}, which has no entry in references.bib."
        for docname, urls in sorted(faults.items())
        if docname in env.found_docs
        for url in urls
    ]
    if lines:
        raise ExtensionError("\n".join(lines))


def link_to_references(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Point each citation at its entry in the list; the list keeps its links to the sources."""
    if docname == REFERENCES or REFERENCES not in app.env.found_docs:
        return
    known = sources_of_book(app)
    page = app.builder.get_relative_uri(docname, REFERENCES)
    for link in doctree.findall(nodes.reference):
        key = known.get(source_of(link.get("refuri", "")))
        if key:
            link["refuri"] = f"{page}#{app.config.bibtex_cite_id.format(key=key)}"
            link["internal"] = True
            link["classes"] = [*link.get("classes", []), "citation-link"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Check citations when a page is read, link them when it is written."""
    app.connect("doctree-read", note_unknown)
    app.connect("env-check-consistency", refuse_unknown)
    app.connect("doctree-resolved", link_to_references)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
