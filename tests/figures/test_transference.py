"""The three pictures of chapter 08 say in words what they draw, in every state."""

import inspect
import io
import itertools
import re

import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure

from helping.figures import transference as figures
from helping.models import narratives, transference

# The ends of every control and one stop between.
CORNERS = {
    figures.expectation_over_sessions: {
        "old_certainty": [5, 20, 60],
        "acceptance": [-2, 0, 1, 2],
        "interpretation": [0, 5, 15],
        "band": [True, False],
    },
    figures.what_gets_through: {
        "acceptance": [-2, 0, 2],
        "doubt": [0, 0.75, 1.5],
        "resemblance": [0, 0.5, 1],
    },
    figures.theme_in_stories: {
        "stories": [5, 20],
        "in_ten": [2, 4, 8],
        "readings": [1, 7],
        "client": [1, 6],
    },
}
STATES = [
    pytest.param(draw, dict(zip(stops, values, strict=True)), id=f"{draw.__name__}-{values}")
    for draw, stops in CORNERS.items()
    for values in itertools.product(*stops.values())
]


def sentence(draw, **values) -> str:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


def structure(draw, values) -> str:
    """Return the picture's SVG without its numbers, colours and texts."""
    figure = Figure(figsize=(4.8, 3.7))
    draw(figure, **values)
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "course"}):
        figure.savefig(out := io.StringIO(), format="svg", metadata={"Date": None})
    text = re.sub(r">[^<]+</text>", "></text>", out.getvalue())
    text = re.sub(r"#[0-9a-z]+|[mp][0-9a-f]{10}", "#", text)
    return re.sub(r"-?\d+(\.\d+)?(e-?\d+)?", "0", text)


@pytest.mark.parametrize(("draw", "values"), STATES)
def test_every_state_has_a_plain_sentence_and_a_title(draw, values):
    figure = Figure(figsize=(4.8, 3.7))
    said = draw(figure, **values)
    assert said.endswith(".")
    assert len(said) > 40
    assert not re.search(r"nan|inf\b|-0\.0\b|None", said)
    title = figure.axes[0].get_title(loc="left")
    assert 0 < len(title) <= 45
    (drawn,) = figure.findobj(lambda part: getattr(part, "get_text", str)() == title)
    assert drawn.get_window_extent().x1 <= figure.bbox.x1


@pytest.mark.parametrize("draw", CORNERS)
def test_all_states_share_one_structure(draw):
    stops = CORNERS[draw]
    ends = {name: [values[0], values[-1]] for name, values in stops.items()}
    states = [dict(zip(ends, v, strict=True)) for v in itertools.product(*ends.values())]
    assert len({structure(draw, values) for values in states}) == 1


@pytest.mark.parametrize("draw", CORNERS)
def test_every_control_has_a_default(draw):
    drawn = inspect.signature(draw).parameters
    assert set(drawn) == {"figure", *CORNERS[draw]}
    assert sentence(draw)


@pytest.mark.parametrize(
    ("values", "crossing"),
    [
        ({"old_certainty": 20, "interpretation": 0}, 31),
        ({"old_certainty": 20, "interpretation": 5}, 12),
        ({"old_certainty": 20, "interpretation": 15}, 19),
        ({"old_certainty": 5, "interpretation": 0}, 8),
    ],
)
def test_the_first_picture_says_when_neutral_is_passed(values, crossing):
    said = sentence(figures.expectation_over_sessions, acceptance=1, **values)
    assert f"past neutral after session {crossing}," in said
    named_in = (values["interpretation"],) if values["interpretation"] else ()
    course = transference.expect(1, old_certainty=values["old_certainty"], named_in=named_in)
    assert f"after 40 sessions the client expects {course.expectation[40]:.1f} " in said


def test_the_first_picture_does_not_promise_a_crossing_that_does_not_come():
    assert "past neutral" not in sentence(figures.expectation_over_sessions, acceptance=-2)
    assert "past neutral" not in sentence(figures.expectation_over_sessions, old_certainty=60)


@pytest.mark.parametrize("acceptance", [-2, 0, 2])
@pytest.mark.parametrize("doubt", [0, 0.75, 1.5])
def test_the_second_picture_says_what_gets_in_and_where_it_leads(acceptance, doubt):
    said = sentence(figures.what_gets_through, acceptance=acceptance, doubt=doubt)
    course = transference.expect(
        acceptance,
        old_expectation=transference.first_expectation(1),
        old_certainty=figures.CERTAINTY_WITH_DOUBT,
        sessions=figures.SESSIONS_OF_DOUBT,
        doubt=doubt,
    )
    assert f"{100 * course.let_in[1]:.0f} per cent of the first session" in said
    assert f"after 30 sessions the client expects {course.expectation[-1]:.1f}," in said


def test_the_third_picture_says_the_share_that_listening_like_this_shows():
    said = sentence(figures.theme_in_stories, stories=5, in_ten=4, readings=5)
    assert f"sees {100 * narratives.best_of(5, 5, 0.4):.0f} per cent on average" in said
    assert "every reading really fits 4 stories in ten" in said


def test_the_third_picture_counts_only_the_stories_told():
    for stories, client in itertools.product((5, 10, 20), (1, 2, 3)):
        said = sentence(figures.theme_in_stories, stories=stories, readings=7, client=client)
        counts = [int(n) for n in re.search(r"fits (\d+) .*?, (\d+) .*?and (\d+) ", said).groups()]
        assert max(counts) <= stories


def test_a_picture_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match=r"stories is 21; it must lie between 1 and 20\."):
        sentence(figures.theme_in_stories, stories=21)
    with pytest.raises(ValueError, match="readings is 0"):
        sentence(figures.theme_in_stories, readings=0)
