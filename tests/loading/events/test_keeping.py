"""Test that received events are kept as they are, without anybody's name."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.loading.events.reading_text import DATA, KEY

from goodwill.errors import ScenarioError
from goodwill.loading.events import Events, read_events
from goodwill.loading.events.keeping import COLUMNS, read_kept, tabulate_events


def keep(events: Events, path: Path) -> Path:
    parquet.write_table(tabulate_events(events), path)
    return path


@pytest.mark.parametrize("name", ["plain.csv", "sendgrid.csv", "outreach_calls.csv"])
def test_kept_events_are_read_back_as_they_were(tmp_path: Path, name: str) -> None:
    events = read_events(DATA / name, None, KEY).events
    again = read_kept(keep(events, tmp_path / "kept.parquet"))
    assert (again.start, again.people) == (events.start, events.people)
    for column, values in events.columns().items():
        np.testing.assert_array_equal(values, again.columns()[column])


def test_kept_events_are_read_without_a_key(tmp_path: Path) -> None:
    events = read_events(DATA / "plain.csv", None, KEY).events
    received = read_events(keep(events, tmp_path / "kept"))
    assert received.reception.n_rows == len(events) == received.reception.n_events
    assert received.reception.sources[0].mapping == "goodwill events"


def test_the_columns_are_those_that_are_described(tmp_path: Path) -> None:
    events = read_events(DATA / "plain.csv", None, KEY).events
    table = parquet.read_table(keep(events, tmp_path / "kept.parquet"))
    assert table.column_names == list(COLUMNS)
    assert table["channel"].null_count == 4
    assert table["amount"].null_count == len(events) - 2


def test_what_is_no_table_of_events_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    parquet.write_table(pa.table({"person": ["ann@example.com"]}), path)
    with pytest.raises(ScenarioError, match="this is no table of goodwill events, version 1"):
        read_events(path)
    path.write_bytes(b"PAR1 and nothing that follows")
    with pytest.raises(ScenarioError, match="this is no readable Parquet table"):
        read_events(path)


def test_a_word_that_is_none_is_refused(tmp_path: Path) -> None:
    events = read_events(DATA / "plain.csv", None, KEY).events
    table = tabulate_events(events)
    wrong = table.set_column(2, "kind", pa.array(["ann"] * len(events)))
    parquet.write_table(wrong, tmp_path / "wrong.parquet")
    with pytest.raises(ScenarioError, match="this is no readable Parquet table"):
        read_kept(tmp_path / "wrong.parquet")


def test_a_kept_table_stands_alone(tmp_path: Path) -> None:
    events = read_events(DATA / "plain.csv", None, KEY).events
    path = keep(events, tmp_path / "kept.parquet")
    with pytest.raises(ScenarioError, match="a table of events stands alone"):
        read_events([path, DATA / "plain.csv"], None, KEY)
    nobody = dataclasses.replace(events.select(events.kind < 0), people=())
    with pytest.raises(ScenarioError, match="the table has no events"):
        read_events(keep(nobody, path))
