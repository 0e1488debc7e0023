"""Test that a scenario file is what it has to be."""

from __future__ import annotations

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.documents import parse_document
from goodwill.loading.faults import check
from goodwill.loading.people import AccountPart, PersonPart
from goodwill.loading.scenarios import CouplingsPart, IntentsPart, ScenarioFile, VisitPointsPart
from goodwill.vocabulary import Inbound, Intent
from goodwill.world import Couplings

HEAD = """scenario: small
question: What for?
start: 2026-01-05
horizon: 30 days
seed: 7
vendor: {name: Vendor}
regions: {here: {share: 1, zone: UTC}}
strategies: [strategies/a.yaml]
"""
MARKET = (
    "market: {accounts: %s, people_per_account: 5, incumbents: 30 %%, front_desks: 60 %%, "
    "aware: 40 %%, sizes: {small: %s, medium: 30 %%, large: 10 %%}, "
    "intents: {learning: %s, buying: 5 %%}}"
)


def read(text: str) -> ScenarioFile:
    return check(ScenarioFile, parse_document(text, "small.yaml"))


def refusal(text: str) -> str:
    with pytest.raises(ScenarioError) as error:
        read(text)
    return str(error.value)


def test_the_least_scenario_has_documented_defaults() -> None:
    part = read(HEAD)
    assert (part.horizon, part.seed, part.vendor.quota) == (30 * 86_400, 7, 0)
    assert (part.market, part.leads, part.people, part.reps) == (None, None, {}, ())
    assert part.couplings == CouplingsPart()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("seed: '7'", "is text, not a number. Did you mean 7"),
        ("seed: -1", "greater than or equal to 0"),
        ("horizon: 30", "has no unit"),
        ("horizon: 3661 days", "523 weeks is out of range: 1 day to 3660 days."),
        ("horizon: 1 hour", "1 hour is out of range: 1 day to 3660 days."),
        ("start: 5 January 2026", "is no date"),
        ("vendor: {name: V, preaches_inbound: 80}", "Did you mean '80 %'?"),
        ("vendor: {nmae: V}", "Did you mean 'name'?"),
        ("regions: {here: {share: 1, zone: America/NewYork}}", "Did you mean 'America/New_York'?"),
        ("regions: {}", "at least 1 item"),
        ("strategies: []", "at least 1 item"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(line: str, problem: str) -> None:
    key = line.partition(":")[0]
    lines = [line if one.startswith(f"{key}:") else one for one in HEAD.splitlines()]
    message = refusal("\n".join(lines))
    assert message.startswith(f"small.yaml:{lines.index(line) + 1}:")
    assert problem in message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (MARKET % (10, "50 %", "95 %"), "sizes sum to 90 %. They must sum to 100 %."),
        (MARKET % (10, "60 %", "94.9 %"), "intents sum to 99.9 %. They must sum to 100 %."),
        (MARKET % (5_000_001, "60 %", "95 %"), "less than or equal to 5000000"),
        (MARKET % (999_999, "60 %", "95 %"), ""),
        (MARKET % ("forty", "60 %", "95 %"), "whole number"),
        ("accounts: {a: {size: huge}}", "huge"),
        ("accounts: {a: {colleagues: 10001}}", "10000"),
        ("people: {bob: {account: a, traits: {patiense: 1}}}", "Did you mean 'patience'?"),
        ("people: {bob: {account: a, traits: {patience: 0}}}", "greater than 0"),
        ("people: {bob: {account: a, budgets: {clicks: 1}}}", "Did you mean 'click'?"),
        ("people: {bob: {account: a, budgets: {click: 0}}}", "greater than 0"),
        ("people: {bob: {account: a, intent: shopping}}", "unknown value 'shopping'"),
        ("people: {bob: {account: a, visits: [{at: noon, event: free_trial}]}}", "is no moment"),
        ("reps: [{name: joe, hours: 9-5}]", "'09:00-17:00'"),
        ("reps: [{name: joe, count: 0}]", "greater than or equal to 1"),
        ("score: {auc: 1}", "less than 1"),
        ("couplings: {talk: no}", "Did you mean false?"),
        ("parameters: {memory.burn: strong}", "'strong' is no number"),
        ("parameters: {memory.burn: [1, [true]]}", "True is no number"),
        ("strategy: x", "unknown key 'strategy'. Did you mean 'strategies'?"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, problem: str) -> None:
    if not problem:
        assert read(HEAD + text).market is not None
        return
    message = refusal(HEAD + text)
    assert message.startswith(("small.yaml:9:", "small.yaml:8:"))
    assert problem in message


def test_more_than_five_million_people_are_refused() -> None:
    text = (MARKET % (2_000_000, "60 %", "95 %")).replace("account: 5", "account: 5.1")
    assert "the market has some 10200000 people. Limit: 10000000." in refusal(HEAD + text)


def test_shares_may_be_wrong_by_rounding_alone() -> None:
    thirds = "market: {accounts: 1, people_per_account: 1, incumbents: 0, front_desks: 0, aware: 0,"
    thirds += " intents: {learning: 1}, sizes: {small: %s, medium: %s, large: %s}}"
    assert read(HEAD + thirds % ((0.3333333333,) * 3)).market is not None
    assert "They must sum to 100 %" in refusal(HEAD + thirds % ((0.333333,) * 3))


def test_fifty_one_strategies_are_refused() -> None:
    text = HEAD.replace("[strategies/a.yaml]", str([f"s{at}.yaml" for at in range(51)]))
    assert "at most 50" in refusal(text)


def test_the_words_of_the_file_are_the_models() -> None:
    assert list(CouplingsPart.model_fields) == list(Couplings._fields)
    assert dict(CouplingsPart()) == Couplings()._asdict()
    assert list(IntentsPart.model_fields) == [intent.name.lower() for intent in Intent]
    assert list(VisitPointsPart.model_fields) == [event.name.lower() for event in Inbound]


def test_a_person_and_an_account_say_only_what_they_must() -> None:
    person = PersonPart(account="a")
    assert (person.intent, person.aware, person.roams) == (None, None, True)
    assert AccountPart().colleagues == 0
