"""Write numbers into sentences: as many digits as an interval carries, and no false ones."""

from __future__ import annotations

import math

MINUS = "−"
_MILLION = 1e6
_DIGITS = 3  # that count: more would say more than intervals do


def round_digits(value: float) -> float:
    """Round to three digits that count.

    Examples
    --------
    >>> [round_digits(value) for value in (397_063.6, 0.012345, -12.34, 0.0)]
    [397000.0, 0.0123, -12.3, 0.0]
    """
    if not value or not math.isfinite(value):
        return value
    # Rounding to a number of decimals is exact decimal rounding; scaling first would not be.
    return round(value, _find_places(value))


def round_digits_up(value: float) -> float:
    """Round to three digits that count, and never to less.

    Examples
    --------
    >>> [round_digits_up(value) for value in (1_225.4, 1_230.0, 0.012341)]
    [1230.0, 1230.0, 0.0124]
    """
    rounded = round_digits(value)
    return rounded if not rounded < value else round(rounded + 10.0 ** -_find_places(value), 12)


def round_digits_down(value: float) -> float:
    """Round to three digits that count, and never to more.

    Examples
    --------
    >>> [round_digits_down(value) for value in (1_225.4, 1_220.0, 0.012349)]
    [1220.0, 1220.0, 0.0123]
    """
    rounded = round_digits(value)
    return rounded if not rounded > value else round(rounded - 10.0 ** -_find_places(value), 12)


def _find_places(value: float) -> int:
    """Say how many decimals leave three digits that count."""
    return _DIGITS - 1 - math.floor(math.log10(abs(value)))


def write_number(value: float) -> str:
    """Write a number with three digits that count, millions as such.

    Examples
    --------
    >>> [write_number(value) for value in (397_063.6, -1_153_820.0, 38.32, 0.5, 0.0)]
    ['397,000', '−1.15 million', '38.3', '0.5', '0']
    >>> write_number(float("inf")), write_number(float("nan"))
    ('no bound', 'unknown')
    """
    if math.isnan(value):
        return "unknown"
    if math.isinf(value):
        return "no bound"
    rounded = round_digits(value)
    if abs(rounded) >= _MILLION:
        text = f"{rounded / _MILLION:,.6f}".rstrip("0").rstrip(".") + " million"
    elif rounded == int(rounded):
        text = f"{int(rounded):,}"
    else:
        text = f"{rounded:,.{_find_places(rounded)}f}".rstrip("0")
    return text.replace("-", MINUS)


def write_signed(value: float) -> str:
    """Write a number with its sign; nought has none.

    Examples
    --------
    >>> write_signed(38.32), write_signed(-38.32), write_signed(0.0)
    ('+38.3', '−38.3', '0')
    """
    return f"+{write_number(value)}" if value > 0.0 else write_number(value)


def write_range(low: float, high: float, *, signed: bool = False) -> str:
    """Write a range.

    Examples
    --------
    >>> write_range(272_000.0, 522_000.0), write_range(-1.0, 3.0, signed=True)
    ('272,000 to 522,000', '−1 to +3')
    """
    write = write_signed if signed else write_number
    return f"{write(low)} to {write(high)}"


def join_names(names: tuple[str, ...] | list[str]) -> str:
    """Join names as a sentence has them.

    Examples
    --------
    >>> join_names(["a"]), join_names(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
