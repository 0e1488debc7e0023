"""What people do of themselves, in compiled code: visit, read, change their mind, buy."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.living import (
    choose_inbound,
    find_visit_probability,
    wait_for_candidate,
)
from goodwill.behaviour.memory import enjoy, find_liking
from goodwill.behaviour.people import Mood
from goodwill.draws import Decision
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.appointing import receive_request
from goodwill.engines.compiled.enrolling import consider
from goodwill.engines.compiled.feeling import feel, keep_mood
from goodwill.engines.compiled.journal import compensate, write, write_felt
from goodwill.engines.compiled.lane import Item, urge
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import luck_at
from goodwill.engines.compiled.memory import (
    Record,
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
from goodwill.engines.compiled.turns import Code, give_node, note, plan_simple, take_node
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY, Cause, Exit, Inbound, Intent, Stage

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
    given: Any = given_visit_at(world, whole(script.first) + number)
    life.script_at += 1
    visit(world, row, whole(given.inbound), SCRIPTED + number)
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
