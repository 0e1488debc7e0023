"""Tell what happened between a vendor and one person, and what it left behind."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.wording import ACTORS, Watcher, put_record_into_words
from goodwill.errors import UnknownNameError, hint
from goodwill.eventlog import Kind
from goodwill.measuring.moods import CURRENT, Moods, fade, find_moods
from goodwill.parameters.groups import MemoryParameters
from goodwill.running import Result
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Intent, Outcome
from goodwill.world import World

_DECIMALS = 4  # of days: some nine seconds
_MAX_LISTED = 20  # names in an error


class Entry(NamedTuple):
    """One thing that happened."""

    day: float  # since the scenario's start, four decimals
    actor: str  # vendor, person or world
    event: str  # the record's kind (Kind); of replies, what was said (Outcome)
    touch: str | None  # the kind of touch that it is about
    detail: str  # in plain words
    seen: bool  # whether the vendor saw it
    truth: str  # what the vendor could not see of it; "": nothing
    irritation: float  # the person's, afterwards, in plain e-mails' worth
    goodwill: float  # the person's, afterwards, in units of choice utility


class Curves(NamedTuple):
    """How a person's mood moved: fading from day to day, with a step wherever it was moved."""

    days: tuple[float, ...]  # since the start, ascending; a step has its day twice
    goodwill: tuple[float, ...]
    irritation: tuple[float, ...]


@dataclass(frozen=True)
class Story:
    """One person under one strategy.

    Attributes
    ----------
    person, strategy
        Names.
    timeline
        What happened, in order.
    curves
        Goodwill and irritation over the whole horizon.
    goodwill_start, goodwill_end, irritation_end
        At second 0 and at the horizon. Everybody begins with neither.
    told
        How many people this one told of its experiences.
    won
        Whether it bought from the vendor.
    reads, visits, angry_replies, touches
        How many; touches are those sent.
    intent_start, intent_end
        What it was after at the start and is after at the end; hidden from the vendor.
    """

    person: str
    strategy: str
    timeline: tuple[Entry, ...] = field(repr=False)
    curves: Curves = field(repr=False)
    goodwill_start: float
    goodwill_end: float
    irritation_end: float
    told: int
    won: bool
    reads: int
    visits: int
    angry_replies: int
    touches: int
    intent_start: str
    intent_end: str

    def to_json(self) -> dict[str, Any]:
        """Give the story as plain data: the timeline as the log has it, and what was left."""
        keys = ("day", "actor", "event", "touch", "detail")
        return {
            "timeline": [{key: getattr(entry, key) for key in keys} for entry in self.timeline],
            "goodwill_start": self.goodwill_start,
            "goodwill_end": self.goodwill_end,
            "irritation_end": self.irritation_end,
            "told": self.told,
            "won": self.won,
            "reads": self.reads,
            "visits": self.visits,
            "angry_replies": self.angry_replies,
        }


def find_records(result: Result, person: str) -> npt.NDArray[np.void]:
    """Give the records of one person as they were written.

    Raises
    ------
    UnknownNameError
        There is no person of this name.
    """
    events = result.history.events
    own = events[events["person"] == result.world.persons[find_row(result.world, person)].id]
    order = np.lexsort((own["serial"], own["second"]))
    return np.asarray(own[order])


def find_row(world: World, person: str) -> int:
    """Give the row of a person by its name.

    Raises
    ------
    UnknownNameError
        There is no person of this name.
    """
    if person in world.names:
        return world.names.index(person)
    guess = hint(person, world.names).partition("Known:")[0]
    of_story = [world.names[row] for row in world.scripts]
    if 0 < len(of_story) <= _MAX_LISTED:
        known = f"Known: {', '.join(sorted(of_story))}; {len(world.names)} in all."
    else:
        known = f"There are {len(world.names)}, such as {', '.join(map(repr, world.names[:1]))}."
    raise UnknownNameError(f"{world.name}: no person {person!r}. {guess}{known}")


def tell_story(result: Result, person: str) -> Story:
    """Tell what happened between the vendor and one person.

    Parameters
    ----------
    result
        A finished run.
    person
        A name of the scenario, or of a person that was drawn ("account 17/person 2").

    Returns
    -------
    Story
        Entries stand in the order in which they happened (second, then running number).

    Raises
    ------
    UnknownNameError
        There is no person of this name.
    """
    row, own = find_row(result.world, person), find_records(result, person)
    state, memory = result.history.states[row], result.world.parameters.memory
    kinds, details = own["kind"], own["detail"]
    bought = (kinds == Kind.DECIDED) & (details == Alternative.VENDOR)
    angry = (kinds == Kind.REPLIED) & (details == Outcome.ANGRY_REPLY)
    return Story(
        person=person,
        strategy=result.strategy,
        timeline=_list_entries(result.world, own, find_moods(own, memory)),
        curves=_trace(own, memory, result.world.horizon),
        goodwill_start=0.0,
        goodwill_end=float(state["goodwill"]),
        irritation_end=float(state["irritation"]),
        told=int(details[kinds == Kind.TOLD].sum()),
        won=bool(bought.any()),
        reads=int(np.count_nonzero(kinds == Kind.READ)),
        visits=int(np.count_nonzero(kinds == Kind.VISIT)),
        angry_replies=int(np.count_nonzero(angry)),
        touches=int(np.count_nonzero(kinds == Kind.TOUCHED)),
        intent_start=Intent(result.world.persons[row].intent).name.lower(),
        intent_end=Intent(int(state["intent"])).name.lower(),
    )


def _list_entries(world: World, own: npt.NDArray[np.void], moods: Moods) -> tuple[Entry, ...]:
    watcher = Watcher()
    entries = []
    for at, record in enumerate(own):
        kind, touch = Kind(int(record["kind"])), int(record["touch"])
        seen = watcher.see(kind, int(record["detail"]))
        if kind not in ACTORS:
            continue
        wording = put_record_into_words(world, record)
        entries.append(
            Entry(
                day=round(int(record["second"]) / SECONDS_PER_DAY, _DECIMALS),
                actor=ACTORS[kind],
                event=wording.event,
                touch=world.touches[touch].name if touch >= 0 else None,
                detail=wording.detail,
                seen=seen,
                truth=wording.truth,
                irritation=float(moods.irritation[at]),
                goodwill=float(moods.goodwill[at]),
            )
        )
    return tuple(entries)


def _trace(own: npt.NDArray[np.void], memory: MemoryParameters, horizon: int) -> Curves:
    """Follow a mood over the whole horizon, at every midnight and before and after each step."""
    known = own[np.isin(own["kind"], CURRENT)]
    ends = [*(known["second"] / SECONDS_PER_DAY).tolist(), horizon / SECONDS_PER_DAY]
    days, goodwill, irritation = [0.0], [0.0], [0.0]
    for at, end in enumerate(ends):
        start, fond, cross = days[-1], goodwill[-1], irritation[-1]
        midnights = np.arange(math.floor(start) + 1, end, dtype=np.float64)
        passing = np.append(midnights, end)
        days += passing.tolist()
        goodwill += fade(fond, passing - start, memory.goodwill_days).tolist()
        irritation += fade(cross, passing - start, memory.irritation_days).tolist()
        if at < known.size:
            days.append(end)
            goodwill.append(float(known["goodwill"][at]))
            irritation.append(float(known["irritation"][at]))
    return Curves(tuple(days), tuple(goodwill), tuple(irritation))
