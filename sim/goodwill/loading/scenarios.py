"""Say what a scenario file may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

import pydantic
from pydantic import Field

from goodwill.loading.fields import Date, Duration, Name, Share, Window, Zone
from goodwill.loading.guardrails import GuardrailPart
from goodwill.loading.parts import EVERY_DAY, Days, Part, RelativePath, Sentence, Word, refuse
from goodwill.loading.people import AccountPart, PersonPart
from goodwill.loading.positions import shorten
from goodwill.loading.units import format_duration
from goodwill.vocabulary import SECONDS_PER_DAY, Inbound

MAX_ACCOUNTS = 5_000_000
MAX_PEOPLE = 10_000_000
MAX_STRATEGIES = 50
MAX_REPS = 1_000
MAX_GUARDRAILS = 100
MAX_HORIZON = 3_660 * SECONDS_PER_DAY
MAX_SEED = 10**18 - 1
SHARES_TOLERANCE = 1e-9

_Column = Annotated[str, Field(min_length=1, max_length=200)]
_Ignored = Annotated[
    tuple[_Column, ...],
    Field(
        max_length=200,
        description="Columns with e-mail addresses, phone numbers or free text that are dropped "
        "unread; without this they are refused.",
    ),
]
_Points = Annotated[float, Field(ge=-1_000, le=1_000)]


def check_shares(shares: Mapping[str, float], what: str) -> None:
    """Refuse shares that do not sum to the whole.

    Raises
    ------
    ValueError
        With the sum.
    """
    total = sum(shares.values())
    if abs(total - 1.0) > SHARES_TOLERANCE:
        raise ValueError(f"{what} sum to {100 * total:.12g} %. They must sum to 100 %.")


class VendorPart(Part):
    """Who is doing the outreach."""

    name: Name = Field(description="Its name.")
    preaches_inbound: Share = Field(
        0.0, description="How loudly it preaches inbound and nurturing, 0 to 1."
    )
    quota: int = Field(0, ge=0, le=1_000_000, description="Meetings owed a quarter; 0: none.")


class RegionPart(Part):
    """A part of the market."""

    share: Share = Field(description="Of the market's accounts.")
    zone: Zone = Field(description="Its clock.")


class SizesPart(Part):
    """Shares of accounts by size."""

    small: Share = Field(description="Share of small accounts.")
    medium: Share = Field(description="Share of medium accounts.")
    large: Share = Field(description="Share of large accounts.")

    @pydantic.model_validator(mode="after")
    def _check_sum(self) -> Self:
        check_shares(dict(self), "sizes")
        return self


class IntentsPart(Part):
    """Shares of people by hidden intent at the start."""

    learning: Share = Field(0.0, description="Want the content, nothing else.")
    exploring: Share = Field(0.0, description="Have the problem, no project.")
    buying: Share = Field(0.0, description="Will buy from somebody within a window.")
    loyal_elsewhere: Share = Field(0.0, description="Under contract with somebody else.")
    outsider: Share = Field(0.0, description="Students, consultants, competitors.")
    decided: Share = Field(0.0, description="Have bought.")

    @pydantic.model_validator(mode="after")
    def _check_sum(self) -> Self:
        check_shares(dict(self), "intents")
        return self


class MarketPart(Part):
    """The law that accounts and people are drawn from."""

    accounts: int = Field(ge=1, le=MAX_ACCOUNTS, description="How many.")
    people_per_account: float = Field(
        ge=1, le=51, description="Mean of one, plus a Poisson number."
    )
    sizes: SizesPart = Field(description="Shares of accounts by size.")
    incumbents: Share = Field(description="Accounts that are a competitor's customers.")
    front_desks: Share = Field(description="Accounts with a front desk.")
    aware: Share = Field(description="People who know the vendor at the start.")
    intents: IntentsPart = Field(description="Shares of people by hidden intent.")

    @pydantic.model_validator(mode="after")
    def _check_size(self) -> Self:
        n_people = self.accounts * self.people_per_account
        if n_people > MAX_PEOPLE:
            raise ValueError(f"the market has some {n_people:.0f} people. Limit: {MAX_PEOPLE}.")
        return self


class LeadColumnsPart(Part):
    """Which columns of the file hold what."""

    id: _Column = Field(description="A pseudonymous key.")
    date: _Column = Field(description="Of the first contact.")
    origin: _Column | None = Field(None, description="Where the lead came from.")


class DealColumnsPart(Part):
    """Which columns of the file hold what."""

    id: _Column = Field(description="The key of the lead.")
    date: _Column = Field(description="When it was won.")


class DealsPart(Part):
    """What really happened, for comparison only."""

    file: RelativePath = Field(description="A CSV file.")
    columns: DealColumnsPart = Field(description="Its columns.")
    ignore_columns: _Ignored = ()


class OriginPart(Part):
    """What is special about leads of one origin."""

    intents: IntentsPart | None = Field(None, description="What they may be after.")
    event: Annotated[Inbound, Word(Inbound)] | None = Field(
        None, description="What their first visit is."
    )


class LeadsPart(Part):
    """A real inbound stream."""

    file: RelativePath = Field(
        description="A CSV file, in the data folder or else beside this file."
    )
    columns: LeadColumnsPart = Field(description="Its columns.")
    ignore_columns: _Ignored = ()
    missing_origin: Name = Field("missing", description="Stands for an empty origin.")
    region: Name | None = Field(
        None, description="Where they are; may be left out where there is only one region."
    )
    event: Annotated[Inbound, Word(Inbound)] = Field(description="What a first visit is.")
    intents: IntentsPart = Field(description="What leads may be after.")
    origins: dict[str, OriginPart] = Field({}, max_length=1_000, description="By origin.")
    deals: DealsPart | None = Field(None, description="What really happened.")


class RepPart(Part):
    """A rep, or several alike."""

    name: Name = Field(description="Its name; several are numbered.")
    count: int = Field(1, ge=1, le=MAX_REPS, description="How many of them.")
    hours: Window = Field((9 * 3_600, 17 * 3_600), description="The shift. Default: 09:00-17:00.")
    zone: Zone | None = Field(None, description="Its clock. Default: the first region's.")
    days: Days = Field(EVERY_DAY & 0b0011111, description="Days of work. Default: weekdays.")
    professionalism: Share = Field(1.0, description="0 to 1; lack of it colours what is said.")
    retort: Share = Field(0.0, description="Propensity to answer anger in kind, if allowed.")
    speed: float = Field(1.0, gt=0, le=100, description="Factor on service times.")


class VisitPointsPart(Part):
    """Points for a visit of one's own."""

    content_download: _Points | None = Field(None, description="For a download.")
    webinar_signup: _Points | None = Field(None, description="For a webinar.")
    pricing_visit: _Points | None = Field(None, description="For a look at prices.")
    free_trial: _Points | None = Field(None, description="For a trial.")
    demo_request: _Points | None = Field(None, description="For a request.")


class ScorePart(Part):
    """The vendor's lead score."""

    auc: float = Field(
        0.7, ge=0.5, lt=1, description="How well it tells buyers from others: area under the curve."
    )
    visit: VisitPointsPart = Field(VisitPointsPart(), description="Points by event.")
    click: _Points | None = Field(None, description="Points for a click.")
    seniority: _Points | None = Field(None, description="Points for the highest title.")
    size: _Points | None = Field(None, description="Points for each step of account size.")
    colleague: _Points | None = Field(None, description="Points for a colleague's visit.")
    days: int | None = Field(None, ge=1, le=3_660, description="For how long visits count.")


class CouplingsPart(Part):
    """Which ways there are for one person's fate to reach another's."""

    talk: bool = Field(default=True, description="People tell one another.")
    posts: bool = Field(default=True, description="People post in public.")
    front_desk: bool = Field(default=True, description="Calls trouble whoever answers them.")
    reputation: bool = Field(default=True, description="Complaints cost inbox placement.")
    quotas: bool = Field(default=True, description="Missed quotas put pressure on everybody.")
    throttles: bool = Field(default=True, description="Daily allowances are shared.")
    colleagues: bool = Field(default=True, description="Colleagues' visits and replies are seen.")
    reps: bool = Field(default=True, description="Reps are scarce; else one is always free.")


def _read_override(given: object) -> object:
    # What fits which parameter is the ledger's to say; here nothing but numbers may pass.
    values = given if isinstance(given, list) else [given]
    for value in values:
        if isinstance(value, list):
            _read_override(value)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            refuse(f"{shorten(value)} is no number. Write a number or a list of numbers.")
    return given


Override = Annotated[
    Any,
    pydantic.BeforeValidator(_read_override),
    pydantic.WithJsonSchema(
        {"type": ["number", "array"], "description": "A number, a row or a table of numbers."}
    ),
]
"""What is put in place of a parameter's default."""


class ScenarioFile(Part):
    """A question, and the world in which it is asked."""

    scenario: Name = Field(description="Its name.")
    question: Sentence = Field(description="What it is to answer.")
    start: Date = Field(description="The first day; its midnight in UTC is second 0.")
    horizon: Duration = Field(description="How long the world runs: 1 day to 3660 days.")
    seed: int = Field(ge=0, le=MAX_SEED, description="Of all luck.")
    vendor: VendorPart = Field(description="Who is doing the outreach.")
    regions: dict[Name, RegionPart] = Field(
        min_length=1, max_length=100, description="Parts of the market by name."
    )
    market: MarketPart | None = Field(None, description="Accounts and people that are drawn.")
    accounts: dict[Name, AccountPart] = Field(
        {}, max_length=10_000, description="Scripted accounts by name."
    )
    people: dict[Name, PersonPart] = Field(
        {}, max_length=10_000, description="Scripted people by name."
    )
    leads: LeadsPart | None = Field(None, description="A real inbound stream.")
    reps: tuple[RepPart, ...] = Field((), max_length=MAX_REPS, description="The sales floor.")
    score: ScorePart = Field(ScorePart(), description="The vendor's lead score.")
    couplings: CouplingsPart = Field(CouplingsPart(), description="How people affect one another.")
    parameters: dict[str, Override] = Field(
        {}, max_length=1_000, description="Other values for parameters of the ledger, by full name."
    )
    strategies: tuple[RelativePath, ...] = Field(
        min_length=1, max_length=MAX_STRATEGIES, description="Files; the first is the default."
    )
    guardrails: tuple[GuardrailPart, ...] = Field(
        (), max_length=MAX_GUARDRAILS, description="Bounds that `goodwill check` holds figures to."
    )

    @pydantic.field_validator("horizon")
    @classmethod
    def _check_horizon(cls, horizon: int) -> int:
        if not SECONDS_PER_DAY <= horizon <= MAX_HORIZON:
            raise ValueError(f"{format_duration(horizon)} is out of range: 1 day to 3660 days.")
        return horizon
