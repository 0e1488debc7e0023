"""Test what may be said about scripted people."""

from __future__ import annotations

import datetime as dt
from math import isnan

import pytest

from goodwill.behaviour.answering import N_BUDGETS, find_budget
from goodwill.behaviour.people import Person
from goodwill.errors import ScenarioError
from goodwill.loading.people import BudgetsPart, TraitsPart, parse_moment
from goodwill.vocabulary import Channel, Outcome


def test_a_budget_stands_where_the_model_looks_for_it() -> None:
    budgets = BudgetsPart(opt_out_sms=2.0, opt_out=3.0, click=4.0, opt_out_phone=5.0).given()
    assert len(budgets) == N_BUDGETS
    assert budgets[find_budget(Outcome.OPT_OUT, Channel.SMS)] == 2.0
    assert budgets[find_budget(Outcome.OPT_OUT, Channel.EMAIL)] == 3.0
    assert budgets[find_budget(Outcome.CLICK, Channel.SMS)] == 4.0
    assert budgets[find_budget(Outcome.OPT_OUT, Channel.VOICEMAIL)] == 5.0
    assert sum(not isnan(budget) for budget in budgets) == 4


def test_every_budget_that_can_be_spent_can_be_given() -> None:
    given = BudgetsPart.model_validate(dict.fromkeys(BudgetsPart.model_fields, 1.0)).given()
    for outcome in list(Outcome)[:-1]:
        for channel in Channel:
            assert given[find_budget(outcome, channel)] == 1.0


def test_where_no_budget_is_given_all_are_drawn() -> None:
    assert BudgetsPart().given() == ()


def test_traits_are_those_of_a_person() -> None:
    fields = set(TraitsPart.model_fields)
    assert fields < set(Person._fields)
    given_elsewhere = {"id", "account", "region", "zone", "intent", "aware"}
    assert set(Person._fields) - fields == given_elsewhere
    assert TraitsPart(patience=2.0, machine_opens=False).given() == {
        "patience": 2.0,
        "machine_opens": 0.0,
    }


@pytest.mark.parametrize(
    "text", ["2026-01-05", "2026-01-05T10:12", "2026-13-05 10:12", "2026-01-05 25:00", "10:12", ""]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match=r"is no moment\. Write it as '2026-01-05 10:12'"):
        parse_moment(text)


def test_a_moment_has_a_date_and_a_time() -> None:
    assert parse_moment("2026-01-05 10:12").time() == dt.time(10, 12)
