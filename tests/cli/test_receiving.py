"""``goodwill events`` checks exports, and lets nobody's name through."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from pyarrow import parquet
from tests.cli.calling import Call, snapshot
from tests.loading.events.personal import FIXTURES, encodings, find_personal, personal_strings

from goodwill.loading.events import read_events

EXPORTS = sorted(FIXTURES)


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder to a user who has no key yet."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setattr("sys.platform", "linux")
    return folder


def bring(project: Path, export: str) -> list[str]:
    """Put the files of an export where the command is called."""
    for path in FIXTURES[export]:
        (project / path.name).write_bytes(path.read_bytes())
    return [path.name for path in FIXTURES[export]]


@pytest.mark.parametrize("export", EXPORTS)
def test_nothing_personal_is_printed_or_written(
    call: Call, project: Path, data_folder: Path, export: str
) -> None:
    files = bring(project, export)
    personal = personal_strings(export)
    assert len(personal) >= 2
    before = snapshot(project)
    printed = call("events", *files, "--out", "out/events.parquet")
    as_json = call("events", *files, "--json")
    assert (printed.exit_code, as_json.exit_code) == (0, 0), printed.output
    assert snapshot(project) - before == {"out", "out/events.parquet"}
    written = (project / "out" / "events.parquet").read_bytes()
    table = parquet.read_table(project / "out" / "events.parquet")
    # What is compressed is looked at as it is, and unpacked.
    texts = [printed.output, as_json.output, table.to_pandas().to_csv(), f"{table.schema.metadata}"]
    contents = [written, *(text.encode() for text in texts)]
    key = (data_folder / "goodwill" / "pseudonyms.key").read_text().strip()
    assert find_personal([*personal, key], contents) == []


def test_the_search_finds_what_is_hidden() -> None:
    for hidden in encodings("Ann.Reader@example.com"):
        assert find_personal(["Ann.Reader@example.com"], [b"some" + hidden + b"thing"])
    assert find_personal(["Ann Reader"], [b"Ann  Reader", b"Anna Read"]) == []


def test_what_came_in_is_said_and_given_to_programs(call: Call, project: Path) -> None:
    files = bring(project, "sendgrid")
    said = call("events", *files).stdout
    assert "sendgrid.csv: 17 rows, read by mapping sendgrid" in said
    assert "14 events, 4 people, 2026-01-05 09:00 to 2026-01-06 11:46 UTC" in said
    assert "left out, answers from before their person's first known touch: 1" in said
    found = json.loads(call("events", *files, "--json").stdout)
    assert (found["rows"], found["events"], found["people"]) == (17, 14, 4)
    assert found["made_by_machines"] == {"opened": 1}
    assert found["files"][0]["rows_left_out"] == {"repeated_id": 1, "no_event": 1}


def test_what_was_written_is_read_again_as_it_is(call: Call, project: Path) -> None:
    files = bring(project, "outreach")
    call("events", *files, "--out", "events.parquet")
    again = json.loads(call("events", "events.parquet", "--json").stdout)
    first = json.loads(call("events", *files, "--json").stdout)
    for name in ("events", "people", "kinds", "first", "last"):
        assert again[name] == first[name]


@pytest.mark.skipif(os.name == "nt", reason="files have no modes there")
def test_the_first_call_makes_a_key_and_says_so_once(
    call: Call, project: Path, data_folder: Path
) -> None:
    files = bring(project, "plain")
    first, second = call("events", *files), call("events", *files)
    path = data_folder / "goodwill" / "pseudonyms.key"
    assert f"Note: a new key is in {path}." in first.stderr
    assert second.stderr == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_received_is_read_again_without_a_key(
    call: Call, project: Path, data_folder: Path
) -> None:
    files = bring(project, "plain")
    key = project / "project.key"
    key.write_text("a secret that is long enough to be one")
    key.chmod(0o600)
    call("events", *files, "--key", key, "--out", "events.parquet")
    key.unlink()
    again = call("events", "events.parquet")
    assert (again.exit_code, again.stderr) == (0, "")
    with_files = call("events", *files, "events.parquet")
    assert "a table of events stands alone" in with_files.stderr
    assert list(data_folder.iterdir()) == []


def test_a_key_of_ones_own_decides_the_pseudonyms(call: Call, project: Path) -> None:
    files = bring(project, "plain")
    people = {}
    for name in ("one", "other"):
        key = project / f"{name}.key"
        key.write_text(f"{name} secret that is long enough to be one")
        key.chmod(0o600)
        done = call("events", *files, "--key", key, "--out", f"{name}.parquet")
        assert done.exit_code == 0, done.output
        people[name] = set(read_events(project / f"{name}.parquet").events.people)
    assert len(people["one"]) == 3
    assert not people["one"] & people["other"]


REFUSALS = {
    "no such file": (["none.csv"], "none.csv: there is no such file."),
    "no such mapping": (["plain.csv", "--mapping", "plane"], "Did you mean 'plain'?"),
    "a mapping for other columns": (
        ["plain.csv", "--mapping", "sendgrid"],
        "plain.csv:1: there is no column 'email'.",
    ),
    "no such key": (["plain.csv", "--key", "none"], "none: there is no such file."),
    "no Parquet": (["plain.csv", "--out", "a.csv"], "a.csv: events are written as Parquet."),
    "a folder in the way": (["plain.csv", "--out", "in.parquet"], "in.parquet: this is a folder."),
    "below a file": (["plain.csv", "--out", "plain.csv/a.parquet"], "plain.csv is a file."),
    "in place of the input": (["a.parquet", "--out", "a.parquet"], "this is what is to be read."),
    "a faulty row": (["bad.csv", "--out", "a.parquet"], "bad.csv:2: time: the cell is no date."),
    "a faulty row, later": (["plain.csv", "bad.csv", "--out", "b.parquet"], "bad.csv:2: time:"),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(
    call: Call, project: Path, data_folder: Path, refusal: str
) -> None:
    bring(project, "plain")
    (project / "in.parquet").mkdir()
    (project / "bad.csv").write_text("person,time,kind\np1,whenever,sent\n")
    words, said = REFUSALS[refusal]
    before = snapshot(project)
    done = call("events", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.output
    assert snapshot(project) == before
    assert not list(data_folder.rglob("*.key"))  # nor is a key left that nothing was hidden by
