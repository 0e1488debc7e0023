"""Read moments as an export writes them, and refuse what may be read in two ways.

What is refused is described by its shape: a cell in the wrong column may hold anything.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable

from goodwill.errors import ScenarioError
from goodwill.loading.fields import parse_zone

FORMATS = ("iso", "day_month_year", "month_day_year", "epoch_seconds", "epoch_milliseconds")

_FIRST = int(dt.datetime(1990, 1, 1, tzinfo=dt.UTC).timestamp())
_LAST = int(dt.datetime(2100, 1, 1, tzinfo=dt.UTC).timestamp())
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?)(?:\.[0-9]{1,9})?"
    r" ?(Z|UTC|[-+][0-9]{2}:?[0-9]{2})?"
)
_SLASHED = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})"
    r"(?:,?[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
)
_EPOCH = re.compile(r"([0-9]{1,15})(?:\.[0-9]{1,9})?")
_OFFSET = re.compile(r"([-+])([0-9]{2}):?([0-9]{2})")
_MILLISECONDS_DIGITS = 12
_NOON = 12

Reader = Callable[[str, dt.tzinfo], int]
"""Takes a cell and the clock that it is on; gives whole seconds since 1970, rounded down."""


def make_reader(format: str) -> Reader:  # noqa: A002 - the key of a mapping
    """Give the function that reads one format.

    Parameters
    ----------
    format
        One of `FORMATS`. Year-month-day is understood in all: it has one reading.

    Returns
    -------
    Callable
        Raises `ScenarioError` with a sentence that does not repeat the cell.

    Examples
    --------
    >>> read, home = make_reader("iso"), find_zone("Europe/Amsterdam")
    >>> read("2026-01-05 10:00:00", home) == read("2026-01-05T09:00Z", home)
    True
    """
    if format == "iso":
        return _read_iso_alone
    if format.startswith("epoch"):
        return functools.partial(_read_epoch, thousandths=format == "epoch_milliseconds")
    return functools.partial(_read_slashed, day_first=format == "day_month_year")


@functools.lru_cache(maxsize=1_000)
def find_zone(text: str) -> dt.tzinfo:
    """Give a clock by its IANA name or its offset from UTC.

    Raises
    ------
    ScenarioError
        There is no such clock.
    """
    offset = _OFFSET.fullmatch(text)
    if offset and int(offset[2]) < 24 and int(offset[3]) < 60:  # noqa: PLR2004 - hours, minutes
        minutes = int(offset[2]) * 60 + int(offset[3])
        return dt.timezone(dt.timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    try:
        return zoneinfo.ZoneInfo(parse_zone(text))
    except ScenarioError:
        raise ScenarioError(
            "the cell is no time zone. Write an IANA name such as 'Europe/Amsterdam', or an offset "
            "such as '+01:00'."
        ) from None


def _read_iso_alone(text: str, zone: dt.tzinfo) -> int:
    second = _read_iso(text, zone)
    if second is not None:
        return second
    if _SLASHED.fullmatch(text):
        raise ScenarioError(
            f"the date is written as {_draw(text)}: whether the day or the month comes first is "
            "not said, or the file mixes formats. Write all as '2026-01-05', or say in the mapping "
            "'times: {format: day_month_year}' or 'month_day_year'."
        )
    if _EPOCH.fullmatch(text):
        raise ScenarioError(
            "the cell is a number, and no date. If it counts from 1970, say 'times: {format: "
            "epoch_seconds}' or 'epoch_milliseconds' in the mapping."
        )
    raise ScenarioError("the cell is no date. Write '2026-01-05' or '2026-01-05 10:00:00+01:00'.")


def _read_slashed(text: str, zone: dt.tzinfo, *, day_first: bool) -> int:
    match = _SLASHED.fullmatch(text)
    if not match:
        second = _read_iso(text, zone)
        if second is not None:
            return second
        example = "31/12/2026 17:30" if day_first else "12/31/2026 5:30 PM"
        raise ScenarioError(f"the cell is no date. The mapping says dates are as in '{example}'.")
    day, month = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
    other = "month_day_year" if day_first else "day_month_year"
    if month > 12 >= day:  # noqa: PLR2004 - months
        raise ScenarioError(
            f"the month would be {month}: the file mixes formats, or is 'format: {other}'. "
            "Export it with one format."
        )
    hour, minute, second = (int(match[group] or 0) for group in (5, 6, 7))
    if match[8]:
        if not 1 <= hour <= _NOON:
            raise ScenarioError(f"there is no hour {hour} before or after noon. Write 1 to 12.")
        hour = hour % _NOON + (_NOON if match[8] in "pP" else 0)
    try:
        moment = dt.datetime(int(match[4]), month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        raise ScenarioError(
            f"the calendar or the clock has no such moment as {_draw(text)} here. Correct the cell."
        ) from None
    return _within(moment.timestamp())


def _read_iso(text: str, zone: dt.tzinfo) -> int | None:
    """Read year-month-day; None where the cell is written in another way."""
    match = _ISO.fullmatch(text)
    if not match:
        return None
    clock = zone
    if match[2]:
        clock = dt.UTC if match[2] in ("Z", "UTC") else find_zone(match[2])
    try:
        moment = dt.datetime.fromisoformat(match[1]).replace(tzinfo=clock)
    except ValueError:
        raise ScenarioError("the calendar or the clock has no such moment. Correct it.") from None
    return _within(moment.timestamp())


def _read_epoch(text: str, zone: dt.tzinfo, *, thousandths: bool) -> int:
    match = _EPOCH.fullmatch(text)  # seconds since 1970 are the same on all clocks
    if not match:
        second = _read_iso(text, zone)
        if second is not None:
            return second
        raise ScenarioError(
            "the cell is no number, but the mapping says that moments count from 1970. Correct it, "
            "or the 'times' of the mapping."
        )
    if (len(match[1]) >= _MILLISECONDS_DIGITS) != thousandths:
        other = "epoch_seconds" if thousandths else "epoch_milliseconds"
        raise ScenarioError(
            f"the number has {len(match[1])} digits, which does not fit. "
            f"Did you mean 'times: {{format: {other}}}'?"
        )
    return _within(int(match[1]) // (1_000 if thousandths else 1))


def _within(second: float) -> int:
    if not _FIRST <= second < _LAST:
        raise ScenarioError("the year is not within 1990 to 2099. Correct the cell or the format.")
    return int(second)


def _draw(text: str) -> str:
    """Show the shape of a cell: digits as 9, letters as a."""
    return re.sub("[0-9]", "9", re.sub("[A-Za-z]", "a", text[:40]))
