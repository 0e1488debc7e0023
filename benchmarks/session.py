"""Ask all questions in one session: all programs in turn, round by round, a process each."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import machine
from benchmarks.asking import ask
from benchmarks.engines import write_scenario
from benchmarks.peers import PEERS

Measured = dict[str, Any]

N_STARTED = 1_000  # contacts of the first run after a start


class Sizes(NamedTuple):
    """How much is measured."""

    rounds: int
    programs: dict[int, tuple[str, ...]]  # by contacts: who runs
    growth: tuple[int, ...]  # contacts
    once: int  # from so many contacts on, one round is enough
    replications: int  # of each strategy, for the workers
    limits: float  # seconds for each
    needs: int  # contacts
    cold: bool  # compile everything from nothing, too


_ALL = (*PEERS, "goodwill, SimPy engine", "goodwill, compiled")
_QUICK_ONES = ("simpy", "numpy", "goodwill, compiled")
FULL = Sizes(
    rounds=3,
    programs={200: _ALL, 2_000: _ALL, 10_000: _ALL, 20_000: _ALL, 100_000: _QUICK_ONES},
    growth=(1_000, 10_000, 100_000, 1_000_000),
    once=100_000,
    replications=100,
    limits=1.0,
    needs=500,
    cold=True,
)
HUGE = FULL._replace(growth=(*FULL.growth, 10_000_000))
QUICK = Sizes(
    rounds=1,
    programs={200: _ALL, 1_000: _QUICK_ONES},
    growth=(200, 2_000),
    once=1_000,
    replications=1,
    limits=0.2,
    needs=50,
    cold=False,
)


def measure(sizes: Sizes, keep: Callable[[Measured], None] = lambda _: None) -> Measured:
    """Measure everything.

    Parameters
    ----------
    sizes
        How much.
    keep
        Is given what there is after each part, lest half an hour be lost.

    Returns
    -------
    dict
        For :func:`benchmarks.page.write_page`: lists of answers by part, the machine, versions.
    """
    measured: Measured = {
        "machine": machine.describe_machine(),
        "versions": machine.find_versions(),
        "load": [os.getloadavg()[0]],
        "rounds": sizes.rounds,
    }
    # Compiles what is not compiled yet, unmeasured.
    ask("benchmarks.start_up:measure_compiling")
    measured["needs"] = ask("benchmarks.needs:count_needs", sizes.needs)
    for part, measure_part in (
        ("programs", _measure_programs),
        ("workers", _measure_workers),
        ("start_up", _measure_start_up),
        ("limits", _measure_limits),
        ("growth", _measure_growth),
    ):
        measured[part] = measure_part(sizes)
        measured["load"].append(os.getloadavg()[0])
        keep(measured)
    return measured


def _measure_limits(sizes: Sizes) -> list[dict[str, Any]]:
    _say("the processor")
    return [ask("benchmarks.limits:measure_limits", sizes.limits) for _ in range(sizes.rounds)]


def _measure_programs(sizes: Sizes) -> list[dict[str, Any]]:
    answers = []
    for n_contacts, programs in sizes.programs.items():
        for number in range(sizes.rounds):
            for program in programs:
                _say(f"{program}, {n_contacts:,} contacts, round {number + 1} of {sizes.rounds}")
                if program in PEERS:
                    answer = ask("benchmarks.peers:measure_peer", program, n_contacts, number + 1)
                else:
                    engine = "simpy" if "SimPy" in program else "compiled"
                    answer = ask("benchmarks.engines:measure_engine", engine, n_contacts)
                answers.append(
                    {"program": program, "n_contacts": n_contacts, "round": number} | answer
                )
    return answers


def _measure_growth(sizes: Sizes) -> list[dict[str, Any]]:
    answers = []
    for n_contacts in sizes.growth:
        for _ in range(1 if n_contacts >= sizes.once else sizes.rounds):
            for log in ("full", "outcomes"):
                if log == "full" and n_contacts > max(FULL.growth):
                    continue  # its log would not fit into memory
                _say(f"growing, {n_contacts:,} contacts, log: {log}")
                answer = ask("benchmarks.engines:measure_growth", log, n_contacts)
                answers.append({"log": log, "n_contacts": n_contacts} | answer)
    return answers


def _measure_workers(sizes: Sizes) -> list[dict[str, Any]]:
    answers = []
    for number in range(min(3, sizes.rounds)):
        for n_workers in (1, 2):
            _say(f"{n_workers} workers, round {number + 1}")
            answer = ask("benchmarks.workers:measure_workers", n_workers, sizes.replications)
            answers.append({"n_workers": n_workers, "round": number} | answer)
    return answers


def _measure_start_up(sizes: Sizes) -> list[dict[str, Any]]:
    answers = []
    for number in range(sizes.rounds):
        _say(f"starting, round {number + 1}")
        answers.append({"what": "import"} | ask("benchmarks.start_up:measure_import"))
        with tempfile.TemporaryDirectory() as folder:
            path = str(write_scenario(Path(folder), N_STARTED))
            answers.append({"what": "cached"} | ask("benchmarks.start_up:measure_first_run", path))
    if not sizes.cold:
        return answers
    with tempfile.TemporaryDirectory() as folder:
        _say("compiling from nothing")
        empty = {"GOODWILL_CACHE": folder, "NUMBA_CACHE_DIR": folder}
        answer = ask("benchmarks.start_up:measure_compiling", environment=empty)
        answers.append({"what": "cold"} | answer)
    return answers


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
