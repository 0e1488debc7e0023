"""Read kinds of touches from a file, and make them what the model works with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

import pydantic
from pydantic import Field

from goodwill.behaviour.people import TouchKind
from goodwill.loading.fields import Delay, Name, Price, Share
from goodwill.loading.parts import Part, Sentence, Word
from goodwill.loading.units import Money
from goodwill.vocabulary import NOBODY, SECONDS_PER_MINUTE, Ask, Channel, Claim, Sender, Tone

MAX_TOUCHES = 1_000
_OTHER_WORK_MINUTES = 5.0  # assumed: what a rep needs for anything but a call


class TouchPart(Part):
    """One kind of touch, as its designer sees it."""

    description: Sentence = Field(description="What it is, in a sentence.")
    channel: Annotated[Channel, Word(Channel)] = Field(description="How it reaches the person.")
    sender: Annotated[Sender, Word(Sender)] = Field(
        description="Who it comes from: automation, the person's rep, or another rep."
    )
    presumption: int = Field(
        0,
        ge=0,
        le=3,
        description="What it takes for granted: 0 reads our content, 1 has the problem, "
        "2 is shopping, 3 has an opportunity with us.",
    )
    usefulness: Share = Field(0.0, description="What the person has of it, 0 to 1.")
    relevance: Share = Field(0.5, description="To somebody whom it is meant for, 0 to 1.")
    personalisation: Share = Field(0.0, description="How much was written for this person, 0 to 1.")
    asks: Annotated[Ask, Word(Ask)] = Field(Ask.NOTHING, description="What it wants.")
    tone: Annotated[Tone, Word(Tone)] = Field(Tone.PLAIN, description="How it is put.")
    follows_up_on: Annotated[Claim, Word(Claim)] = Field(
        Claim.NONE, description="The event that it says it follows up on; a wrong one misreads."
    )
    region: Name | None = Field(None, description="The only region that it is meant for.")
    rep_time: Delay | None = Field(
        None,
        description="A rep's work for one. Default: 0 for automation, "
        "the parameter vendor.call_minutes for a call, else 5 minutes.",
    )
    cost: Price = Field(Money(0.0, "USD"), description="Of one, without the rep's time; in USD.")
    recycled: bool = Field(default=False, description="A template that people have seen before.")
    bait: bool = Field(default=False, description="Its free offer bills later.")
    leaves_voicemail: bool = Field(
        default=False, description="A call that is not answered leaves a message."
    )
    retort: bool = Field(default=False, description="It is a snide answer to a reply.")
    apology: bool = Field(default=False, description="It asks to be forgiven.")
    answers_request: bool = Field(default=False, description="It answers an explicit request.")

    @pydantic.model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.sender is Sender.AUTOMATION and self.rep_time:
            raise ValueError("rep_time is given, but automation needs none. Write 'sender: rep'.")
        if self.leaves_voicemail and self.channel is not Channel.PHONE:
            raise ValueError("leaves_voicemail is true, but only a call does. Remove it.")
        if self.bait and self.asks is not Ask.FREE_OFFER:
            raise ValueError("bait is true, but nothing is offered. Write 'asks: free_offer'.")
        if self.cost.currency != "USD":
            raise ValueError(f"cost is in {self.cost.currency}. Only USD is accepted.")
        return self

    @property
    def timed_by_ledger(self) -> bool:
        """Say whether a rep's work is that of any call."""
        called = self.channel is Channel.PHONE and self.sender is not Sender.AUTOMATION
        return called and self.rep_time is None


class TouchFile(Part):
    """A file of kinds of touches, by name."""

    touches: dict[Name, TouchPart] = Field(
        min_length=1, max_length=MAX_TOUCHES, description="Kinds of touches by name."
    )


def make_touch(
    name: str, part: TouchPart, regions: Mapping[str, int], call_minutes: float
) -> TouchKind:
    """Make a kind of touch of what was written.

    Parameters
    ----------
    name
        Its name.
    part
        What was written.
    regions
        Index of each region by name; the touch's own must be there.
    call_minutes
        What a call takes a rep where nothing is said.
    """
    return TouchKind(
        name=name,
        channel=int(part.channel),
        sender=int(part.sender),
        presumption=part.presumption,
        usefulness=part.usefulness,
        relevance=part.relevance,
        personalisation=part.personalisation,
        ask=int(part.asks),
        tone=int(part.tone),
        claim=int(part.follows_up_on),
        region=NOBODY if part.region is None else regions[part.region],
        minutes=_find_minutes(part, call_minutes),
        cost=part.cost.amount,
        recycled=part.recycled,
        bait=part.bait,
        voicemail=part.leaves_voicemail,
        retort=part.retort,
        apology=part.apology,
        fulfils=part.answers_request,
    )


def _find_minutes(part: TouchPart, call_minutes: float) -> float:
    if part.rep_time is not None:
        return part.rep_time / SECONDS_PER_MINUTE
    if part.sender is Sender.AUTOMATION:
        return 0.0
    return call_minutes if part.channel is Channel.PHONE else _OTHER_WORK_MINUTES
