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


def _since(now: int, second: int) -> int:
    return NEVER if second < 0 else now - second


def count_colleague_visits(simulation: Simulation, life: Life) -> int:
    """Count colleagues' visits up to last midnight."""
    if not simulation.world.couplings.colleagues:
        return 0
    until = simulation.midnight
    since = until - COLLEAGUE_DAYS * SECONDS_PER_DAY
    visits = simulation.account_visits[life.person.account]
    return sum(1 for second, row in visits if since <= second < until and row != life.row)


def has_colleague_refused(simulation: Simulation, life: Life) -> bool:
    """Say whether a colleague had said no, been angry or complained by last midnight."""
    if not simulation.world.couplings.colleagues:
        return False
    refusals = simulation.account_refusals[life.person.account]
    return any(second < simulation.midnight and row != life.row for second, row in refusals)


def find_person_score(simulation: Simulation, life: Life) -> float:
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
    raw += score.colleague * count_colleague_visits(simulation, life)
    return shown_score(raw, life.person.score_noise, score.noise, score.centre, score.spread)


def days_to_quarter_end(simulation: Simulation) -> int:
    """Count whole days until the calendar quarter ends."""
    for end in simulation.world.quarter_ends:
        if end > simulation.now:
            return (end - simulation.now) // SECONDS_PER_DAY
    return 0


def under_pressure(simulation: Simulation) -> bool:
    """Say whether the quarter's end presses, as of last midnight: the quota is still missed."""
    pressed = days_to_quarter_end(simulation) < simulation.world.plan.pressure.days
    return pressed and not simulation.quota_met


def observe(simulation: Simulation, life: Life) -> Observation:
    """Give all that a strategy may know about a person now."""
    now, relationship = simulation.now, life.relationship
    enrolment = relationship.enrolment
    person = life.person
    account = simulation.world.accounts[person.account]
    local_second, weekday, _ = local_clock(simulation.world, person.zone, now)
    trigger_second, trigger = relationship.visits[-1] if relationship.visits else (NEVER, NOBODY)
    return Observation(
        local_second,
        weekday,
        days_to_quarter_end(simulation),
        int(under_pressure(simulation)),
        simulation.queue_length,
        int(enrolment.process is not None),
        enrolment.cadence,
        enrolment.step,
        now - enrolment.step_began,
        enrolment.count,
        _since(now, enrolment.exited),
        int(relationship.stopped),
        relationship.stage,
        trigger,
        _since(now, trigger_second),
        len(relationship.visits),
        relationship.requests,
        enrolment.touches,
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
        relationship.opted_out >> Channel.EMAIL & 1,
        relationship.opted_out >> Channel.PHONE & 1,
        int(relationship.bounced),
        find_person_score(simulation, life),
        person.region,
        account.size,
        int(account.incumbent),
        person.seniority,
        count_colleague_visits(simulation, life),
        int(has_colleague_refused(simulation, life)),
    )
