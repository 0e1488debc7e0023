"""``goodwill list`` lists what the folder of scenarios holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call

from goodwill.cli.listing import Listing, find_rows


@pytest.mark.parametrize(
    ("what", "key", "names"),
    [
        ("strategies", "strategy", ["holdout", "pursue"]),
        ("touches", "touch", ["hold", "pitch", "ring_back", "tip"]),
        ("scenarios", "scenario", ["small"]),
    ],
)
def test_what_the_folder_holds_is_listed(call: Call, what: str, key: str, names: list[str]) -> None:
    assert [row[key] for row in json.loads(call("list", what, "--json").stdout)] == names
    printed = call("list", what).stdout
    assert all(name in printed for name in names)


def test_strategies_are_listed_with_their_system_and_sentence(call: Call) -> None:
    rows = {row["strategy"]: row for row in json.loads(call("list", "strategies", "--json").stdout)}
    assert rows["pursue"]["system"] == ["S3"]
    assert rows["pursue"]["description"] == "Pitches at whoever reads anything."


def test_every_parameter_of_the_ledger_is_listed(call: Call) -> None:
    from goodwill.parameters.ledger import ledger

    rows = json.loads(call("list", "parameters", "--json").stdout)
    assert [row["parameter"] for row in rows] == [entry.key for entry in ledger()]
    assert "memory.burn" in call("list", "parameters").stdout


def test_every_metric_is_listed(call: Call) -> None:
    from goodwill.measuring import METRICS

    rows = json.loads(call("list", "metrics", "--json").stdout)
    assert [row["metric"] for row in rows] == list(METRICS)
    assert {row["better"] for row in rows} == {"higher", "lower", "neither"}
    assert "complaints_per_1000" in call("list", "metrics").stdout


SYSTEMS = [f"S{number}" for number in range(1, 23)]  # of the two stories


def test_every_shipped_strategy_but_the_generic_one_names_the_systems_that_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    named = {row["strategy"]: row["system"] for row in find_rows(Listing.STRATEGIES)}
    assert [name for name, systems in named.items() if not systems] == ["generic_sequence"]
    assert {system for systems in named.values() for system in systems} <= set(SYSTEMS)


def test_every_mapping_of_an_export_is_listed(call: Call) -> None:
    from goodwill.loading.events import shipped_mappings

    rows = json.loads(call("list", "mappings", "--json").stdout)
    assert [row["mapping"] for row in rows] == list(shipped_mappings())
    assert "sg_event_id" in call("list", "mappings").stdout
