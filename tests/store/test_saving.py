"""A saved result is complete or not there, the same each time, and what is not ours stays."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from goodwill.errors import ResultError
from goodwill.eventlog import COLUMNS, EVENT
from goodwill.measuring import DAILY_COLUMNS, PEOPLE_COLUMNS, as_json
from goodwill.running import Result
from goodwill.store import (
    read_events,
    read_log,
    read_manifest,
    save_result,
    save_tables_csv,
)
from goodwill.store.folders import replace_folder, write_file
from goodwill.store.tables import write_csv

FILES = {"log.parquet", "people.parquet", "daily.parquet", "metrics.json", "manifest.json"}


def read_all(folder: Path) -> dict[str, bytes]:
    """Give the contents of all files of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_saved_result_is_read_back_as_it_was(pursued: Result, tmp_path: Path) -> None:
    folder = pursued.save(tmp_path / "new" / "result")
    assert set(read_all(folder)) == FILES
    pd.testing.assert_frame_equal(read_log(folder), pursued.log, check_exact=True)
    assert read_events(folder).tobytes() == pursued.history.events.tobytes()
    metrics = json.loads((folder / "metrics.json").read_text())
    assert metrics == as_json(pursued.metrics)
    people = parquet.read_table(folder / "people.parquet").to_pandas()
    assert people["goodwill"].tolist() == pursued.people["goodwill"].tolist()
    assert people["name"].tolist() == list(pursued.world.names)


def test_the_manifest_says_what_was_run(pursued: Result, tmp_path: Path) -> None:
    manifest = read_manifest(save_result(pursued, tmp_path / "result"))
    assert manifest["scenario_sha256"] == pursued.scenario.sha256
    assert (manifest["strategy"], manifest["seed"]) == (pursued.strategy, pursued.seed)
    assert (manifest["replication"], manifest["engine"]) == (0, pursued.engine)
    assert manifest["log_sha256"] == pursued.log_sha256
    assert manifest["rows"] == {
        "log": len(pursued.history.events),
        "people": len(pursued.world.persons),
        "daily": 365,
    }


def test_the_same_result_gives_the_same_bytes(pursued: Result, tmp_path: Path) -> None:
    slower = dataclasses.replace(pursued, engine_seconds=99.0)
    first, second = save_result(pursued, tmp_path / "a"), save_result(slower, tmp_path / "b")
    assert read_all(first) == read_all(second)


def test_columns_explain_themselves(pursued: Result, tmp_path: Path) -> None:
    folder = save_result(pursued, tmp_path / "result")
    for name, meanings in {
        "log": {column: COLUMNS[column] for column in EVENT.names or ()},
        "people": PEOPLE_COLUMNS,
        "daily": DAILY_COLUMNS,
    }.items():
        file = parquet.ParquetFile(folder / f"{name}.parquet")
        schema = file.schema_arrow
        assert schema.names == list(meanings)
        for column, meaning in meanings.items():
            assert schema.field(column).metadata == {b"description": meaning.encode()}
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    log = parquet.ParquetFile(folder / "log.parquet").schema_arrow
    assert str(log.field("person").type) == "int64"
    assert str(log.field("goodwill").type) == "double"


def test_an_earlier_result_is_replaced(pursued: Result, left_alone: Result, tmp_path: Path) -> None:
    folder = save_result(pursued, tmp_path / "result")
    save_tables_csv(pursued, folder)
    save_result(left_alone, folder)
    assert set(read_all(folder)) == FILES
    assert read_manifest(folder)["strategy"] == "holdout"
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_an_empty_folder_may_be_filled(pursued: Result, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert set(read_all(save_result(pursued, tmp_path / "empty"))) == FILES


def test_what_is_no_result_is_left_alone(pursued: Result, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ResultError, match=r"something else at this place: thesis\.txt"):
        save_result(pursued, tmp_path)
    assert read_all(tmp_path) == {"thesis.txt": b"years of work"}


def test_what_lies_beside_a_result_is_not_deleted(pursued: Result, tmp_path: Path) -> None:
    folder = save_result(pursued, tmp_path / "result")
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(ResultError, match=r"holds notes\.txt"):
        save_result(pursued, folder)
    assert (folder / "notes.txt").read_text() == "mine"


def test_the_manifest_of_something_else_is_no_result(pursued: Result, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": "a web page"}')
    with pytest.raises(ResultError, match="not the manifest of a goodwill result"):
        save_result(pursued, tmp_path)
    (tmp_path / "manifest.json").write_text("[")
    with pytest.raises(ResultError, match="no JSON"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": "goodwill result", "format_version": 2}')
    with pytest.raises(ResultError, match="format version 2"):
        read_manifest(tmp_path)


def test_a_file_or_a_link_in_the_way_is_refused(pursued: Result, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(ResultError, match="no result can be written here"):
        save_result(pursued, tmp_path / "file")
    with pytest.raises(ResultError, match="no result can be written here: Not a directory"):
        save_result(pursued, tmp_path / "file" / "below")
    with pytest.raises(ResultError, match=r"touches\.csv: this cannot be written"):
        save_tables_csv(pursued, tmp_path / "file")
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(ResultError, match="this is a link"):
        save_result(pursued, tmp_path / "link")
    assert read_all(tmp_path / "target") == {}


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_a_failure_halfway_leaves_the_old_as_it_was(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    folder = tmp_path / "result"
    folder.mkdir()
    (folder / "old").write_text("whole")

    def fail(place: Path) -> None:
        (place / "new").write_text("half")
        raise fault

    with pytest.raises(fault):
        replace_folder(folder, fail)
    assert read_all(folder) == {"old": b"whole"}
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def find_dead_process() -> int:
    """Give the number of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    dead, mine = find_dead_process(), os.getpid()
    (tmp_path / f".result.new-{dead}").mkdir()
    (tmp_path / f".result.new-{dead}" / "half").write_text("")
    (tmp_path / f".result2.new-{dead}").mkdir()
    (tmp_path / ".result.new-1").mkdir()  # its process lives
    replace_folder(tmp_path / "result", lambda place: write_file(place / "a", b"1"))
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [".result.new-1", f".result2.new-{dead}", "result"]
    assert mine != dead


def test_an_old_result_without_a_successor_comes_back(tmp_path: Path) -> None:
    old = tmp_path / f".result.old-{find_dead_process()}"
    old.mkdir()
    (old / "a").write_text("old")

    def fail(_: Path) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replace_folder(tmp_path / "result", fail)
    assert read_all(tmp_path / "result") == {"a": b"old"}


def test_a_log_that_was_changed_is_noticed(pursued: Result, tmp_path: Path) -> None:
    folder = save_result(pursued, tmp_path / "result")
    table = parquet.read_table(folder / "log.parquet")
    parquet.write_table(table.slice(1), folder / "log.parquet")
    with pytest.raises(ResultError, match="their fingerprints differ"):
        read_log(folder)
    (folder / "log.parquet").write_bytes(b"PAR1")
    with pytest.raises(ResultError, match="cannot be read as Parquet"):
        read_log(folder)


def test_a_folder_without_a_result_has_no_log(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="this is no result"):
        read_log(tmp_path)


def test_tables_are_written_for_spreadsheets(pursued: Result, tmp_path: Path) -> None:
    paths = save_tables_csv(pursued, tmp_path / "tables")
    assert [path.name for path in paths] == ["touches.csv", "people.csv", "daily.csv"]
    for path, frame in zip(paths, (pursued.touches, pursued.people, pursued.daily), strict=True):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(frame)
        assert list(rows[0]) == list(frame)
    assert [path.name for path in (tmp_path / "tables").iterdir() if path.name[0] == "."] == []


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=5), min_size=1))
def test_no_text_of_a_csv_file_is_a_formula(texts: list[str]) -> None:
    frame = pd.DataFrame(
        {"name": pd.array(np.array(texts, dtype=object), dtype="str"), "value": -1.5}
    )
    rows = list(csv.reader(write_csv(frame).decode().split("\n")[1:]))
    plain = [text for text in texts if "\n" not in text and "\r" not in text]
    for row in rows:
        assert not row or not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    if plain == texts:
        read = [row[0] for row in rows if row]
        assert read == [
            f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\0")) else text
            for text in texts
        ]
        assert {row[1] for row in rows if row} == {"-1.5"}  # a number stays one
