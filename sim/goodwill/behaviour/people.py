"""Who is touched, and by what: the records that the kernels read.

A *person* and its *relationship* with a vendor are separate, so that several vendors can share a
market: more relationships, not other code.
"""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """What stays the same about one person; hidden from vendors but for `account` and `region`."""

    id: int  # 63 bits, from a stable name
    account: int  # index into the world's accounts
    region: int  # index into the world's regions
    zone: int  # index into the world's time zones
    seniority: float  # 0 junior to 1 chief: a vendor sees it as the title
    fit: float  # how well the offer fits, standard deviation 1
    need: float  # 0-1: how definitely it needs an offer like this
    reach: float  # acquaintances in the market that it talks to
    patience: float  # divides irritation; 1 on average
    attention: float  # to e-mail; 1 on average
    phone: float  # propensity to answer calls; 1 on average
    frailty: float  # multiplies negative hazards; 1 on average
    activity: float  # multiplies inbound; 1 on average
    taste: float  # for humour and snark, standard deviation 1: positive likes it
    reticence: float  # 1 keeps silent because a reply invites pressure, 0 does not
    machine_opens: bool  # its mail program opens everything
    score_noise: float  # what the lead score gets wrong about it, standard deviation 1
    intent: int  # Intent at the start
    aware: bool  # knows the vendor at the start


class Account(NamedTuple):
    """A company in the market."""

    id: int
    size: int  # 0 small, 1 medium, 2 large
    region: int
    incumbent: bool  # is a competitor's customer: vendors know
    front_desk: bool
    people: tuple[int, ...]  # rows of its people, by id


class Mood(NamedTuple):
    """What one person feels about one vendor, as of one second."""

    irritation: float  # plain e-mails' worth; >= 0
    goodwill: float  # utility (logits); any sign
    esteem: float  # for the vendor's content, apart from its selling
    familiarity: float  # useful contact in recent months; >= 0
    since: int  # second at which the four figures hold


class TouchKind(NamedTuple):
    """One kind of touch, as its designer sees it."""

    name: str
    channel: int  # Channel
    sender: int  # Sender
    presumption: int  # level 0-3
    usefulness: float  # 0-1
    relevance: float  # 0-1: base relevance to somebody it is meant for
    personalisation: float  # 0-1
    ask: int  # Ask
    tone: int  # Tone
    claim: int  # Claim: what it says it follows up on
    region: int  # region it is limited to, or NOBODY
    minutes: float  # a rep's work; 0 for automation
    cost: float  # USD each, without the rep's time
    recycled: bool  # a template that people have seen before
    bait: bool  # its free offer bills later
    voicemail: bool  # a call that is not answered leaves a message
    retort: bool  # is a snide answer to a reply
    apology: bool  # asks to be forgiven
    fulfils: bool  # answers an explicit request


class Setting(NamedTuple):
    """The circumstances of one touch: all that the person's answer depends on besides its mood."""

    presumption: float  # of the touch, on the scale of readiness
    readiness: float
    gap: float  # presumption beyond readiness, in levels; >= 0
    relevance: float  # 0-1
    recent_touches: int  # delivered in the last seven days, by whomever of the vendor's
    unprofessional: float  # 0-1: the rep's lack of professionalism; 0 for automation
    preaches: float  # 0-1: how loudly the vendor preaches inbound and nurturing
    refused_asks: int  # asks that were not granted so far
    attention: float  # how much of an average person's notice the touch gets
