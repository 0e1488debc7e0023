"""``goodwill lint`` and ``goodwill schema`` hold files to what they may say."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import Call

from goodwill.scenario import schemas

ROOT = Path(__file__).parents[2]


def test_files_without_faults_are_counted(call: Call) -> None:
    assert call("lint", "scenarios").stdout == "4 files, no faults\n"
    assert call("lint", "scenarios/small.yaml").stdout == "1 file, no faults\n"


def test_the_faults_of_all_files_are_said_at_once(call: Call, project: Path) -> None:
    folder = project / "scenarios"
    for name in ("small.yaml", "strategies/pursue.yaml"):
        text = (folder / name).read_text()
        (folder / name).write_text(text + "surprise: 1\n")
    done = call("lint", "scenarios/small.yaml", "scenarios/strategies/pursue.yaml")
    assert done.exit_code == 2
    assert done.stdout == ""
    for name in ("small.yaml:", "pursue.yaml:"):
        assert any(
            name in line and "unknown key 'surprise'" in line for line in done.stderr.splitlines()
        )


def test_the_schemas_in_the_documents_are_up_to_date(call: Call, project: Path) -> None:
    assert call("schema", "--out", "here").exit_code == 0
    written = sorted((project / "here").iterdir())
    assert [path.name for path in written] == [f"{kind}.schema.json" for kind in sorted(schemas())]
    for path in written:
        committed = ROOT / "docs" / "schemas" / path.name
        assert committed.read_bytes() == path.read_bytes(), "Run goodwill schema --out docs/schemas"


def test_schemas_are_printed_where_no_folder_is_given(call: Call) -> None:
    assert json.loads(call("schema").stdout) == schemas()
