"""Turn calendars into seconds: time zones, quarter ends, moments on somebody's clock.

Second 0 is the start date's midnight in UTC.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

from goodwill.errors import ScenarioError
from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import ZoneTable

MARGIN_DAYS = 366  # how far clocks are known beyond the horizon
_MONTHS_A_QUARTER = 3


def make_zone_table(name: str, start: dt.date, horizon: int) -> ZoneTable:
    """Tabulate the clock of a time zone, exact to the second, to a year beyond the horizon.

    Parameters
    ----------
    name
        An IANA zone.
    start
        The day whose midnight in UTC is second 0.
    horizon
        Seconds.

    Examples
    --------
    >>> table = make_zone_table("Europe/Amsterdam", dt.date(2026, 3, 28), 7 * 86_400)
    >>> table.since[:2], table.offset[:2]
    ((0, 90000), (3600, 7200))
    """
    zone = zoneinfo.ZoneInfo(name)
    origin = _midnight(start)

    def offset_at(second: int) -> int:
        moment = (origin + dt.timedelta(seconds=second)).astimezone(zone)
        return round((moment.utcoffset() or dt.timedelta()).total_seconds())

    since, offsets = [0], [offset_at(0)]
    end = horizon + MARGIN_DAYS * SECONDS_PER_DAY
    for day_end in range(SECONDS_PER_DAY, end + SECONDS_PER_DAY, SECONDS_PER_DAY):
        before, after = day_end - SECONDS_PER_DAY, day_end
        if offset_at(after) == offsets[-1]:
            continue
        while after - before > 1:
            middle = (before + after) // 2
            if offset_at(middle) == offsets[-1]:
                before = middle
            else:
                after = middle
        since.append(after)
        offsets.append(offset_at(after))
    return ZoneTable(name, tuple(since), tuple(offsets))


def find_quarter_ends(start: dt.date, horizon: int) -> tuple[int, ...]:
    """Give the ends of the calendar's quarters, midnight in UTC; the last is beyond the horizon.

    Examples
    --------
    >>> [second // 86_400 for second in find_quarter_ends(dt.date(2026, 1, 1), 100 * 86_400)]
    [90, 181]
    """
    ends: list[int] = []
    year, quarter = start.year, (start.month - 1) // _MONTHS_A_QUARTER
    while not ends or ends[-1] <= horizon:
        quarter += 1
        year, quarter = year + quarter // 4, quarter % 4
        first = dt.date(year, 1 + _MONTHS_A_QUARTER * quarter, 1)
        ends.append((first - start).days * SECONDS_PER_DAY)
    return tuple(ends)


def find_second(moment: dt.datetime, zone: str, start: dt.date, horizon: int) -> int:
    """Give the second of a moment on a local clock; of an hour that comes twice, the first.

    Raises
    ------
    ScenarioError
        The clock skips that moment, or it lies before the start or not before the horizon.
    """
    clock = zoneinfo.ZoneInfo(zone)
    local = moment.replace(tzinfo=clock)
    if local.astimezone(dt.UTC).astimezone(clock).replace(tzinfo=None) != moment:
        raise ScenarioError(
            f"{moment:%Y-%m-%d %H:%M} does not exist in {zone}: clocks go forward then. "
            "Write an hour later."
        )
    second = round((local - _midnight(start)).total_seconds())
    if not 0 <= second < horizon:
        first, last = (
            (_midnight(start) + dt.timedelta(seconds=at)).astimezone(clock)
            for at in (0, horizon - 1)
        )
        raise ScenarioError(
            f"{moment:%Y-%m-%d %H:%M} in {zone} is outside the scenario. It runs there from "
            f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}."
        )
    return second


def _midnight(date: dt.date) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
