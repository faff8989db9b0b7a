import lighter_theme
import pytest

CSS = """
@charset "utf-8";
@font-face { font-family: Icons; src: url(icons.woff2) }
.used, .unused { color: red }
.unused:not(.used) { color: blue }
article p { margin: 0 }
#main.used > a:hover { color: green }
@media (min-width: 40rem) { .unused { top: 0 } .used { top: 1px } }
@media print { .unused { top: 0 } }
"""


@pytest.fixture
def lighter():
    return lighter_theme.purge(CSS, {"used", "main"})


def test_rules_of_classes_and_ids_in_use_stay(lighter):
    assert ".used{color: red}" in lighter
    assert "#main.used > a:hover{color: green}" in lighter
    assert "article p{margin: 0}" in lighter
    assert "@media (min-width: 40rem){.used{top: 1px}}" in lighter


def test_rules_that_match_nothing_and_fonts_go(lighter):
    assert "unused" not in lighter
    assert "font-face" not in lighter
    assert "print" not in lighter


def test_a_class_inside_not_need_not_occur():
    assert "a:not(.ghost)" in lighter_theme.purge("a:not(.ghost) { top: 0 }", set())


def test_custom_properties_that_nobody_reads_go():
    css = "html{--read: 1;--unread: 2;color: red}\n:root{--unread: 3}"
    assert lighter_theme.drop_unread_properties(css, {"--read"}) == "html{--read: 1;color: red}"


@pytest.fixture
def site(tmp_path):
    for name in ("tex-chtml.js", "sre/speech.js", "output/chtml/fonts/a.woff"):
        path = tmp_path / "_static" / "mathjax" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "_static" / "scripts").mkdir()
    (tmp_path / "_static" / "scripts" / "fontawesome.js").write_text("")
    (tmp_path / "page.html").write_text("<p class='used'>")
    return tmp_path


def test_a_site_without_maths_carries_no_mathjax_and_no_icon_script(site):
    lighter_theme.lighten(site)
    assert [path.name for path in site.rglob("*") if path.is_file()] == ["page.html"]


def test_a_site_with_maths_carries_what_typesets_it(site):
    (site / "page.html").write_text('<script src="_static/mathjax/tex-chtml.js"></script>')
    lighter_theme.lighten(site)
    kept = {path.name for path in (site / "_static").rglob("*") if path.is_file()}
    assert kept == {"tex-chtml.js", "a.woff"}


def test_a_second_build_with_nothing_changed_finds_its_work_done(site):
    script = site / "_static" / "scripts" / "pydata-sphinx-theme.js"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(
        'a();"complete"===document.readyState?f():window.addEventListener("load",f);b()', "utf-8"
    )
    lighter_theme.lighten(site)
    once = script.read_text("utf-8")
    assert "readyState" not in once
    lighter_theme.lighten(site)
    assert script.read_text("utf-8") == once


def test_a_theme_whose_script_has_changed_is_refused_in_one_sentence(site):
    script = site / "_static" / "scripts" / "pydata-sphinx-theme.js"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("something(else)", "utf-8")
    with pytest.raises(lighter_theme.ExtensionError, match="set STOPS_OF_THEME"):
        lighter_theme.lighten(site)
