"""A world: numbers and plans, ready to run. Nothing in it was left to be read from a file.

Made once from a checked scenario, a strategy, a seed and a replication; never changed.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import eq
from typing import Any, NamedTuple, TypeVar, overload

import numpy as np
import numpy.typing as npt

from goodwill.behaviour.answering import Appeal
from goodwill.behaviour.people import Account, Person, TouchKind
from goodwill.parameters.groups import Parameters
from goodwill.scripts import Script
from goodwill.strategy import Decision, Observation, Plan

PERSON = np.dtype(
    [
        ("id", np.int64),
        *((name, np.int32) for name in ("account", "region", "zone")),
        *((name, np.float64) for name in ("seniority", "fit", "need", "reach", "patience")),
        *((name, np.float64) for name in ("attention", "phone", "frailty", "activity", "taste")),
        ("reticence", np.float64),
        ("machine_opens", np.bool_),
        ("score_noise", np.float64),
        ("intent", np.int8),
        ("aware", np.bool_),
    ]
)
"""One person as a row: the fields of :class:`~goodwill.behaviour.people.Person`, in their order."""


Thing = TypeVar("Thing")


class Rows(Sequence[Thing]):
    """Many things as rows of a table, each made when it is asked for: a row takes less memory.

    Parameters
    ----------
    table
        By id. Not copied; nobody may change it.
    """

    __slots__ = ("table",)

    def __init__(self, table: npt.NDArray[Any]) -> None:
        self.table = table

    @abstractmethod
    def make(self, fields: tuple[Any, ...]) -> Thing:
        """Make one thing of its row."""

    @overload
    def __getitem__(self, row: int) -> Thing: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Thing, ...]: ...
    def __getitem__(self, row: int | slice) -> Thing | tuple[Thing, ...]:
        if isinstance(row, slice):
            return tuple(map(self.make, self.table[row].tolist()))
        return self.make(self.table[row].item())

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Thing]:
        return map(self.make, self.table.tolist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows | tuple):
            return len(self) == len(other) and all(map(eq, self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]


class Persons(Rows[Person]):
    """People as rows of :data:`PERSON`."""

    __slots__ = ()

    def make(self, fields: tuple[Any, ...]) -> Person:
        """Make one person of its row."""
        return Person._make(fields)


ACCOUNT = np.dtype(
    [
        *((name, np.int64) for name in ("id", "size", "region")),
        *((name, np.bool_) for name in ("incumbent", "front_desk")),
        ("first", np.int64),  # of its people, in the list of all accounts' people
        ("count", np.int64),
    ]
)
"""One account as a row: the fields of :class:`~goodwill.behaviour.people.Account`; its people
stand in a list of their own."""


class Accounts(Rows[Account]):
    """Accounts as rows of :data:`ACCOUNT`.

    Parameters
    ----------
    table
        By id.
    members
        Rows of people (int64), account by account, ascending within each.
    """

    __slots__ = ("members",)

    def __init__(self, table: npt.NDArray[Any], members: npt.NDArray[np.int64]) -> None:
        super().__init__(table)
        self.members = members

    def make(self, fields: tuple[Any, ...]) -> Account:
        """Make one account of its row, and of its people's."""
        *own, first, count = fields
        return Account._make((*own, tuple(self.members[first : first + count].tolist())))


def find_column(things: Sequence[Person] | Sequence[Account], name: str) -> npt.NDArray[Any]:
    """Give one field of all people, or of all accounts."""
    if isinstance(things, Rows):
        return things.table[name]
    columns = ACCOUNT if things and isinstance(things[0], Account) else PERSON
    return np.array([getattr(thing, name) for thing in things], columns[name])


class ZoneTable(NamedTuple):
    """The clock of one time zone over the horizon."""

    name: str  # IANA
    since: tuple[int, ...]  # seconds from which each offset holds, ascending; the first <= 0
    offset: tuple[int, ...]  # seconds to add to UTC


class Rep(NamedTuple):
    """One member of the sales floor."""

    name: str
    zone: int
    opens: int  # second of the day its shift begins, in its zone
    closes: int
    weekdays: int  # bit 0 Monday
    professionalism: float  # 0-1
    retort: float  # 0-1: propensity to answer anger in kind, where the policy lets it
    speed: float  # factor on service times


class Couplings(NamedTuple):
    """Which ways there are for one person's fate to reach another's."""

    talk: bool = True
    posts: bool = True
    front_desk: bool = True
    reputation: bool = True
    quotas: bool = True
    throttles: bool = True
    colleagues: bool = True  # colleagues' visits and replies are seen
    reps: bool = True  # False: there is always a free rep


class ScoreModel(NamedTuple):
    """The vendor's lead score: a weighted sum of what it sees, plus noise, on 0-100."""

    visit: tuple[float, ...]  # points by Inbound, for each visit of the last `days`
    click: float
    seniority: float
    size: float
    colleague: float  # for each visit of a colleague
    days: int
    noise: float  # standard deviation
    centre: float  # raw score that maps to 50
    spread: float  # raw points a standard deviation


class Vendor(NamedTuple):
    """Who is doing the outreach."""

    name: str
    preaches: float  # 0-1: how loudly it preaches inbound and nurturing
    quota: int  # meetings the floor owes a quarter; 0: none


class World(NamedTuple):
    """All that an engine needs."""

    name: str
    key: int  # of all luck, from the seed
    seed: int
    replication: int
    start: str  # ISO date: second 0 is its midnight, UTC
    weekday: int  # of second 0
    horizon: int  # seconds
    quarter_ends: tuple[int, ...]  # seconds, ascending, the last beyond the horizon
    parameters: Parameters
    vendor: Vendor
    couplings: Couplings
    regions: tuple[str, ...]
    zones: tuple[ZoneTable, ...]
    accounts: Sequence[Account]  # by id
    persons: Sequence[Person]  # by id
    names: tuple[str, ...]  # of persons, same order: for stories and tables only
    scripts: Mapping[int, Script]  # by row of the person
    touches: tuple[TouchKind, ...]
    appeals: tuple[Appeal, ...]  # by touch kind
    score: ScoreModel
    reps: tuple[Rep, ...]
    plan: Plan
    decide: Callable[[Observation], Decision]


def find_offset(zone: ZoneTable, now: int) -> int:
    """Give what must be added to UTC for the local clock at second `now`."""
    at = len(zone.since) - 1
    while at > 0 and zone.since[at] > now:
        at -= 1
    return zone.offset[at]
