"""Pack the built site as one zip that reads by double click, the same bytes for the same pages."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

from shell_words import shell_words
from sphinx.application import Sphinx

NAME = "the-helping-relationship.zip"
KEPT_PAGES = ("index", "search", "genindex")  # no documents of ours, but pages of the site
LEFT_OUT = {NAME, ".buildinfo", ".doctrees", "reports"}
START = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{page}">{begin}</a></p>
<p>{unpack}</p>
</main>
<script src="_static/start.js"></script>
</body>
</html>
"""


def pack(site: Path, target: Path) -> None:
    """Write every file of the site to a zip: sorted, without dates, without the zip itself."""
    files = [
        path
        for path in sorted(site.rglob("*"))
        if path.is_file() and not LEFT_OUT.intersection(path.relative_to(site).parts)
    ]
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            name = f"{target.stem}/{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    unfinished.replace(target)


def remove_old_pages(site: Path, documents: set[str]) -> None:
    """Remove pages, and their sources, of documents that are no longer in the course."""
    for page in [*site.rglob("*.html"), *site.joinpath("_sources").rglob("*")]:
        place = page.relative_to(site)
        if place.parts[0] == "_static" or page.is_dir():
            continue
        name = place.as_posix().removeprefix("_sources/")
        name = name.removesuffix(".txt") if place.parts[0] == "_sources" else name
        if name.rsplit(".", 1)[0] not in documents:
            page.unlink()


def pack_site(app: Sphinx, exception: Exception | None) -> None:
    """Write the start page, then the zip beside it."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    start = app.builder.get_target_uri(app.config.root_doc)
    if start != "index.html":
        say = {key: escape(words) for key, words in shell_words()["start"].items()}
        lang, title = app.config.language.replace("_", "-"), escape(app.config.html_title)
        page = START.format(lang=lang, title=title, page=start, **say)
        (site / "index.html").write_text(page, "utf-8")
    for leftover in site.glob("*.part"):
        leftover.unlink()
    remove_old_pages(site, {*app.env.found_docs, *KEPT_PAGES})
    pack(site, site / NAME)


def setup(app: Sphinx) -> dict[str, bool]:
    """Pack when everything else that writes to the site is done."""
    app.connect("build-finished", pack_site, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
