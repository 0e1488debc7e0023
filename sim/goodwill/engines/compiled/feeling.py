"""A person's mood in compiled code: brought up to date where something touches it."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.memory import calm_down
from goodwill.behaviour.people import Mood
from goodwill.engines.compiled.memory import (
    Record,
    life_of,
    memory_of,
    whole,
)
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    Cause,
    Outcome,
    Placement,
)

WEEK = 7 * SECONDS_PER_DAY

# Compiled code takes no int() of a member.
REACHED, SPAM_FOLDER = Placement.REACHED.value, Placement.SPAM_FOLDER.value
BOUNCED, VOICEMAIL = Placement.BOUNCED.value, Placement.VOICEMAIL.value
SILENCE, TOUCHED = Outcome.SILENCE.value, Kind.TOUCHED.value
RETORTED, FELT = Cause.RETORT.value, Cause.TOUCH.value


@kernel
def feel(world: Record, row: int) -> Mood:
    """Bring a person's mood up to date and give it."""
    life: Any = life_of(world, row)
    now = world.now
    mood = Mood(life.irritation, life.goodwill, life.esteem, life.familiarity, whole(life.since))
    if mood.since != now:
        mood = calm_down(mood, now, memory_of(world))
        keep_mood(world, row, mood)
    return mood


@kernel
def keep_mood(world: Record, row: int, mood: Mood) -> None:
    """Let a person feel like this from now on."""
    life: Any = life_of(world, row)
    life.irritation, life.goodwill = mood.irritation, mood.goodwill
    life.esteem, life.familiarity, life.since = mood.esteem, mood.familiarity, mood.since
