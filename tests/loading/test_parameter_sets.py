"""A parameter set is read strictly, and its draws are those it was written with."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.parameter_sets import (
    name_numbers_of,
    read_parameter_set,
    replace_numbers,
)
from goodwill.parameters import ledger

WHOLE = next(entry.key for entry in ledger() if entry.unit == "whole number")
HEAD = "goodwill_parameters: 1\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "set.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def write_draws(folder: Path, columns: dict[str, list[float]]) -> Path:
    """Write draws beside a set that names them."""
    file = folder / "draws.parquet"
    pq.write_table(pa.table(columns), file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return write(folder, f'draws: {{file: draws.parquet, sha256: "{digest}"}}\n')


def test_values_are_taken_as_a_scenario_takes_them(tmp_path: Path) -> None:
    found = read_parameter_set(write(tmp_path, "parameters: {memory.burn: 0.05}\n"))
    assert found.values == {"memory.burn": 0.05}
    assert found.keys == ("memory.burn",)
    assert found.names == ()


def test_draws_are_read_by_the_names_of_their_numbers(tmp_path: Path) -> None:
    path = write_draws(tmp_path, {"answering.base[click]": [1.0, 2.0], "memory.burn": [0.1, 0.2]})
    found = read_parameter_set(path)
    assert found.names == ("answering.base[click]", "memory.burn")
    np.testing.assert_array_equal(found.draws, [[1.0, 0.1], [2.0, 0.2]])
    assert found.keys == ("answering.base", "memory.burn")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("parameters: {memory.burnt: 0.1}\n", r"set\.yaml:2:14: .*Did you mean 'burn'"),
        ("parameters: {memory.burn: -1}\n", r"set\.yaml:2:14: .*-1 is impossible"),
        ("parameters: {living.unaware_inbound: [1, 2]}\n", "Needed: one number"),
        ("values: {}\n", r"set\.yaml:2:1: values: unknown key"),
        ("not_identified: {memory.burnt: so}\n", r"set\.yaml:2:18: .*unknown number"),
        (f"draws: {{file: ../x.parquet, sha256: '{64 * '0'}'}}\n", "not a file beside this one"),
        (f"draws: {{file: x.parquet, sha256: '{64 * '0'}'}}\n", "cannot be read: No such file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        read_parameter_set(write(tmp_path, text))


def test_draws_of_another_set_are_refused(tmp_path: Path) -> None:
    path = write_draws(tmp_path, {"memory.burn": [0.1]})
    pq.write_table(pa.table({"memory.burn": [0.2]}), tmp_path / "draws.parquet")
    with pytest.raises(ScenarioError, match="its hash is another"):
        read_parameter_set(path)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"memory.burnt": [0.1]}, "no number of a parameter"),
        ({"memory.burn": [float("nan")]}, "not all finite"),
        ({"memory.burn": []}, "are none"),
        (
            {"answering.base[click]": [1.0, 2.0], "memory.burn": [0.1, -0.1]},
            r"set\.yaml:2:.*'memory.burn' hold -0.1, which is impossible here .* from 0 on",
        ),
        ({"noticing.connect": [0.1, 2.0]}, "'noticing.connect' hold 2, .* from 0 to 1"),
        ({"memory.irritation_days": [0.0, 2.0]}, "hold 0, which is impossible here"),
        ({WHOLE: [1.0, 1.5, 2.0]}, "hold 1.5, which is impossible here"),
    ],
)
def test_draws_that_are_none_are_refused(
    tmp_path: Path, columns: dict[str, list[float]], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        read_parameter_set(write_draws(tmp_path, columns))


def test_a_number_of_a_table_is_replaced_by_its_name() -> None:
    for entry in ledger():
        names = name_numbers_of(entry)
        assert replace_numbers(entry, entry.value, {}) == entry.value
        assert len(set(names)) == len(names)
    mix = next(entry for entry in ledger() if entry.key == "living.inbound_mix")
    value = replace_numbers(mix, mix.value, {"living.inbound_mix[buying, demo_request]": 9.0})
    assert value[2][4] == 9.0  # type: ignore[index]
