"""Test that files of all kinds are checked and described."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.scenario.copies import SHIPPED

from goodwill.scenario import lint, schemas

ALL = sorted(SHIPPED.rglob("*.yaml"))


def test_sound_files_of_all_kinds_pass() -> None:
    assert len(ALL) >= 7
    assert lint(ALL) == []


def test_data_need_not_be_at_hand_but_are_checked_where_they_are(folder: Path) -> None:
    (folder / "deals.csv").unlink()
    assert lint([folder / "leads.yaml"]) == []
    (folder / "leads.csv").write_text("key,seen\n", encoding="utf-8")
    (problem,) = lint([folder / "leads.yaml"])
    assert "there is no column 'first_seen'" in problem


def test_a_fault_that_several_files_share_is_named_once(folder: Path) -> None:
    text = (folder / "touches" / "sales.yaml").read_text(encoding="utf-8")
    (folder / "touches" / "sales.yaml").write_text(text.replace("phone", "fone"), encoding="utf-8")
    problems = lint(sorted(folder.rglob("*.yaml")))
    (where, call_back), (_, cold_call) = (
        problem.split("\n")[0].split(": ", maxsplit=1) for problem in problems
    )
    assert where == f"{folder}/touches/sales.yaml:4:14"
    assert call_back.startswith("touches.call_back.channel: unknown value 'fone'. Did you mean")
    assert cold_call.startswith("touches.cold_call.channel: unknown value 'fone'.")
    assert all(problem.count("\n") == 2 for problem in problems)


def test_strategies_and_touches_are_checked_by_themselves(folder: Path) -> None:
    strategy = folder / "strategies" / "formula.yaml"
    strategy.write_text(
        strategy.read_text(encoding="utf-8").replace("into: pursuit", "into: chase"),
        encoding="utf-8",
    )
    (problem,) = lint([strategy])
    assert "enrol.0.into: unknown cadence 'chase'. Known: pursuit." in problem
    assert lint([folder / "touches" / "sales.yaml"]) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: x", "the first key is 'name', so this is no file of goodwill."),
        ("touch: {}", "Did you mean 'touches'?"),
        ("{}", "the first key is ''"),
        ("- a", "the file holds a list"),
        ("a: [", "this is not YAML"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = lint([path])
    assert found.startswith(f"{path}:1")
    assert problem in found


def test_a_missing_file_is_a_fault_like_any_other(tmp_path: Path) -> None:
    (problem,) = lint([tmp_path / "nothing.yaml"])
    assert "there is no such file" in problem


def test_the_schemas_are_json_and_always_the_same() -> None:
    first, again = (json.dumps(schemas(), sort_keys=False) for _ in range(2))
    assert first == again
    assert list(schemas()) == ["mapping", "scenario", "strategy", "touches"]
    for kind, schema in schemas().items():
        assert schema["required"][0] == kind
        assert schema["additionalProperties"] is False


def test_every_key_of_every_schema_is_described() -> None:
    undescribed = [
        (kind, place, name)
        for kind, schema in schemas().items()
        for place, shape in {"": schema, **schema["$defs"]}.items()
        for name, one in shape.get("properties", {}).items()
        if not one.get("description") and "$ref" not in one  # which has one of its own
    ]
    assert undescribed == []
