"""The columns of the clinic's tables: what they are called, hold and mean.

The description in ``datapackage.json`` is written from here, and so are the files.
"""

from __future__ import annotations

from dataclasses import dataclass

from helping.cohort import bodies, clients, endings, raters, sessions, sorts, stories, therapists
from helping.cohort.settings import LENGTHS, MOST_SESSIONS
from helping.models.course_of_therapy import PHASES

VERSION = "2.0"
"""Version of the tables; a change of columns, words or settings needs a new one."""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Its heading.
    kind : str
        "id", "whole" (number), "number", "word" or "truth" (yes or no).
    meaning : str
        What it holds, in one or two sentences.
    unit : str
        Unit of a number.
    low, high : float, optional
        Smallest and largest number that can occur.
    words : tuple of str
        Words that can occur, in order.
    blank : bool
        Whether it can be empty.
    decimals : int
        Digits after the point.
    letter : str
        Letter before the number of an identifier.
    """

    name: str
    kind: str
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()
    blank: bool = False
    decimals: int = 0
    letter: str = ""


@dataclass(frozen=True)
class Description:
    """One table.

    Attributes
    ----------
    title, meaning : str
        What it is called, and what a row is.
    key : tuple of str
        Columns that together tell rows apart.
    columns : tuple of Column
        In their order.
    refers : dict of str to str
        Column to the table whose rows it names.
    """

    title: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    refers: dict[str, str]


_CLIENT = Column("client_id", "id", "Who; invented, as everyone here.", letter="C")
_THERAPIST = Column("therapist_id", "id", "The therapist; invented.", letter="T")
_POINTS = "points"
_DISTRESS = "on a scale like that of CORE-10: 0 none, 40 most; 11 and above count as clinical"
_WHO = {"client": "the client", "counsellor": "the counsellor", "observer": "an observer"}
_PARTS = {
    "goal": "agreement on where the work is to lead",
    "task": "agreement on what to do for it",
    "bond": "liking, trust and respect between the two",
}
_SEEN = {
    "empathy": "How far the client feels understood by the counsellor",
    "genuineness": "How real and undisguised the client finds the counsellor",
    "real_relationship": "How far the two meet as the persons they are, as the client sees it",
}


def _told(side: str) -> Column:
    return Column(
        f"{side}_reports_rupture",
        "truth",
        f"Whether {_WHO[side]} reports a tension or breakdown in this session; empty if the form "
        "is.",
        blank=True,
    )


def _count(name: str, meaning: str, low: float, high: float, unit: str) -> Column:
    return Column(name, "whole", meaning, unit, low, high)


TABLES: dict[str, Description] = {
    "therapists": Description(
        "Therapists",
        "One row a therapist. More clients of those in training drop out; nothing else here has a "
        "part in anything: what one finds there is chance.",
        ("therapist_id",),
        (
            _THERAPIST,
            Column("service", "word", "Where they work.", words=therapists.SERVICES),
            Column("in_training", "truth", "Whether still in training."),
            _count("experience", "Years since training; 0 in training.", 0, 40, "years"),
        ),
        {},
    ),
    "clients": Description(
        "Clients",
        "One row a client. Age, gender, reason and earlier counselling have no part in anything "
        "else: what one finds there is chance.",
        ("client_id",),
        (
            _CLIENT,
            _THERAPIST,
            _count("age", "Age at the start.", 17, 85, "years"),
            Column("gender", "word", "As the client says.", words=clients.GENDERS),
            Column("reason", "word", "What brought them, in a word.", words=clients.REASONS),
            Column("been_before", "truth", "Whether they had had counselling before."),
            _count(
                "agreed_sessions",
                "Sessions agreed at the start.",
                min(LENGTHS),
                max(LENGTHS),
                "sessions",
            ),
        ),
        {"therapist_id": "therapists"},
    ),
    "sessions": Description(
        "Sessions",
        "One row an appointment, kept or missed, of clients who came at least once. A missed one "
        "has no scores, and in a kept one a form may have stayed empty: the more often, the more "
        "forgetful the person, and a client's also after a session with a poorer alliance.",
        ("client_id", "appointment"),
        (
            _CLIENT,
            _count("appointment", "Counted from 1, missed ones too.", 1, 110, "appointments"),
            Column("attendance", "word", "Whether the client came.", words=sessions.ATTENDANCE),
            Column(
                "session",
                "whole",
                "Counted from 1, only those that took place.",
                "sessions",
                1,
                MOST_SESSIONS,
                blank=True,
            ),
            Column(
                "distress",
                "whole",
                f"Distress at the start of the session, {_DISTRESS}. Empty if nobody asked; in "
                "session 1, and where a client ended as well enough, somebody did.",
                _POINTS,
                0,
                40,
                blank=True,
            ),
            *(
                Column(
                    f"{side}_{part}",
                    "number",
                    f"Alliance as {_WHO[side]} sees it: {_PARTS[part]}. 1 not at all, 7 fully; "
                    "mean of four answers. Empty if the form is.",
                    _POINTS,
                    1,
                    7,
                    blank=True,
                    decimals=2,
                )
                for side in sessions.SIDES
                for part in sessions.PARTS
            ),
            Column(
                "rupture",
                "word",
                "What the program put there, which no one in a real study knows: a rupture of "
                "either kind, new or still open, or none.",
                words=sessions.RUPTURES,
                blank=True,
            ),
            Column(
                "repaired",
                "truth",
                "Put there as well: a rupture of the session before has been repaired. If there is "
                "none now and it has not, it passed by itself.",
                blank=True,
            ),
            *map(_told, sessions.SIDES),
            Column(
                "phase",
                "word",
                "Phase, read off the client's alliance, distress and the ending in sight by the "
                "rule of the chapter on phases. Empty if the rating or the score is.",
                words=PHASES,
                blank=True,
            ),
        ),
        {"client_id": "clients"},
    ),
    "conditions": Description(
        "What clients see in their counsellor",
        "One row a client who filled in the form after session 3.",
        ("client_id",),
        (
            _CLIENT,
            *(
                Column(
                    name, "number", f"{meaning}: 1 not at all, 7 fully.", _POINTS, 1, 7, decimals=2
                )
                for name, meaning in _SEEN.items()
            ),
        ),
        {"client_id": "clients"},
    ),
    "endings": Description(
        "Endings",
        "One row a client.",
        ("client_id",),
        (
            _CLIENT,
            Column(
                "ending",
                "word",
                "As agreed at the start; sooner because the client was well enough; sooner and "
                "planned for another reason; or the client stopped coming (dropped out).",
                words=endings.ENDINGS,
            ),
            _count("sessions_attended", "How many took place.", 1, MOST_SESSIONS, "sessions"),
            _count("appointments_missed", "How many did not.", 0, 84, "appointments"),
            _count("first_distress", f"In session 1, {_DISTRESS}.", 0, 40, _POINTS),
            _count("last_distress", f"The last score there is, {_DISTRESS}.", 0, 40, _POINTS),
        ),
        {"client_id": "clients"},
    ),
    "q_sorts": Description(
        "Q-sorts",
        "One row a card: some clients sorted 100 cards into nine piles, for how they are and for "
        "how they would like to be, before and after counselling. The cards have no text.",
        ("client_id", "occasion", "card"),
        (
            _CLIENT,
            Column("occasion", "word", "When.", words=sorts.OCCASIONS),
            _count("card", "Number of the card.", 1, 100, "cards"),
            _count("self_pile", "Pile for how I am: 1 least like me, 9 most.", 1, 9, "piles"),
            _count("ideal_pile", "Pile for how I would like to be.", 1, 9, "piles"),
        ),
        {"client_id": "clients"},
    ),
    "narratives": Description(
        "Relationship narratives",
        "One row an episode that some clients told of themselves and another, with what a reader "
        "made of it: a wish, what the other did, what the self did.",
        ("client_id", "occasion", "episode"),
        (
            _CLIENT,
            Column("occasion", "word", "Early or late in counselling.", words=stories.OCCASIONS),
            _count("episode", "In the order of telling.", 1, stories.EPISODES, "episodes"),
            Column("about", "word", "Who the other was.", words=stories.PEOPLE),
            Column("wish", "word", "What the client wished for.", words=stories.WISHES),
            Column("response_of_other", "word", "What the other did.", words=stories.OTHERS),
            Column("response_of_self", "word", "What the client did.", words=stories.SELVES),
        ),
        {"client_id": "clients"},
    ),
    "movement": Description(
        "Two bodies",
        "One row a moment of four minutes of some first sessions, five to a second: how much "
        "client and counsellor moved.",
        ("client_id", "second"),
        (
            _CLIENT,
            Column(
                "second", "number", "Since the start.", "seconds", 0, bodies.SECONDS, decimals=1
            ),
            *(
                Column(
                    f"{who}_movement",
                    "number",
                    f"Movement of the {who}.",
                    "arbitrary units",
                    0,
                    20,
                    decimals=2,
                )
                for who in ("client", "counsellor")
            ),
        ),
        {"client_id": "clients"},
    ),
    "class_ratings": Description(
        "A class rates empathy",
        "One row a rating: students rated empathy in the same clips before and after they had "
        "talked about the scale.",
        ("rater_id", "clip_id", "occasion"),
        (
            Column("rater_id", "id", "The student; invented.", letter="R"),
            Column("clip_id", "id", "The clip; there is none.", letter="K"),
            Column("occasion", "word", "When.", words=raters.OCCASIONS),
            _count("empathy", "Empathy of the counsellor: 1 none, 9 most.", 1, 9, _POINTS),
        ),
        {},
    ),
}
