import pytest
from code_folds import Cell, fold_names, read_cell
from shell_words import shell_words

WORDS = shell_words()["code"]
PICTURE = '<figure class="flipbook" id="a" aria-label="What a client expects &amp; gets"></figure>'


@pytest.mark.parametrize(
    ("source", "output", "cell"),
    [
        ("from flipbook import explore\nimport helping", "", Cell("loads")),
        ('a = slider("A", 0, 1)\nb = switch("B")', "", Cell("controls")),
        (
            'explore(draw, a=slider("A", 0, 1))',
            PICTURE,
            Cell("picture", "What a client expects & gets"),
        ),
        ('explore(draw, name="first-one")', "", Cell("picture", "first one")),
        ('ask("transference", "they-all-leave")', "", Cell("question", "they all leave")),
        ('reflect("transference", "what-i-expect")', "", Cell("reflection", "what i expect")),
        ('evidence.box("a")', "<h3>Evidence: One <i>trial</i></h3>", Cell("evidence", "One trial")),
        ("%matplotlib inline", "", Cell("cell")),
        ("1 + 1", "", Cell("cell")),
    ],
)
def test_a_cell_is_read_by_what_it_does(source, output, cell):
    assert read_cell(source, output) == cell


def test_no_two_folds_of_a_page_have_one_name_and_controls_belong_to_the_next_picture():
    cells = [Cell("loads"), Cell("controls"), Cell("picture", "A"), Cell("cell"), Cell("loads")]
    names = fold_names(cells, WORDS)
    assert len(set(names)) == len(names)
    assert "A" in names[1]
    assert names[3] == "Code of cell 4"
