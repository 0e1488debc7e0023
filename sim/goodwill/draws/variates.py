"""Turn a uniform number into a variate of another law, by inversion: one number, one variate.

All are kernels on a `u` in the open interval (0, 1), and use only ``math.exp``, ``log`` and
``sqrt``, whose bits are the same in Python and in Numba.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodwill.errors import ParameterError
from goodwill.kernels import kernel

# Beyond these exp may overflow, which Python refuses and Numba calls infinite.
_LARGEST_SIGMA, _SMALLEST_SHAPE = 50.0, 0.1

# Where the normal law's three approximations meet: abs(u - 0.5), and sqrt(-log(tail)).
_CENTRE, _FAR = 0.425, 5.0

_LARGEST_POISSON_MEAN = 50.0


@kernel
def exponential(u: float) -> float:
    """Return a unit-exponential variate, falling in `u`; above 0, at most 36.8.

    Parameters
    ----------
    u
        In (0, 1).
    """
    return -math.log(u)


@kernel
def gumbel(u: float) -> float:
    """Return a standard Gumbel variate (the noise of a logit choice), rising in `u`.

    Parameters
    ----------
    u
        In (0, 1).
    """
    return -math.log(-math.log(u))


@kernel
def normal(u: float) -> float:
    """Return a standard normal variate, rising in `u`; relative error near 1e-16.

    Parameters
    ----------
    u
        In (0, 1).

    References
    ----------
    Wichura (1988), "Algorithm AS 241: The percentage points of the normal distribution"
    (PPND16), doi:10.2307/2347330.
    """
    q = u - 0.5
    if abs(q) <= _CENTRE:
        return _central(q)
    tail = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-math.log(tail))
    size = _middle(r - 1.6) if r <= _FAR else _far(r - _FAR)
    return -size if q < 0.0 else size


@kernel
def lognormal(u: float, median: float, sigma: float) -> float:
    """Return a log-normal variate, rising in `u`.

    Parameters
    ----------
    u
        In (0, 1).
    median
        Above 0, in the unit of the result.
    sigma
        Standard deviation of the logarithm, 0 to 50.

    Raises
    ------
    ParameterError
        If `sigma` is out of range.
    """
    if not 0.0 <= sigma <= _LARGEST_SIGMA:
        raise ParameterError("lognormal: sigma is out of range. Accepted: 0 to 50.")
    return median * math.exp(sigma * normal(u))


@kernel
def pareto(u: float, shape: float, minimum: float, maximum: float) -> float:
    """Return a Pareto variate cut off at a maximum, rising in `u`.

    Parameters
    ----------
    u
        In (0, 1).
    shape
        Exponent of the tail, at least 0.1; the mean of an uncut law exists above 1.
    minimum, maximum
        0 < minimum <= maximum; the maximum may be ``math.inf``.

    Raises
    ------
    ParameterError
        If a parameter is out of range.
    """
    if not (shape >= _SMALLEST_SHAPE and 0.0 < minimum <= maximum):
        raise ParameterError(
            "pareto: a parameter is out of range. "
            "Accepted: shape of 0.1 or more, 0 < minimum <= maximum."
        )
    kept = 1.0 - math.exp(shape * (math.log(minimum) - math.log(maximum)))
    return min(maximum, minimum * math.exp(-math.log(1.0 - u * kept) / shape))


@kernel
def poisson(u: float, mean: float) -> int:
    """Return a Poisson variate by summation of probabilities, rising in `u`.

    Parameters
    ----------
    u
        In (0, 1).
    mean
        0 to 50.

    Raises
    ------
    ParameterError
        If the mean is out of range.
    """
    if not 0.0 <= mean <= _LARGEST_POISSON_MEAN:
        raise ParameterError("poisson: the mean is out of range. Accepted: 0 to 50.")
    probability = math.exp(-mean)
    total = probability
    count = 0
    while u > total:
        count += 1
        probability *= mean / count
        # Rounding may leave the sum of all probabilities just below `u`.
        if count > mean and total + probability == total:
            break
        total += probability
    return count


@kernel
def choose(u: float, weights: Sequence[float] | npt.NDArray[np.float64]) -> int:
    """Return an index drawn in proportion to weights, rising in `u`.

    Parameters
    ----------
    u
        In (0, 1).
    weights
        Tuple or array of numbers of 0 or more, at least one of them above 0. An entry of weight 0
        is never chosen.

    Raises
    ------
    ParameterError
        If a weight is negative or no number, or none is above 0.
    """
    total = 0.0
    last = -1
    for index, weight in enumerate(weights):
        if not weight >= 0.0:
            raise ParameterError("choose: a weight is negative or no number. Accepted: 0 or more.")
        if weight > 0.0:
            last = index
        total += weight
    if not 0.0 < total < math.inf:
        raise ParameterError("choose: the weights sum to 0 or infinity. Accepted: a finite sum.")
    target = u * total
    reached = 0.0
    for index, weight in enumerate(weights):
        reached += weight
        if target < reached:
            return index
    return last


@kernel
def uniform_index(u: float, n: int) -> int:
    """Return an index from 0 to n - 1, all equally likely, rising in `u`.

    Parameters
    ----------
    u
        In (0, 1).
    n
        1 or more.

    Raises
    ------
    ParameterError
        If `n` is less than 1.
    """
    if n < 1:
        raise ParameterError("uniform_index: n is out of range. Accepted: 1 or more.")
    return min(int(u * n), n - 1)


@kernel
def _central(q: float) -> float:
    """Return the normal quantile at 0.5 + q, for q from -0.425 to 0.425."""
    r = 0.180625 - q * q
    numerator = 2509.0809287301227
    numerator = numerator * r + 33430.57558358813
    numerator = numerator * r + 67265.7709270087
    numerator = numerator * r + 45921.95393154987
    numerator = numerator * r + 13731.69376550946
    numerator = numerator * r + 1971.5909503065513
    numerator = numerator * r + 133.14166789178438
    numerator = numerator * r + 3.3871328727963665
    denominator = 5226.495278852854
    denominator = denominator * r + 28729.085735721943
    denominator = denominator * r + 39307.89580009271
    denominator = denominator * r + 21213.794301586597
    denominator = denominator * r + 5394.196021424751
    denominator = denominator * r + 687.1870074920579
    denominator = denominator * r + 42.31333070160091
    denominator = denominator * r + 1.0
    return q * numerator / denominator


@kernel
def _middle(r: float) -> float:
    """Return minus the normal quantile at exp(-(r + 1.6)**2), for r up to 3.4."""
    numerator = 0.0007745450142783414
    numerator = numerator * r + 0.022723844989269184
    numerator = numerator * r + 0.2417807251774506
    numerator = numerator * r + 1.2704582524523684
    numerator = numerator * r + 3.6478483247632045
    numerator = numerator * r + 5.769497221460691
    numerator = numerator * r + 4.630337846156546
    numerator = numerator * r + 1.4234371107496835
    denominator = 1.0507500716444169e-09
    denominator = denominator * r + 0.0005475938084995345
    denominator = denominator * r + 0.015198666563616457
    denominator = denominator * r + 0.14810397642748008
    denominator = denominator * r + 0.6897673349851
    denominator = denominator * r + 1.6763848301838038
    denominator = denominator * r + 2.053191626637759
    denominator = denominator * r + 1.0
    return numerator / denominator


@kernel
def _far(r: float) -> float:
    """Return minus the normal quantile at exp(-(r + 5)**2), for r from 0 to 22."""
    numerator = 2.0103343992922881e-07
    numerator = numerator * r + 2.7115555687434876e-05
    numerator = numerator * r + 0.0012426609473880784
    numerator = numerator * r + 0.026532189526576124
    numerator = numerator * r + 0.29656057182850487
    numerator = numerator * r + 1.7848265399172913
    numerator = numerator * r + 5.463784911164114
    numerator = numerator * r + 6.657904643501103
    denominator = 2.0442631033899397e-15
    denominator = denominator * r + 1.421511758316446e-07
    denominator = denominator * r + 1.8463183175100548e-05
    denominator = denominator * r + 0.0007868691311456133
    denominator = denominator * r + 0.014875361290850615
    denominator = denominator * r + 0.1369298809227358
    denominator = denominator * r + 0.599832206555888
    denominator = denominator * r + 1.0
    return numerator / denominator
