"""What touches leave behind, and how it fades: irritation, goodwill, esteem, familiarity.

Goodwill is linear: a sum of signed bookings, each with its cause, each decaying at one rate. It is
never clamped, so that what each cause did can be added up exactly.
"""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from goodwill.behaviour.people import Mood, Person, Setting, TouchKind
from goodwill.kernels import kernel
from goodwill.parameters.groups import MemoryParameters
from goodwill.vocabulary import SECONDS_PER_DAY, Sender

LOG_2 = 0.6931471805599453


class Liking(NamedTuple):
    """The part of a mood that brings people back of themselves."""

    goodwill: float
    esteem: float


class Impression(NamedTuple):
    """What one experience leaves: the new mood, and what it booked."""

    mood: Mood
    gained: float  # goodwill booked, >= 0
    lost: float  # goodwill booked, >= 0: what it took away


@kernel
def calm_down(mood: Mood, now: int, memory: MemoryParameters) -> Mood:
    """Let a mood fade until `now` (a second not before ``mood.since``)."""
    # Not through halve(), for speed.
    scaled = -LOG_2 * ((now - mood.since) / SECONDS_PER_DAY)
    return Mood(
        mood.irritation * exp(scaled / memory.irritation_days),
        mood.goodwill * exp(scaled / memory.goodwill_days),
        mood.esteem * exp(scaled / memory.esteem_days),
        mood.familiarity * exp(scaled / memory.familiarity_days),
        now,
    )


@kernel
def find_liking(mood: Mood, now: int, memory: MemoryParameters) -> Liking:
    """Say what is left at `now` of goodwill and esteem, without bringing the mood up to date."""
    scaled = -LOG_2 * ((now - mood.since) / SECONDS_PER_DAY)
    return Liking(
        mood.goodwill * exp(scaled / memory.goodwill_days),
        mood.esteem * exp(scaled / memory.esteem_days),
    )


@kernel
def halve(days: float, half_life: float) -> float:
    """Give the share that is left after `days`, halved every `half_life`.

    Through ``exp``: compilers rewrite powers, and the last bit would differ.
    """
    return exp(-days * LOG_2 / half_life)


@kernel
def find_impulse(
    person: Person, touch: TouchKind, setting: Setting, memory: MemoryParameters
) -> float:
    """Say how much one touch irritates, in plain e-mails' worth; never below 0."""
    gap_weight = memory.gap_weight * (1.0 + memory.promise_weight * setting.preaches)
    excess = exp(memory.gap_power * log(setting.gap)) if setting.gap > 0.0 else 0.0
    impulse = memory.intrusiveness[touch.channel] * (1.0 + gap_weight * excess)
    impulse += memory.irrelevance_weight * (1.0 - setting.relevance)
    tone = memory.tone_irritation[touch.tone] - memory.tone_taste[touch.tone] * person.taste
    impulse += tone * (1.0 + setting.unprofessional)
    if touch.sender != Sender.AUTOMATION:
        impulse += memory.unprofessional_weight * setting.unprofessional
    impulse *= 1.0 + memory.frequency_weight * setting.recent_touches
    return max(0.0, impulse * setting.attention / person.patience)


@kernel
def find_loss(before: float, after: float, memory: MemoryParameters) -> float:
    """Say how much goodwill goes when irritation rises from `before` to `after`; >= 0."""
    threshold = memory.patience_threshold
    return memory.burn * (max(0.0, after - threshold) - max(0.0, before - threshold))


@kernel
def take_in(
    mood: Mood, person: Person, touch: TouchKind, setting: Setting, memory: MemoryParameters
) -> Impression:
    """Let a delivered touch sink in.

    Parameters
    ----------
    mood
        As of the second of delivery (see :func:`calm_down`).
    person, touch, setting
        Who, what and how.
    memory
        The weights.

    Returns
    -------
    Impression
        A touch adds irritation unless it apologises; usefulness is worth less the more useful
        contact there was of late.
    """
    irritation = mood.irritation + find_impulse(person, touch, setting, memory)
    lost = find_loss(mood.irritation, irritation, memory)
    if touch.apology:
        irritation *= 1.0 - memory.apology_soothes
    if touch.retort:
        lost += memory.retort_goodwill * (1.0 + setting.unprofessional)
    worth = touch.usefulness * setting.relevance * setting.attention
    fresh = 1.0 / (1.0 + mood.familiarity)
    gained = memory.useful_goodwill * worth * fresh
    after = Mood(
        irritation,
        mood.goodwill + gained - lost,
        mood.esteem + memory.useful_esteem * worth * fresh,
        mood.familiarity + worth,
        mood.since,
    )
    return Impression(after, gained, lost)


@kernel
def suffer(mood: Mood, irritation: float, goodwill: float, memory: MemoryParameters) -> Impression:
    """Book something bad that is not a touch.

    `irritation` is added in plain e-mails' worth (and may itself cost goodwill); `goodwill` (>= 0)
    is lost outright.
    """
    after = mood.irritation + irritation
    lost = goodwill + find_loss(mood.irritation, after, memory)
    return Impression(
        Mood(after, mood.goodwill - lost, mood.esteem, mood.familiarity, mood.since), 0.0, lost
    )


@kernel
def enjoy(mood: Mood, goodwill: float, esteem: float) -> Impression:
    """Book something good that is not a touch (both amounts >= 0)."""
    return Impression(
        Mood(
            mood.irritation,
            mood.goodwill + goodwill,
            mood.esteem + esteem,
            mood.familiarity,
            mood.since,
        ),
        goodwill,
        0.0,
    )


@kernel
def remember(amount: float, booked: int, horizon: int, memory: MemoryParameters) -> float:
    """Integrate one booking of goodwill until the horizon, in goodwill-days.

    The booking of size `amount` at second `booked` decays like all goodwill; its time integral
    over the rest of the horizon is what it weighs in brand damage or lift.
    """
    days = (horizon - booked) / SECONDS_PER_DAY
    kept = halve(days, memory.goodwill_days)
    return amount * memory.goodwill_days * (1.0 - kept) / LOG_2
