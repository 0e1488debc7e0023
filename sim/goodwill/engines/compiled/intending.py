"""How what a person is after changes, in compiled code, and what it buys."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.deciding import Standing, decide, find_deal_size, find_utility
from goodwill.behaviour.living import (
    find_problem_probability,
    share_of_window,
    wait_for_contract,
    wait_for_fading,
    wait_for_problem,
    wait_for_project,
    whole_seconds,
)
from goodwill.draws import Decision
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.enrolling import leave
from goodwill.engines.compiled.feeling import feel
from goodwill.engines.compiled.journal import compensate, write, write_felt
from goodwill.engines.compiled.lane import Item, follow_up, urge_simple
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    account_of,
    deciding_of,
    life_of,
    living_of,
    person_of,
    whole,
)
from goodwill.engines.compiled.turns import Code, plan_simple
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.strategy import NEVER
from goodwill.vocabulary import Alternative, Cause, Exit, Intent, Stage

SCRIPTED = 1 << 19  # occurrences from here on belong to visits that are given

# Compiled code takes no int() of a member.
LEARNING, EXPLORING, BUYING = (
    Intent.LEARNING.value,
    Intent.EXPLORING.value,
    Intent.BUYING.value,
)
DECIDED, CONTACT, CUSTOMER = Intent.DECIDED.value, Stage.CONTACT.value, Stage.CUSTOMER.value
LOST, BY_DECISION = Stage.LOST.value, Exit.DECIDED.value
VISIT, READ, INTENT = Moment.VISIT.value, Moment.READ.value, Moment.INTENT.value
READ_IT, CONTENT = Kind.READ.value, Cause.CONTENT.value


@unit
def intend(world: Record, row: int) -> None:
    """Plan the next change of what a person is after."""
    life: Any = life_of(world, row)
    living: Any = living_of(world)
    intent = whole(life.intent)
    if intent == LEARNING:
        u = next_luck(world, row, Decision.PROBLEM_GAP.value, 0)
        wait = wait_for_problem(u, living)
        plan_simple(world, row, wait, INTENT, Code.PROBLEM.value, 0)
    elif intent == EXPLORING:
        u = next_luck(world, row, Decision.PROJECT_GAP.value, 0)
        project = wait_for_project(u, living)
        u = next_luck(world, row, Decision.FADING_GAP.value, 0)
        fading = wait_for_fading(u, living)
        following = BUYING if project <= fading else LEARNING
        wait = min(project, fading)
        plan_simple(world, row, wait, INTENT, Code.EXPLORED.value, following)
    elif intent == BUYING:
        length = 0.0
        for _ in range(int(living.window_shape)):
            u = next_luck(world, row, Decision.BUYING_WINDOW.value, 0)
            length += share_of_window(u, living)
        life.window_closes = world.now + whole_seconds(length)
        life.version += 1
        life.deciding = True
        urge_simple(world, Item.WINDOW.value, row, life.version)
    elif intent == Intent.LOYAL_ELSEWHERE:
        u = next_luck(world, row, Decision.CONTRACT_GAP.value, 0)
        wait = wait_for_contract(u, living)
        plan_simple(world, row, wait, INTENT, Code.CONTRACT.value, 0)


@unit
def turn_to(world: Record, row: int, intent: int) -> None:
    """Let a person be after something else."""
    life: Any = life_of(world, row)
    life.intent = intent
    if intent == LEARNING and life.opportunity:
        life.opportunity = False
        life.stage = CONTACT
    feel(world, row)
    write(world, row, Kind.INTENT.value, NONE, intent, NONE)


@kernel
def get_problem(world: Record, row: int) -> None:
    """Let a learner get the problem, perhaps."""
    life: Any = life_of(world, row)
    since = NEVER if life.last_read < 0 else world.now - life.last_read
    chance = find_problem_probability(since, living_of(world))
    if next_luck(world, row, Decision.PROBLEM_THINNING.value, 0) < chance:
        turn_to(world, row, EXPLORING)
    intend(world, row)


@kernel
def plan_closing(world: Record, row: int, version: int) -> None:
    """Plan the end of a buying window."""
    wait = life_of(world, row).window_closes - world.now
    plan_simple(world, row, wait, INTENT, Code.WINDOW.value, version)


@kernel
def close_window(world: Record, row: int, version: int) -> None:
    """Decide when the window closes, unless it was moved meanwhile."""
    life: Any = life_of(world, row)
    if version == life.version and life.deciding:
        choose(world, row)
        life.deciding = False
        follow_up(world, Item.DECIDED.value, row, 0)


@unit
def choose(world: Record, row: int) -> None:
    """Buy from somebody, or from nobody."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    deciding: Any = deciding_of(world)
    account: Any = account_of(world, person.account)
    standing = Standing(life.aware, life.opportunity, whole(life.answer_delay), world.standing)
    mood = feel(world, row)
    utility = find_utility(person, mood, standing, deciding)
    luck = (
        next_luck(world, row, Decision.CHOICE_NO_DECISION.value, 0),
        next_luck(world, row, Decision.CHOICE_SOMETHING.value, 0),
        next_luck(world, row, Decision.CHOICE_VENDOR.value, 1),
        next_luck(world, row, Decision.CHOICE_INCUMBENT.value, 0),
        next_luck(world, row, Decision.CHOICE_COMPETITOR.value, 0),
    )
    choice = decide(utility, life.aware, account.incumbent, luck, deciding)
    u = next_luck(world, row, Decision.DEAL_SIZE.value, 1)
    won = choice.alternative == Alternative.VENDOR
    amount = find_deal_size(u, account.size, deciding) if won else 0.0
    compensate(world, rows.WON, int(won), choice.probability)
    write_felt(
        world,
        row,
        Kind.DECIDED.value,
        NONE,
        choice.alternative,
        NONE,
        NONE,
        NONE,
        0.0,
        0.0,
        amount,
    )
    life.spell += 1
    life.answer_delay = NEVER
    decided = choice.alternative != Alternative.NO_DECISION
    turn_to(world, row, DECIDED if decided else LEARNING)
    close_books(world, row, won, decided)


@kernel
def close_books(world: Record, row: int, won: bool, decided: bool) -> None:
    """Let the vendor learn of a decision, as far as it was in the running."""
    life: Any = life_of(world, row)
    in_the_running = life.opportunity or life.stage >= Stage.REQUESTED
    life.opportunity = False
    if won:
        life.stage = CUSTOMER
        if not life.registered:
            life.registered = True
            write(world, row, Kind.REGISTERED.value, NONE, NONE, NONE)
    elif in_the_running:
        life.stage = LOST if decided else CONTACT
    if won or (in_the_running and decided):
        life.request = NEVER
        leave(world, row, BY_DECISION)
