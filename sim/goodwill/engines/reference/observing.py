"""Look at a person as its vendor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.behaviour.scoring import shown_score
from goodwill.engines.reference.clock import local_clock
from goodwill.strategy import NEVER, Observation
from goodwill.vocabulary import NOBODY, SECONDS_PER_DAY, Channel

if TYPE_CHECKING:
    from goodwill.engines.reference.simulation import Simulation
    from goodwill.engines.reference.state import Life

COLLEAGUE_DAYS = 30  # an Observation counts colleagues' visits of this long


def count_colleague_visits(simulation: Simulation, life: Life) -> int:
    """Count colleagues' visits up to last midnight."""
    visits = simulation.account_visits[life.person.account]
    # Most have no colleague who came: then all visits are the person's own.
    if len(visits) == len(life.relationship.visits) or not simulation.world.couplings.colleagues:
        return 0
    until = simulation.midnight
    since = until - COLLEAGUE_DAYS * SECONDS_PER_DAY
    return sum(1 for second, row in visits if since <= second < until and row != life.row)


def has_colleague_refused(simulation: Simulation, life: Life) -> bool:
    """Say whether a colleague had said no, been angry or complained by last midnight."""
    refusals = simulation.account_refusals[life.person.account]
    if not refusals or not simulation.world.couplings.colleagues:
        return False
    return any(second < simulation.midnight and row != life.row for second, row in refusals)


def find_person_score(simulation: Simulation, life: Life, colleague_visits: int) -> float:
    """Score a person as the vendor's system does, 0-100; 0 for strangers."""
    relationship, score = life.relationship, simulation.world.score
    if not relationship.registered:
        return 0.0
    since = simulation.now - score.days * SECONDS_PER_DAY
    account = simulation.accounts[life.person.account]
    raw = score.seniority * life.person.seniority + score.size * account.size
    for second, inbound in relationship.visits:
        if second >= since:
            raw += score.visit[inbound]
    raw += score.click * relationship.clicks
    raw += score.colleague * colleague_visits
    return shown_score(raw, life.person.score_noise, score.noise, score.centre, score.spread)


def observe(simulation: Simulation, life: Life) -> Observation:
    """Give all that a strategy may know about a person now."""
    now, seen, person = simulation.now, life.relationship, life.person
    enrolment, world = seen.enrolment, simulation.world
    account = simulation.accounts[person.account]
    local_second, weekday, _ = local_clock(world, person.zone, now)
    trigger_second, trigger = seen.visits[-1] if seen.visits else (NEVER, NOBODY)
    colleague_visits = count_colleague_visits(simulation, life)
    # fmt: off
    return Observation(
        local_second, weekday, simulation.quarter_days, simulation.under_pressure(),
        simulation.queue_length, enrolment.process is not None, enrolment.cadence, enrolment.step,
        now - enrolment.step_began, enrolment.count,
        NEVER if enrolment.exited < 0 else now - enrolment.exited,
        seen.stopped, seen.stage, trigger, NEVER if trigger_second < 0 else now - trigger_second,
        len(seen.visits), seen.requests,
        enrolment.touches, seen.total_touches, seen.silent_touches,
        NEVER if seen.last_touch < 0 else now - seen.last_touch,
        NEVER if seen.last_signal < 0 else now - seen.last_signal,
        seen.opens, seen.clicks, NEVER if seen.last_click < 0 else now - seen.last_click,
        seen.replies, seen.last_reply,
        NEVER if seen.last_reply_second < 0 else now - seen.last_reply_second,
        seen.opted_out >> Channel.EMAIL & 1, seen.opted_out >> Channel.PHONE & 1, seen.bounced,
        find_person_score(simulation, life, colleague_visits), person.region, account.size,
        account.incumbent, person.seniority, colleague_visits,
        has_colleague_refused(simulation, life),
    )
    # fmt: on
