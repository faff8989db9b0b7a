"""A broken notebook must not become a page: the build fails and says what to mend.

Each kind of fault lies in a tiny notebook in ``faults``, built with the course's own settings.
"""

import shutil
from pathlib import Path

import one_build
import pytest
import small_book

FAULTS = Path(__file__).parent / "faults"

# What goes wrong when a notebook is run, and the sentence that the log must hold.
WHEN_RUN = {
    "draw-raises": "fragile could not draw n=0: ZeroDivisionError: division by zero.",
    "control-without-range": (
        "The control word has no range (Text(value='a')): give it (min, max, step), a list of "
        "choices, or a bool."
    ),
    "state-without-sentence": (
        "mute gave no sentence at n=2: let it return one plain sentence that says what the "
        "picture shows."
    ),
    "unknown-evidence": "The table of figures has no row 'empathy_1918': did you mean",
    "unknown-question": "data/questions/transference.md has no question 'no-such-question':",
}
# What is refused without running anything.
WHEN_READ_OR_WRITTEN = {
    "damaged": "damaged.ipynb",
    "cites-unknown-source": (
        "cites-unknown-source cites https://doi.org/10.9999/nowhere, which has no entry in "
        "references.bib."
    ),
    "picture-without-words": ("has no alternative text; give it a text that says what it shows."),
}
# An author's ordinary mistakes: all of them in one build, each in one sentence at its end.
ORDINARY = {
    "image-name-with-a-space": (
        "![Two](two chairs.png) is no picture, because its name has a space: put the name in "
        "angle brackets, (<two chairs.png>), or write - for the space, in the file's name too."
    ),
    "two-prices": "$5 and $ reads as a formula, here and in JupyterLab: write \\$ for a dollar.",
    "bare-control": (
        "code cell 1 shows IntSlider, which does nothing on a page without a kernel: give its "
        "values to explore(...), as in explore(draw, n=(1, 5))."
    ),
}


def build(folder, notebooks, raise_on_error):
    """Build a book of these notebooks, and two pictures beside them; return exit code and log."""
    shutil.copy(FAULTS / "dot.png", folder / "ein Stühlchen.png")
    pages = [*(FAULTS / f"{name}.ipynb" for name in notebooks), FAULTS / "dot.png"]
    return small_book.build(folder, pages, raise_on_error)


def last_words(log):
    """Return what stands at the end of a failed build."""
    return log.rpartition("To mend: ")[2]


def test_every_notebook_that_fails_when_run_is_named_with_the_remedy(tmp_path):
    # Otherwise the build would stop at the first: see the next test.
    code, log = build(tmp_path, list(WHEN_RUN), raise_on_error=False)
    assert code, "the build must fail"
    said = [sentence for sentence in WHEN_RUN.values() if sentence not in log]
    named = [name for name in WHEN_RUN if f"{name}.ipynb" not in log]
    assert said + named == []


def test_the_course_s_own_settings_stop_at_a_notebook_that_fails_when_run(tmp_path):
    code, log = build(tmp_path, ["unknown-evidence"], raise_on_error=True)
    assert code, "the build must fail"
    assert WHEN_RUN["unknown-evidence"] in log
    assert "unknown-evidence.ipynb: " in last_words(log)
    assert WHEN_RUN["unknown-evidence"] in last_words(log)


@pytest.mark.parametrize("notebook", list(WHEN_READ_OR_WRITTEN))
def test_a_page_that_misleads_or_cannot_be_read_fails_the_build(tmp_path, notebook):
    code, log = build(tmp_path, [notebook], raise_on_error=True)
    assert code, "the build must fail"
    assert WHEN_READ_OR_WRITTEN[notebook] in log
    assert WHEN_READ_OR_WRITTEN[notebook] in last_words(log)


def test_ordinary_mistakes_are_told_all_at_once_and_image_names_may_have_spaces(tmp_path):
    code, log = build(tmp_path, [*ORDINARY, "right-image-names"], raise_on_error=True)
    assert code, "the build must fail"
    said = last_words(log)
    assert [name for name, sentence in ORDINARY.items() if sentence not in said] == []
    assert "code cell 2 shows interactive" in said
    assert "right-image-names" not in said
    page = (tmp_path / "_build" / "html" / "right-image-names.html").read_text("utf-8")
    assert page.count('src="_images/ein%20St%C3%BChlchen.png"') == 2


def test_a_second_build_says_in_one_sentence_that_one_is_running_and_writes_nothing(tmp_path):
    one_build.hold(tmp_path / "_build")
    code, log = build(tmp_path, ["two-prices"], raise_on_error=True)
    assert code, "the build must fail"
    assert last_words(log).startswith("- Another build of this book is running (process ")
    assert not (tmp_path / "_build" / "html" / "two-prices.html").exists()
