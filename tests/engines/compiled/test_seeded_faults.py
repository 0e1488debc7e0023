"""The comparison of the engines notices faults: each of these makes histories differ."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import seeding
from seeding import DIFFERENT, FASTMATH, FAULTS, NOTHING, SAME, Fault, find_function, make_faulty

ROOT = Path(__file__).parents[3]


def compare_with(fault: str, folder: Path) -> str:
    """Compile an engine with a fault in a process of its own, compare, and say what came of it."""
    done = subprocess.run(
        [sys.executable, seeding.__file__, fault],
        env=os.environ
        | {
            "GOODWILL_CACHE": str(folder),
            "NUMBA_CACHE_DIR": str(folder),
            "PYTHONPATH": os.pathsep.join([*filter(None, sys.path), str(ROOT)]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_a_fault_replaces_is_there(fault: Fault) -> None:
    right, wrong = find_function(fault).__code__, make_faulty(fault)
    assert (right.co_code, right.co_consts) != (wrong.co_code, wrong.co_consts)


def test_an_engine_with_turns_in_the_wrong_order_is_found_out(tmp_path: Path) -> None:
    assert compare_with("turns_of_one_second_in_reverse", tmp_path) == DIFFERENT


@pytest.mark.verify
@pytest.mark.parametrize("name", [*FAULTS, FASTMATH])
def test_an_engine_with_a_fault_is_found_out(name: str, tmp_path: Path) -> None:
    assert compare_with(name, tmp_path) == DIFFERENT


@pytest.mark.verify
def test_an_engine_without_a_fault_is_not_suspected(tmp_path: Path) -> None:
    assert compare_with(NOTHING, tmp_path) == SAME
