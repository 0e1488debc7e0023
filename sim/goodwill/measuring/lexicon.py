"""Turn the codes of a log into words: kinds, outcomes, names of people, touches and reps."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import Kind
from goodwill.vocabulary import (
    Alternative,
    Channel,
    Exit,
    Inbound,
    Intent,
    Outcome,
    Placement,
    Reason,
)
from goodwill.world import World

Words = npt.NDArray[np.object_]
Codes = npt.NDArray[np.integer[Any]]


class Lexicon(NamedTuple):
    """The names that one world's codes stand for."""

    start: str  # ISO date of second 0
    ids: tuple[int, ...]  # of people, ascending
    people: tuple[str, ...]  # names, in the order of the ids
    touches: tuple[str, ...]
    reps: tuple[str, ...]
    cadences: tuple[str, ...]


def make_lexicon(world: World) -> Lexicon:
    """Gather the names of a world."""
    return Lexicon(
        world.start,
        tuple(person.id for person in world.persons),
        world.names,
        tuple(touch.name for touch in world.touches),
        tuple(rep.name for rep in world.reps),
        tuple(cadence.name for cadence in world.plan.cadences),
    )


def spell(member: type[IntEnum]) -> tuple[str, ...]:
    """Give the words of a vocabulary, by code."""
    return tuple(one.name.lower() for one in member)


def put_into_words(codes: Codes, words: tuple[str, ...]) -> Words:
    """Give the word of each code; None for codes below 0."""
    book = np.array([*words, None], dtype=object)
    return np.asarray(book[np.where(codes < 0, len(words), codes)], dtype=object)


def name_people(lexicon: Lexicon, ids: Codes) -> Words:
    """Give the name of each person id."""
    rows = np.searchsorted(np.array(lexicon.ids, np.int64), ids)
    return np.array(lexicon.people, dtype=object)[rows]


_DETAILS: dict[Kind, tuple[str, ...]] = {
    Kind.INTENT: spell(Intent),
    Kind.VISIT: spell(Inbound),
    Kind.REGISTERED: spell(Inbound),
    Kind.READ: spell(Inbound),
    Kind.REPLIED: spell(Outcome),
    Kind.OPTED_OUT: spell(Channel),
    Kind.COMPLAINED: spell(Channel),
    Kind.OPENED: ("human", "machine"),
    Kind.EXITED: spell(Exit),
    Kind.TOUCHED: spell(Placement),
    Kind.WITHHELD: spell(Reason),
    Kind.DECIDED: spell(Alternative),
}
_UNITS = {
    Kind.STARTED: "seconds waited",
    Kind.MEETING_AGREED: "seconds from now",
    Kind.RELEASED: "seconds of work",
    Kind.TOLD: "people",
}


def explain_details(lexicon: Lexicon, kinds: Codes, details: Codes) -> Words:
    """Say in words what the detail of each record means; None where it means nothing."""
    cadences = {Kind.ENROLLED: lexicon.cadences, Kind.SWITCHED: lexicon.cadences}
    explained = np.full(len(kinds), None, dtype=object)
    for kind, words in (_DETAILS | cadences).items():
        chosen = kinds == kind
        explained[chosen] = put_into_words(details[chosen], words)
    for kind, unit in _UNITS.items():
        chosen = kinds == kind
        explained[chosen] = [f"{detail} {unit}" for detail in details[chosen].tolist()]
    return explained
