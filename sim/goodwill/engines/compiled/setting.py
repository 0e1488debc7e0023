"""The circumstances of a touch, as the person meets it, in compiled code."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.people import Setting
from goodwill.behaviour.readiness import find_gap, find_readiness, find_relevance
from goodwill.engines.compiled.memory import (
    Record,
    levels_of,
    life_of,
    person_of,
    relevance_of,
    rep_of,
    whole,
)
from goodwill.engines.compiled.observing import measure_since
from goodwill.engines.compiled.turns import count_entries, forget_before
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.strategy import NEVER
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    Cause,
    Channel,
    Claim,
    Outcome,
    Placement,
    Sender,
)

WEEK = 7 * SECONDS_PER_DAY

# Compiled code takes no int() of a member.
REACHED, SPAM_FOLDER = Placement.REACHED.value, Placement.SPAM_FOLDER.value
BOUNCED, VOICEMAIL = Placement.BOUNCED.value, Placement.VOICEMAIL.value
SILENCE, TOUCHED = Outcome.SILENCE.value, Kind.TOUCHED.value
RETORTED, FELT = Cause.RETORT.value, Cause.TOUCH.value


@kernel
def find_claimed_second(life: Any, claim: int) -> int:
    """Give the second of the event that a touch claims to follow up on; NEVER: there is none."""
    if claim == Claim.CLICK:
        return whole(life.last_click)
    if claim == Claim.ANY_VISIT:
        latest = whole(NEVER)
        for inbound in range(5):
            latest = max(latest, whole(life.last_visit[inbound]))
        return latest
    # Index -1 would be the last one's.
    return whole(NEVER) if claim == Claim.NONE else whole(life.last_visit[claim - 1])


@kernel
def has_asked(world: Record, life: Any) -> bool:
    """Say whether an explicit request, an agreed meeting or an opportunity is open."""
    if life.meeting or life.opportunity:
        return True
    stands_by = levels_of(world).request_days * SECONDS_PER_DAY
    return life.request >= 0 and world.now - life.request < stands_by


@kernel
def find_setting(world: Record, row: int, touch: Any, rep: int, pressure: int) -> Setting:
    """Gather the circumstances of a touch, as the person meets it."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    levels: Any = levels_of(world)
    now = world.now
    readiness = find_readiness(
        life.intent,
        has_asked(world, life),
        measure_since(now, whole(life.last_click)),
        levels,
    )
    claimed = find_claimed_second(life, touch.claim)
    unread = touch.claim in (Claim.CONTENT_DOWNLOAD, Claim.WEBINAR_SIGNUP) and life.unread > 0
    presumption = levels.presumption[min(3, touch.presumption + pressure)]
    life.recent = forget_before(world, life, whole(life.recent), now - WEEK)
    by_automation = touch.sender == Sender.AUTOMATION
    professionalism = rep_of(world, rep).professionalism if has_rep(world, rep) else 1.0
    return Setting(
        presumption,
        readiness,
        find_gap(presumption, readiness, unread, levels),
        find_relevance(
            touch,
            whole(person.region),
            measure_since(now, claimed),
            life.answered,
            relevance_of(world),
        ),
        count_entries(world, whole(life.recent)),
        0.0 if by_automation else 1.0 - professionalism,
        world.preaches,
        whole(life.refused_asks),
        person.attention if touch.channel == Channel.EMAIL else 1.0,
    )


@kernel
def has_rep(world: Record, rep: int) -> bool:
    """Say whether a number is one of a rep."""
    return 0 <= rep < world.n_reps
