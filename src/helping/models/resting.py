"""What becomes of a small push away from a place where a pair can stay, in continuous time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


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


def rates(local: NDArray[np.float64]) -> tuple[complex, complex]:
    """Return the eigenvalues of a two-by-two Jacobian, the larger real part first."""
    low, high = sorted(np.linalg.eigvals(local).astype(complex), key=lambda value: value.real)
    return complex(high), complex(low)
