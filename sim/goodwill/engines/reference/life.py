"""What people do of themselves: come for content, read it, change their mind, buy."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from goodwill.behaviour.deciding import Standing, decide, find_deal_size, find_utility
from goodwill.behaviour.living import (
    choose_inbound,
    find_problem_probability,
    find_visit_probability,
    share_of_window,
    wait_for_candidate,
    wait_for_contract,
    wait_for_fading,
    wait_for_problem,
    wait_for_project,
    wait_to_read,
    whole_seconds,
)
from goodwill.behaviour.memory import enjoy, find_liking
from goodwill.draws import Decision
from goodwill.engines.moments import Moment
from goodwill.engines.reference.appointments import receive_request
from goodwill.engines.reference.outreach import consider, leave
from goodwill.eventlog import Kind
from goodwill.strategy import NEVER
from goodwill.vocabulary import Alternative, Cause, Exit, Inbound, Intent, Stage

if TYPE_CHECKING:
    from goodwill.engines.reference.simulation import Simulation, Story
    from goodwill.engines.reference.state import Life

SCRIPTED = 1 << 19  # occurrences from here on belong to visits that are given


def browse(simulation: Simulation, life: Life) -> Story:
    """Come to the vendor's site now and then, as intent, esteem and goodwill have it."""
    living, memory = simulation.parameters.living, simulation.parameters.memory
    activity, relationship = life.person.activity, life.relationship
    yield from _arrive(simulation, life, Moment.VISIT)
    for candidate in count():
        gap, thinning = simulation.candidate_luck(life, candidate)
        yield simulation.turn(life, Moment.VISIT, wait_for_candidate(gap, activity, living))
        liking = find_liking(relationship.mood, simulation.now, memory)
        chance = find_visit_probability(
            life.intent, liking, relationship.aware, simulation.standing, living
        )
        comes = thinning < chance
        simulation.journal.compensate("visit", comes, chance)
        if comes:
            u = simulation.luck_at(life, Decision.INBOUND_KIND, candidate)
            visit(simulation, life, choose_inbound(u, life.intent, living), candidate)


def _arrive(simulation: Simulation, life: Life, moment: int) -> Story:
    """Let a lead's own life begin with its first visit, not before."""
    if life.script.arrives > 0:
        yield simulation.turn(life, moment, life.script.arrives)


def follow_script(simulation: Simulation, life: Life) -> Story:
    """Make the visits that are given."""
    for number, (second, inbound) in enumerate(life.script.visits):
        yield simulation.turn(life, Moment.VISIT, second - simulation.now)
        visit(simulation, life, inbound, SCRIPTED + number)


def visit(simulation: Simulation, life: Life, inbound: int, occurrence: int) -> None:
    """Come to the site: the vendor sees it, content is read later, a request is made.

    `occurrence` tells the visit from all others of the person, under every strategy.
    """
    life.relationship.aware = True
    life.last_visit[inbound] = simulation.now
    simulation.feel(life)
    simulation.journal.write(life, simulation.now, Kind.VISIT, detail=inbound)
    simulation.see_visit(life, inbound)
    if inbound in (Inbound.CONTENT_DOWNLOAD, Inbound.WEBINAR_SIGNUP):
        life.unread.append(simulation.now)
        simulation.env.process(_read(simulation, life, inbound, occurrence))
    if inbound == Inbound.DEMO_REQUEST:
        receive_request(simulation, life)
    consider(simulation, life)


def _read(simulation: Simulation, life: Life, inbound: int, occurrence: int) -> Story:
    """Open what was asked for, a day or two later."""
    living = simulation.parameters.living
    u = simulation.luck_at(life, Decision.READING_DELAY, occurrence)
    yield simulation.turn(life, Moment.READ, wait_to_read(u, living))
    life.unread.pop(0)
    life.last_read = simulation.now
    impression = enjoy(simulation.feel(life), living.read_goodwill, living.read_esteem)
    life.relationship.mood = impression.mood
    simulation.journal.write(
        life,
        simulation.now,
        Kind.READ,
        detail=inbound,
        cause=int(Cause.CONTENT),
        impression=impression,
    )


def intend(simulation: Simulation, life: Life) -> Story:
    """Live through changes of intent, one after the other."""
    if life.script.constant:
        return
    yield from _arrive(simulation, life, Moment.INTENT)
    while True:
        if life.intent == Intent.LEARNING:
            yield from _get_problem(simulation, life)
        elif life.intent == Intent.EXPLORING:
            yield from _explore(simulation, life)
        elif life.intent == Intent.BUYING:
            yield from _buy(simulation, life)
        elif life.intent == Intent.LOYAL_ELSEWHERE:
            u = simulation.luck(life, Decision.CONTRACT_GAP, own=True)
            wait = wait_for_contract(u, simulation.parameters.living)
            yield simulation.turn(life, Moment.INTENT, wait)
            _turn_to(simulation, life, Intent.EXPLORING)
        else:
            return


def _turn_to(simulation: Simulation, life: Life, intent: int) -> None:
    life.intent = int(intent)
    if intent == Intent.LEARNING and life.relationship.opportunity:
        # The project is off, and with it what the vendor had in its books.
        life.relationship.opportunity = False
        life.relationship.stage = int(Stage.CONTACT)
    simulation.feel(life)
    simulation.journal.write(life, simulation.now, Kind.INTENT, detail=int(intent))


def _get_problem(simulation: Simulation, life: Life) -> Story:
    living = simulation.parameters.living
    u = simulation.luck(life, Decision.PROBLEM_GAP, own=True)
    yield simulation.turn(life, Moment.INTENT, wait_for_problem(u, living))
    since = NEVER if life.last_read < 0 else simulation.now - life.last_read
    chance = find_problem_probability(since, living)
    if simulation.luck(life, Decision.PROBLEM_THINNING, own=True) < chance:
        _turn_to(simulation, life, Intent.EXPLORING)


def _explore(simulation: Simulation, life: Life) -> Story:
    """Get a project, or lose interest: whichever comes first."""
    living = simulation.parameters.living
    project = wait_for_project(simulation.luck(life, Decision.PROJECT_GAP, own=True), living)
    fading = wait_for_fading(simulation.luck(life, Decision.FADING_GAP, own=True), living)
    yield simulation.turn(life, Moment.INTENT, min(project, fading))
    _turn_to(simulation, life, Intent.BUYING if project <= fading else Intent.LEARNING)


def _buy(simulation: Simulation, life: Life) -> Story:
    """Have a buying window, and decide when it closes (an opportunity may close it sooner)."""
    living = simulation.parameters.living
    length = 0.0
    for _ in range(int(living.window_shape)):
        length += share_of_window(simulation.luck(life, Decision.BUYING_WINDOW, own=True), living)
    life.window_closes = simulation.now + whole_seconds(length)
    life.window_version += 1
    life.decided = simulation.env.event()
    simulation.env.process(close_window(simulation, life, life.window_version))
    yield life.decided


def close_window(simulation: Simulation, life: Life, version: int) -> Story:
    """Decide when the window closes, unless it was moved meanwhile."""
    yield simulation.turn(life, Moment.INTENT, life.window_closes - simulation.now)
    if version == life.window_version and life.decided is not None:
        _choose(simulation, life)
        life.decided.succeed()
        life.decided = None


def _choose(simulation: Simulation, life: Life) -> None:
    """Buy from somebody, or from nobody."""
    relationship, deciding = life.relationship, simulation.parameters.deciding
    account = simulation.accounts[life.person.account]
    standing = Standing(
        relationship.aware,
        relationship.opportunity,
        relationship.answer_delay,
        simulation.standing,
    )
    utility = find_utility(life.person, simulation.feel(life), standing, deciding)
    luck = (
        simulation.luck(life, Decision.CHOICE_NO_DECISION, own=True),
        simulation.luck(life, Decision.CHOICE_SOMETHING, own=True),
        simulation.luck(life, Decision.CHOICE_VENDOR),
        simulation.luck(life, Decision.CHOICE_INCUMBENT, own=True),
        simulation.luck(life, Decision.CHOICE_COMPETITOR, own=True),
    )
    choice = decide(utility, relationship.aware, account.incumbent, luck, deciding)
    u = simulation.luck(life, Decision.DEAL_SIZE)
    won = choice.alternative == Alternative.VENDOR
    amount = find_deal_size(u, account.size, deciding) if won else 0.0
    simulation.journal.compensate("won", int(won), choice.probability)
    simulation.journal.write(
        life, simulation.now, Kind.DECIDED, detail=choice.alternative, amount=amount
    )
    life.spell += 1
    relationship.answer_delay = NEVER
    decided = choice.alternative != Alternative.NO_DECISION
    _turn_to(simulation, life, Intent.DECIDED if decided else Intent.LEARNING)
    _close_books(simulation, life, won=won, decided=decided)


def _close_books(simulation: Simulation, life: Life, *, won: bool, decided: bool) -> None:
    """Let the vendor learn of a decision, as far as it was in the running."""
    relationship = life.relationship
    in_the_running = relationship.opportunity or relationship.stage >= Stage.REQUESTED
    relationship.opportunity = False
    if won:
        relationship.stage = int(Stage.CUSTOMER)
        if not relationship.registered:
            relationship.registered = True
            simulation.journal.write(life, simulation.now, Kind.REGISTERED)
    elif in_the_running:
        relationship.stage = int(Stage.LOST if decided else Stage.CONTACT)
    if won or (in_the_running and decided):
        relationship.request = NEVER
        leave(simulation, life, Exit.DECIDED)
