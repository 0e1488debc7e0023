"""Count what events say: how often, of how many chances, which answer came.

The same function counts own data and simulated logs. Every figure is a number of hits of a number
of exposures: answers by number of the touch and by the gap since the one before, inquiries,
meetings and wins by time since the first touch, delays, sizes of deals. Opens are not used: most
are made by machines. Of a delay only what was followed for long enough is counted: how much later
the data end makes no difference to a figure but for its noise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.recorded import mark_counted
from goodwill.loading.events import TOUCHING, EventKind, Events
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, Channel

Whole = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

SETTLING_DAYS = 3
"""A touch is counted if the data go on for so long after it: most answers have come by then."""

_NUMBERS = (1, 2, 3, 4, 5, 6, 9, 13)  # first numbers of classes of touches
_GAP_DAYS = (0.0, 1.5, 3.5, 7.5, 15.5, 31.5)
_AFTER_DAYS = (0, 30, 60, 90, 180, 365)
_DELAY_HOURS = (1, 6, 24)
_MEETING_DAYS = (3, 7, 14, 28)  # each but the last: of those within the next
_AMOUNTS = (3_000, 10_000, 30_000, 100_000)  # USD
_WIN_DAYS = (30, 90, 180, 365)  # likewise

_REPLIES = (
    EventKind.REPLIED_INTERESTED,
    EventKind.REPLIED_NEUTRAL,
    EventKind.REPLIED_NOT_INTERESTED,
    EventKind.REPLIED_ANGRY,
)
ANSWERS: dict[str, tuple[EventKind, ...]] = {
    "clicked": (EventKind.CLICKED,),
    "replied": (EventKind.REPLIED, *_REPLIES),
    **{kind.name.lower(): (kind,) for kind in _REPLIES},
    "unsubscribed": (EventKind.UNSUBSCRIBED,),
    "complained": (EventKind.COMPLAINED,),
    "connected": (EventKind.CONNECTED,),
    "meeting_booked": (EventKind.MEETING_BOOKED,),
}
"""What may follow a touch, and the kinds of events that say so."""

MEANS = ("mail", "call", "other")
_LATER = {
    "inquired": EventKind.INQUIRED,
    "meeting": EventKind.MEETING,
    "won": EventKind.WON,
}


class Figure(NamedTuple):
    """What one pair of counts is about: one place on a curve."""

    curve: str
    place: str
    kinds: tuple[EventKind, ...]  # of which one at least has to be in data that can tell

    @property
    def name(self) -> str:
        """Give its full name."""
        return f"{self.curve}: {self.place}"


class Counts(NamedTuple):
    """Hits and exposures, in the order of :func:`list_figures`."""

    hits: Whole
    exposures: Whole


@cache
def list_figures() -> tuple[Figure, ...]:
    """List what is counted: the same for all data."""
    return tuple(_list())


def _list() -> Iterator[Figure]:
    numbers, gaps = _name_numbers(_NUMBERS), _name_ranges(_GAP_DAYS)
    for means in MEANS:
        for name, kinds in ANSWERS.items():
            answer = name.replace("_", " ")
            yield from (Figure(f"{means} {answer}, by number", one, kinds) for one in numbers)
            yield from (Figure(f"{means} {answer}, by gap", one, kinds) for one in gaps)
        yield Figure(f"{means} bounced", "all", (EventKind.BOUNCED,))
    for what, kind in _LATER.items():
        curve = f"{what}, by days since the first touch"
        yield from (Figure(curve, place, (kind,)) for place in _name_ranges(_AFTER_DAYS)[:-1])
    for answer in ("clicked", "replied"):
        curve = f"{answer} within so many hours"
        yield from (Figure(curve, f"{hours}", ANSWERS[answer]) for hours in _DELAY_HOURS)
    for days, of in pairwise(_MEETING_DAYS):
        yield Figure("meeting within so many days", f"{days} of {of}", (EventKind.MEETING_BOOKED,))
    yield Figure("no show", "all", (EventKind.NO_SHOW,))
    won = (EventKind.WON,)
    yield from (Figure("won more than so many USD", f"{amount}", won) for amount in _AMOUNTS)
    for days, of in pairwise(_WIN_DAYS):
        yield Figure("won within so many days", f"{days} of {of}", won)


def _name_numbers(firsts: Sequence[int]) -> list[str]:
    inner = [
        f"{first}" if after == first + 1 else f"{first}-{after - 1}"
        for first, after in pairwise(firsts)
    ]
    return [*inner, f"{firsts[-1]}+"]


def _name_ranges(bounds: Sequence[float]) -> list[str]:
    return [*(f"{low:g}-{high:g}" for low, high in pairwise(bounds)), f"{bounds[-1]:g}+"]


def summarise(events: Events) -> Counts:
    """Count hits and exposures of everything that is counted.

    Parameters
    ----------
    events
        Of real or simulated people. Numbers of touches are given anew, by time, so that files with
        and without the names of messages are counted alike; what machines did is left out.
    """
    return count(_number_anew(events))


def count(events: Events) -> Counts:
    """Count as :func:`summarise` does, where touches are numbered by time and no machine acted."""
    end = int(events.second.max()) if len(events) else 0
    counted = [
        *_count_answers(events, end),
        *_count_later(events, end),
        *_count_delays(events, end),
        *_count_meetings(events, end),
        *_count_deals(events, end),
    ]
    hits, exposures = np.array(counted, np.int64).reshape(-1, 2).T
    return Counts(np.ascontiguousarray(hits), np.ascontiguousarray(exposures))


def _number_anew(events: Events) -> Events:
    columns = events.select(mark_counted(events)).columns()
    del columns["touch"]
    return Events.from_columns(events.start, events.people, columns)


class _Touches(NamedTuple):
    """The touches of all people, by person and number."""

    key: Whole  # person and number in one, rising
    means: Whole  # index into MEANS
    number: Whole
    gap: npt.NDArray[np.float64]  # days since the one before; nan: the first
    second: Whole

    def mark(self, events: Events, chosen: Marks) -> Marks:
        """Mark the touches that some events belong to."""
        keys = _find_keys(events)[chosen & (events.touch > 0)]
        marks = np.zeros(self.key.size, np.bool_)
        places = np.searchsorted(self.key, keys)
        found = places < self.key.size
        places, keys = places[found], keys[found]
        marks[places[self.key[places] == keys]] = True
        return marks


def _find_keys(events: Events) -> Whole:
    return np.asarray(events.person * (1 << 16) + events.touch)


def _find_touches(events: Events) -> _Touches:
    touching = np.flatnonzero(events.chosen(*TOUCHING))
    keys = _find_keys(events)[touching]
    order = np.argsort(keys, kind="stable")
    rows, keys = touching[order], keys[order]
    seconds, people = events.second[rows], events.person[rows]
    gaps = np.full(rows.size, np.nan)
    gaps[1:] = np.diff(seconds) / SECONDS_PER_DAY
    gaps[1:][np.diff(people) != 0] = np.nan
    mailed = np.isin(events.channel[rows], (Channel.EMAIL, -1))
    means = np.where(events.kind[rows] == EventKind.CALLED, 1, np.where(mailed, 0, 2))
    return _Touches(keys, means, events.touch[rows].astype(np.int64), gaps, seconds)


def _count_answers(events: Events, end: int) -> Iterator[tuple[int, int]]:
    touches = _find_touches(events)
    settled = touches.second <= end - SETTLING_DAYS * SECONDS_PER_DAY
    numbered = np.searchsorted(_NUMBERS, touches.number, side="right") - 1
    gapped = np.searchsorted(_GAP_DAYS, touches.gap, side="right") - 1
    known = ~np.isnan(touches.gap)
    marks = {
        answer: touches.mark(events, events.chosen(*kinds)) for answer, kinds in ANSWERS.items()
    }
    bounced = touches.mark(events, events.chosen(EventKind.BOUNCED))
    for means in range(len(MEANS)):
        exposed = settled & (touches.means == means)
        for answered in marks.values():
            yield from _count_classes(numbered, len(_NUMBERS), exposed & ~bounced, answered)
            yield from _count_classes(gapped, len(_GAP_DAYS), exposed & ~bounced & known, answered)
        yield int((bounced & exposed).sum()), int(exposed.sum())


def _count_classes(
    classes: Whole, n_classes: int, exposed: Marks, hit: Marks
) -> Iterator[tuple[int, int]]:
    exposures = np.bincount(classes[exposed], minlength=n_classes)
    hits = np.bincount(classes[exposed & hit], minlength=n_classes)
    yield from zip(hits.tolist(), exposures.tolist(), strict=True)


def _count_later(events: Events, end: int) -> Iterator[tuple[int, int]]:
    first = events.first_touches()
    known = first < np.iinfo(np.int64).max
    after = events.second - first[events.person]
    for kind in _LATER.values():
        chosen = (events.kind == kind) & known[events.person] & (after >= 0)
        for begin, finish in pairwise(_AFTER_DAYS):
            followed = known.copy()
            followed[known] = first[known] + finish * SECONDS_PER_DAY <= end
            within = (
                chosen & (after >= begin * SECONDS_PER_DAY) & (after < finish * SECONDS_PER_DAY)
            )
            people = np.unique(events.person[within])
            yield int(followed[people].sum()), int(followed.sum())


def _count_delays(events: Events, end: int) -> Iterator[tuple[int, int]]:
    """Count answers within some hours, of those that came before their touch had settled."""
    touches = _find_touches(events)
    for answer in ("clicked", "replied"):
        chosen = events.chosen(*ANSWERS[answer]) & (events.touch > 0)
        places = np.searchsorted(touches.key, _find_keys(events)[chosen])
        touched = touches.second[places]
        delays = events.second[chosen] - touched
        for hours in _DELAY_HOURS:
            within = hours * SECONDS_PER_HOUR
            yield _count_soon(touched, delays, within, SETTLING_DAYS * SECONDS_PER_DAY, end)


def _count_soon(begun: Whole, waited: Whole, within: int, of: int, end: int) -> tuple[int, int]:
    """Count what came within some seconds, of what came within more, if followed for so long."""
    counted = (begun + of <= end) & (waited >= 0) & (waited <= of)
    return int((waited[counted] <= within).sum()), int(counted.sum())


def _count_meetings(events: Events, end: int) -> Iterator[tuple[int, int]]:
    booked, waited = _find_waits(events, EventKind.MEETING_BOOKED, EventKind.MEETING)
    for days, of in pairwise(_MEETING_DAYS):
        yield _count_soon(booked, waited, days * SECONDS_PER_DAY, of * SECONDS_PER_DAY, end)
    missed = int((events.kind == EventKind.NO_SHOW).sum())
    yield missed, missed + int((events.kind == EventKind.MEETING).sum())


def _find_waits(events: Events, before: EventKind, after: EventKind) -> tuple[Whole, Whole]:
    """Give when the latest event of one kind before each of another was, and the seconds between.

    Where there is one.
    """
    rows = np.flatnonzero(events.chosen(before, after))
    rows = rows[np.argsort(events.person[rows], kind="stable")]
    begins = events.kind[rows] == before
    latest = np.maximum.accumulate(np.where(begins, np.arange(rows.size), -1))
    found = np.flatnonzero(~begins & (latest >= 0))
    found = found[events.person[rows[found]] == events.person[rows[latest[found]]]]
    begun = events.second[rows[latest[found]]]
    return begun, events.second[rows[found]] - begun


def _count_deals(events: Events, end: int) -> Iterator[tuple[int, int]]:
    won = events.kind == EventKind.WON
    amounts = events.amount[won]
    amounts = amounts[~np.isnan(amounts)]
    for amount in _AMOUNTS:
        yield int((amounts > amount).sum()), int(amounts.size)
    first = events.first_touches()[events.person[won]]
    known = first < np.iinfo(np.int64).max
    after = events.second[won][known] - first[known]
    for days, of in pairwise(_WIN_DAYS):
        yield _count_soon(first[known], after, days * SECONDS_PER_DAY, of * SECONDS_PER_DAY, end)
