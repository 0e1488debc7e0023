"""Write numbers for people."""

from __future__ import annotations

import math

UNKNOWN = "–"
_PRECISE_BELOW = 10.0
_ROUGH_FROM = 1_000.0


def write_value(value: float) -> str:
    """Write a figure with as many digits as can be read at a glance.

    Examples
    --------
    >>> [write_value(value) for value in (12345.0, 3.14159, 27.14, -0.001, 0.0, math.nan, math.inf)]
    ['12,345', '3.142', '27.1', '-0.001', '0', '–', '∞']
    """
    if math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) >= _ROUGH_FROM:
        return f"{value:,.0f}"
    if abs(value) >= _PRECISE_BELOW:
        return f"{value:.1f}"
    return f"{value:.3f}" if abs(value) >= 0.0005 else f"{value:.1g}"  # noqa: PLR2004


def write_share(value: float) -> str:
    """Write a share as percent.

    Examples
    --------
    >>> write_share(0.1234), write_share(float("nan"))
    ('12.3 %', '–')
    """
    return UNKNOWN if math.isnan(value) else f"{100 * value:.1f} %"
