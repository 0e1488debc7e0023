"""Worlds made by hand: those on which the engines once differed, and what chance seldom brings."""

from __future__ import annotations

from busy_plans import KINDS
from busy_worlds import BusyWorld
from hot_parameters import PARAMETERS
from small_worlds import (
    CODES,
    DAY,
    REP,
    SCORE,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    story,
)

from goodwill.behaviour.answering import N_BUDGETS, find_budget
from goodwill.population import PersonSpecification
from goodwill.scripts import Script
from goodwill.strategy import (
    ALWAYS,
    OBSERVABLES,
    Cadence,
    Cap,
    Comparison,
    EnrolmentRule,
    Operator,
    ReplyPolicy,
    Step,
)
from goodwill.vocabulary import (
    N_OUTCOMES,
    CapAction,
    CapScope,
    Channel,
    Inbound,
    Intent,
    Outcome,
    ReplyAction,
)
from goodwill.world import World

HOUR, NOON, MONTH = 3_600, 43_200, 30 * DAY


def send_earlier_on_the_same_day() -> World:
    """Somebody sends again after a month; a colleague's morning of that day is lived later."""
    plan = make_plan(
        make_cadence("letter", wait=0),
        enrolment=(EnrolmentRule((), 0, 0),),
        caps=(Cap(int(CapScope.ACCOUNT), 1, MONTH, int(CapAction.QUEUE), HOUR),),
    )
    download = Inbound.CONTENT_DOWNLOAD
    first = make_visitor("a", (NOON, download), (MONTH + NOON + HOUR, download))
    return cook(story(plan, first, make_visitor("b", (MONTH + NOON - HOUR, download)), days=40))


def agree_to_a_bait_that_offers_nothing() -> World:
    """Somebody agrees to a meeting in answer to a touch that calls itself a bait."""
    eager = _make_person("eager", int(Outcome.INTERESTED))
    world = cook(story(make_plan(make_cadence("ask")), eager, parameters=PARAMETERS[0]))
    return world._replace(touches=tuple(touch._replace(bait=True) for touch in world.touches))


def opt_out_of_everything() -> World:
    """Somebody opts out of one channel after the other, until none is left."""
    codes = {touch.channel: code for code, touch in enumerate(KINDS) if not touch.fulfils}
    steps = tuple(
        Step(DAY, code, ALWAYS, (), -1, to_owner=False, then=(at + 1) % len(codes))
        for at, code in enumerate(codes.values())
    )
    budgets = [find_budget(int(Outcome.OPT_OUT), channel) for channel in Channel]
    weary = _make_person("weary", *budgets)
    plan = make_plan(Cadence("all channels", steps, ()))
    rep = REP._replace(opens=0, closes=DAY, weekdays=0b1111111)
    recipe = story(plan, weary, reps=(rep,), parameters=PARAMETERS[0])
    return BusyWorld(recipe, ("UTC",) * 3, (), SCORE, 0, 0.0, 0).cook()


def be_answered_in_kind() -> World:
    """Somebody is angry, and gets a snide answer."""
    retort = ReplyPolicy(int(ReplyAction.RETORT), CODES["retort"], HOUR)
    plan = make_plan(make_cadence("ask"), replies=(retort,) * N_OUTCOMES)
    angry = _make_person("angry", int(Outcome.ANGRY_REPLY))
    return cook(story(plan, angry, reps=(REP._replace(retort=1.0),)))


def hold_the_second_touch_back() -> World:
    """Somebody has had a touch, which is one more than the plan thinks right."""
    enough = Comparison(OBSERVABLES["total_touches"], int(Operator.AT_LEAST), 1.0)
    plan = make_plan(make_cadence("letter", "letter"), suppression=((enough,),))
    return cook(story(plan, make_visitor("reader", (NOON, Inbound.CONTENT_DOWNLOAD))))


def nobody_is_there() -> World:
    """Work through nights and shifts where there is nobody to sell to."""
    return cook(story(make_plan(make_cadence("call"), nightly=True, colleague_stops=True)))


def end_after_a_second() -> World:
    """Everything is over before it has begun."""
    return cook(Recipe(make_plan(make_cadence("ask"))))._replace(horizon=1)


def _make_person(name: str, *ready: int) -> PersonSpecification:
    """Specify a person who comes once, and does at once what these budgets stand for."""
    budgets = tuple(0.0 if budget in ready else 99.0 for budget in range(N_BUDGETS))
    visits = ((NOON, int(Inbound.WEBINAR_SIGNUP)),)
    script = Script(budgets, visits, roams=False, constant=True)
    traits = {"phone": 99.0, "attention": 1.0}
    return PersonSpecification(
        name, "home", int(Intent.BUYING), aware=True, traits=traits, script=script
    )


HAND_MADE = (
    send_earlier_on_the_same_day,
    agree_to_a_bait_that_offers_nothing,
    opt_out_of_everything,
    be_answered_in_kind,
    hold_the_second_touch_back,
    nobody_is_there,
    end_after_a_second,
)
