"""A clinic that does not exist: its therapists, clients, sessions and endings, made from a seed.

Label: *toy*. Nobody in it is or was a person. It is tuned to some published figures and not to
others; `helping.calibration` holds both beside what the clinic gives.

What it cannot show: anything about clients. Links were built in because figures say that things
go together; which of them drives the other was our choice. Nobody has a name, a body, a language
or a history here; background (age, gender, reason for coming, experience of the therapist) is
decoration and has no part in anything, but that more clients of trainees drop out.

`make` returns plain arrays, `helping.cohort.files.write` writes them as CSV with a description.
"""

from helping.cohort.make import SEED, make
from helping.cohort.settings import Settings

__all__ = ["SEED", "Settings", "make"]
