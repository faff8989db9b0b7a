"""What a careful analyst looks for in the shipped tables: traces that no real clinic has."""

from __future__ import annotations

import pytest

from helping import calibration, data
from helping.cohort import Settings, make

SIDES = ("client", "counsellor", "observer")
PARTS = ["client_goal", "client_task", "client_bond"]


@pytest.fixture(scope="module")
def appointments():
    return data.load("sessions").sort_values(["client_id", "appointment"])


@pytest.fixture(scope="module")
def held(appointments):
    return appointments[appointments["attendance"] == "attended"]


@pytest.fixture(scope="module")
def ends():
    return data.load("endings").merge(data.load("clients"), on="client_id")


@pytest.fixture(scope="module")
def distress(held):
    return held.pivot(index="client_id", columns="session", values="distress").astype(float)


def test_missed_appointments_sometimes_come_in_a_row_as_often_as_chance_has_it(appointments):
    missed = appointments["attendance"] == "missed"
    inside = appointments["client_id"].duplicated() & appointments["client_id"].duplicated("last")
    again = missed & inside & missed.groupby(appointments["client_id"]).shift(1, fill_value=False)
    expected = missed[inside].mean() ** 2 * inside.sum()
    assert 0.5 * expected < again.sum() < 2.5 * expected


def test_some_miss_the_very_first_appointment(appointments):
    first = appointments[appointments["appointment"] == 1]
    assert 0.05 < (first["attendance"] == "missed").mean() < 0.15


def test_the_last_row_does_not_give_the_ending_away(appointments, ends):
    last = appointments.groupby("client_id")["attendance"].last() == "missed"
    how = ends.set_index("client_id")["ending"]
    share = last.groupby(how, observed=True).mean()
    assert 0.5 < share["dropped out"] < 0.9
    assert 0.03 < share["well enough"] < 0.15
    assert 0.03 < share["another reason"] < 0.2
    assert last[how == "dropped out"].sum() < 0.85 * last.sum()


def test_forms_stay_empty_here_and_there_and_each_side_forgets_its_own(held):
    empty = held.isna().mean()
    assert 0.02 < empty["distress"] < 0.08
    for side in SIDES:
        assert 0.03 < empty[f"{side}_bond"] < 0.2
        assert empty[f"{side}_goal"] == empty[f"{side}_reports_rupture"]
    apart = held["client_bond"].isna() & held["counsellor_bond"].notna()
    assert apart.any()
    counted = held["client_bond"].isna().groupby(held["client_id"]).agg(["sum", "size"])
    long = counted[counted["size"] >= 8]
    share = long["sum"].sum() / long["size"].sum()
    by_chance = (share * (1 - share) * long["size"]).mean()
    assert ((long["sum"] - share * long["size"]) ** 2).mean() > 1.2 * by_chance


def test_a_score_that_the_ending_rests_on_is_there(held, ends):
    last = held.groupby("client_id").tail(1).set_index("client_id")["distress"]
    well = ends.set_index("client_id")["ending"] == "well enough"
    assert last[well[well].index].notna().all()
    assert held[held["session"] == 1]["distress"].notna().all()


def test_scores_do_not_pile_up_at_the_ends_of_the_scale(held, ends):
    for scores in (held["distress"], ends["last_distress"]):
        there = scores.value_counts()
        assert there[0] < 1.3 * there[1]
    assert (held["distress"] == 40).mean() < 0.002
    first = ends["first_distress"]
    assert first.mean() == pytest.approx(19.7, abs=0.5)  # Barkham et al. (2013)
    assert first.std() == pytest.approx(7.7, abs=0.4)


def test_ages_do_not_heap_at_the_oldest():
    ages = data.load("clients")["age"]
    assert (ages == ages.max()).sum() <= 3
    assert ((ages >= 75) & (ages < 85)).sum() > 3 * (ages == 85).sum()


def test_some_who_end_for_another_reason_had_recovered(ends):
    began = ends[(ends["first_distress"] >= 11) & (ends["ending"] == "another reason")]
    fell = began["first_distress"] - began["last_distress"]
    assert 0.05 < ((fell >= 6) & (began["last_distress"] < 11)).mean() < 0.5


def test_ruptures_settle_to_a_level_also_among_those_who_stay_long(held):
    torn = held["rupture"] != "none"
    stays = held.groupby("client_id")["session"].transform("max") >= 13
    for some in (torn, torn[stays]):
        share = some.groupby(held["session"]).mean()
        assert share[list(range(9, 14))].mean() < share[[4, 5, 6, 7, 8]].mean() + 0.06
        assert share[list(range(9, 14))].max() < 0.4


def test_a_rupture_can_pass_without_repair_and_leaves_most_unmended(held):
    before = held.groupby("client_id")["rupture"].shift(1)
    over = before.isin(["withdrawal", "confrontation"]) & (held["rupture"] == "none")
    assert 0.2 < held.loc[over, "repaired"].astype(float).mean() < 0.8


def test_those_who_stay_go_on_getting_better_after_session_eight(distress):
    assert (distress[16] - distress[8]).mean() < -0.3
    assert (distress[12] - distress[8]).mean() < 0


def test_the_bond_goes_its_own_way_and_meets_the_ceiling_first(held):
    links = held[PARTS].corr()
    assert links.loc["client_goal", "client_task"] > links.loc["client_goal", "client_bond"] + 0.1
    full = (held[PARTS] == 7).mean()
    assert full["client_bond"] > 0.08
    assert full["client_bond"] > 2 * full["client_goal"]
    assert (held[PARTS].skew() < -0.25).all()


def test_more_clients_of_trainees_drop_out():
    # The direction: Swift and Greenberg (2012), doi:10.1037/a0028226. The size is ours.
    made = make(2000, 30_000, seed=3)
    training = made["therapists"]["in_training"][made["clients"]["therapist_id"]] == 1
    gone = made["endings"]["ending"] == 3
    assert 0.03 < gone[training].mean() - gone[~training].mean() < 0.12
    shipped = data.load("endings").merge(data.load("clients"), on="client_id")
    shipped = shipped.merge(data.load("therapists"), on="therapist_id")
    rate = (shipped["ending"] == "dropped out").groupby(shipped["in_training"]).mean()
    assert rate[True] > rate[False]


TOLERANCE, IN_A_LARGE_ONE = 0.030, 0.012
"""Sixteen clinics of fifteen hundred scatter round -.098 by .021 (standard deviation), one of
twenty thousand by a quarter of that: one and a half, and two, of what chance does."""


def test_the_link_within_a_client_that_was_set_is_recovered_from_the_shipped_tables():
    # The method: Curran et al. (2014), doi:10.1037/a0035297; usual levels and own courses are
    # estimated together with the link, as a person-mean from few sessions spoils it.
    found = calibration.within()
    assert found.put_in == Settings().paths.alliance_to_outcome
    assert found.found["courses"] == pytest.approx(found.put_in, abs=TOLERANCE)
    low, high = found.courses.interval
    assert low < found.put_in < high < 0
    assert abs(found.found["centred"] - found.put_in) > 2 * TOLERANCE


def test_a_large_clinic_gives_it_more_closely():
    view = calibration.View(make(800, 20_000, seed=77))
    found = calibration.within(view)
    assert found.found["courses"] == pytest.approx(found.put_in, abs=IN_A_LARGE_ONE)
    assert found.courses.outcome_to_alliance == pytest.approx(
        Settings().paths.outcome_to_alliance, abs=2 * IN_A_LARGE_ONE
    )


def test_the_page_prints_what_was_set_beside_what_is_found():
    page = calibration.within()._repr_html_()
    assert "Simulated" in page
    assert all(what in page for what in ("−.093", "heap", "structured residuals"))
