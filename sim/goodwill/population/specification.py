"""What a population is drawn from, and what the draw gives: plain typed data, in plain numbers.

Sizes, intents, regions and events are codes (:mod:`goodwill.vocabulary`, indices into the world's
regions), shares lie in [0, 1], times are seconds since the scenario's start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from goodwill.behaviour.people import Account, Person
from goodwill.scripts import UNSCRIPTED, Script, Scripts


class Market(NamedTuple):
    """The law that accounts and their people are drawn from."""

    accounts: int  # how many
    people_per_account: float  # mean of one plus a Poisson number; 1-51
    sizes: tuple[float, float, float]  # shares of small, medium, large accounts
    incumbents: float  # share of accounts that are a competitor's customers
    front_desks: float  # share of accounts
    aware: float  # share of people who know the vendor at the start
    intents: tuple[float, ...]  # six shares of people, in the order of Intent
    regions: tuple[float, ...]  # shares of accounts, in the order of the world's regions


USUAL_MARKET = Market(
    accounts=0,
    people_per_account=5.0,
    sizes=(0.6, 0.3, 0.1),
    incumbents=0.3,
    front_desks=0.6,
    aware=0.4,
    intents=(0.45, 0.12, 0.05, 0.25, 0.13, 0.0),
    regions=(),
)
"""What is taken where a scenario has no market of its own (assumed): it has no accounts, but says
what colleagues, leads' companies and undescribed people are like."""


class AccountSpecification(NamedTuple):
    """A company of a story, in addition to the market's."""

    name: str
    size: int  # 0 small, 1 medium, 2 large
    region: int
    incumbent: bool
    front_desk: bool
    colleagues: int  # people besides the scripted ones, drawn like the market's


class PersonSpecification(NamedTuple):
    """A person of a story."""

    name: str
    account: str  # name of an account of the story
    intent: int | None  # None: drawn like the market's people
    aware: bool | None  # None: drawn like the market's people
    traits: Mapping[str, float] = MappingProxyType({})  # by field of Person; the others are drawn
    script: Script = UNSCRIPTED


class Lead(NamedTuple):
    """One row of a real inbound stream: a person who comes at a known second."""

    name: str  # its key in the file
    second: int  # of its first visit; 0 or more
    origin: str
    region: int
    intents: tuple[float, ...]  # six shares, in the order of Intent: what it may be after
    inbound: int  # Inbound: what it comes for; one that registers it


class Population(NamedTuple):
    """Everybody in a world: accounts and people by id, everything else by the people's rows."""

    accounts: Sequence[Account]
    persons: Sequence[Person]
    names: tuple[str, ...]  # of persons: "bobby", a lead's key, "account 17/person 2"
    scripts: Scripts  # of scripted people and of leads
