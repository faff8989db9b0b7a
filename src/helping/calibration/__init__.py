"""How the simulated data behave: published figures beside what the made-up clinic gives.

Every published figure comes from the table of figures by its key (`helping.evidence`); what the
clinic gives is computed from its tables in one stated way. `table` puts the two side by side and
says of each figure whether the clinic was tuned to it, tied to what was tuned, or free; `tensions`
works out where published figures cannot all hold in one clinic.

Meeting a figure shows that the clinic was built to meet it, or could be; it says nothing about
clients.
"""

from helping.calibration.figures import BY_ITSELF, FIGURES, IN_RANGE, TIED, TUNED, Figure
from helping.calibration.measures import (
    better_by,
    correlation,
    effect,
    length_and_recovery,
    repair_and_outcome,
    reported,
)
from helping.calibration.page import Calibration, Line, table
from helping.calibration.tensions import Tension, Tensions, alone_and_beside, tensions
from helping.calibration.view import View, clinic
from helping.calibration.within import Within, within

__all__ = [
    "BY_ITSELF",
    "FIGURES",
    "IN_RANGE",
    "TIED",
    "TUNED",
    "Calibration",
    "Figure",
    "Line",
    "Tension",
    "Tensions",
    "View",
    "Within",
    "alone_and_beside",
    "better_by",
    "clinic",
    "correlation",
    "effect",
    "length_and_recovery",
    "repair_and_outcome",
    "reported",
    "table",
    "tensions",
    "within",
]
