"""The pictures that wait for the chapter on evidence say in words what they draw."""

from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures import evidence_lab
from helping.figures.common import correlation
from helping.models import a_thousand_clients as thousand
from helping.models import alliance_shapes, working_alliance
from helping.models import dose_and_response as dose

AS_PUBLISHED = {
    "overlap": published("realrel_alliance_overlap").value,
    "real": published("realrel_2018").value,
    "alliance": published("alliance_outcome_2018_f2f").value,
}


def told(**values) -> tuple[str, str]:
    return evidence_lab.what_is_left(Figure(figsize=(4.8, 3.7)), **(AS_PUBLISHED | values))


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({}, ["outcome is .27 and the alliance’s .04.", "with 15 per cent", "promised 22."]),
        ({"alliance": 0.38}, ["outcome is .19 and the alliance’s .19."]),
        ({"real": 0.30}, ["links were .30 and .278", "outcome is .16 and the alliance’s .11."]),
        ({"overlap": 0.88, "real": 0.44}, ["the alliance’s −.26."]),
    ],
)
def test_what_is_left_says_what_is_left(values, numbers):
    said = " ".join(told(**values))
    assert [number for number in numbers if number not in said] == []


@pytest.mark.parametrize("overlap", [0, 0.88])
@pytest.mark.parametrize(("real", "alliance"), [(0.38, 0.278), (0.38, 0.38), (0.30, 0.38)])
def test_what_is_left_names_each_line_at_its_own_end(overlap, real, alliance):
    figure = Figure(figsize=(4.8, 3.7))
    evidence_lab.what_is_left(figure, overlap=overlap, real=real, alliance=alliance)
    axes = figure.axes[0]
    curves = [line for line in axes.lines if len(line.get_xdata()) == len(evidence_lab.OVERLAPS)]
    for line, name in zip(curves, ("real rel.", "alliance"), strict=True):
        (word,) = (text for text in axes.texts if text.get_text() == name)
        assert abs(word.get_position()[1] - line.get_ydata()[-1]) < 0.04


def test_what_no_three_ratings_can_show_is_refused():
    with pytest.raises(ValueError, match="overlap is 2"):
        told(overlap=2)


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize(
    ("shape", "noise", "clients", "client"),
    list(product(evidence_lab.SHAPES, (0.3, 0.9), (4, 300), (1, 4))),
)
def test_shape_of_average_says_what_the_model_says(
    shape: str, noise: float, clients: int, client: int
) -> None:
    said, more = evidence_lab.shape_of_average(paper(), shape, noise, clients, client)
    study = alliance_shapes.one_study(shape, noise, clients)
    assert f"average of these {clients} clients looks {study.found}" in said
    assert ("as the truth does" in said) == (study.found == shape)
    wrong = round(100 * alliance_shapes.wrong_in_the_long_run(shape, noise, clients))
    assert (f"{wrong} would get it wrong" if wrong else "hardly any such study") in said
    assert f"that shape: {study.named.count(study.found)} of {clients} clients" in more
    assert f"Client {client} is nearest to {study.named[client - 1]}" in more


def test_the_first_picture_of_shapes_finds_a_shape_that_is_not_there() -> None:
    said, _ = evidence_lab.shape_of_average(paper(), "flat", 0.6, 4, 1)
    assert "The truth is flat, but the average of these 4 clients looks high-low-high" in said
    said, _ = evidence_lab.shape_of_average(paper(), "flat", 0.6, 12, 1)
    assert "looks flat, as the truth does" in said


def sessions_told(**values) -> tuple[str, str]:
    return evidence_lab.sessions_needed(Figure(figsize=(4.8, 3.7)), **values)


def test_dependability_says_the_models_dependability_and_the_best_mean():
    sentence, more = sessions_told(sessions=4, one=0.77)
    assert "has a dependability of .93, which is called very good" in sentence
    assert "does best" not in more
    slow, slow_more = sessions_told(sessions=10, one=0.77, lasts=0.95)
    assert f"of {correlation(working_alliance.dependability(10, 0.77, 0.95))}," in slow
    assert "the mean of 3 sessions does best" in slow_more


@pytest.mark.parametrize("sessions", range(1, 11))
def test_dependability_counts_the_pairs_in_the_wrong_order(sessions):
    sentence, _ = sessions_told(sessions=sessions, one=0.77, shown="pairs")
    right = working_alliance.pairs_in_order(working_alliance.dependability(sessions, 0.77))
    assert f"Of 100 pairs of clients, {100 - 100 * right:.0f} are put" in sentence


def test_sessions_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match="sessions is 11"):
        sessions_told(sessions=11, one=0.77)
    with pytest.raises(ValueError, match="shown is 'tea'"):
        sessions_told(one=0.77, shown="tea")


RULES, LIMITS, PACES, DIFFER = dose.RULES, (0, 8, 6, 4), (0.8, 1.55, 3.0), (0.0, 0.6, 1.15)


@pytest.mark.parametrize("state", list(product(RULES, LIMITS, PACES, DIFFER))[::5])
def test_how_many_sessions_says_what_the_files_say(state: tuple[str, int, float, float]) -> None:
    figure = paper()
    said, more = evidence_lab.how_many_sessions(figure, *state)
    found = dose.files_of_a_service(*state)
    assert f"{round(100 * found.well_enough[-1])}" in said
    assert f"Of all 100 clients, {round(100 * found.of_all)} " in figure.axes[0].get_title("left")
    assert ("still coming" in more) == (found.ended.sum() < 0.995)
    assert f"Of all 100 clients {round(100 * found.of_all)} ended well enough" in more


def test_only_the_stopping_rule_turns_the_curve_over() -> None:
    rising = dose.files_of_a_service("nobody stops", 0, 1.55, 1.15)
    falling = dose.files_of_a_service("good enough", 0, 1.55, 1.15)
    assert rising.trend > 0.95
    assert falling.trend < -0.85


def test_quicker_clients_do_not_turn_the_falling_curve_but_clients_all_alike_do() -> None:
    quick = dose.files_of_a_service("good enough", 0, 3.0, 1.15)
    alike = dose.files_of_a_service("good enough", 0, 1.55, 0.0)
    assert quick.trend < -0.85
    assert alike.well_enough[-1] > alike.well_enough[0] + 0.5


def test_the_tighter_the_limit_the_fewer_of_all_end_well_enough() -> None:
    shares = [dose.files_of_a_service("good enough", n, 1.55, 1.15).of_all for n in LIMITS]
    assert shares == sorted(shares, reverse=True)
    assert [round(100 * share) for share in shares] == [61, 51, 42, 30]


@pytest.mark.parametrize("state", list(product((0.5, 1.5, 2.5, 4.0), (0.0, 0.2), (1, 4))))
def test_sudden_gains_says_what_the_rule_finds(state: tuple[float, float, int]) -> None:
    wobble, jumping, _ = state
    said, more = evidence_lab.sudden_gains(paper(), *state)
    made = thousand.gains(wobble, jumping)
    if made.found.any():
        assert f"finds {made.found.sum()} sudden gains" in said
        assert f"{made.benefit:.1f} standard deviations better" in said
    else:
        assert "finds no sudden gain" in said
    assert ("Nobody truly jumps" in more) == (not made.jumped.any())


def test_gradual_clients_have_sudden_gains_and_those_end_better() -> None:
    made = thousand.gains(2.5, 0.0)
    assert not made.jumped.any()
    assert made.found.mean() > 0.1
    assert made.benefit > 0.4


def test_no_score_of_a_service_leaves_the_form() -> None:
    clients = dose.simulate_clients(4000, 1, pace_spread=1.15)
    assert clients.distress.min() >= 0
    assert clients.distress.max() <= 40
