import alt_guard
import pytest

HASHED = "_images/" + "0a" * 32 + ".png"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<img src="a.png">', "no alternative text"),
        ('<img src="a.png" alt="  ">', "no alternative text"),
        (f'<img src="a.png" alt="{HASHED}">', "a file name"),
        (f'<img src="a.png" alt="../{HASHED}">', "a file name"),
        ('<img src="a.png" alt="figure-1.png">', "a file name"),
        ('<img src="a.png" alt="A line"><img src="b.png" alt="A line"/>', "repeats"),
        ('<figure><svg id="s"><path d="M0 0"/></svg></figure>', "neither title nor description"),
        ('<svg aria-label=""><g></g></svg>', "neither title nor description"),
    ],
)
def test_a_picture_that_says_nothing_is_refused(html, fault):
    faults = alt_guard.picture_faults(html)
    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.png" alt="Trust rises after the repair">',
        '<img src="a.png" alt="One"><img src="b.png" alt="Two">',
        '<svg aria-hidden="true"><circle r="1"/></svg>',
        '<svg role="img" aria-labelledby="t"><g/></svg>',
        "<svg><title>Trust rises</title><g><path/></g></svg>",
        "<svg><g><svg></svg></g><desc>Trust rises</desc></svg>",
    ],
)
def test_a_picture_that_speaks_passes(html):
    assert alt_guard.picture_faults(html) == []
