"""Test that scenarios are loaded with all their files, or refused with all their faults."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scenario.copies import SHIPPED, change, refusal

from goodwill.errors import ParameterError, ScenarioError, UnknownNameError
from goodwill.parameters import defaults
from goodwill.parameters.drawing import draw_overrides, list_uncertain
from goodwill.population import ScoreWeights
from goodwill.scenario import find_auc, load_scenario, make_world
from goodwill.vocabulary import Inbound, Intent


def test_a_scenario_holds_what_its_file_says() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    assert (bobby.name, bobby.start, bobby.horizon) == ("bobby", dt.date(2026, 1, 5), 31_536_000)
    assert bobby.vendor == ("Inbound Automation Inc", 0.8, 30)
    assert [(one.name, one.share) for one in bobby.regions] == [("east", 0.6), ("west", 0.4)]
    assert [zone.name for zone in bobby.zones] == [
        "America/New_York",
        "America/Los_Angeles",
        "America/Chicago",
    ]
    assert bobby.market is not None
    assert bobby.market.intents == (0.45, 0.12, 0.05, 0.25, 0.13, 0.0)
    assert bobby.market.regions == (0.6, 0.4)
    (account,) = bobby.accounts
    assert account == ("bobbys_company", 1, 0, True, True, 6)
    assert bobby.parameters.memory.burn == 0.05
    assert bobby.parameters.memory._replace(burn=defaults().memory.burn) == defaults().memory
    assert (bobby.auc, bobby.weights) == (0.72, ScoreWeights())


def test_a_scripted_person_comes_when_its_own_clock_says() -> None:
    (bobby,) = load_scenario(SHIPPED / "bobby.yaml").people
    assert (bobby.account, bobby.intent, bobby.aware) == ("bobbys_company", Intent.LEARNING, True)
    assert bobby.script.visits == ((15 * 3_600 + 12 * 60, Inbound.CONTENT_DOWNLOAD),)
    assert (bobby.script.roams, bobby.script.constant) == (True, True)
    assert bobby.traits["taste"] == -0.5
    assert bobby.traits["machine_opens"] == 0.0
    assert bobby.script.budgets[2] == 0.05


def test_several_reps_of_a_kind_are_numbered() -> None:
    reps = load_scenario(SHIPPED / "bobby.yaml").reps
    assert [rep.name for rep in reps] == ["joe", "floor 1", "floor 2", "floor 3", "floor 4"]
    assert reps[0] == ("joe", 0, 32_400, 61_200, 0b0011111, 0.7, 0.8, 1.0)
    assert {rep.zone for rep in reps[1:]} == {2}


def test_all_strategies_share_one_table_of_touches_sorted_by_name() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    names = [touch.name for touch in bobby.touches]
    assert names == sorted(names)
    assert list(bobby.strategies) == ["formula", "silence_aware", "holdout"]
    for strategy in bobby.strategies.values():
        assert names[strategy.plan.answer_touch] == "call_back"
    steps = bobby.strategies["formula"].plan.cadences[0].steps
    assert [names[step.touch] for step in steps] == [
        "thank_you",
        "cold_call",
        "cold_call",
        "event_offer",
        "invite",
    ]
    assert bobby.strategies["holdout"].touches == ("call_back",)


def test_a_touch_for_a_region_that_nobody_has_is_left_out_unless_it_is_used(folder: Path) -> None:
    bobby = load_scenario(folder / "bobby.yaml")
    assert "northern_offer" not in [touch.name for touch in bobby.touches]
    change(folder / "strategies" / "formula.yaml", "touch: invite", "touch: northern_offer")
    message = refusal(folder / "bobby.yaml")
    assert "touches/content.yaml:27:13: touches.northern_offer.region: unknown region" in message
    assert "'north'. Known: east, west." in message


def test_the_hash_is_that_of_all_files_wherever_they_lie(folder: Path) -> None:
    here, there = load_scenario(SHIPPED / "bobby.yaml"), load_scenario(folder / "bobby.yaml")
    assert here.sha256 == there.sha256
    assert {file.name for file in there.files} == {
        "bobby.yaml",
        "formula.yaml",
        "silence_aware.yaml",
        "holdout.yaml",
        "content.yaml",
        "sales.yaml",
    }
    change(folder / "touches" / "sales.yaml", "relevance: 0.9", "relevance: 0.8")
    assert load_scenario(folder / "bobby.yaml").sha256 != here.sha256


def test_overrides_change_what_depends_on_them_and_nothing_else() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    minutes = {touch.name: touch.minutes for touch in bobby.touches}
    changed = bobby.with_parameters({"vendor.call_minutes": 7.5})
    assert changed.parameters.vendor.call_minutes == 7.5
    assert changed.parameters.memory.burn == 0.05
    assert {touch.name: touch.minutes for touch in changed.touches} == minutes | {
        "call_back": 7.5,
        "cold_call": 7.5,
    }
    with pytest.raises(ParameterError, match="unknown parameter"):
        bobby.with_parameters({"memory.bern": 1.0})


def test_a_plausible_world_whose_score_cannot_be_so_good_has_the_best_it_can() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    assert find_auc(bobby) == bobby.auc
    dull = bobby.with_parameters({"living.inbound_per_year": [6.0] * 6})
    assert dull.auc == bobby.auc
    assert 0.5 <= find_auc(dull) < bobby.auc
    assert make_world(dull, "holdout").score.spread > 0.0
    assert find_auc(dull.with_parameters({"memory.burn": 0.06})) == find_auc(dull)
    telling = dull.with_parameters({"living.inbound_per_year": [1.0, 1.0, 24.0, 1.0, 1.0, 1.0]})
    assert find_auc(telling) == bobby.auc


def test_what_a_file_itself_cannot_carry_is_still_refused() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    with pytest.raises(ParameterError, match=r"score\.auc: 0\.99 is more than"):
        make_world(replace(bobby, auc=0.99), "holdout")


def test_no_draw_of_the_parameters_is_refused() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    keys = [entry.key for entry in list_uncertain() if entry.key.startswith(("living", "traits"))]
    drawn = [bobby.with_parameters(draw_overrides(1, draw, keys)) for draw in (0, 12)]
    assert [find_auc(one) < bobby.auc for one in drawn] == [False, True]
    for one in drawn:
        make_world(one, "holdout")


def test_a_name_that_does_not_exist_is_refused_with_what_was_meant() -> None:
    bobby = load_scenario(SHIPPED / "bobby.yaml")
    assert bobby.touches[bobby.find_touch("invite")].name == "invite"
    with pytest.raises(UnknownNameError, match="Did you mean 'invite'"):
        bobby.find_touch("invites")
    with pytest.raises(UnknownNameError, match="Did you mean 'holdout'"):
        bobby.find_strategy("hold_out")


BREAKS = [
    ("bobby.yaml", "share: 60 %, zone", "share: 50 %, zone", "regions' shares sum to 90 %."),
    ("bobby.yaml", "account: bobbys_company", "account: bobs_company", "'bobbys_company'"),
    ("bobby.yaml", "region: east,", "region: eats,", "Did you mean 'east'?"),
    ("bobby.yaml", "region: east,", "", "'region' is missing. Known: east, west."),
    ("bobby.yaml", "at: 2026-01-05 10:12", "at: 2026-03-08 02:30", "does not exist in"),
    ("bobby.yaml", "at: 2026-01-05 10:12", "at: 2027-01-05 10:12", "is outside the scenario"),
    ("bobby.yaml", "name: floor,", "name: joe,", ""),
    ("bobby.yaml", "name: floor, count: 4", "name: joe", "there is already a rep 'joe'"),
    ("bobby.yaml", "auc: 0.72", "auc: 0.99", "0.99"),
    ("bobby.yaml", "memory.burn: 0.05", "memory.brun: 0.05", "'burn'"),
    ("bobby.yaml", "memory.burn: 0.05", "memory.burn: [1, 2]", "memory.burn"),
    ("bobby.yaml", "strategies/holdout.yaml", "strategies/holdouts.yaml", "'holdout.yaml'"),
    ("bobby.yaml", "strategies/holdout.yaml", "../x.yaml", "leads out of the folder"),
    ("bobby.yaml", "strategies/holdout.yaml", "strategies/formula.yaml", "Names must differ"),
    ("strategies/formula.yaml", "touch: thank_you", "touch: thank_yuo", "'thank_you'"),
    ("strategies/formula.yaml", "touch: high_road", "touch: invite", "not marked 'retort: true'"),
    ("strategies/formula.yaml", "with: call_back", "with: cold_call", "'answers_request: true'"),
    ("strategies/formula.yaml", "into: pursuit", "into: persuit", "Did you mean 'pursuit'?"),
    ("strategies/formula.yaml", "region == west", "region == wset", "Did you mean 'west'?"),
    ("strategies/formula.yaml", "content.yaml,", "contents.yaml,", "Did you mean 'content.yaml'?"),
    ("strategies/formula.yaml", "content.yaml,", "sales.yaml,", "is already defined at"),
    ("strategies/silence_aware.yaml", "to: out", "to: outer", "unknown cadence 'outer'"),
    ("strategies/silence_aware.yaml", ", silent_touches == 0", "", "cyclic strategy without waits"),
    ("strategies/silence_aware.yaml", "wait: 14 days", "wait: 14 minutes", "cyclic strategy"),
    ("strategies/silence_aware.yaml", "score >= 40", "triggers < 1", "can never hold together"),
    ("strategies/silence_aware.yaml", "score >= 40", "cadence == out", "unknown cadence 'out'"),
    ("touches/sales.yaml", "  invite:", "  nobody:", "'nobody' stands for no touch"),
    ("touches/content.yaml", "region: west", "region: wets", "Did you mean 'west'?"),
    ("touches/content.yaml", "usefulness: 0.5", "usefulness: 5", "is not within 0 to 1"),
]


@pytest.mark.parametrize(("file", "old", "new", "problem"), BREAKS)
def test_what_is_wrong_in_any_file_is_named_with_file_and_line(
    folder: Path, file: str, old: str, new: str, problem: str
) -> None:
    change(folder / file, old, new)
    if not problem:
        assert load_scenario(folder / "bobby.yaml").reps[1].name == "joe 1"
        return
    message = refusal(folder / "bobby.yaml")
    assert message.startswith(str(folder))
    assert ".yaml:" in message.split(" ")[0]
    assert problem in message


def test_the_faults_of_all_files_are_named_at_once(folder: Path) -> None:
    lines = [
        (file, change(folder / file, old, new))
        for file, old, new, _ in (BREAKS[0], BREAKS[4], BREAKS[14], BREAKS[-1])
    ]
    (folder / "strategies" / "holdout.yaml").write_text("strategy: [", encoding="utf-8")
    message = refusal(folder / "bobby.yaml")
    for file, line in lines[:2] + lines[3:]:
        assert f"{folder / file}:{line}:" in message
    assert "holdout.yaml:1" in message
    assert "thank_yuo" not in message  # its file of touches could not be read


def test_touches_of_one_name_in_two_strategies_must_be_the_same(folder: Path) -> None:
    shutil.copy(folder / "touches" / "sales.yaml", folder / "touches" / "other.yaml")
    change(folder / "strategies" / "holdout.yaml", "touches/sales.yaml", "touches/other.yaml")
    message = refusal(folder / "bobby.yaml")
    assert "Names must differ in a scenario." in message
    assert "'cold_call' of" in message


def test_a_strategy_with_calls_needs_reps(folder: Path) -> None:
    change(folder / "leads.yaml", "reps:\n  - {name: ana}\n", "")
    assert "strategy 'holdout' needs reps, but there are none." in refusal(folder / "leads.yaml")


def test_a_scenario_without_anybody_is_refused(folder: Path) -> None:
    document = yaml.safe_load((folder / "bobby.yaml").read_text(encoding="utf-8"))
    document = {
        key: document[key] for key in document if key not in ("market", "people", "accounts")
    }
    (folder / "bobby.yaml").write_text(json.dumps(document, default=str), encoding="utf-8")
    assert "there is nobody. Write market, people or leads." in refusal(folder / "bobby.yaml")


def test_a_missing_scenario_is_refused_with_its_neighbour(folder: Path) -> None:
    assert "Did you mean 'bobby.yaml'?" in refusal(folder / "boby.yaml")


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of every value inside a value."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from nodes(value[key], (*path, key))


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**9),
    st.floats(-1, 2, allow_nan=False),
    st.sampled_from(["", "west", "1 day", "0 days", "50 %", "score >= 4", "=1", "nobody", "out"]),
    st.text(max_size=4),
    st.just([]),
    st.just({}),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["when", "into", "a b"]), st.integers(), max_size=2),
)
FILES = ["bobby.yaml", "leads.yaml", "strategies/formula.yaml", "strategies/silence_aware.yaml"]


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from([*FILES, "touches/sales.yaml"]), st.data())
def test_whatever_is_changed_is_loaded_or_refused(
    folder: Path, file: str, data: st.DataObject
) -> None:
    original = (SHIPPED / file).read_text(encoding="utf-8")
    document = yaml.load(original, yaml.BaseLoader)  # noqa: S506 - it knows nothing but text
    path = data.draw(st.sampled_from(list(nodes(document))))
    inside = document
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = data.draw(ANYTHING)
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True).replace("'", "")
    (folder / file).write_text(text, encoding="utf-8")
    problem = str(folder)
    try:
        load_scenario(folder / ("leads.yaml" if file == "leads.yaml" else "bobby.yaml"))
    except ScenarioError as error:
        problem = str(error)
    finally:
        (folder / file).write_text(original, encoding="utf-8")
    assert problem.startswith(str(folder))
