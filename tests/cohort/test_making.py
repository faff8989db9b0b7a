"""The clinic is made from a seed, hangs together, and is written whole or not at all."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import numpy as np
import pytest

from helping.cohort import SEED, Settings, files, make
from helping.cohort.make import BLOCK
from helping.cohort.sessions import phases
from helping.cohort.tables import TABLES
from helping.content import data_folder
from helping.models import synchrony
from helping.models.course_of_therapy import PHASES, phase_of


@pytest.fixture(scope="module")
def made():
    return make()


@pytest.fixture(scope="module")
def many():
    return make(40, BLOCK + 500, seed=3)


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_the_same_seed_gives_the_very_bytes_that_the_course_ships(made, tmp_path):
    files.write(made, tmp_path, SEED)
    shipped = data_folder()
    assert contents(tmp_path / "simulated") == contents(shipped / "simulated")
    assert (tmp_path / "datapackage.json").read_bytes() == (
        shipped / "datapackage.json"
    ).read_bytes()


def test_another_seed_gives_another_clinic():
    one, other = make(5, 60, seed=1), make(5, 60, seed=2)
    assert not np.array_equal(one["clients"]["age"], other["clients"]["age"])


def test_more_clients_do_not_change_the_therapists():
    small, large = make(20, 100, seed=4), make(20, 300, seed=4)
    assert np.array_equal(small["therapists"]["experience"], large["therapists"]["experience"])


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        ((1, 100), "therapists is 1: choose a whole number from 2 to 50000."),
        ((10, 5), "clients is 5: choose a whole number from 20 to 500000."),
        ((10, 50, -1), "seed is -1: choose a whole number from 0 to"),
    ],
)
def test_an_impossible_size_is_refused_in_a_sentence(sizes, sentence):
    with pytest.raises(ValueError, match=sentence):
        make(*sizes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"therapist_variance": -1},
        {"counsellor_sees": 1.2},
        {"session_sd": 30},
        {"empathy": (0.9, 0.9)},
        {"client_reports": (0.1, 0.2, 1.3)},
        {"missed": 0},
        {"missed_at_the_end": (0.5, 0.1, 0.1, 0.1)},
        {"give": 0},
    ],
)
def test_an_impossible_setting_is_refused(wrong):
    with pytest.raises(ValueError, match="choose a value from"):
        Settings(**wrong)


def test_the_tables_hold_the_columns_that_are_described(made):
    assert set(made) == set(TABLES)
    for name, description in TABLES.items():
        assert set(made[name]) == {column.name for column in description.columns}
        assert len({len(values) for values in made[name].values()}) == 1


def test_the_size_is_that_of_a_class_exercise(made):
    assert len(made["therapists"]["therapist_id"]) == 60
    assert len(made["clients"]["client_id"]) == 1500
    assert 14_000 < (made["sessions"]["attendance"] == 0).sum() < 16_000


def test_clients_of_later_blocks_are_other_people(many):
    assert np.array_equal(many["clients"]["client_id"], np.arange(BLOCK + 500))
    assert np.array_equal(np.unique(many["sessions"]["client_id"]), np.arange(BLOCK + 500))
    first = many["clients"]["age"][:500]
    assert not np.array_equal(first, many["clients"]["age"][BLOCK:])


def test_sessions_and_appointments_are_counted_without_gaps(many):
    rows, ends = many["sessions"], many["endings"]
    came = rows["attendance"] == 0
    for number in (0, 7, BLOCK + 3):
        mine = rows["client_id"] == number
        assert np.array_equal(rows["appointment"][mine], np.arange(1, mine.sum() + 1))
        kept = ends["sessions_attended"][number]
        assert np.array_equal(rows["session"][mine & came], np.arange(1, kept + 1))
        assert (mine & ~came).sum() == ends["appointments_missed"][number]


def test_a_missed_appointment_has_no_scores(many):
    rows = many["sessions"]
    missed = rows["attendance"] == 1
    assert 0.05 < missed.mean() < 0.25
    assert np.isnan(rows["distress"][missed]).all()
    assert (rows["phase"][missed] == -1).all()


def test_nobody_begins_with_the_ending_or_eased_of_a_distress_that_was_not_there(many):
    rows = many["sessions"]
    change, termination = PHASES.index("change"), PHASES.index("termination")
    first = rows["phase"][rows["session"] == 1]
    assert not np.isin(first, (change, termination)).any()
    nothing = np.zeros(1)
    assert phases(np.array([6.0]), nothing, nothing, np.array([False])) != change


def test_whoever_ends_as_agreed_misses_nothing_afterwards(many):
    rows = many["sessions"]
    last = np.flatnonzero(np.diff(rows["client_id"], append=-1))
    agreed = many["endings"]["ending"] == 0
    assert not (rows["attendance"][last] == 1)[agreed].any()


def test_first_and_last_distress_are_the_first_and_the_last_score_there_is(many):
    rows, ends = many["sessions"], many["endings"]
    scored = np.isfinite(rows["distress"])
    who, score = rows["client_id"][scored], rows["distress"][scored]
    assert np.array_equal(score[np.flatnonzero(np.diff(who, prepend=-1))], ends["first_distress"])
    assert np.array_equal(score[np.flatnonzero(np.diff(who, append=-1))], ends["last_distress"])


def test_nobody_has_more_sessions_than_agreed_and_as_agreed_means_just_as_many(many):
    agreed, ends = many["clients"]["agreed_sessions"], many["endings"]
    assert (ends["sessions_attended"] <= agreed).all()
    assert np.array_equal(ends["ending"] == 0, ends["sessions_attended"] == agreed)


def test_well_enough_means_below_the_cut_off_and_reliably_better(many):
    ends = many["endings"]
    well = ends["ending"] == 1
    assert (ends["last_distress"][well] < 11).all()
    assert (ends["first_distress"] - ends["last_distress"])[well].min() >= 6


def test_a_repair_follows_a_rupture_and_leaves_none(many):
    rows = many["sessions"]
    came = np.flatnonzero(rows["attendance"] == 0)
    repaired = np.flatnonzero(rows["repaired"][came] == 1)
    assert (rows["client_id"][came[repaired]] == rows["client_id"][came[repaired - 1]]).all()
    assert (rows["rupture"][came[repaired]] == 0).all()
    assert (rows["rupture"][came[repaired - 1]] > 0).all()


def test_the_phase_is_the_one_that_the_chapter_on_phases_would_name():
    chance = np.random.default_rng(1)
    alliance, now, first = chance.uniform([1, 0, 1], [7, 40, 40], (500, 3)).T
    in_sight = chance.random(500) < 0.3
    named = [
        phase_of((a - 1) / 6 * 10, d / 4, f / 4, ending=bool(e))
        for a, d, f, e in zip(alliance, now, first, in_sight, strict=True)
    ]
    assert [PHASES[index] for index in phases(alliance, now, first, in_sight)] == named


def test_background_has_no_part_in_outcome(many):
    ends = many["endings"]
    fall = ends["first_distress"] - ends["last_distress"]
    for name in ("age", "gender", "reason", "been_before"):
        assert abs(np.corrcoef(many["clients"][name], fall)[0, 1]) < 0.04


def test_a_q_sort_fills_its_piles(made):
    sorts = made["q_sorts"]
    piles = sorts["self_pile"].reshape(-1, 100)
    assert all(np.bincount(one)[1:].tolist() == [1, 4, 11, 21, 26, 21, 11, 4, 1] for one in piles)


def test_bodies_move_together_more_than_chance_but_not_like_a_drill(made):
    # Computed from open data of real sessions, by the same measure: .82.
    both = made["movement"]
    first, second = (both[f"{who}_movement"].reshape(16, -1) for who in ("client", "counsellor"))
    pairings = synchrony.all_pairings(first, second, synchrony.Settings(rate=5))
    found = synchrony.compare(pairings, 1)
    assert found.p < 0.05
    assert 0.3 < found.effect < 2


def test_progress_is_told_and_ends_at_the_whole():
    told = []
    make(5, 60, progress=lambda what, share: told.append((what, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_files_open_in_a_spreadsheet(made):
    text = files.as_csv(made["sessions"], TABLES["sessions"]).decode("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("client_id,appointment,attendance,session,distress,client_goal")
    assert lines[1].startswith("C0001,1,attended,1,")
    assert {line.count(",") for line in lines} == {lines[0].count(",")}
    assert "\r" not in text


def test_a_run_that_fails_leaves_the_old_tables_as_they_were(tmp_path, monkeypatch):
    tables = make(5, 60, seed=1)
    files.write(tables, tmp_path, 1)
    before = contents(tmp_path)
    finished = []

    def fail(table, description):
        if len(finished) == 3:
            raise OSError("the disk is full")
        finished.append(description)
        return b"new\n"

    monkeypatch.setattr(files, "as_csv", fail)
    with pytest.raises(OSError, match="disk is full"):
        files.write(tables, tmp_path, 2)
    assert contents(tmp_path) == before
    assert not list(tmp_path.glob(".making-*"))


@pytest.mark.parametrize("step", range(4))
def test_a_run_stopped_at_any_step_of_the_exchange_leaves_one_whole_make(
    tmp_path, monkeypatch, step
):
    files.write(make(5, 60, seed=1), tmp_path, 1)
    before, steps, tables = contents(tmp_path), [], make(5, 60, seed=2)

    def stopped_before(move):
        def moved(path, target):
            steps.append(path.name)
            if len(steps) == step + 1:
                raise KeyboardInterrupt
            return move(path, target)

        return moved

    with monkeypatch.context() as during:
        for name in ("rename", "replace"):
            during.setattr(Path, name, stopped_before(getattr(Path, name)))
        with contextlib.suppress(KeyboardInterrupt):
            files.write(tables, tmp_path, 2)
    after = contents(tmp_path)
    if step < 3:
        assert after == before
    else:
        assert steps == ["simulated", "simulated", "datapackage.json"]
        assert json.loads(after["datapackage.json"])["seed"] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "simulated"]


@pytest.mark.parametrize("moved", [(), ("old",), ("old", "new")], ids=len)
def test_a_run_killed_between_two_steps_is_undone_by_the_next(tmp_path, moved):
    data, making = tmp_path / "data", tmp_path / "data" / ".making-x"
    files.write(make(5, 60, seed=1), data, 1)
    before = contents(data)
    files.write(make(5, 60, seed=2), making, 2)
    if "old" in moved:
        (data / "simulated").rename(making / "old")
    if "new" in moved:
        (making / "simulated").rename(data / "simulated")
    files.remove_unfinished(data)
    assert contents(data) == before
    assert sorted(path.name for path in data.iterdir()) == ["datapackage.json", "simulated"]


def test_new_tables_replace_old_ones(tmp_path):
    files.write(make(5, 60, seed=1), tmp_path, 1)
    files.write(make(5, 60, seed=2), tmp_path, 2)
    assert json.loads((tmp_path / "datapackage.json").read_text())["seed"] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "simulated"]
