"""Questions to fresh processes, and how much memory this one holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import machine, memory
from benchmarks.asking import ask

MIB = 2**20
LINUX = Path("/proc/self/clear_refs").exists()
only_on_linux = pytest.mark.skipif(not LINUX, reason="reads /proc")


@only_on_linux
def test_a_fresh_process_answers_with_what_the_function_gives() -> None:
    answer = ask("benchmarks.machine:describe_machine")
    assert answer.pop("wall_seconds") > 0.0
    assert answer == machine.describe_machine()


def test_a_question_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="No module named"):
        ask("benchmarks.nothing:measure")


def test_importing_goodwill_is_measured_in_a_process_that_has_not_imported_it() -> None:
    answer = ask("benchmarks.start_up:measure_import")
    assert 0.0 < answer["elapsed"] < answer["wall_seconds"]


@only_on_linux
def test_the_peak_counts_what_was_given_back_since() -> None:
    before = memory.settle()
    pages = np.ones(64 * MIB, np.int8)
    del pages
    assert memory.find_peak() - before > 60 * MIB


@only_on_linux
def test_settling_forgets_the_peak() -> None:
    pages = np.ones(64 * MIB, np.int8)
    del pages
    held = memory.settle()
    assert memory.find_peak() - held < 8 * MIB
