"""The tests of this folder bite: with a fault in the engine, the test that is to find it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import small_worlds
import test_books
import test_frequency_caps
import test_independence
import test_nights
import test_owners
import test_permission
import test_sales_floor
import test_send_windows
import watching

from goodwill.draws import draw
from goodwill.engines.reference import appointments, floor, night, outreach, rules, simulation
from goodwill.engines.reference.floor import AnyOf, SalesFloor
from goodwill.engines.reference.simulation import Simulation
from goodwill.engines.reference.state import Life
from goodwill.strategy import following
from goodwill.vocabulary import CapAction

Fault = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Give an engine that may be broken, and is whole again afterwards."""
    for module in (small_worlds, watching):
        module.forget()
    yield monkeypatch
    monkeypatch.undo()
    for module in (small_worlds, watching):
        module.forget()


def forget_opt_outs(engine: pytest.MonkeyPatch) -> None:
    """Never look at opt-outs."""
    engine.setattr(rules, "has_opted_out", lambda _life, _channel: False)


def leave_reps_free(engine: pytest.MonkeyPatch) -> None:
    """Never mark a rep as busy."""
    grant = SalesFloor._do_put  # noqa: SLF001

    def grant_and_forget(self: SalesFloor, task: floor.Task) -> bool:
        proceed = grant(self, task)
        self.busy = [False] * len(self.busy)
        return proceed

    engine.setattr(SalesFloor, "_do_put", grant_and_forget)


def let_stories_fly(engine: pytest.MonkeyPatch) -> None:
    """Let hearsay take effect at once."""
    tell = Simulation.tell

    def tell_at_once(self: Simulation, *experience: Any) -> None:
        tell(self, *experience)
        night._spread_tellings(self)  # noqa: SLF001

    engine.setattr(Simulation, "tell", tell_at_once)


def retell(engine: pytest.MonkeyPatch) -> None:
    """Let people tell what they have heard."""
    hear = night._hear  # noqa: SLF001

    def hear_and_tell(
        simulation: Simulation, telling: Any, hearer: Life, *, colleague: bool
    ) -> None:
        hear(simulation, telling, hearer, colleague=colleague)
        simulation.tell(hearer, telling.touch, 2.0 * telling.amount, 0.0)
        simulation.tellings.clear()  # one round of it is enough

    engine.setattr(night, "_hear", hear_and_tell)


def ignore_caps(engine: pytest.MonkeyPatch) -> None:
    """Never hold anything back."""
    engine.setattr(outreach, "find_cap_wait", lambda *_: (0, int(CapAction.QUEUE)))


def share_luck(engine: pytest.MonkeyPatch) -> None:
    """Draw without the person."""
    draw_many = simulation.draw_many
    engine.setattr(simulation, "draw", lambda key, _person, *rest: draw(key, 0, *rest))
    engine.setattr(
        simulation, "draw_many", lambda key, persons, *rest: draw_many(key, 0 * persons, *rest)
    )


def draw_by_row(engine: pytest.MonkeyPatch) -> None:
    """Draw by the place in the list in the place of the person."""

    def luck(self: Simulation, life: Life, decision: int, *, own: bool = False) -> float:
        occurrence = life.used.get(decision, 0)
        life.used[decision] = occurrence + 1
        return draw(self.world.key, life.row, decision, 0 if own else 1, occurrence, 0)

    engine.setattr(Simulation, "luck", luck)


def treat_meetings_as_calls(engine: pytest.MonkeyPatch) -> None:
    """Let meetings stand in line."""
    request = SalesFloor.request

    def stand_in_line(self: SalesFloor, life: Life, **wishes: Any) -> floor.Task:
        return request(self, life, **{**wishes, "meeting": False})

    engine.setattr(SalesFloor, "request", stand_in_line)


def take_the_last_first(engine: pytest.MonkeyPatch) -> None:
    """Take waiting tasks in the reverse order of their coming, whatever the floor's order is."""
    engine.setattr(floor._Waiting, "append", lambda tasks, task: tasks.insert(0, task))  # noqa: SLF001


def work_day_and_night(engine: pytest.MonkeyPatch) -> None:
    """Never look at shifts."""
    engine.setattr(SalesFloor, "_on_shift", lambda _self, _rep: True)


def keep_windows_open(engine: pytest.MonkeyPatch) -> None:
    """Never look at send windows."""
    engine.setattr(following, "wait_for_window", lambda *_: 0)


def lose_a_record(engine: pytest.MonkeyPatch) -> None:
    """Forget to write down that an opportunity was opened."""

    def open_silently(_self: Simulation, life: Life) -> None:
        life.relationship.opportunity = True
        life.relationship.stage = max(life.relationship.stage, 4)

    engine.setattr(Simulation, "open_opportunity", open_silently)


def learn_of_opportunities_at_once(engine: pytest.MonkeyPatch) -> None:
    """Let the vendor know of an opportunity before anybody has talked to the buyer."""
    open_opportunity = Simulation.open_opportunity

    def open_and_tell(self: Simulation, life: Life) -> None:
        open_opportunity(self, life)
        self.qualify(life)

    engine.setattr(Simulation, "open_opportunity", open_and_tell)


def learn_nothing_from_answers(engine: pytest.MonkeyPatch) -> None:
    """Answer requests without finding out that there is an opportunity."""

    def fulfil(_simulation: Simulation, life: Life, _requested: int) -> None:
        life.relationship.request = -1

    engine.setattr(appointments, "_fulfil", fulfil)


def ask_anybody(engine: pytest.MonkeyPatch) -> None:
    """Give every task to whoever is free, whomever it is for."""
    choose = SalesFloor._choose_reps  # noqa: SLF001
    engine.setattr(
        SalesFloor, "_choose_reps", lambda self, owner, _to: choose(self, owner, AnyOf.REPS)
    )


@pytest.mark.parametrize(
    ("fault", "test"),
    [
        (forget_opt_outs, test_permission.test_no_touch_follows_an_opt_out_that_has_arrived),
        (leave_reps_free, test_sales_floor.test_no_rep_ever_has_two_tasks),
        (work_day_and_night, test_sales_floor.test_nothing_is_begun_outside_a_shift),
        (
            take_the_last_first,
            test_sales_floor.test_waiting_tasks_are_taken_in_the_order_of_the_floor,
        ),
        (
            treat_meetings_as_calls,
            test_sales_floor.test_a_meeting_that_is_due_comes_before_every_call,
        ),
        (let_stories_fly, test_nights.test_people_hear_and_suffer_from_others_at_midnight_alone),
        (retell, test_nights.test_only_ones_own_experience_is_told),
        (ignore_caps, test_frequency_caps.test_nobody_gets_more_than_a_cap_allows_in_any_window),
        (share_luck, test_independence.test_people_who_are_alike_do_not_live_the_same_life),
        (draw_by_row, test_independence.test_a_scripted_person_more_changes_nobody_elses_life),
        (keep_windows_open, test_send_windows.test_every_step_of_automation_lies_inside_its_window),
        (lose_a_record, test_books.test_everybodys_final_state_follows_from_its_records),
        (
            learn_of_opportunities_at_once,
            test_books.test_everybodys_final_state_follows_from_its_records,
        ),
        (
            learn_nothing_from_answers,
            test_books.test_everybodys_final_state_follows_from_its_records,
        ),
        (ask_anybody, test_owners.test_what_another_rep_sends_is_never_done_by_the_owner),
        (ask_anybody, test_owners.test_what_is_for_the_owner_is_done_by_the_owner),
    ],
)
def test_a_fault_in_the_engine_is_found(
    engine: pytest.MonkeyPatch, fault: Fault, test: Callable[[], None]
) -> None:
    fault(engine)
    with pytest.raises(AssertionError):
        test()
