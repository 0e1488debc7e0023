"""What a number of each unit may be at all, whatever anybody believes.

A ledger's range says what is plausible and may be left on purpose; a bound says where the model
stops making sense (a probability of 2, a half-life of 0) and may not.
"""

from __future__ import annotations

from math import inf, isfinite
from typing import NamedTuple

from goodwill.errors import ParameterError, hint


class Bound(NamedTuple):
    """The numbers that make sense in one unit."""

    least: float = -inf
    most: float = inf
    least_excluded: bool = False
    whole: bool = False

    def admits(self, number: float) -> bool:
        """Say whether a number makes sense.

        Parameters
        ----------
        number
            Any float; what is not finite never makes sense.

        Examples
        --------
        >>> Bound(0.0, 1.0).admits(0.0), Bound(0.0, least_excluded=True).admits(0.0)
        (True, False)
        """
        if not isfinite(number) or (self.whole and not number.is_integer()):
            return False
        if self.least_excluded and number == self.least:
            return False
        return self.least <= number <= self.most

    def __str__(self) -> str:
        kind = "whole numbers" if self.whole else "finite numbers"
        if self.least == -inf:
            return kind if self.most == inf else f"{kind} up to {self.most:g}"
        if self.most < inf:
            return f"{kind} from {self.least:g} to {self.most:g}"
        return (
            f"{kind} above {self.least:g}"
            if self.least_excluded
            else f"{kind} from {self.least:g} on"
        )


_NOT_NEGATIVE = Bound(0.0)
_POSITIVE = Bound(0.0, least_excluded=True)
_SHARE = Bound(0.0, 1.0)
# Sums of these are exponents: beyond, Python's exp refuses what compiled code calls infinite.
_SLOPE = Bound(-20.0, 20.0)

BOUNDS: dict[str, Bound] = {
    "USD": _NOT_NEGATIVE,
    "USD (median)": _POSITIVE,
    "USD per hour": _NOT_NEGATIVE,
    "calls": _NOT_NEGATIVE,
    "calls (e-fold)": _POSITIVE,
    "candidates per year": _POSITIVE,
    "days": _NOT_NEGATIVE,
    "days (e-fold)": _POSITIVE,
    "days (half-life)": _POSITIVE,
    "days (mean)": _POSITIVE,
    "days (median)": _POSITIVE,
    # Utilities are divided by it, then exponentiated; above 1 it is no random-utility model.
    "dissimilarity": Bound(0.1, 1.0),
    "e-mails": _POSITIVE,
    "esteem": _NOT_NEGATIVE,
    "factor": _NOT_NEGATIVE,
    "factor per touch": _NOT_NEGATIVE,
    "goodwill": _NOT_NEGATIVE,
    "goodwill per plain e-mail": _NOT_NEGATIVE,
    "hours": _NOT_NEGATIVE,
    "hours (e-fold)": _POSITIVE,
    "hours (median)": _POSITIVE,
    "level": _NOT_NEGATIVE,
    # Minus a thousand is a fair way to say never.
    "log hazard": Bound(most=20.0),
    "log hazard per ask": _SLOPE,
    "log scale": Bound(0.0, 10.0),
    "logarithm per unit": _SLOPE,
    "minutes": _NOT_NEGATIVE,
    "people": _POSITIVE,
    "people per acquaintance and unit": _NOT_NEGATIVE,
    "per level": _SLOPE,
    "per plain e-mail": _SLOPE,
    "per unit of goodwill": _SLOPE,
    "per unit of relevance": _SLOPE,
    "per unit of usefulness": _SLOPE,
    "per year": _NOT_NEGATIVE,
    "plain e-mails": _NOT_NEGATIVE,
    "plain e-mails (signed)": Bound(),
    "power": Bound(0.1, 10.0),
    "probability": _SHARE,
    "probability per unit": _NOT_NEGATIVE,
    "share": _SHARE,
    "share of delivered": _SHARE,
    "share of what is missing": _SHARE,
    "useful touches": _POSITIVE,
    "utility": _SLOPE,
    "utility per unit": _SLOPE,
    "vendors": _NOT_NEGATIVE,
    "whole number": Bound(1.0, whole=True),
}
"""What every unit admits. Weights admit 0: that is how a mechanism is switched off."""


def find_bound(unit: str) -> Bound:
    """Give the bound of a unit.

    Parameters
    ----------
    unit
        As it stands in the ledger.

    Raises
    ------
    ParameterError
        If no entry may have this unit.
    """
    try:
        return BOUNDS[unit]
    except KeyError:
        raise ParameterError(f"unknown unit {unit!r}. {hint(unit, BOUNDS)}") from None
