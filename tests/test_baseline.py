"""Every shipped scenario still gives what it gave, or the change is meant and written down."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from tests.baseline import FILE, KEPT, ROOT, compute, find_changes, find_scenarios, read, write

from goodwill.measuring import METRICS
from goodwill.scenario.data import DATA_VARIABLE

SCENARIOS = find_scenarios()


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shipped_scenario_gives_what_it_gave(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    changes = find_changes(read().get(name, {}), compute(SCENARIOS[name]))
    assert not changes, (
        "Results have changed. If that is meant: `make baseline`, and say by how much in "
        "CHANGELOG.md.\n" + "\n".join(changes)
    )


def test_the_baseline_holds_all_shipped_scenarios_and_no_others() -> None:
    assert list(read()) == list(SCENARIOS)
    shipped = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert shipped - set(SCENARIOS) == {"olist"}
    assert set(KEPT) <= set(METRICS)


def test_a_change_is_found() -> None:
    before = read()["aggressive_vs_nurture"]
    assert find_changes(before, before) == []
    after = {name: copy.deepcopy(given) for name, given in before.items()}
    after["nurture"]["log_sha256"] = "0"
    revenue = after["holdout"]["metrics"]["revenue"]
    assert revenue is not None
    after["holdout"]["metrics"]["revenue"] = revenue * (1 + 1e-12)  # as another machine may sum
    after["oracle"]["metrics"]["revenue"] = None
    after["new"] = after.pop("silence_aware")
    changes = find_changes(before, after)
    assert changes[0] == "nurture: another log"
    assert changes[1:3] == [
        "silence_aware: gone",
        f"oracle: revenue {before['oracle']['metrics']['revenue']} before, None now",
    ]
    assert changes[3:] == ["new: new"]


def test_the_file_is_written_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = read()
    monkeypatch.setattr("tests.baseline.FILE", tmp_path / "again.json")
    write(baseline)
    assert (tmp_path / "again.json").read_bytes() == FILE.read_bytes()
