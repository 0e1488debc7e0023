"""The comparison of the engines notices faults: each of these makes histories differ."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import seeding
from seeding import DIFFERENT, FAULTS, PACKAGE, SAME, Fault, copy_package

ROOT = Path(__file__).parents[3]


def compare_with(fault: Fault | None, folder: Path) -> str:
    """Compile an engine with a fault in a process of its own, compare, and say what came of it."""
    copy_package(folder, fault)
    places = [str(folder), *filter(None, sys.path), str(ROOT)]
    caches = dict.fromkeys(("GOODWILL_CACHE", "NUMBA_CACHE_DIR"), str(folder / "cache"))
    done = subprocess.run(
        [sys.executable, seeding.__file__, str(folder)],
        env=os.environ | caches | {"PYTHONPATH": os.pathsep.join(places)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_a_fault_replaces_is_there(fault: Fault) -> None:
    source = (PACKAGE / fault.file).read_text("utf-8")
    assert fault.spoil(source) != source


@pytest.mark.verify
def test_an_engine_with_turns_in_the_wrong_order_is_found_out(tmp_path: Path) -> None:
    assert compare_with(FAULTS["turns_of_one_second_in_reverse"], tmp_path) == DIFFERENT


@pytest.mark.verify
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_an_engine_with_a_fault_is_found_out(fault: Fault, tmp_path: Path) -> None:
    assert compare_with(fault, tmp_path) == DIFFERENT


@pytest.mark.verify
def test_an_engine_without_a_fault_is_not_suspected(tmp_path: Path) -> None:
    assert compare_with(None, tmp_path) == SAME
