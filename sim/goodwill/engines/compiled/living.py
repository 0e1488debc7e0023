"""What people do of themselves, in compiled code: visit, read, change their mind, buy."""

from __future__ import annotations

from typing import Any

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
    whole_seconds,
)
from goodwill.behaviour.memory import enjoy, find_liking
from goodwill.behaviour.people import Mood
from goodwill.draws import Decision
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.appointing import receive_request
from goodwill.engines.compiled.enrolling import consider, leave
from goodwill.engines.compiled.journal import compensate, write, write_felt
from goodwill.engines.compiled.lane import Item, follow_up, urge, urge_simple
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import luck_at, next_luck
from goodwill.engines.compiled.memory import (
    Record,
    account_of,
    deciding_of,
    file_of,
    given_visit_at,
    life_of,
    living_of,
    memory_of,
    node_at,
    person_of,
    script_at,
    whole,
)
from goodwill.engines.compiled.observing import forget_old_visits
from goodwill.engines.compiled.sending import feel, keep_mood
from goodwill.engines.compiled.turns import Code, give_node, note, plan_simple, take_node
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.strategy import NEVER
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Cause, Exit, Inbound, Intent, Stage

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


@kernel
def browse_on(world: Record, row: int) -> None:
    """Plan the next moment at which a person may come to the vendor's site."""
    candidate = life_of(world, row).candidate
    gap = luck_at(world, row, Decision.INBOUND_GAP.value, 0, candidate)
    wait = wait_for_candidate(gap, person_of(world, row).activity, living_of(world))
    plan_simple(world, row, wait, VISIT, Code.BROWSE.value, 0)


@kernel
def find_chance(world: Record, row: int) -> float:
    """Give the chance that a person comes now."""
    life: Any = life_of(world, row)
    mood = Mood(life.irritation, life.goodwill, life.esteem, life.familiarity, whole(life.since))
    liking = find_liking(mood, world.now, memory_of(world))
    return find_visit_probability(life.intent, liking, life.aware, world.standing, living_of(world))


@kernel
def peek(world: Record, row: int) -> None:
    """Find out whether a person comes at its present candidate moment, and keep it in mind."""
    candidate = whole(life_of(world, row).candidate)
    if world.peeked_row == row and world.peeked_candidate == candidate:
        return
    world.peeked_row, world.peeked_candidate = row, candidate
    world.peeked_chance = find_chance(world, row)
    u = luck_at(world, row, Decision.INBOUND_THINNING.value, 0, candidate)
    world.peeked_comes = u < world.peeked_chance


@kernel
def draw_inbound(world: Record, row: int) -> int:
    """Draw what a person comes for at its present candidate moment."""
    life: Any = life_of(world, row)
    u = luck_at(world, row, Decision.INBOUND_KIND.value, 0, life.candidate)
    return choose_inbound(u, life.intent, living_of(world))


@kernel
def comes_to_floor(world: Record, row: int) -> bool:
    """Say whether a candidate moment ends with a rep, or may: then it is for the lane."""
    peek(world, row)
    if not world.peeked_comes:
        return False
    return world.enrolling_meets or draw_inbound(world, row) == Inbound.DEMO_REQUEST


@unit
def browse(world: Record, row: int) -> None:
    """Come to the site at a candidate moment, or not."""
    life: Any = life_of(world, row)
    peek(world, row)
    world.peeked_row = NONE
    compensate(world, rows.VISIT, int(world.peeked_comes), world.peeked_chance)
    candidate = whole(life.candidate)
    if world.peeked_comes:
        inbound = draw_inbound(world, row)
        life.candidate += 1
        visit(world, row, inbound, candidate)
    else:
        life.candidate += 1
    browse_on(world, row)


@kernel
def follow_script(world: Record, row: int, at: int) -> None:
    """Make a visit that is given, and plan the next one."""
    life: Any = life_of(world, row)
    script: Any = script_at(world, at)
    number = whole(life.script_at)
    given: Any = given_visit_at(world, script.first + number)
    life.script_at += 1
    visit(world, row, given.inbound, SCRIPTED + number)
    plan_script(world, row, at)


@kernel
def plan_script(world: Record, row: int, at: int) -> None:
    """Plan the next visit that is given, if there is one."""
    life: Any = life_of(world, row)
    script: Any = script_at(world, at)
    if life.script_at < script.count:
        given: Any = given_visit_at(world, script.first + life.script_at)
        wait = given.second - world.now
        plan_simple(world, row, wait, VISIT, Code.SCRIPT.value, at)


@unit
def visit(world: Record, row: int, inbound: int, occurrence: int) -> None:
    """Come to the site: the vendor sees it, content is read later, a request is made."""
    life: Any = life_of(world, row)
    life.aware = True
    life.last_visit[inbound] = world.now
    feel(world, row)
    write(world, row, Kind.VISIT.value, NONE, inbound, NONE)
    see_visit(world, row, inbound)
    if inbound in (Inbound.CONTENT_DOWNLOAD, Inbound.WEBINAR_SIGNUP):
        life.unread += 1
        urge(world, Item.READ.value, row, NONE, NONE, NONE, NONE, inbound, occurrence)
    if inbound == Inbound.DEMO_REQUEST:
        receive_request(world, row)
    consider(world, row)


@kernel
def see_visit(world: Record, row: int, inbound: int) -> None:
    """Let the vendor see a visit, and register the person if the content is gated."""
    life: Any = life_of(world, row)
    now = world.now
    if not life.registered:
        if inbound == Inbound.PRICING_VISIT:
            return
        life.registered = True
        life.stage = max(whole(life.stage), CONTACT)
        write(world, row, Kind.REGISTERED.value, NONE, inbound, NONE)
    life.n_visits += 1
    life.trigger, life.trigger_second = inbound, now
    if world.keeps_visits:
        remember_visit(world, row, inbound)
    life.last_signal = now
    life.silent_touches = 0
    if world.keeps_account_visits:
        forget_old_visits(world, row)
        account: Any = file_of(world, person_of(world, row).account)
        account.visits = note(world, life, whole(account.visits), now, row)


@kernel
def remember_visit(world: Record, row: int, inbound: int) -> None:
    """Add a visit behind those of the score's days, and drop older ones."""
    life: Any = life_of(world, row)
    now = world.now
    since = now - world.score_days * SECONDS_PER_DAY
    while life.visits != NONE and node_at(world, life.visits).second < since:
        old = whole(life.visits)
        life.visits = node_at(world, old).next
        give_node(world, life, old)
    node = take_node(world, life)
    entry: Any = node_at(world, node)
    entry.second, entry.extra, entry.next = now, inbound, NONE
    if life.visits == NONE:
        life.visits = node
    else:
        node_at(world, life.visits_end).next = node
    life.visits_end = node


@unit
def read(world: Record, row: int, inbound: int) -> None:
    """Open what was asked for, a day or two later."""
    life: Any = life_of(world, row)
    living: Any = living_of(world)
    life.unread -= 1
    life.last_read = world.now
    mood = feel(world, row)
    impression = enjoy(mood, living.read_goodwill, living.read_esteem)
    keep_mood(world, row, impression.mood)
    write_felt(
        world,
        row,
        READ_IT,
        NONE,
        inbound,
        NONE,
        CONTENT,
        NONE,
        impression.gained,
        impression.lost,
        0.0,
    )


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
