"""The types of the model's numbers: one group a kernel, one field a parameter of the ledger.

The numbers themselves, their units, ranges and sources stand in ``ledger.toml`` and nowhere else; a
test holds the two against one another.
"""

from __future__ import annotations

from typing import NamedTuple


class LevelsParameters(NamedTuple):
    """Presumption and readiness on their shared scale."""

    presumption: tuple[float, ...]
    readiness: tuple[float, ...]
    readiness_asked: float
    click_readiness: float
    click_days: float
    unread_presumption: float
    request_days: float


class LivingParameters(NamedTuple):
    """A person's own life: what it comes for, and how its intent changes."""

    candidates_per_year: float
    inbound_per_year: tuple[float, ...]
    inbound_mix: tuple[tuple[float, ...], ...]
    esteem_on_inbound: float
    goodwill_on_inbound: float
    standing_on_inbound: float
    unaware_inbound: float
    problem_per_year: float
    content_creates_demand: float
    content_demand_days: float
    project_per_year: float
    fade_per_year: float
    window_days: float
    window_shape: float
    opportunity_shortens: float
    contract_days: float
    read_hours: float
    read_sigma: float
    read_goodwill: float
    read_esteem: float


class NoticingParameters(NamedTuple):
    """Whether a touch gets through to the person."""

    human_open: float
    machine_share: float
    bounce: float
    complaint_rates: tuple[float, ...]
    inbox_share: tuple[float, ...]
    reputation_mails: float
    reputation_prior: float
    reputation_days: float
    connect: float
    connect_asked: float
    connect_hours: float
    front_desk: float
    front_desk_calls: float


class MemoryParameters(NamedTuple):
    """What touches leave behind, and how it fades."""

    irritation_days: float
    goodwill_days: float
    esteem_days: float
    familiarity_days: float
    intrusiveness: tuple[float, ...]
    gap_weight: float
    gap_power: float
    promise_weight: float
    irrelevance_weight: float
    tone_irritation: tuple[float, ...]
    tone_taste: tuple[float, ...]
    unprofessional_weight: float
    frequency_weight: float
    missed_call: float
    patience_threshold: float
    burn: float
    useful_goodwill: float
    useful_esteem: float
    retort_goodwill: float
    apology_soothes: float
    neglect_goodwill: float
    neglect_irritation: float
    neglect_hours: float
    bait_goodwill: float
    bait_days: float
    bait_price: float
    meeting_goodwill: float
    desk_goodwill: float
    desk_irritation: float


class RelevanceParameters(NamedTuple):
    """What a touch is worth to the person it meets."""

    region_mismatch: float
    freshness_days: float
    misread: float
    impersonal: float
    recycled: float
    insight: float
    own_action: float


class AnsweringParameters(NamedTuple):
    """Log hazards of what a person does about a delivered touch."""

    base: tuple[float, ...]
    irritation: tuple[float, ...]
    irritation_ceiling: float
    goodwill: tuple[float, ...]
    gap: tuple[float, ...]
    usefulness: tuple[float, ...]
    relevance: tuple[float, ...]
    channel: tuple[tuple[float, ...], ...]
    tone: tuple[tuple[float, ...], ...]
    meeting_readiness: float
    question: float
    ask_declined: float
    free_offer: float
    refused_asks: float
    reticence: float


class DelaysParameters(NamedTuple):
    """How long answers, clicks and meetings take."""

    click_hours: float
    click_sigma: float
    reply_hours: float
    reply_sigma: float
    live_minutes: float
    meeting_days: float
    meeting_sigma: float
    no_show: float
    no_show_days: float


class DecidingParameters(NamedTuple):
    """What a buyer weighs, and what a deal is worth."""

    base: float
    fit: float
    opportunity: float
    first_answer: float
    first_answer_hours: float
    availability: float
    availability_half: float
    need_forgives: float
    incumbent: float
    competitors: float
    no_decision: float
    nest: float
    qualified: tuple[float, ...]
    deal_median: tuple[float, ...]
    deal_sigma: float


class TalkingParameters(NamedTuple):
    """What people tell, and what hearers make of it."""

    sharp_bad: float
    sharp_good: float
    rate_bad: float
    rate_good: float
    strength_ceiling: float
    promise_told: float
    credibility_bad: float
    credibility_good: float
    colleague: float
    post: float
    post_standing: float
    standing_days: float


class TraitsParameters(NamedTuple):
    """How people differ."""

    reach_tail: float
    reach_least: float
    reach_most: float
    patience_sigma: float
    attention_sigma: float
    phone_sigma: float
    frailty_sigma: float
    activity_sigma: float
    reticent_share: float


class VendorParameters(NamedTuple):
    """What work costs a vendor."""

    rep_hour_cost: float
    call_minutes: float
    meeting_minutes: float
    no_show_minutes: float
    redial_hours: float
    redials: float


class Parameters(NamedTuple):
    """All numbers of the behaviour, by group."""

    levels: LevelsParameters
    living: LivingParameters
    noticing: NoticingParameters
    memory: MemoryParameters
    relevance: RelevanceParameters
    answering: AnsweringParameters
    delays: DelaysParameters
    deciding: DecidingParameters
    talking: TalkingParameters
    traits: TraitsParameters
    vendor: VendorParameters
