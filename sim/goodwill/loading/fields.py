"""Name the kinds of text that a scenario's fields hold, as types for pydantic models.

Each reads its text by `goodwill.loading.units`, describes itself in the JSON schema (so that an
editor underlines what would be refused), and is written back, in JSON mode, as text that reads the
same.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
import zoneinfo
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from goodwill.errors import ScenarioError
from goodwill.loading import units
from goodwill.loading.positions import shorten

NAME_PATTERN = "^[A-Za-z0-9_.-](?:[A-Za-z0-9 _.-]{0,62}[A-Za-z0-9_.-])?$"
DATE_PATTERN = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"


def parse_name(text: str) -> str:
    """Check a name: 1 to 64 of ASCII letters, digits, blank, '_', '.', '-'; no blank at an end.

    Raises
    ------
    ScenarioError
        The text is no such name.
    """
    if not re.fullmatch(NAME_PATTERN[1:-1], text):
        raise ScenarioError(
            f"{shorten(text)} is no name. Write 1 to 64 letters (A-Z, a-z), digits, blanks, "
            "'_', '.' or '-', without a blank at either end."
        )
    return text


def parse_date(text: str) -> dt.date:
    """Read a date written as in '2026-01-05'.

    Raises
    ------
    ScenarioError
        The text is no such date, or the calendar has no such day.
    """
    # Python also reads '20260105' and '2026-W02-1': nobody writes them on purpose.
    try:
        date = dt.date.fromisoformat(text) if re.fullmatch(DATE_PATTERN[1:-1], text) else None
    except ValueError:
        date = None
    if date is None:
        raise ScenarioError(f"{shorten(text)} is no date. Write year-month-day: '2026-01-05'.")
    return date


def parse_zone(text: str) -> str:
    """Check that a time zone is known by its IANA name, as 'Europe/Amsterdam'.

    Raises
    ------
    ScenarioError
        There is no such zone.
    """
    zones = _known_zones()
    if text in zones:
        return text
    near = difflib.get_close_matches(text[:64], zones, n=1, cutoff=0.6)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    raise ScenarioError(
        f"unknown time zone {shorten(text)}.{meant} "
        "Write an IANA name such as 'Europe/Amsterdam' or 'UTC'."
    )


@functools.cache
def _known_zones() -> frozenset[str]:
    # These two mean something else on every machine.
    return frozenset(zoneinfo.available_timezones() - {"localtime", "Factory"})


def _reader(
    parse: Callable[[str], Any], example: str, number: Callable[[float], Any] | None = None
) -> BeforeValidator:
    """Make a validator of a parser of text, and perhaps of one that takes bare numbers."""

    def read(given: object) -> object:
        try:
            if isinstance(given, str):
                return parse(given)
            if number and isinstance(given, int | float) and not isinstance(given, bool):
                return number(given)
        except ScenarioError as error:
            raise PydanticCustomError("unreadable", "{problem}", {"problem": str(error)}) from None
        problem = f"{shorten(given)} is not text. Write it as '{example}', in quotes if need be."
        raise PydanticCustomError("unreadable", "{problem}", {"problem": problem})

    return BeforeValidator(read)


def _without_unit(parse: Callable[[str], Any]) -> Callable[[float], Any]:
    # The parser refuses a number without a unit in its own words.
    return lambda number: parse(f"{number}")


def _read_share_number(number: float) -> float:
    if not 0 <= number <= 1:
        meant = f" Did you mean '{number} %'?" if 1 < number <= 100 else ""  # noqa: PLR2004 - per cent
        raise ScenarioError(f"{number} is not within 0 to 1.{meant} Accepted: 0 to 1, or '20 %'.")
    return float(number)


def _write_window(window: tuple[int, int]) -> str:
    return "-".join(f"{second // 3600:02d}:{second // 60 % 60:02d}" for second in window)


def _write_money(money: units.Money) -> str:
    return f"{Decimal(repr(money.amount)):f} {money.currency}"


def _schema(pattern: str, description: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema(
        {
            "type": "string",
            "pattern": pattern,
            "description": description,
            "examples": list(examples),
        }
    )


_DURATION = _schema(
    units.DURATION_PATTERN,
    "A duration: numbers with units (weeks, days, hours, minutes, seconds), the larger first.",
    "3 days",
    "90 minutes",
    "1d 6h",
)
_WRITE_DURATION = PlainSerializer(units.format_duration, return_type=str, when_used="json")

Duration = Annotated[
    int,
    _reader(units.parse_duration, "3 days", _without_unit(units.parse_duration)),
    _WRITE_DURATION,
    _DURATION,
]
"""Whole seconds, at least 1, written as '3 days'."""

_parse_delay = functools.partial(units.parse_duration, minimum=0)
Delay = Annotated[
    int, _reader(_parse_delay, "0 hours", _without_unit(_parse_delay)), _WRITE_DURATION, _DURATION
]
"""Whole seconds, 0 or more, written as '0 hours' or '3 days'."""

Window = Annotated[
    tuple[int, int],
    _reader(units.parse_window, "09:00-17:00"),
    PlainSerializer(_write_window, return_type=str, when_used="json"),
    _schema(units.WINDOW_PATTERN, "Hours of a day, from and until.", "09:00-17:00"),
]
"""Seconds since midnight, from and until, written as '09:00-17:00'."""

Share = Annotated[
    float,
    _reader(units.parse_share, "20 %", _read_share_number),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": units.SHARE_PATTERN},
            ],
            "description": "A share: a number from 0 to 1, or a percentage.",
            "examples": ["20 %", 0.2],
        }
    ),
]
"""A number from 0 to 1, written as 0.2 or '20 %'."""

Rate = Annotated[
    float,
    _reader(units.parse_rate, "3 per year", _without_unit(units.parse_rate)),
    PlainSerializer(units.format_rate, return_type=str, when_used="json"),
    _schema(units.RATE_PATTERN, "How often something happens.", "3 per year", "0.5 per 30 days"),
]
"""A number per second, 0 or more, written as '3 per year'."""

Price = Annotated[
    units.Money,
    _reader(units.parse_money, "250 USD", _without_unit(units.parse_money)),
    PlainSerializer(_write_money, return_type=str, when_used="json"),
    _schema(units.MONEY_PATTERN, "An amount of money and its currency.", "250 USD"),
]
"""An amount of 0 or more and its currency, written as '250 USD'."""

Date = Annotated[
    dt.date,
    _reader(parse_date, "2026-01-05"),
    _schema(DATE_PATTERN, "A date: year-month-day.", "2026-01-05"),
]
"""A calendar date, written as '2026-01-05'."""

Name = Annotated[
    str,
    _reader(parse_name, "spring offer"),
    _schema(NAME_PATTERN, "A name: letters, digits, blanks, '_', '.', '-'.", "spring offer"),
]
"""A text of 1 to 64 plain characters."""

Zone = Annotated[
    str,
    _reader(parse_zone, "Europe/Amsterdam"),
    _schema("^[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*$", "An IANA time zone.", "Europe/Amsterdam"),
]
"""The name of an IANA time zone, written as 'Europe/Amsterdam'."""
