"""Whatever is put in for a parameter of a model, the answer is a result or one plain sentence."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

import helping.models
from helping.models import a_thousand_clients as thousand
from helping.models import alliance_and_outcome as ao
from helping.models import alliance_shapes as shapes
from helping.models import causation_and_chance as chance
from helping.models import (
    climate,
    commitment,
    core_conditions,
    course_of_therapy,
    drop_out,
    endings,
    filing,
    first_step,
    four_middles,
    listening,
    look_alikes,
    narratives,
    oscillators,
    structured_residuals,
    working_alliance,
)
from helping.models import complementarity as circle
from helping.models import control_chart as chart
from helping.models import dose_and_response as dose
from helping.models import effect_sizes as sizes
from helping.models import outcome_measures as om
from helping.models import q_sort as q
from helping.models import rater_agreement as ra
from helping.models import real_relationship as real
from helping.models import rupture_chain as chain
from helping.models import synchrony as sync
from helping.models import talk_and_silence as talk
from helping.models import transference as prior
from helping.models import within_and_between as panels
from helping.models import working_alliance as wa

SEED = 3
COMPARE = sync.Settings(rate=5, window=10, step=5, lag=1, smooth=0)
NOISE = np.random.default_rng(SEED).standard_normal((2, 3, 200))
COURSES = om.simulate_courses(100, 6, SEED).scores
HALF = np.arange(100) % 2 == 0
LEAVING = drop_out.Settings(-3.0, 0.5)
PAIR = climate.client_and_counsellor()
RATES = chain.Rates()
SORTS = q.random_sorts(2, SEED)
CLIENTS = dose.simulate_clients(10, SEED)
PARTS = wa.Parts(1, 2, 3)

# A valid call of each that cannot be made from its docstring (`found_by_itself`), and of some
# more; what is not said here is left at its default and tried all the same.
PANEL = ao.simulate_panel(60, 4, 1)
SAID: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (ao.Paths, {}),
    (thousand.clinic, {}),
    (first_step.answers, {"step": "text"}),
    (first_step.first_no, {"step": "text"}),
    (thousand.expected, {"percentile": 90.0}),
    (thousand.alarms_and_ends, {"percentile": 90.0, "by": 4}),
    (thousand.gains, {"wobble": 1.0, "jumping": 0.2}),
    (
        dose.files_of_a_service,
        {"rule": dose.RULES[0], "limit": 4, "pace": 1.5, "differ": 0.6},
    ),
    (four_middles.heard, {"said": "when"}),
    (structured_residuals.links_within, {"alliance": PANEL.alliance, "outcome": PANEL.outcome}),
    (working_alliance.sayable, {"way": next(iter(working_alliance.WAYS))}),
    (look_alikes.course_of, {"client": "A"}),
    (look_alikes.alike, {"client": "A", "now": 5, "crowd": "sinks"}),
    (look_alikes.parts_of_the_change, {"client": "A", "now": 5, "crowd": "sinks"}),
    (panels.reach_of_a_study, {"truth": "a link", "sessions": 4, "clients": 60}),
    (panels.seen, {"view": "heap", "together": 0.3, "within": "clear"}),
    (panels.correlations, {"together": 0.3, "within": "clear"}),
    (panels.built_in, {"truth": "nothing"}),
    (panels.long_run, {"truth": "nothing", "sessions": 4}),
    (panels.reach_of_all, {"truth": "nothing", "sessions": 4}),
    (panels.studies, {"truth": "nothing", "sessions": 4, "clients": 20}),
    (panels.faster_with_better, {"truth": "nothing", "sessions": 4}),
    (ao.Calibration, {}),
    (ao.Panel, {"alliance": NOISE[0], "outcome": NOISE[1]}),
    (ao.within_client, {"clients": 5, "sessions": 4, "paths": ao.Paths(), "rng": SEED}),
    (ao.simulate_panel, {"clients": 20, "sessions": 5, "rng": SEED}),
    (ao.simulate_clinic, {"therapists": 3, "clients": 4, "sessions": 5, "rng": SEED}),
    (ao.findings, {"clinic": ao.simulate_clinic(3, 4, 5, SEED)}),
    (ao.raw_path, {"panel": ao.simulate_panel(20, 5, SEED)}),
    (ao.centred_path, {"panel": ao.simulate_panel(20, 5, SEED)}),
    (ao.instrumented_path, {"panel": ao.simulate_panel(20, 5, SEED)}),
    (ao.without_trend, {"panel": ao.simulate_panel(20, 5, SEED)}),
    (ao.without_own_trend, {"panel": ao.simulate_panel(20, 5, SEED)}),
    (ao.spearman_brown, {"reliability": 0.7, "times": 2}),
    (shapes.contrasts, {"sessions": 5}),
    (
        shapes.autocorrelated_noise,
        {"clients": 3, "sessions": 5, "carry_over": 0.3, "rng": SEED},
    ),
    (
        shapes.simulate_ratings,
        {"shape": "flat", "clients": 3, "sessions": 5, "noise": 0.5, "rng": SEED},
    ),
    (filing.filed, {"by": "the form"}),
    (filing.agreed_by_all, {}),
    (shapes.coefficients, {"scores": COURSES}),
    (shapes.nearest_shapes, {"scores": COURSES}),
    (shapes.shape_recovery, {"noise": 0.3, "rng": SEED, "clients": 10}),
    (
        shapes.found_in_averages,
        {"shape": "flat", "clients": 3, "noise": 0.5, "rng": SEED, "studies": 5},
    ),
    (shapes.one_study, {"shape": "flat", "noise": 0.6, "clients": 4}),
    (shapes.wrong_in_the_long_run, {"shape": "flat", "noise": 0.6, "clients": 4}),
    (shapes.v_shapes, {"scores": COURSES, "sd": 1.0}),
    (shapes.v_shapes_in_noise, {"threshold": 1.0, "rng": SEED, "clients": 10}),
    (chance.State, {}),
    (chance.State().after, {"time": 1.0, "start": 0.0}),
    (chance.State().drift, {"state": 1.0}),
    (chance.Law(0, 1).above, {"threshold": 1.0}),
    (chance.Law(0, 1).density, {"state": 1.0}),
    (chance.paths, {"state": chance.State(), "start": 0.0, "rng": SEED, "steps": 5}),
    (chance.Pair, {}),
    (chance.Pair().rates, {"counsellor": 1.0, "client": 1.0}),
    (chance.Pair().jacobian, {"counsellor": 1.0, "client": 1.0}),
    (chance.Pair().client_if_quick, {"counsellor": 1.0}),
    (chance.resting_points, {"pair": chance.Pair()}),
    (chance.follow, {"pair": chance.Pair(chance=1), "start": (1.0, 0.0), "rng": SEED}),
    (climate.Bilinear, {"below": 0.3, "above": 0.3}),
    (climate.Ojive, {}),
    (climate.Person, {"pull": 0.1, "inertia": 0.4, "influence": climate.Ojive()}),
    (climate.client_and_counsellor, {}),
    (climate.converse, {"first": PAIR[0], "second": PAIR[1], "start": (0.0, 1.0)}),
    (
        climate.local_strength,
        {"inertia_first": 0.4, "inertia_second": 0.4, "slope_first": 1, "slope_second": 1},
    ),
    (climate.steady_states, {"first": PAIR[0], "second": PAIR[1]}),
    (climate.where_it_ends, {"first": PAIR[0], "second": PAIR[1], "start": (0.0, 1.0)}),
    (climate.catchment, {"first": PAIR[0], "second": PAIR[1], "points": 5}),
    (climate.Actor, {}),
    (climate.resting_points, {"first": climate.Actor(), "second": climate.Actor()}),
    (
        climate.flow,
        {"first": climate.Actor(), "second": climate.Actor(), "start": (0.0, 1.0), "duration": 1},
    ),
    (climate.start_needed, {"first": climate.Actor(), "second": climate.Actor()}),
    (climate.delay_of_oscillation, {"response": 2.0}),
    (commitment.leaving_by_band, {"settings": LEAVING}),
    (commitment.a_hundred_by_band, {"settings": LEAVING}),
    (commitment.one_client_keeps, {"kept": commitment.kept_of_contract()}),
    (commitment.recollection, {"settings": LEAVING}),
    (commitment.kept_of_contract, {}),
    (circle.expected_correlation, {"axis": "affiliation", "coupling": 0.5}),
    (circle.interact, {"axis": "affiliation", "coupling": 0.5, "rng": SEED, "moments": 50}),
    (circle.rhythm, {"first": NOISE[0], "second": NOISE[1], "segment": 20}),
    (circle.coherence_floor, {"rng": SEED, "segment": 20, "pairs": 2, "moments": 100}),
    (circle.complement, {"affiliation": 1.0, "dominance": 1.0}),
    (chart.individuals_chart, {"scores": COURSES}),
    (chart.detrend, {"scores": COURSES}),
    (chart.false_alarms, {"rng": SEED, "clients": 10}),
    (chart.dips_found, {"depth": 1.0, "rng": SEED, "clients": 10}),
    (core_conditions.receive, {"empathy": 4, "congruence": 4, "regard": 4, "arrives": 0.5}),
    (core_conditions.experiencing, {"empathy": 4, "congruence": 4, "regard": 4, "arrives": 0.5}),
    (core_conditions.stage_shares, {"stage": 3.0}),
    (core_conditions.end_better, {"reading": "all needed"}),
    (core_conditions.surveys_that_tell, {"clients": 30, "surveys": 3}),
    (core_conditions.expected_odd_ones, {}),
    (core_conditions.usual_odd_ones, {}),
    (
        course_of_therapy.phase_of,
        {"alliance": 5.0, "distress": 5.0, "first_distress": 8.0, "ending": False},
    ),
    (course_of_therapy.course_of_therapy, {}),
    (dose.DoseCurve, {"intercept": -1.0, "slope": 0.5}),
    (dose.through_two_points, {"first": (8, 0.5), "second": (26, 0.75)}),
    (dose.DoseCurve(-1, 0.5).improved, {"sessions": 3}),
    (dose.DoseCurve(-1, 0.5).sessions_for, {"share": 0.5}),
    (dose.simulate_clients, {"clients": 10, "rng": SEED}),
    (dose.at_most, {"clients": CLIENTS, "sessions": 3}),
    (dose.by_length, {"clients": CLIENTS}),
    (drop_out.Settings, {"base": -3.0, "alliance_helps": 0.5}),
    (drop_out.hazard, {"settings": LEAVING}),
    (drop_out.staying, {"settings": LEAVING}),
    (drop_out.summary, {"settings": LEAVING}),
    (drop_out.calibrate, {"rate": 0.197, "d": 0.55}),
    (drop_out.simulate_clients, {"settings": LEAVING, "clients": 10, "rng": SEED}),
    (sizes.hundred_clients, {"r": 0.3}),
    (sizes.r_to_d, {"r": 0.3}),
    (sizes.d_to_r, {"d": 0.3}),
    (sizes.small_sample_factor, {"people": 20}),
    (sizes.d_to_g, {"d": 0.3, "people": 20}),
    (sizes.g_to_d, {"g": 0.3, "people": 20}),
    (sizes.g_to_r, {"g": 0.3, "people": 20}),
    (sizes.fisher_interval, {"r": 0.3, "people": 20}),
    (sizes.shared_variance, {"r": 0.3}),
    (endings.endings, {"clients": 200, "rng": SEED}),
    (endings.take_leave, {"agreed": 12, "left": 3}),
    (
        endings.why_the_chair_is_empty,
        {"score": "better", "hour": "warm", "missed_before": True},
    ),
    (endings.a_hundred, {"chance": [0.5, 0.5]}),
    (listening.next_move, {"reply": "advise"}),
    (listening.average_move, {}),
    (listening.worth_of_a_yes, {"fits": 0.5, "corrects": 0.5}),
    (narratives.tell, {"stories": 5, "real_share": 0.4, "rng": SEED}),
    (narratives.core_theme, {"told": narratives.tell(5, 0.4, rng=SEED)}),
    (narratives.share_interval, {"hits": 3, "stories": 5}),
    (narratives.standard_error, {"real_share": 0.5, "stories": 10}),
    (narratives.best_of, {"readings": 3, "stories": 5, "real_share": 0.4}),
    (narratives.usual_count, {"chance": 0.5, "clients": 6}),
    (narratives.chance_of, {"hits": 4, "readings": 3, "stories": 6, "real_share": 0.5}),
    (
        narratives.power_to_see_change,
        {"before": 0.4, "after": 0.5, "studies": 20, "rng": SEED},
    ),
    (oscillators.locking, {"difference": 0.5, "pull": 1.0}),
    (oscillators.move_together, {"rng": SEED, "duration": 3}),
    (oscillators.relative_phase, {"start": 1.0, "duration": 1, "restlessness": 1}),
    (oscillators.stable_phases, {}),
    (om.Measure, {field.name: getattr(om.CORE_10, field.name) for field in fields(om.CORE_10)}),
    (om.cut_off, {"clinical_mean": 20, "clinical_sd": 7, "general_mean": 5, "general_sd": 5}),
    (om.reliable_change, {"sd": 7.0, "reliability": 0.9}),
    (om.classify, {"before": COURSES[:, 0], "after": COURSES[:, -1]}),
    (om.sudden_gains, {"scores": COURSES}),
    (om.simulate_courses, {"clients": 10, "occasions": 6, "rng": SEED}),
    (om.apparent_benefit, {"scores": COURSES, "gained": HALF}),
    (om.expected_course, {"reference": COURSES, "bands": 5}),
    (om.alarms, {"expected": om.expected_course(COURSES, bands=5), "scores": COURSES, "by": 3}),
    (om.alarm_quality, {"alarm": HALF, "worse": ~HALF}),
    (q.force, {"scores": np.arange(100.0)}),
    (q.correlation, {"first": SORTS[0], "second": SORTS[1]}),
    (q.random_sorts, {"people": 2, "rng": SEED}),
    (q.related_sorts, {"people": 2, "agreement": 0.3, "rng": SEED}),
    (q.sort_with_correlation, {"first": SORTS[0], "target": 0.3, "rng": SEED}),
    (q.sorted_again, {"opinions": np.arange(100.0), "reliability": 0.8, "rng": SEED}),
    (
        q.sorts_of_opinions,
        {"people": 2, "agreement": 0.3, "reliability": 0.8, "rng": SEED},
    ),
    (q.before_and_after, {"people": 3, "rng": SEED}),
    (q.people_alike, {"agreement": 0.5, "steadiness": 0.8, "people": 5}),
    (q.few_cards, {}),
    (q.compare, {"people": 5}),
    (q.mean_correlation, {"values": [0.1, 0.2]}),
    (ra.mean_squares, {"ratings": COURSES}),
    (ra.intraclass, {"ratings": COURSES}),
    (ra.class_ratings, {"clips": 4, "raters": 3, "rng": SEED}),
    (ra.true_agreement, {}),
    (ra.cross_table, {"first": [0, 1], "second": [1, 1], "categories": 3}),
    (ra.percent_agreement, {"table": [[1, 2], [3, 4]]}),
    (ra.cohen_kappa, {"table": [[1, 2], [3, 4]]}),
    (ra.fleiss_kappa, {"counts": [[2, 1], [1, 2]]}),
    (ra.prevalence_paradox, {"prevalence": 0.2}),
    (real.pairs, {"count": 10, "together": 0.7, "overlap": 0.6, "rng": SEED}),
    (real.differ, {"correlation": 0.5}),
    (real.sixty_pairs, {"group": 1, "together": 0.7, "overlap": 0.6}),
    (real.twenty_moments, {"counsellor": 1, "pull": 0.5, "sureness": 0.5}),
    (real.hold_constant, {"first": 0.3, "second": 0.3, "overlap": 0.3}),
    (real.moments, {"count": 5, "pull": 0.5, "sureness": 0.5, "rng": SEED}),
    (real.serves_client, {"pull": 0.5, "sureness": 0.5}),
    (chain.Rates, {}),
    (chain.Kind, {"name": "all", "share": 1.0, "rates": RATES}),
    (chain.expect, {"rates": RATES}),
    (chain.expect_mixture, {}),
    (chain.simulate, {"rates": RATES, "clients": 5, "rng": SEED}),
    (chain.simulate_mixture, {"clients": 5, "rng": SEED}),
    (chain.summarise, {"states": chain.simulate(RATES, 5, SEED)}),
    (sync.Settings, {}),
    (sync.correlate, {"first": NOISE[0, 0], "second": NOISE[1, 0], "settings": COMPARE}),
    (sync.smooth, {"series": NOISE[0, 0], "frames": 3}),
    (sync.all_pairings, {"firsts": NOISE[0], "seconds": NOISE[1], "settings": COMPARE}),
    (sync.compare, {"pairings": np.abs(NOISE[0, :, :3]), "rng": SEED, "shuffles": 20}),
    (sync.shuffle_segments, {"series": NOISE[0, 0], "frames": 10, "rng": SEED}),
    (
        sync.shuffled_synchrony,
        {
            "first": NOISE[0, 0],
            "second": NOISE[1, 0],
            "rng": SEED,
            "settings": COMPARE,
            "segment": 5,
            "surrogates": 2,
        },
    ),
    (talk.in_the_long_run, {}),
    (talk.strip, {}),
    (prior.expect, {"acceptance": 1.0, "sessions": 5}),
    (prior.gain, {"certainty": 3.0}),
    (prior.sessions_to_neutral, {"acceptance": 1.0}),
    (prior.expect_from_someone_changing, {"acceptance": 1.0}),
    (prior.steady_gain, {}),
    (wa.Parts, {"goals": 1, "tasks": 2, "bond": 3}),
    (wa.carry, {"have": PARTS, "asked": PARTS}),
    (wa.lowest, {"ratings": [3.0, 1.0], "count": 1}),
    (wa.rate, {"clients": 5, "r": 0.3, "gap": 0.4, "rng": SEED}),
    (wa.two_lists, {"r": 0.3, "gap": 0.4, "clients": 8, "count": 2}),
    (wa.share_found, {"r": 0.3}),
    (wa.dependability, {"sessions": 3, "one": 0.77}),
    (wa.pairs_in_order, {"dependable": 0.7}),
]


SHARED = {"helping.models.checks", "helping.models.resting"}
"""What models are made of; their own tests hold it."""


def public_things() -> Iterator[Callable[..., Any]]:
    """Return every public function of the models, and every class that checks what it is given."""
    for module in pkgutil.iter_modules(helping.models.__path__, "helping.models."):
        if module.name in SHARED:
            continue
        for name, thing in vars(importlib.import_module(module.name)).items():
            own = getattr(thing, "__module__", "") == module.name and not name.startswith("_")
            checked = inspect.isclass(thing) and hasattr(thing, "__post_init__")
            if own and (inspect.isfunction(thing) or checked):
                yield thing


def found_by_itself(call: Callable[..., Any]) -> dict[str, Any] | None:
    """Make a valid call from a docstring's ranges ("1 to 28"); None where it does not tell."""
    valid: dict[str, Any] = {}
    for name, parameter in inspect.signature(call).parameters.items():
        if parameter.default is not parameter.empty:
            continue
        told = re.search(
            rf"^\s*[\w, ]*\b{name}\b[\w, ]* : (.+)\n((?:\s{{8,}}.*\n?)+)", call.__doc__ or "", re.M
        )
        limits = re.search(r"(-?[\d.,]*\d) to (-?[\d.,]*\d)", told.group(2)) if told else None
        if name == "rng":
            valid[name] = SEED
        elif limits:
            low, high = (float(each.replace(",", "")) for each in limits.groups())
            valid[name] = int(low) if told and told.group(1).startswith("int") else (low + high) / 2
        else:
            return None
    return valid


def called() -> list[tuple[Callable[..., Any], dict[str, Any]]]:
    said = {(call.__module__, call.__qualname__) for call, _ in SAID}
    found = [(thing, found_by_itself(thing)) for thing in public_things()]
    return SAID + [
        (thing, valid)
        for thing, valid in found
        if valid is not None and (thing.__module__, thing.__qualname__) not in said
    ]


CALLS = called()


@pytest.mark.parametrize("thing", [*public_things()], ids=lambda thing: thing.__qualname__)
def test_every_public_function_of_a_model_is_tried(thing: Callable[..., Any]) -> None:
    module = thing.__module__.split(".")[-1]
    tried = {(call.__module__, call.__qualname__) for call, _ in CALLS}
    assert (thing.__module__, thing.__qualname__) in tried, (
        f"{module}.{thing.__qualname__} is not tried with impossible values: give the range of "
        "each parameter in its docstring, as '1 to 28', or add a valid call of it to SAID."
    )


IMPOSSIBLE = {
    "a thing": object(),
    "not-a-number": math.nan,
    "a word": "much",
    "nothing": [],
    "a mapping": {1: 2},
    "a huge number": 10**400,
    "a table without end": np.full((2, 2), math.inf),
    "unequal rows": [[1], [1, 2]],
}
"""What no parameter can mean, but for the few of `POSSIBLE`."""

POSSIBLE = {
    ("expect", "named_in"): {"nothing", "a mapping"},  # named in no session, and in the first
    ("Measure", "name"): {"a word"},
    ("Kind", "name"): {"a word"},
    # One start of the first, two of the second.
    ("converse", "start"): {"unequal rows"},
    ("where_it_ends", "start"): {"unequal rows"},
    ("flow", "start"): {"unequal rows"},
    ("follow", "start"): {"unequal rows"},
}


DRAWN = [each for each in CALLS if "rng" in each[1]]


def names(calls: list[tuple[Callable[..., Any], dict[str, Any]]]) -> list[str]:
    return [f"{call.__module__.split('.')[-1]}.{call.__qualname__}" for call, _ in calls]


@pytest.mark.parametrize(("call", "valid"), CALLS, ids=names(CALLS))
def test_an_impossible_value_is_refused_in_one_sentence(
    call: Callable[..., Any], valid: dict[str, Any]
) -> None:
    call(**valid)
    for parameter in inspect.signature(call).parameters:
        possible = POSSIBLE.get((call.__name__, parameter), set())
        # Any whole number is a seed.
        possible = {"a huge number"} if parameter == "rng" else possible
        for value in (IMPOSSIBLE[kind] for kind in IMPOSSIBLE if kind not in possible):
            assert_refused(call, valid, parameter, value)
        if inspect.signature(call).parameters[parameter].annotation == "int":
            assert_refused(call, valid, parameter, 2.5)


def assert_refused(
    call: Callable[..., Any], valid: dict[str, Any], parameter: str, value: object
) -> None:
    try:
        call(**{**valid, parameter: value})
    except ValueError as refused:
        said = str(refused)
    else:
        pytest.fail(
            f"{call.__qualname__} takes {parameter}={str(value)[:40]!r} without a word: check the "
            "parameter with in_range, whole or another of helping.models.checks."
        )
    assert re.fullmatch(r"[^\n]+: [^\n]+\.", said), f"'{said}' is not one sentence with a remedy"
    assert len(said) < 300


def same(one: Any, two: Any) -> bool:
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(two, f.name)) for f in fields(one))
    if isinstance(one, tuple | list):
        return all(map(same, one, two))
    if isinstance(one, dict):
        return one == two
    return np.array_equal(one, two, equal_nan=np.asarray(one).dtype.kind == "f")


@pytest.mark.parametrize(("call", "valid"), DRAWN, ids=names(DRAWN))
def test_a_seed_its_generator_and_a_second_run_give_the_same_numbers(
    call: Callable[..., Any], valid: dict[str, Any]
) -> None:
    first, second = call(**valid), call(**valid)
    drawn = call(**{**valid, "rng": np.random.default_rng(SEED)})
    assert same(first, second)
    assert same(first, drawn)
    with pytest.raises(ValueError, match=r"^rng is None: choose a NumPy generator"):
        call(**{**valid, "rng": None})
