"""Three people file the same eight moments: where they differ, and why."""

from __future__ import annotations

import pytest

from helping.models.filing import COURSE, FILERS, agreed_by_all, filed


def test_three_who_know_the_same_facts_agree_on_half_of_the_lines() -> None:
    assert sum(agreed_by_all()) == 4


def test_only_the_form_goes_by_the_number_of_the_session() -> None:
    early, late = (place for place, m in enumerate(COURSE) if m.agreed and not m.changed)
    for by in FILERS:
        assert (filed(by)[early] == filed(by)[late]) == (by != "the form")


def test_a_colleague_differs_only_where_an_agreement_is_in_doubt_again() -> None:
    for place, moment in enumerate(COURSE):
        apart = filed("agreement first")[place] != filed("a rupture is process")[place]
        assert apart == (not moment.agreed and place > 0)


def test_a_doubt_before_any_agreement_is_commitment_for_both() -> None:
    assert not COURSE[0].agreed
    assert {filed(by)[0] for by in FILERS} == {"commitment"}


def test_an_unknown_person_is_refused() -> None:
    with pytest.raises(ValueError, match="Who files"):
        filed("the manager")
