"""Test that what is wrong in several files is said at once, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.documents import parse_document
from goodwill.loading.findings import Findings
from goodwill.loading.touches import TouchFile

SOUND = "touches: {it: {description: A., channel: email, sender: rep}}"


def test_where_nothing_is_wrong_nothing_is_refused() -> None:
    findings = Findings()
    source = findings.read(TouchFile, "a.yaml", parse_document(SOUND, "a.yaml"))
    assert source is not None
    assert list(source.part.touches) == ["it"]
    assert not findings
    findings.refuse()


def test_faults_come_sorted_by_file_and_line_and_unreadable_files_last(tmp_path: Path) -> None:
    findings = Findings()
    findings.take(ScenarioError("c.csv:4: a cell is empty."))
    for name in ("b.yaml", "a.yaml"):
        document = parse_document("touches:\n  it: {channel: fax}\n", name)
        assert findings.read(TouchFile, name, document) is None
    assert findings.read(TouchFile, tmp_path / "none.yaml") is None
    findings.add(parse_document(SOUND, "a.yaml"), ("touches",), "is not liked.", key=True)
    assert findings
    with pytest.raises(ScenarioError) as error:
        findings.refuse()
    lines = [line for line in str(error.value).split("\n") if " | " not in line]
    assert [line.split(" ")[0] for line in lines] == [
        "a.yaml:1:1:",
        *["a.yaml:2:3:"] * 2,
        "a.yaml:2:17:",
        *["b.yaml:2:3:"] * 2,
        "b.yaml:2:17:",
        "c.csv:4:",
        f"{tmp_path / 'none.yaml'}:",
    ]


def test_what_is_found_twice_is_said_once() -> None:
    findings = Findings()
    document = parse_document(SOUND, "a.yaml")
    for _ in range(2):
        findings.add(document, ("touches",), "is not liked.")
        findings.take(ScenarioError("c.csv:4: a cell is empty."))
    with pytest.raises(ScenarioError) as error:
        findings.refuse()
    assert str(error.value).count("is not liked.") == 1
    assert str(error.value).count("c.csv") == 1
