"""Read and write quantities in text: durations, windows of a day, shares, money, rates.

A number without its unit is refused wherever two people could read it differently. Whatever is
refused raises :class:`~goodwill.errors.ScenarioError` with a sentence that does not yet say where.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from typing import NamedTuple

from goodwill.errors import ScenarioError, hint
from goodwill.loading.positions import shorten

MAX_SECONDS = 36_525 * 86_400  # a hundred years: more is a slip of the keyboard
SECONDS_PER_DAY = 86_400
SECONDS_PER_YEAR = 365 * SECONDS_PER_DAY

_UNITS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_SPELLINGS = {
    spelling: unit
    for unit, short in zip(_UNITS, ("w", "d", "h", "min", "s"), strict=True)
    for spelling in (unit, f"{unit}s", short)
}
_LONG_WORDS = [f"{unit}s" for unit in _UNITS]
_REFUSED_UNITS = {
    **dict.fromkeys(
        ("month", "months", "mo"), "A month has no fixed length: write '30 days' for one."
    ),
    **dict.fromkeys(("year", "years", "y"), "Write '365 days' for one."),
    **dict.fromkeys(("quarter", "quarters"), "Write '91 days' for one."),
    "m": "It may mean minutes or months: write 'min', or '30 days' for a month.",
}
_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,18})?"
_UNIT = "(?:weeks?|w|days?|d|hours?|h|minutes?|min|seconds?|s)"
_CLOCK = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"

DURATION_PATTERN = f"^{_NUMBER} ?{_UNIT}(?: {_NUMBER} ?{_UNIT})*$"
WINDOW_PATTERN = f"^{_CLOCK} ?- ?(?:{_CLOCK}|24:00)$"
SHARE_PATTERN = f"^{_NUMBER}(?: ?%)?$"
MONEY_PATTERN = f"^{_NUMBER} [A-Z]{{3}}$"
RATE_PATTERN = f"^{_NUMBER}(?:e[-+]?[0-9]{{1,2}})? ?(?:per |/ ?)(?:{_NUMBER} ?)?(?:{_UNIT}|years?)$"

_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]+)")
_BARE = re.compile(r"[-+]?[0-9][0-9_.,]*(?:[eE][-+]?[0-9]+)?")


class Money(NamedTuple):
    """Hold an amount of money, 0 or more, and its currency as three capital letters."""

    amount: float
    currency: str


def parse_duration(text: str, *, minimum: int = 1) -> int:
    """Read a duration such as '3 days', '90 minutes' or '1d 6h' as whole seconds.

    Parameters
    ----------
    text
        One or more numbers with units, the larger unit first.
    minimum
        The shortest duration that makes sense here, in seconds.

    Raises
    ------
    ScenarioError
        A unit is missing, unknown or without a fixed length, or the value is out of range.

    Examples
    --------
    >>> parse_duration("3 days"), parse_duration("1d 6h")
    (259200, 108000)
    """
    shown = shorten(text)
    if _BARE.fullmatch(text):
        number = text if len(text) <= 6 and text.isdecimal() else "3"  # noqa: PLR2004 - as an example
        raise ScenarioError(f"{shown} has no unit: write '{number} days' or '{number} hours'.")
    parts = _duration_parts(text, shown)
    seconds = sum((amount * _UNITS[unit] for amount, unit in parts), Decimal())
    if seconds != seconds.to_integral_value():
        raise ScenarioError(f"{shown} is no whole number of seconds. Write a rounder one.")
    if not minimum <= seconds <= MAX_SECONDS:
        raise ScenarioError(
            f"{shown} is out of range. "
            f"Accepted: {format_duration(minimum)} to {format_duration(MAX_SECONDS)}."
        )
    return int(seconds)


def format_duration(seconds: int) -> str:
    """Write whole seconds as the short exact text that `parse_duration` reads back.

    Whole weeks and days are written as such, up to 99 of a smaller unit as one number, and
    anything else in parts.

    Raises
    ------
    ScenarioError
        `seconds` is negative.

    Examples
    --------
    >>> [format_duration(seconds) for seconds in (259_200, 5_400, 604_800, 90_061)]
    ['3 days', '90 minutes', '1 week', '1d 1h 1min 1s']
    """
    if seconds < 0:
        raise ScenarioError(f"{seconds} seconds is no duration. It must be 0 or more.")
    for unit, size in _UNITS.items():
        count, rest = divmod(seconds, size)
        if rest or not count:
            continue
        if size >= SECONDS_PER_DAY or count < 100:  # noqa: PLR2004 - three digits read badly
            return f"{count} {unit}" + ("s" if count > 1 else "")
    parts = []
    for short, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{short}")
    return " ".join(parts) or "0 seconds"


def parse_window(text: str) -> tuple[int, int]:
    """Read hours of a day such as '09:00-17:00' as seconds since midnight, from and until.

    Raises
    ------
    ScenarioError
        The text is no such window, or it does not end after it begins, on the same day.

    Examples
    --------
    >>> parse_window("09:00-17:00")
    (32400, 61200)
    """
    shown = shorten(text)
    if not re.fullmatch(WINDOW_PATTERN[1:-1], text):
        raise ScenarioError(f"{shown} is no window of a day. Write it as '09:00-17:00'.")
    start, end = (_seconds_of_day(clock.strip()) for clock in text.split("-"))
    if start >= end:
        raise ScenarioError(
            f"{shown} does not end after it begins. A window lies within one day, up to '24:00'."
        )
    return start, end


def parse_share(text: str) -> float:
    """Read a share such as '20 %' or '0.2' as a number from 0 to 1.

    Raises
    ------
    ScenarioError
        The text is no share, or it lies outside 0 to 1 (0 % to 100 %).

    Examples
    --------
    >>> parse_share("0.1 %"), parse_share("0.2")
    (0.001, 0.2)
    """
    shown = shorten(text)
    match = re.fullmatch(rf"({_NUMBER})( ?%)?", text)
    if not match:
        raise ScenarioError(f"{shown} is no share from 0 to 1. Write '20 %' or 0.2.")
    share = Decimal(match[1]) / (100 if match[2] else 1)
    if share > 1:
        meant = "" if match[2] else f" Did you mean '{text} %'?"
        raise ScenarioError(f"{shown} is more than the whole.{meant} Accepted: 0 to 1, or '20 %'.")
    return float(share)


def parse_money(text: str) -> Money:
    """Read an amount of money such as '250 USD'.

    Raises
    ------
    ScenarioError
        The text is no amount of 0 or more, a blank, and a currency of three capital letters.

    Examples
    --------
    >>> parse_money("250 USD")
    Money(amount=250.0, currency='USD')
    """
    if not re.fullmatch(MONEY_PATTERN[1:-1], text):
        capital = text.upper()
        near = f" Did you mean '{capital}'?" if re.fullmatch(MONEY_PATTERN[1:-1], capital) else ""
        raise ScenarioError(
            f"{shorten(text)} is no amount of money.{near} "
            "Write a number of 0 or more, a blank and a currency: '250 USD', '1200.50 EUR'."
        )
    amount, currency = text.split(" ")
    return Money(float(amount), currency)


def parse_rate(text: str) -> float:
    """Read a rate such as '3 per year' or '0.5 per 30 days' as a number per second.

    A year counts 365 days.

    Raises
    ------
    ScenarioError
        The text is no rate of 0 or more, or its unit is unknown or without a fixed length.

    Examples
    --------
    >>> parse_rate("1 per hour") * 3600
    1.0
    """
    shown = shorten(text)
    match = re.fullmatch(
        rf"({_NUMBER}(?:e[-+]?[0-9]{{1,2}})?) ?(?:per |/ ?)({_NUMBER} ?)?([A-Za-z]+)", text
    )
    if not match:
        raise ScenarioError(
            f"{shown} is no rate of 0 or more. Write it as '3 per year' or '0.5 per 30 days'."
        )
    unit = match[3]
    size = (
        SECONDS_PER_YEAR
        if unit in ("year", "years")
        else _UNITS[_unit(unit, shown, [*_LONG_WORDS, "years"])]
    )
    per = Decimal(match[2] or 1) * size
    if not per:
        raise ScenarioError(f"{shown} is a rate per nothing. Write it as '3 per year'.")
    return float(Decimal(match[1]) / per)


def format_rate(rate: float) -> str:
    """Write a number per second as text that `parse_rate` reads back exactly.

    Examples
    --------
    >>> format_rate(parse_rate("1 per second")), format_rate(1e-7)
    ('1.0 per second', '9.99999999999999955e-08 per second')
    """
    # Small ones with an exponent: no number may have more than 18 decimals.
    shown = repr(rate) if rate >= 0.01 or rate == 0 else f"{rate:.17e}"  # noqa: PLR2004
    return f"{shown} per second"


def _duration_parts(text: str, shown: str) -> list[tuple[Decimal, str]]:
    matches = list(_PART.finditer(text))
    parts = [(Decimal(match[1]), _unit(match[2], shown)) for match in matches]
    if " ".join(match[0] for match in matches) != text or not re.fullmatch(
        DURATION_PATTERN[1:-1], text
    ):
        reason = " It must not be negative." if text.lstrip().startswith("-") else ""
        raise ScenarioError(
            f"{shown} is no duration.{reason} Write it as '3 days', '90 minutes' or '1d 6h'."
        )
    order = [list(_UNITS).index(unit) for _, unit in parts]
    if any(later <= earlier for earlier, later in itertools.pairwise(order)):
        raise ScenarioError(f"{shown} names its units out of order. Write the larger one first.")
    return parts


def _unit(word: str, shown: str, known: list[str] = _LONG_WORDS) -> str:
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    reason = _REFUSED_UNITS.get(word.lower())
    if reason:
        raise ScenarioError(f"{shown}: {word!r} is not accepted as a unit. {reason}")
    raise ScenarioError(f"{shown}: unknown unit {shorten(word)}. {hint(word[:20], known)}")


def _seconds_of_day(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3_600 + int(minutes) * 60
