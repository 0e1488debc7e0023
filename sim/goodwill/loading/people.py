"""Say what a scenario file may hold about scripted accounts and people."""

from __future__ import annotations

import datetime as dt
import re
from math import nan
from typing import Annotated

import pydantic
from pydantic import Field

from goodwill.behaviour.answering import N_BUDGETS, find_budget
from goodwill.errors import ScenarioError
from goodwill.loading.fields import Name, Share
from goodwill.loading.parts import Part, Word, read_text
from goodwill.loading.positions import shorten
from goodwill.vocabulary import Channel, Inbound, Intent, Outcome

SIZES = ("small", "medium", "large")
MAX_COLLEAGUES = 10_000
_MOMENT_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"

_Factor = Annotated[float, Field(gt=0, le=1_000)]
_Sigma = Annotated[float, Field(ge=-10, le=10)]
_Budget = Annotated[float, Field(gt=0, le=1_000)]


def parse_moment(text: str) -> dt.datetime:
    """Read a moment such as '2026-01-05 10:12', on a clock that is yet to be named.

    Raises
    ------
    ScenarioError
        The text is no such moment.
    """
    try:
        if re.fullmatch(_MOMENT_PATTERN[1:-1], text, re.ASCII):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise ScenarioError(f"{shorten(text)} is no moment. Write it as '2026-01-05 10:12'.")


Moment = Annotated[
    dt.datetime,
    read_text(parse_moment, "2026-01-05 10:12"),
    pydantic.WithJsonSchema(
        {
            "type": "string",
            "pattern": _MOMENT_PATTERN,
            "description": "A date and a time of day.",
            "examples": ["2026-01-05 10:12"],
        }
    ),
]
"""A date and a time on the person's own clock, written as '2026-01-05 10:12'."""


class AccountPart(Part):
    """A scripted company."""

    size: Annotated[str, Field(pattern="^(small|medium|large)$")] = Field(
        "medium", description="small, medium or large."
    )
    region: Name | None = Field(
        None, description="Where it is; may be left out where there is only one region."
    )
    incumbent: bool = Field(default=False, description="It is a competitor's customer.")
    front_desk: bool = Field(default=False, description="Calls may end at a front desk.")
    colleagues: int = Field(
        0, ge=0, le=MAX_COLLEAGUES, description="People besides the scripted ones, drawn."
    )


class TraitsPart(Part):
    """What is given about a person; the rest is drawn."""

    patience: _Factor | None = Field(None, description="Divides irritation; 1 on average.")
    attention: _Factor | None = Field(None, description="To e-mail; 1 on average.")
    phone: _Factor | None = Field(None, description="Propensity to answer calls; 1 on average.")
    frailty: _Factor | None = Field(None, description="Multiplies negative hazards; 1 on average.")
    activity: _Factor | None = Field(None, description="Multiplies inbound; 1 on average.")
    taste: _Sigma | None = Field(None, description="For humour and snark; positive likes it.")
    reticence: Share | None = Field(None, description="1 keeps silent, as replies invite pressure.")
    reach: float | None = Field(None, ge=0, le=10_000, description="Acquaintances it talks to.")
    need: Share | None = Field(None, description="How definitely it needs such an offer, 0-1.")
    fit: _Sigma | None = Field(None, description="How well the offer fits, standard deviation 1.")
    seniority: Share | None = Field(None, description="0 junior to 1 chief.")
    machine_opens: bool | None = Field(None, description="Its mail program opens everything.")
    score_noise: _Sigma | None = Field(None, description="What the lead score gets wrong.")

    def given(self) -> dict[str, float]:
        """Give what was written, by name."""
        return {name: float(value) for name, value in self if value is not None}


class BudgetsPart(Part):
    """Hidden budgets that are given; the rest is drawn. 1 on average."""

    complaint: _Budget | None = Field(None, description="Spam complaints.")
    opt_out: _Budget | None = Field(None, description="Opting out of e-mail.")
    angry_reply: _Budget | None = Field(None, description="Angry replies.")
    not_interested: _Budget | None = Field(None, description="Saying no.")
    neutral_reply: _Budget | None = Field(None, description="Other replies.")
    click: _Budget | None = Field(None, description="Clicks.")
    interested: _Budget | None = Field(None, description="Saying yes.")
    declined: _Budget | None = Field(None, description="Declining meetings.")
    opt_out_phone: _Budget | None = Field(None, description="Opting out of calls.")
    opt_out_calendar_invite: _Budget | None = Field(None, description="Of calendar invites.")
    opt_out_direct_mail: _Budget | None = Field(None, description="Of direct mail.")
    opt_out_sms: _Budget | None = Field(None, description="Of text messages.")
    opt_out_social: _Budget | None = Field(None, description="Of social messages.")

    def given(self) -> tuple[float, ...]:
        """Give the budgets by index, nan where nothing was written; empty if nothing was at all."""
        budgets = [nan] * N_BUDGETS
        written = {name: value for name, value in self if value is not None}
        for name, value in written.items():
            outcome, _, channel = name.partition("opt_out_")
            if channel:
                at = find_budget(int(Outcome.OPT_OUT), int(Channel[channel.upper()]))
            else:
                at = find_budget(int(Outcome[outcome.upper()]), int(Channel.EMAIL))
            budgets[at] = value
        return tuple(budgets) if written else ()


class VisitPart(Part):
    """One visit that is sure to happen."""

    at: Moment = Field(description="The person's local time.")
    event: Annotated[Inbound, Word(Inbound)] = Field(description="What it comes for.")


class PersonPart(Part):
    """A scripted person."""

    account: Name = Field(description="One of the scripted accounts.")
    intent: Annotated[Intent, Word(Intent)] | None = Field(
        None, description="What it is after; absent: drawn."
    )
    constant_intent: bool = Field(default=False, description="Its intent never changes.")
    roams: bool = Field(default=True, description="It also visits as chance has it.")
    aware: bool | None = Field(None, description="It knows the vendor; absent: drawn.")
    traits: TraitsPart = Field(TraitsPart(), description="What is given about it.")
    budgets: BudgetsPart = Field(BudgetsPart(), description="Which of its budgets are given.")
    visits: tuple[VisitPart, ...] = Field(
        (), max_length=1_000, description="Visits that are sure to happen."
    )
