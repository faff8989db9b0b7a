"""Where a pair can stay, and how to follow it there: what models of two people share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.checks import in_range

Floats = NDArray[np.float64]


class Resting:
    """What every resting point can say of a push away from it.

    Attributes
    ----------
    eigenvalues : tuple of two complex
        Rates at which a small push grows, the larger real part first.
    """

    eigenvalues: tuple[complex, complex]

    @property
    def attracts(self) -> bool:
        """Whether states nearby are drawn in."""
        return self.eigenvalues[0].real < 0

    @property
    def spirals(self) -> bool:
        """Whether the two circle on the way."""
        # Two equal real eigenvalues may come out with a rounding error for an imaginary part.
        return abs(self.eigenvalues[0].imag) > 1e-6 * abs(self.eigenvalues[0])


def rates(local: Floats) -> tuple[complex, complex]:
    """Return the eigenvalues of a two-by-two Jacobian, the larger real part first."""
    low, high = sorted(np.linalg.eigvals(local).astype(complex), key=lambda value: value.real)
    return complex(high), complex(low)


def starts(
    start: tuple[ArrayLike, ArrayLike], names: tuple[str, str], limit: float
) -> tuple[Floats, Floats]:
    """Return the first states of two, one for each start, refusing what lies beyond a limit."""
    if not isinstance(start, tuple | list) or len(start) != 2:
        raise ValueError(f"start is not a pair: choose one for the {names[0]} and the {names[1]}.")
    for name, value in zip(names, start, strict=True):
        in_range(f"Start of the {name}", value, -limit, limit, many=True)
    shapes = tuple(np.shape(value) for value in start)
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(
            f"The starts have the shapes {shapes[0]} and {shapes[1]}: choose two equal ones."
        ) from None
    one, two = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in start))
    return one, two


def held(state: Floats) -> Floats:
    """Return a state that has not run away: a million at most, either way."""
    return np.clip(state, -1e6, 1e6)
