"""Look at a person as its vendor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.behaviour.scoring import shown_score
from goodwill.engines.reference.clock import local_clock
from goodwill.strategy import NEVER, Observation
from goodwill.vocabulary import NOBODY, SECONDS_PER_DAY, Channel

if TYPE_CHECKING:
    from goodwill.engines.reference.simulation import Simulation
    from goodwill.engines.reference.state import Life, Relationship

COLLEAGUE_DAYS = 30  # an Observation counts colleagues' visits of this long


def _since(now: int, second: int) -> int:
    return NEVER if second < 0 else now - second


def count_colleague_visits(simulation: Simulation, life: Life) -> int:
    """Count colleagues' visits up to last midnight."""
    visits = simulation.account_visits[life.person.account]
    if not visits or not simulation.world.couplings.colleagues:
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
    account = simulation.world.accounts[life.person.account]
    raw = score.seniority * life.person.seniority + score.size * account.size
    for second, inbound in relationship.visits:
        if second >= since:
            raw += score.visit[inbound]
    raw += score.click * relationship.clicks
    raw += score.colleague * colleague_visits
    return shown_score(raw, life.person.score_noise, score.noise, score.centre, score.spread)


def observe(simulation: Simulation, life: Life) -> Observation:
    """Give all that a strategy may know about a person now."""
    now, relationship, person = simulation.now, life.relationship, life.person
    enrolment = relationship.enrolment
    account = simulation.world.accounts[person.account]
    local_second, weekday, _ = local_clock(simulation.world, person.zone, now)
    trigger_second, trigger = relationship.visits[-1] if relationship.visits else (NEVER, NOBODY)
    colleague_visits = count_colleague_visits(simulation, life)
    enrolled = enrolment.process is not None
    clock = (local_second, weekday, simulation.quarter_days, int(simulation.under_pressure()))
    place = (simulation.queue_length, int(enrolled), enrolment.cadence, enrolment.step)
    pace = (now - enrolment.step_began, enrolment.count, _since(now, enrolment.exited))
    stage = (int(relationship.stopped), relationship.stage, trigger, _since(now, trigger_second))
    company = (account.size, int(account.incumbent), person.seniority, colleague_visits)
    return Observation._make(
        (
            *clock,
            *place,
            *pace,
            *stage,
            *_see_traffic(now, relationship),
            relationship.opted_out >> Channel.EMAIL & 1,
            relationship.opted_out >> Channel.PHONE & 1,
            int(relationship.bounced),
            find_person_score(simulation, life, colleague_visits),
            person.region,
            *company,
            int(has_colleague_refused(simulation, life)),
        )
    )


def _see_traffic(now: int, relationship: Relationship) -> tuple[int, ...]:
    """List what went to and fro, in the order of an Observation's fields."""
    return (
        len(relationship.visits),
        relationship.requests,
        relationship.enrolment.touches,
        relationship.total_touches,
        relationship.silent_touches,
        _since(now, relationship.last_touch),
        _since(now, relationship.last_signal),
        relationship.opens,
        relationship.clicks,
        _since(now, relationship.last_click),
        relationship.replies,
        relationship.last_reply,
        _since(now, relationship.last_reply_second),
    )
