"""The sessions: alliance seen from three sides, distress, rupture and repair, phase, attendance.

A block of clients is followed for the longest course that anyone may agree, in tables of clients x
sessions; then endings are decided and only the sessions that took place are kept, one a row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from helping.cohort import endings
from helping.cohort.clients import Clients
from helping.cohort.settings import MOST_SESSIONS, STUCK, Settings
from helping.cohort.therapists import Therapists
from helping.models import course_of_therapy
from helping.models.alliance_and_outcome import within_client
from helping.models.rupture_chain import CALM, simulate_mixture

Floats = NDArray[np.float64]
Table = dict[str, NDArray[Any]]

ATTENDANCE = ("attended", "missed")
RUPTURES = ("none", "withdrawal", "confrontation")
SIDES = ("client", "counsellor", "observer")
PARTS = ("goal", "task", "bond")
NO = -1  # a word or a yes-or-no that is missing

_BOND_APART, _GOAL_FROM_TASK = (0.55, 0.35), (0.30, 0.30)
"""How far the bond goes its own way, and goal from task: between clients, and for one session."""

_MOST_MISSED = 3  # appointments between two sessions; then the place is given to another


@dataclass(frozen=True)
class Block:
    """What happened to a block of clients.

    Attributes
    ----------
    appointments : dict of arrays
        One row an appointment; columns as in ``sessions.csv``, clients and words as numbers.
    conditions : dict of arrays
        One row a client who came to session 3 and filled in the form.
    endings : dict of arrays
        One row a client.
    """

    appointments: Table
    conditions: Table
    endings: Table


def follow(
    clients: Clients, therapists: Therapists, settings: Settings, rng: np.random.Generator
) -> Block:
    """Follow clients from their first appointment to their last.

    Parameters
    ----------
    clients, therapists
        Who meets.
    settings : Settings
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Block
    """
    number = len(clients.age)
    states, repaired, stuck = _ruptures(number, settings, rng)
    within = within_client(number, MOST_SESSIONS, settings.paths, rng)
    alliance = _alliance(clients, states, within[..., 0], settings)
    slope = clients.slope + settings.stuck_slower * stuck
    smooth = clients.start[:, None] + slope[:, None] * np.log(np.arange(1, MOST_SESSIONS + 1))
    distress = _distress(smooth, states, repaired, within[..., 1], settings)
    ended = endings.decide(
        clients, therapists, alliance[:, 0], states != CALM, distress, settings, rng
    )

    came = np.arange(MOST_SESSIONS) < ended.last[:, None]
    who, session = np.nonzero(came)
    view, state, score = alliance[came], states[came], distress[came]
    rated = _ratings(who, clients, therapists, view, settings, rng)
    attended: Table = {
        "session": session + 1,
        "distress": score,
        **{name: rating.astype(np.float32) for name, rating in rated.items()},
        "rupture": state.astype(np.int8),
        "repaired": repaired[came].astype(np.int8),
    }
    for side in SIDES:
        chance = np.array(getattr(settings, f"{side}_reports"))[state]
        attended[f"{side}_reports_rupture"] = (rng.random(len(who)) < chance).astype(np.int8)
    total = np.mean([rated[f"client_{part}"] for part in PARTS], axis=0)
    in_sight = _ending_in_sight(session + 1, who, clients, ended)
    attended["phase"] = phases(total, score, distress[who, 0], in_sight)

    previous = np.where(session > 0, alliance[who, session - 1], 0.0)
    last = session + 1 == ended.last[who]
    by_score = last & (ended.how == endings.WELL_ENOUGH)[who]  # nobody is well enough unasked
    _leave_blanks(
        attended, who, clients, therapists, previous, (session == 0) | by_score, settings, rng
    )
    chance = expit(logit(settings.missed) - settings.missed_helped * previous)
    before = np.minimum(rng.geometric(1 - chance) - 1, _MOST_MISSED)
    after = np.where(last, endings.missed_after(ended, settings, rng)[who], 0)
    appointments = _appointments(who, attended, before, after)
    there = np.isfinite(attended["distress"])
    scored = np.zeros(number, dtype=np.intp)
    np.maximum.at(scored, who[there], session[there])
    third = (session == 2) & np.isfinite(attended["client_goal"])
    return Block(
        appointments,
        _conditions(who[third], view[third], clients, settings, rng),
        {
            "client_id": np.arange(number),
            "ending": ended.how,
            "sessions_attended": ended.last,
            "appointments_missed": np.bincount(
                appointments["client_id"][appointments["attendance"] == 1], minlength=number
            ),
            "first_distress": distress[:, 0],
            "last_distress": distress[np.arange(number), scored],
        },
    )


def _alliance(
    clients: Clients, states: NDArray[np.int8], moment: Floats, settings: Settings
) -> Floats:
    """Return the client's view of every session, 0 for the average client in session 3."""
    dip = np.array([0.0, settings.withdrawal_dip, settings.confrontation_dip])
    course = settings.growth * (np.log(np.arange(1, MOST_SESSIONS + 1)) - math.log(3))
    return np.asarray(
        clients.alliance[:, None]
        + course
        + math.sqrt(settings.session_variance) * moment
        - dip[states]
    )


def _ruptures(
    number: int, settings: Settings, rng: np.random.Generator
) -> tuple[NDArray[np.int8], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return states, whether a rupture of the session before was repaired, and who is stuck.

    A rupture that is neither repaired nor turned into the other kind may pass by itself. Whoever
    only looks at the states cannot tell.
    """
    passes = settings.passes

    def gone(repair: float, turn: float) -> float:
        return repair + passes * (1 - repair - turn)

    fading, mended = [], []
    for kind in settings.kinds:
        r = kind.rates
        withdrawal = gone(r.repair_withdrawal, r.turn_to_confrontation)
        confrontation = gone(r.repair_confrontation, r.turn_to_withdrawal)
        rates = replace(r, repair_withdrawal=withdrawal, repair_confrontation=confrontation)
        fading.append(replace(kind, rates=rates))
        mended.append((0, r.repair_withdrawal / withdrawal, r.repair_confrontation / confrontation))
    states, kinds = simulate_mixture(number, rng, kinds=tuple(fading), sessions=MOST_SESSIONS)
    share = np.array(mended)[kinds[:, None], states[:, :-1]]
    over = (states[:, :-1] != CALM) & (states[:, 1:] == CALM)
    repaired = np.zeros(states.shape, dtype=np.bool_)
    repaired[:, 1:] = over & (rng.random(share.shape) < share)
    is_stuck = np.array([kind.name == STUCK for kind in settings.kinds])
    return states, repaired, is_stuck[kinds]


def _distress(
    smooth: Floats,
    states: NDArray[np.int8],
    repaired: NDArray[np.bool_],
    moment: Floats,
    settings: Settings,
) -> Floats:
    """Return whole scores from 0 to 40."""
    strain = np.zeros(states.shape)
    load = np.zeros(len(states))
    for session in range(MOST_SESSIONS):
        load = settings.cost_lasts * load * ~repaired[:, session] + (states[:, session] != CALM)
        strain[:, session] = load
    felt = smooth + settings.rupture_cost * strain + settings.session_sd * moment
    return np.asarray(np.round(on_the_scale(felt, settings.give)))


def on_the_scale(felt: Floats, give: float) -> Floats:
    """Press what is felt into 0 to 40, softly at both ends, so that few reach them.

    Parameters
    ----------
    felt : array of float
        Points without ends.
    give : float
        How softly, in points.

    Returns
    -------
    array of float
    """
    low = np.logaddexp(0, felt / give)
    return np.asarray(give * (low - np.logaddexp(0, (felt - 40) / give)))


def _ratings(
    who: NDArray[np.intp],
    clients: Clients,
    therapists: Therapists,
    view: Floats,
    settings: Settings,
    rng: np.random.Generator,
) -> Table:
    """Return goal, task and bond from three sides, 1 to 7 in quarters."""
    number, rows = len(clients.age), len(who)
    generous = therapists.generosity[clients.therapist]
    lasting = 0.45 * generous + 0.70 * rng.standard_normal(number)
    own = lasting[who] + 0.55 * rng.standard_normal(rows)  # squares add up to 1
    eye = 0.6 * rng.standard_normal(number)[who] + 0.8 * rng.standard_normal(rows)
    see, look = settings.counsellor_sees, settings.observer_sees
    alone = math.sqrt(1 - see**2)
    bent = view - settings.bend * (view**2 - 1)
    centre = {
        "client": settings.client_level + settings.client_sd * bent,
        "counsellor": settings.counsellor_level + settings.client_sd * (see * view + alone * own),
        "observer": settings.observer_level
        + settings.client_sd * (look * view + 0.25 * own + math.sqrt(0.9375 - look**2) * eye),
    }
    table: Table = {}
    for side in SIDES:
        apart, between = (
            usual * rng.standard_normal(number)[who] + now * rng.standard_normal(rows)
            for usual, now in (_BOND_APART, _GOAL_FROM_TASK)
        )
        aside = (between / 2 - apart / 3, -between / 2 - apart / 3, 2 * apart / 3)
        for part, level, own_way in zip(PARTS, settings.part_levels, aside, strict=True):
            rating = centre[side] + level + own_way
            table[f"{side}_{part}"] = np.round(np.clip(rating, 1, 7) * 4) / 4
    return table


def _leave_blanks(
    attended: Table,
    who: NDArray[np.intp],
    clients: Clients,
    therapists: Therapists,
    previous: Floats,
    must_score: NDArray[np.bool_],
    settings: Settings,
    rng: np.random.Generator,
) -> None:
    """Leave out forms that nobody filled in, and what is read off them."""
    habit = settings.forgetful_sd * rng.standard_normal(len(clients.age))[who]
    liked = habit - settings.missed_helped * previous
    forgets = settings.forgetful_sd * therapists.forgetful[clients.therapist][who]

    def blank(share: float, odds: Floats | float) -> NDArray[np.bool_]:
        return np.asarray(rng.random(len(who)) < expit(logit(share) + odds))

    no_score = blank(settings.no_score, liked) & ~must_score
    attended["distress"] = np.where(no_score, np.nan, attended["distress"])
    for side, odds in (("client", liked), ("counsellor", forgets), ("observer", 0.0)):
        none = blank(getattr(settings, f"no_{side}_form"), odds)
        for part in PARTS:
            attended[f"{side}_{part}"][none] = np.nan
        attended[f"{side}_reports_rupture"][none] = NO
        if side == "client":
            attended["phase"][none | no_score] = NO


def _ending_in_sight(
    number: NDArray[np.intp], who: NDArray[np.intp], clients: Clients, ended: endings.Endings
) -> NDArray[np.bool_]:
    goodbye = course_of_therapy.GOODBYE_SESSIONS
    agreed = number > clients.agreed[who] - goodbye
    well = (ended.how == endings.WELL_ENOUGH)[who] & (number > ended.last[who] - goodbye)
    return np.asarray((agreed | well) & (number > 1))  # nobody begins with the ending


def phases(
    alliance: Floats, distress: Floats, first_distress: Floats, in_sight: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Read the phase off the state of a session: the rule of `course_of_therapy.phase_of`.

    Whoever had no distress in session 1 cannot be eased of it.

    Parameters
    ----------
    alliance : array of float
        Client's rating, 1 to 7.
    distress, first_distress : array of float
        Now and in session 1, 0 to 40 points.
    in_sight : array of bool
        Whether the ending is in sight.

    Returns
    -------
    array of int
        Index into `course_of_therapy.PHASES`.
    """
    working = (alliance - 1) / 6 * 10 >= course_of_therapy.WORKING_LEVEL
    eased = distress <= (1 - course_of_therapy.CLEAR_RELIEF) * first_distress
    eased &= first_distress > 0
    phase = np.select([in_sight, ~working, eased], [3, 0, 2], default=1)
    return phase.astype(np.int8)


def _appointments(
    who: NDArray[np.intp],
    attended: Table,
    missed_before: NDArray[np.int64],
    missed_after: NDArray[np.int64],
) -> Table:
    """Put missed appointments, with blanks, between the sessions."""
    rows = 1 + missed_before + missed_after
    source = np.repeat(np.arange(len(who)), rows)
    place = np.arange(len(source)) - np.repeat(np.cumsum(rows) - rows, rows)
    here = place == missed_before[source]
    client = who[source]
    first = np.flatnonzero(np.diff(client, prepend=-1))
    number = np.arange(len(source)) - np.repeat(first, np.diff(first, append=len(source)))
    table: Table = {
        "client_id": client,
        "appointment": (number + 1).astype(np.int16),
        "attendance": (~here).astype(np.int8),
    }
    for name, values in attended.items():
        blank = NO if values.dtype == np.int8 else np.float32(np.nan)
        kind = np.int8 if values.dtype == np.int8 else np.float32
        table[name] = np.where(here, values.astype(kind)[source], kind(blank))
    return table


def _conditions(
    who: NDArray[np.intp],
    view: Floats,
    clients: Clients,
    settings: Settings,
    rng: np.random.Generator,
) -> Table:
    """Return what clients of session 3 say of their counsellor, 1 to 7 in quarters."""
    spread = math.sqrt(
        settings.therapist_variance + settings.client_variance + settings.session_variance
    )
    table: Table = {"client_id": who}
    for name in ("empathy", "genuineness", "real_relationship"):
        seen, helped = getattr(settings, name)
        rest = math.sqrt(1 - seen**2 - helped**2)
        score = seen * view / spread + helped * clients.own_pace[who]
        score = 5.0 + 0.85 * (score + rest * rng.standard_normal(len(who)))
        table[name] = np.round(np.clip(score, 1, 7) * 4) / 4
    return table
