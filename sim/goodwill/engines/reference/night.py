"""What travels from one person to another: all of it overnight, from one snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.behaviour.memory import enjoy, halve, suffer
from goodwill.behaviour.talking import find_hearsay
from goodwill.draws import Decision, uniform_index
from goodwill.engines.moments import Moment
from goodwill.engines.reference.clock import Turn
from goodwill.engines.reference.outreach import consider, stop_for_colleagues
from goodwill.eventlog import Kind
from goodwill.vocabulary import SECONDS_PER_DAY, Cause

if TYPE_CHECKING:
    from goodwill.behaviour.memory import Impression
    from goodwill.engines.reference.simulation import Simulation, Story, Telling
    from goodwill.engines.reference.state import Life


def keep_nights(simulation: Simulation) -> Story:
    """At every midnight: let stories, posts and complaints of the day take effect."""
    while True:
        _record_day(simulation)
        yield Turn(simulation.env, Moment.NIGHT, 0, 0, SECONDS_PER_DAY)
        simulation.turn_day()
        _spread_tellings(simulation)
        _spread_desk_calls(simulation)
        if simulation.world.couplings.reputation:
            simulation.fade_reputation()
        _check_quota(simulation)
        if simulation.world.couplings.colleagues:
            stop_for_colleagues(simulation)
        if simulation.world.plan.nightly:
            for life in simulation.lives:
                if life.relationship.registered and life.relationship.enrolment.process is None:
                    consider(simulation, life)


def _record_day(simulation: Simulation) -> None:
    simulation.queue_length = simulation.floor.n_waiting
    simulation.queue_by_day.append(simulation.queue_length)
    simulation.standing_by_day.append(simulation.standing)


def _spread_tellings(simulation: Simulation) -> None:
    """Let others hear, in the order of the tellers' ids; what was heard is not retold."""
    talking = simulation.parameters.talking
    simulation.standing *= halve(1.0, talking.standing_days)
    tellings, simulation.tellings = simulation.tellings, []
    for telling in sorted(tellings, key=lambda told: (told.life.person.id, told.serial)):
        if telling.posted:
            sign = 1.0 if telling.amount > 0.0 else -1.0
            shock = sign * talking.post_standing
            simulation.standing += shock
            simulation.journal.book_market(
                Cause.PUBLIC_POST,
                shock,
                simulation.now,
                len(simulation.lives),
                talking.standing_days,
            )
        for hearer, colleague in find_hearers(simulation, telling):
            _hear(simulation, telling, hearer, colleague=colleague)


def find_hearers(simulation: Simulation, telling: Telling) -> list[tuple[Life, bool]]:
    """Choose who hears of an experience: colleagues first, then anybody in the market."""
    life, n_people = telling.life, len(simulation.lives)
    people = simulation.accounts[life.person.account].people
    colleagues = [row for row in people if row != life.row]
    hearers: list[tuple[Life, bool]] = []
    first = 0
    for n in range(telling.n_hearers):
        u = simulation.luck(life, Decision.HEARER)
        if n < len(colleagues):
            first = uniform_index(u, len(colleagues)) if n == 0 else first
            hearers.append((simulation.lives[colleagues[(first + n) % len(colleagues)]], True))
        elif n_people > 1:
            row = uniform_index(u, n_people - 1)
            hearers.append((simulation.lives[row + (row >= life.row)], False))
    return hearers


def _hear(simulation: Simulation, telling: Telling, hearer: Life, *, colleague: bool) -> None:
    amount = find_hearsay(telling.amount, colleague, simulation.parameters.talking)
    mood = simulation.feel(hearer)
    impression: Impression
    if amount >= 0.0:
        impression = enjoy(mood, amount, 0.0)
    else:
        impression = suffer(mood, 0.0, -amount, simulation.parameters.memory)
    hearer.relationship.mood = impression.mood
    hearer.relationship.aware = True
    simulation.journal.write(
        hearer,
        simulation.now,
        Kind.HEARD,
        touch=telling.touch,
        cause=int(Cause.HEARSAY),
        impression=impression,
        amount=telling.amount,
    )


def _spread_desk_calls(simulation: Simulation) -> None:
    """Let colleagues suffer from the day's calls to their front desk."""
    calls, simulation.desk_calls = simulation.desk_calls, []
    if not simulation.world.couplings.front_desk:
        return
    memory = simulation.parameters.memory
    for caller, touch in sorted(calls, key=lambda call: (call[0].person.id, call[1])):
        for row in simulation.accounts[caller.person.account].people:
            if row == caller.row:
                continue
            life = simulation.lives[row]
            impression = suffer(
                simulation.feel(life), memory.desk_irritation, memory.desk_goodwill, memory
            )
            life.relationship.mood = impression.mood
            life.relationship.aware = True
            simulation.journal.write(
                life,
                simulation.now,
                Kind.SUFFERED,
                touch=touch,
                cause=int(Cause.FRONT_DESK),
                impression=impression,
            )


def _check_quota(simulation: Simulation) -> None:
    """See at midnight whether the quarter's quota of meetings is met."""
    if simulation.now in simulation.world.quarter_ends:
        simulation.meetings_this_quarter = 0
    quota = simulation.world.vendor.quota
    reached = simulation.meetings_this_quarter >= quota > 0
    simulation.quota_met = reached and simulation.world.couplings.quotas
