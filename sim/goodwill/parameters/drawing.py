"""Draw sets of parameters that are as plausible as the defaults, from the ledger's ranges.

What is not known is not known in all worlds alike: a draw is a set of values that a whole study is
run with. Each number has luck of its own, by its name and place: a draw stays what it is when other
parameters are added, left out or put in another order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np

from goodwill.draws import draw_many, person_id, seed_key
from goodwill.errors import ParameterError, hint
from goodwill.parameters.axes import find_axes
from goodwill.parameters.bounds import find_bound
from goodwill.parameters.groups import Parameters
from goodwill.parameters.ledger import Entry, ledger
from goodwill.parameters.overrides import find_value
from goodwill.parameters.values import Value, each_number, find_shape

_WITH_LUCK_OF_ITS_OWN = 0  # no decision of a world: codes of those begin with 1


def list_uncertain(parameters: Parameters | None = None) -> tuple[Entry, ...]:
    """Give the parameters that have a range, in the ledger's order.

    Parameters
    ----------
    parameters
        Those in use: what was overridden was meant, and is as certain as whoever did it. None: the
        defaults.
    """
    return tuple(
        entry
        for entry in ledger()
        if entry.distribution != "fixed"
        and any(_find_uncertain_numbers(entry))
        and (parameters is None or find_value(parameters, entry.key) == entry.value)
    )


def draw_overrides(seed: int, draw: int, keys: Iterable[str] | None = None) -> dict[str, Value]:
    """Draw a plausible value of each parameter.

    Parameters
    ----------
    seed
        Of all draws; 0 to 2**64 - 1. Worlds of the same seed share no luck with it.
    draw
        Which one; 0 to 2**32 - 1.
    keys
        Parameters to draw (``memory.burn``); None: all that have a range.

    Returns
    -------
    dict of str to Value
        As :func:`goodwill.parameters.with_overrides` takes it.

    Raises
    ------
    ParameterError
        A parameter is unknown, or the seed or the draw is out of range.
    """
    overrides = {}
    for entry in _find_entries(keys):
        n_numbers = len(list(each_number(entry.value)))
        luck = draw_many(
            seed_key(seed),
            person_id(f"parameter {entry.key}"),
            _WITH_LUCK_OF_ITS_OWN,
            0,
            np.arange(n_numbers),
            draw,
        )
        overrides[entry.key] = place_value(entry, luck.tolist())
    return overrides


def place_value(entry: Entry, shares: Sequence[float]) -> Value:
    """Give the value at some place of a parameter's range.

    Parameters
    ----------
    entry
        The parameter.
    shares
        For every number of the value, row by row: the probability of a smaller one, from 0 (the
        least plausible) to 1 (the largest).

    Raises
    ------
    ParameterError
        There are more or fewer shares than numbers, or one is not from 0 to 1.
    """
    numbers = list(each_number(entry.value))
    if len(shares) != len(numbers) or not all(0.0 <= one <= 1.0 for one in shares):
        raise ParameterError(
            f"{entry.key}: shares {list(shares)!r}. Accepted: {len(numbers)} from 0 to 1."
        )
    if entry.distribution == "dirichlet":
        return _give_shape(entry.value, _place_rows(entry, numbers, shares))
    bounds = zip(each_number(entry.lowest), each_number(entry.highest), shares, strict=True)
    whole = find_bound(entry.unit).whole
    placed = [
        _place(low, high, share, entry.distribution, whole=whole) for low, high, share in bounds
    ]
    return _give_shape(entry.value, placed)


def name_numbers(keys: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Name the uncertain numbers of each parameter: ``answering.base[click]``.

    Parameters
    ----------
    keys
        Parameters; None: all that have a range.

    Returns
    -------
    dict of str to tuple of str
        By parameter, in the order of :func:`flatten`.
    """
    names = {}
    for entry in _find_entries(keys):
        labels = [", ".join(words) for words in product(*find_axes(entry.key))]
        names[entry.key] = tuple(
            f"{entry.key}[{label}]" if label else entry.key
            for label, uncertain in zip(labels, _find_uncertain_numbers(entry), strict=True)
            if uncertain
        )
    return names


def flatten(overrides: Mapping[str, Value]) -> tuple[float, ...]:
    """Give the uncertain numbers of drawn values, in the order of :func:`name_numbers`."""
    return tuple(
        number
        for entry in _find_entries(overrides)
        for number, uncertain in zip(
            each_number(overrides[entry.key]), _find_uncertain_numbers(entry), strict=True
        )
        if uncertain
    )


def _find_entries(keys: Iterable[str] | None) -> list[Entry]:
    """Give entries in the order asked for."""
    if keys is None:
        return list(list_uncertain())
    known = {entry.key: entry for entry in ledger()}
    entries = []
    for key in keys:
        if key not in known:
            raise ParameterError(f"{key}: unknown parameter. {hint(key, known)}")
        entries.append(known[key])
    return entries


def _find_uncertain_numbers(entry: Entry) -> list[bool]:
    bounds = zip(each_number(entry.lowest), each_number(entry.highest), strict=True)
    return [low < high for low, high in bounds]


def _place(low: float, high: float, share: float, distribution: str, *, whole: bool) -> float:
    if share in (0.0, 1.0):  # the ends themselves, without a rounding
        return high if share else low
    if whole:
        return min(high, low + math.floor(share * (high - low + 1.0)))
    if distribution == "log-uniform":
        placed = low * math.exp(share * math.log(high / low))
    else:
        placed = low + share * (high - low)
    return min(high, max(low, placed))


def _place_rows(entry: Entry, numbers: Sequence[float], shares: Sequence[float]) -> list[float]:
    """Make Dirichlet rows of gamma variates, one share each."""
    from scipy.special import gammaincinv

    weight = float(next(each_number(entry.low)))
    # At 0 and 1 themselves a gamma variate is 0 and infinite: stay within what a draw can give.
    inner = np.clip(shares, 2.0**-53, 1.0 - 2.0**-53)
    gammas = [
        float(gammaincinv(weight * number, share)) if number > 0.0 else 0.0
        for number, share in zip(numbers, inner.tolist(), strict=True)
    ]
    width = find_shape(entry.value)[-1]
    placed = []
    for start in range(0, len(gammas), width):
        row = gammas[start : start + width]
        placed += [one / math.fsum(row) for one in row]
    return placed


def _give_shape(value: Value, numbers: Iterable[float]) -> Value:
    """Put numbers, row by row, into the shape of a value."""
    remaining = iter(numbers)

    def fill(part: Value) -> Value:
        if isinstance(part, tuple):
            return tuple(fill(one) for one in part)  # type: ignore[return-value]
        return next(remaining)

    return fill(value)
