"""List the figures of merit: their units, what they mean, and which way is better.

The one place that knows: documents, the command line and comparisons read it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from goodwill.vocabulary import Reason

Better = Literal["higher", "lower", "neither"]
Group = Literal["sold", "asked for", "annoyed", "brand", "work", "luck"]


class Metric(NamedTuple):
    """What one figure of merit is."""

    unit: str
    meaning: str
    better: Better
    group: Group


COMPENSATED = {
    "conversions": "won",
    "meetings_held": "meeting_held",
    "visits": "visit",
    "posts": "posted",
    "opt_outs": "opt_out",
    "complaints": "complaint",
    "angry_replies": "angry_reply",
    "not_interested": "not_interested",
    "declined": "declined",
    "neutral_replies": "neutral_reply",
    "interested_replies": "interested",
    "clicks": "click",
}
"""Counts of sampled decisions: metric -> decision, as engines book it."""

DECISIONS = (
    "angry_reply",
    "bounced",
    "click",
    "complaint",
    "connected",
    "declined",
    "interested",
    "meeting_held",
    "neutral_reply",
    "not_interested",
    "opt_out",
    "posted",
    "qualified",
    "retort",
    "spam_folder",
    "told",
    "visit",
    "won",
)
"""All sampled decisions that engines book beside their expectations."""

PER_THOUSAND = (
    "opt_outs",
    "complaints",
    "angry_replies",
    "not_interested",
    "clicks",
)
"""Counts that are also given per 1,000 delivered touches."""

_SOLD: dict[str, tuple[str, str, Better]] = {
    "conversions": ("deals", "deals won, those with people who were never touched too", "higher"),
    "conversions_untouched": ("deals", "deals won with people who were never touched", "neither"),
    "revenue": ("USD", "worth of the deals won", "higher"),
    "profit": ("USD", "revenue less cost", "higher"),
    "opportunities": ("opportunities", "opportunities that were opened", "higher"),
    "pipeline": ("USD", "expected worth of the opportunities opened, as if all were won", "higher"),
    "meetings_agreed": ("meetings", "meetings put into the calendar", "higher"),
    "meetings_held": ("meetings", "meetings that took place", "higher"),
    "no_shows": ("meetings", "meetings to which the person did not come", "lower"),
    "interested_replies": ("replies", "replies that accept a meeting or an offer", "higher"),
    "neutral_replies": ("replies", "replies that neither accept nor refuse", "neither"),
    "clicks": ("clicks", "clicks on what was sent", "higher"),
}
_ASKED_FOR: dict[str, tuple[str, str, Better]] = {
    "visits": ("visits", "visits that people made on their own account", "higher"),
    "reads": ("reads", "pieces of content read that the person had asked for", "higher"),
    "registrations": ("people", "people who became known to the vendor", "higher"),
    "requests": ("requests", "explicit requests to be contacted", "higher"),
    "requests_answered": ("requests", "of these, answered in a way that reached them", "higher"),
    "requests_neglected": ("requests", "of these, not even tried to be answered in time", "lower"),
    "median_hours_to_answer": (
        "hours",
        "median time from a request to the answer that reached the person, of those answered",
        "lower",
    ),
    "median_hours_to_first_touch": (
        "hours",
        "median time from registering to the first touch, of those touched",
        "neither",
    ),
}
_ANNOYED: dict[str, tuple[str, str, Better]] = {
    "opt_outs": ("opt-outs", "channels that people closed, as they arrived", "lower"),
    "complaints": ("complaints", "spam complaints, as they arrived", "lower"),
    "angry_replies": ("replies", "angry replies, as they arrived", "lower"),
    "not_interested": ("replies", "replies that say no, as they arrived", "lower"),
    "declined": ("replies", "meetings declined", "lower"),
    "learners_enrolled": (
        "people",
        "people put into a cadence while they wanted to learn and nothing else",
        "lower",
    ),
    "touches_per_contact": ("touches", "touches sent per registered person", "neither"),
    "front_desk_calls": ("calls", "calls that somebody else had to deal with", "lower"),
    "billed": ("bills", "bills for what was called free", "lower"),
}
_BRAND: dict[str, tuple[str, str, Better]] = {
    "brand_net": (
        "goodwill per 1,000 people",
        "lift less damage: the time average over the horizon of all goodwill booked and not faded",
        "higher",
    ),
    "brand_lift": (
        "goodwill per 1,000 people",
        "time average of what was gained and has not faded, over the whole market",
        "higher",
    ),
    "brand_damage": (
        "goodwill per 1,000 people",
        "time average of what was lost and has not faded, over the whole market",
        "lower",
    ),
    "mean_goodwill_end": ("goodwill per person", "mean over the market at the horizon", "higher"),
    "mean_irritation_end": ("irritation per person", "mean over the market at the end", "lower"),
    "standing_end": ("goodwill", "the brand's public standing at the last midnight", "higher"),
    "told_bad": ("people", "people told something bad, each as often as told", "lower"),
    "told_good": ("people", "people told something good, each as often as told", "higher"),
    "heard_bad": ("times", "times that something bad was heard overnight", "lower"),
    "heard_good": ("times", "times that something good was heard overnight", "higher"),
    "posts": ("posts", "public posts, good and bad", "neither"),
    "posts_bad": ("posts", "public posts about something bad", "lower"),
}
_WORK: dict[str, tuple[str, str, Better]] = {
    "people": ("people", "people in the market", "neither"),
    "contacts": ("people", "people who are registered at the end", "higher"),
    "people_touched": ("people", "people who were sent anything", "neither"),
    "touches": ("touches", "touches sent, of every kind", "neither"),
    "delivered": (
        "touches",
        "of these, all but bounces, missed calls and calls that ended at a front desk",
        "neither",
    ),
    "emails": ("e-mails", "e-mails sent", "neither"),
    "calls": ("calls", "calls made", "neither"),
    "bounces": ("e-mails", "e-mails that came back", "lower"),
    "spam_share": ("share", "of the e-mails that did not bounce, those in a spam folder", "lower"),
    "connect_rate": ("share", "of all calls, those that the person answered", "higher"),
    "dials_per_rep_day": ("calls", "calls per rep and working day", "neither"),
    "rep_hours": ("hours", "time that reps worked on tasks", "lower"),
    "cost": ("USD", "of touches, and of reps' hours", "lower"),
    "mean_rep_queue": ("tasks", "rep tasks waiting at midnight, on average", "lower"),
    "withheld": ("records", "times that a touch was due and did not happen, or not yet", "neither"),
}


def _list_metrics() -> Iterator[tuple[str, Metric]]:
    groups: tuple[tuple[Group, dict[str, tuple[str, str, Better]]], ...] = (
        ("sold", _SOLD),
        ("asked for", _ASKED_FOR),
        ("annoyed", _ANNOYED),
        ("brand", _BRAND),
        ("work", _WORK),
    )
    for group, rows in groups:
        for name, (unit, meaning, better) in rows.items():
            yield name, Metric(unit, meaning, better, group)
            if name in PER_THOUSAND:
                rate = f"{name} per 1,000 delivered touches"
                yield f"{name}_per_1000", Metric(f"{unit} per 1,000", rate, better, group)
    for reason in Reason:
        meaning = f"of the touches withheld, those for the reason '{reason.name.lower()}'"
        yield f"withheld_{reason.name.lower()}", Metric("records", meaning, "neither", "work")
    described = dict(_SOLD | _ASKED_FOR | _ANNOYED | _BRAND)
    for name, decision in COMPENSATED.items():
        unit, _, better = described[name]
        meaning = f"{name} less luck_{decision}: the same expectation, less noise"
        yield f"{name}_compensated", Metric(unit, meaning, better, "luck")
    for decision in DECISIONS:
        meaning = f"how much more often '{decision}' came out than was to be expected; mean zero"
        yield f"luck_{decision}", Metric("times", meaning, "neither", "luck")
    meaning = "revenue less what deals with these accounts are worth on average; mean zero"
    yield "luck_deal_size", Metric("USD", meaning, "neither", "luck")


METRICS: Mapping[str, Metric] = dict(_list_metrics())
"""Every figure that a single run gives, by name."""


def as_json(metrics: Mapping[str, float]) -> dict[str, float | None]:
    """Give figures as JSON can hold them: null where one is undefined; whole numbers as such."""
    return {name: _as_number(value) for name, value in metrics.items()}


def _as_number(value: float) -> float | None:
    if math.isnan(value):
        return None
    return int(value) if value == int(value) else value
