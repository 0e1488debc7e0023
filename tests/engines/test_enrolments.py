"""Enrolments are entered and left in turn, and cadences are followed step by step."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from logs import by_person, find_local, lies_inside, select, zones_by_person
from recipes import any_recipes, few, many, recipes
from small_worlds import (
    CODES,
    DAY,
    LIVELY,
    N_CADENCE_TOUCHES,
    TOUCHES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

from goodwill.eventlog import Event, Kind
from goodwill.parameters import with_overrides
from goodwill.strategy import OBSERVABLES, Cadence, Comparison, Operator, Plan, Step, Switch
from goodwill.vocabulary import CapAction, Exit, Inbound, Measure, Placement, Reason

MOVES_ON = {
    Reason.OPTED_OUT,
    Reason.SUPPRESSED,
    Reason.UNREACHABLE,
    Reason.HIDDEN_INTENT,
    Reason.SKIPPED,
    Reason.EXPIRED,
    Reason.UNDONE,
}


class Place(NamedTuple):
    """Where in a cadence a person may be, as far as its log tells."""

    step: int
    since: int


class Follower:
    """Follow one life through the cadences of a plan; records that do not fit are refused."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.cadence: Cadence | None = None
        self.places: set[Place] = set()
        self.n_steps = 0

    def follow(self, event: Event, weekday: int, clock: int) -> None:
        """Take one record."""
        if event.kind == Kind.ENROLLED:
            assert self.cadence is None
            self._enter(event)
        elif event.kind == Kind.SWITCHED:
            assert self.cadence is not None
            self._enter(event)
        elif event.kind == Kind.EXITED:
            assert self.cadence is not None
            self.cadence = None
        elif 0 <= event.touch < N_CADENCE_TOUCHES:
            if event.kind == Kind.REQUESTED or (event.kind == Kind.TOUCHED and event.rep < 0):
                self._keep_due(event, weekday, clock)
            if event.kind in (Kind.TOUCHED, Kind.WITHHELD):
                self._move_on(event)

    def _enter(self, event: Event) -> None:
        self.cadence = self.plan.cadences[event.detail]
        self.places = {Place(0, event.second)}

    def _find_steps(self, event: Event) -> dict[Place, Step]:
        """Give the places at which a record's touch is the next step."""
        assert self.cadence is not None, "a step was taken by somebody who is in no cadence"
        steps = self.cadence.steps
        fitting = {
            place: steps[place.step]
            for place in self.places
            if place.step < len(steps) and steps[place.step].touch == event.touch
        }
        assert fitting, "the touch is not the next step"
        return fitting

    def _keep_due(self, event: Event, weekday: int, clock: int) -> None:
        pressure = self.plan.pressure
        factor = min(1.0, pressure.wait_factor) if pressure.days else 1.0
        due = {
            place
            for place, step in self._find_steps(event).items()
            if event.second - place.since >= int(step.wait * factor)
            and lies_inside(step.window, weekday, clock)
        }
        assert due, "the touch came before its time"
        self.places = due

    def _move_on(self, event: Event) -> None:
        here = self._find_steps(event)
        there = {Place(step.then, event.second) for step in here.values()}
        if event.kind == Kind.TOUCHED or event.detail in MOVES_ON:
            self.places = there
        elif event.detail == Reason.THROTTLED:
            self.places = set(here)
        elif event.detail == Reason.CAPPED:
            actions = {cap.action for cap in self.plan.caps}
            stay = set(here) if actions - {CapAction.SKIP} else set()
            self.places = stay | (there if CapAction.SKIP in actions else set())
        else:  # withdrawn while waiting, or when a rep had begun already
            self.places = set(here) | there
        self.n_steps += 1


def assert_followed(recipe: Recipe) -> None:
    """Run a world and follow everybody through it; redials are no steps and stay out."""
    plan = recipe.plan._replace(measured_on=int(Measure.WINS))
    world = cook(recipe._replace(plan=plan))
    zones = zones_by_person(world)
    for person, life in by_person(run(world)).items():
        follower = Follower(plan)
        for event in life:
            _, weekday, clock = find_local(world, zones[person], event.second)
            follower.follow(event, weekday, clock)


@few
@given(recipes())
def test_cadences_are_followed_step_by_step_in_their_time(recipe: Recipe) -> None:
    assert_followed(recipe)


@pytest.mark.verify
@many
@given(any_recipes())
def test_cadences_are_followed_in_many_worlds(recipe: Recipe) -> None:
    assert_followed(recipe)


@few
@given(recipes())
def test_enrolments_are_entered_and_left_in_turn(recipe: Recipe) -> None:
    world = cook(recipe)
    for life in by_person(run(world)).values():
        enrolled = registered = False
        n_times, left = 0, -1
        for event in life:
            registered |= event.kind == Kind.REGISTERED
            if event.kind == Kind.ENROLLED:
                assert registered
                assert not enrolled
                pauses = {rule.again_after for rule in world.plan.enrolment}
                if n_times > 0:
                    assert event.second - left >= min(pause for pause in pauses if pause >= 0)
                enrolled, n_times = True, n_times + 1
            elif event.kind == Kind.SWITCHED:
                assert enrolled
            elif event.kind == Kind.EXITED:
                assert enrolled
                enrolled, left = False, event.second


def left_by_decision(life: list[Event]) -> bool:
    """Say whether an enrolment ended because the person had decided."""
    return Exit.DECIDED in {event.detail for event in life if event.kind == Kind.EXITED}


@few
@given(recipes())
def test_waits_are_exact_where_nothing_stands_in_the_way(recipe: Recipe) -> None:
    waits = (3_600, 2 * DAY, 5 * DAY + 7)
    cadence = make_cadence("letter", "greeting", "text")
    steps = zip(cadence.steps, waits, strict=True)
    cadence = cadence._replace(steps=tuple(step._replace(wait=wait) for step, wait in steps))
    quiet = with_overrides(LIVELY, {"answering.base": [-200.0] * 8})
    world = cook(recipe._replace(plan=make_plan(cadence), parameters=quiet))
    for life in by_person(run(world)).values():
        enrolled = [event.second for event in life if event.kind == Kind.ENROLLED]
        touched = [event.second for event in life if event.kind == Kind.TOUCHED]
        expected = [enrolled[0] + sum(waits[: at + 1]) for at in range(3)] if enrolled else []
        # A purchase ends an enrolment before its time.
        left = [event.second for event in life if event.kind == Kind.EXITED]
        until = min(left[0] + 1 if left else world.horizon, world.horizon)
        assert touched == [second for second in expected if second < until]
        assert not left or len(touched) == 3 or left_by_decision(life)


def leave_by(switch: Switch, *, everywhere: bool) -> int:
    """Run one person through one cadence with an exit rule; give why it was left."""
    cadence = make_cadence("letter", "letter", "letter")
    plan = (
        make_plan(cadence, switches=(switch,))
        if everywhere
        else make_plan(cadence._replace(switches=(switch,)))
    )
    recipe = story(plan, make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD)))
    (left,) = select(run(cook(recipe)), Kind.EXITED)
    return left.detail


@pytest.mark.parametrize("everywhere", [True, False])
def test_an_enrolment_that_an_exit_rule_ends_is_left_by_rule(everywhere: bool) -> None:  # noqa: FBT001
    tired = (Comparison(OBSERVABLES["silent_touches"], int(Operator.AT_LEAST), 1.0),)
    assert leave_by(Switch(tired, -1), everywhere=everywhere) == Exit.RULE


def test_an_enrolment_that_runs_to_its_end_is_finished() -> None:
    never = (Comparison(OBSERVABLES["silent_touches"], int(Operator.AT_LEAST), 99.0),)
    assert leave_by(Switch(never, -1), everywhere=True) == Exit.FINISHED


def test_a_switch_takes_effect_before_the_next_step() -> None:
    tired = (Comparison(OBSERVABLES["silent_touches"], int(Operator.AT_LEAST), 2.0),)
    first = make_cadence("letter", "letter", "letter")._replace(switches=(Switch(tired, 1),))
    plan = make_plan(first, make_cadence("text", wait=3 * DAY))
    quiet = with_overrides(LIVELY, {"answering.base": [-200.0] * 8})
    recipe = story(plan, make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD)), parameters=quiet)
    history = run(cook(recipe))
    sent = [
        (event.second // DAY, TOUCHES[event.touch].name) for event in select(history, Kind.TOUCHED)
    ]
    assert sent == [(1, "letter"), (2, "letter"), (5, "text")]
    (switched,) = select(history, Kind.SWITCHED)
    assert switched.second == 2 * DAY


def test_a_rep_on_dials_tries_again_the_same_day_and_others_do_not() -> None:
    quiet = with_overrides(LIVELY, {"answering.base": [-200.0] * 8})
    calls = {}
    for measure in (Measure.DIALS, Measure.MEETINGS):
        recipe = story(
            make_plan(make_cadence("dial", wait=9 * 3_600), measured_on=int(measure)),
            make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD), phone=0.0),
            parameters=quiet,
        )
        recipe = recipe._replace(reps=(recipe.reps[0]._replace(zone=0),))
        touched = select(run(cook(recipe)), Kind.TOUCHED)
        assert {event.touch for event in touched} == {CODES["dial"]}
        assert not {event.detail for event in touched} & {int(Placement.REACHED)}
        calls[measure] = [event.second for event in touched]
    assert len(calls[Measure.MEETINGS]) == 1
    assert calls[Measure.DIALS][0] == calls[Measure.MEETINGS][0]
    assert len(calls[Measure.DIALS]) == 1 + LIVELY.vendor.redials
