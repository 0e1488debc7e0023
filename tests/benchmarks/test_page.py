"""The page says what the figures say."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import pytest

from benchmarks import aims, page, summary
from benchmarks.session import Measured
from goodwill.eventlog import EVENT

US = 1e-6
COSTS = {
    "simpy": 20.0,
    "salabim": 80.0,
    "mesa": 40.0,
    "numpy": 2.0,
    summary.READABLE: 300.0,
    summary.OURS: 4.0,
}


def measure_program(program: str, n_contacts: int, number: int) -> dict[str, Any]:
    """Make up an answer: rounds differ by a factor that all programs share."""
    n_touches = 8 * n_contacts
    answer = {
        "program": program,
        "n_contacts": n_contacts,
        "round": number,
        "n_touches": n_touches,
        "seconds": COSTS[program] * n_touches * US * (1 + number),
    }
    if program in (summary.OURS, summary.READABLE):
        own = {"world_seconds": n_touches * US * (1 + number), "run_bytes": 9_000 * n_contacts}
        return answer | own
    return answer | {"wait_hours": 0.5}


def grow(log: str, n_contacts: int) -> dict[str, Any]:
    """Make up an answer about growth: three rows a touch, or half; 150 bytes for each more."""
    full = log == "full"
    n_short = 4 * n_contacts
    n_rows = 24 * n_contacts if full else n_short
    log_bytes = EVENT.itemsize * n_short + 150 * (n_rows - n_short)
    return {
        "log": log,
        "n_contacts": n_contacts,
        "n_touches": 8 * n_contacts,
        "n_rows": n_rows,
        "seconds": 8 * n_contacts * US * (3.0 if full else 2.0),
        "world_seconds": 8 * n_contacts * US,
        "world_bytes": 100 * n_contacts,
        "run_bytes": 250 * n_contacts + log_bytes,
        "peak_bytes": 500 * n_contacts,
    }


@pytest.fixture
def measured() -> Measured:
    """Make up a session with easy figures."""
    return {
        "machine": {
            "processor": "Abacus",
            "cores": "2",
            "memory": "1 GiB",
            "system": "Linux",
            "python": "3.11",
        },
        "versions": {"numpy": "2.4"},
        "load": [1.5, 2.5],
        "rounds": 3,
        "needs": {"blocks": 10.0, "exp": 20.0, "log": 2.0, "rows": 3.0},
        "limits": [{"words": 4e8, "exp": 1e8, "log": 1e8, "rows": 1e9, "fresh_rows": 1e8}],
        "programs": [
            *(measure_program(name, 10_000, at) for at in range(3) for name in COSTS),
            *(measure_program(name, 100_000, at) for at in range(3) for name in ("simpy", "numpy")),
        ],
        "growth": [grow(log, n) for n in (10_000, 1_000_000) for log in ("full", "outcomes")],
        "workers": [
            {"n_workers": 1, "seconds": 18.0, "n_runs": 140, "sha256": "ab"},
            {"n_workers": 2, "seconds": 10.0, "n_runs": 140, "sha256": "ab"},
        ],
        "start_up": [
            {"what": "import", "seconds": 0.01, "elapsed": 0.02, "wall_seconds": 0.1},
            {"what": "cached", "seconds": 2.5, "wall_seconds": 2.6},
            {"what": "cold", "seconds": 25.0, "wall_seconds": 26.0},
        ],
    }


def find_verdicts(measured: Measured) -> dict[str, bool | None]:
    """Give the verdict of each aim, by its first words."""
    return {" ".join(aim.wanted.split()[:3]): aim.met for aim in aims.find_aims(measured)}


def test_ratios_are_of_the_same_round(measured: Measured) -> None:
    assert summary.find_cost(measured, summary.OURS, 10_000) == pytest.approx(8.0)
    assert summary.find_ratio(measured, "simpy", summary.OURS, 10_000) == pytest.approx(5.0)


def test_the_findings_name_every_program_with_its_ratio(measured: Measured) -> None:
    said = page.write_findings(measured)
    assert "- SimPy (yardstick): 5.0 times as long" in said
    assert "- NumPy (yardstick): 0.5 times as long" in said
    assert "- goodwill, SimPy engine (full model): 75.0 times as long" in said


def test_the_distance_to_the_processor_adds_what_a_touch_needs(measured: Measured) -> None:
    # 10 blocks of 4 words at 400 million a second, 20 and 2 at 100 million, 3 at 100 million
    assert sum(one.nanoseconds for one in summary.find_limits(measured)) == pytest.approx(350.0)
    assert "take this processor 0.35 us: the engine takes 22.9 times that" in (
        page.write_findings(measured)
    )


def test_aims_are_met_or_not_as_measured(measured: Measured) -> None:
    assert find_verdicts(measured) == {
        "40 times the": False,
        "100 times the": False,
        "the SimPy engine": False,
        "the SimPy engine's": True,
        "time a touch": True,
        "under 400 bytes": True,
        "10,000,000 contacts with": None,
        "compiling everything: under": True,
        "a start with": False,
        "`import goodwill`: under": True,
        "two workers 1.7": True,
    }


def test_other_bytes_from_two_workers_fail_the_aim(measured: Measured) -> None:
    measured["workers"][1]["sha256"] = "cd"
    assert find_verdicts(measured)["two workers 1.7"] is False
    assert "NOT the same bytes" in page.write_page(measured)


def test_a_faster_engine_meets_its_aims(measured: Measured) -> None:
    faster = copy.deepcopy(measured)
    for answer in faster["programs"]:
        if answer["program"] == summary.OURS:
            answer["seconds"] /= 20
    verdicts = find_verdicts(faster)
    assert verdicts["40 times the"] is True
    assert verdicts["100 times the"] is True


def test_what_was_not_measured_is_said_not_to_be(measured: Measured) -> None:
    measured["growth"] = [one for one in measured["growth"] if one["log"] != "full"]
    measured["start_up"] = [one for one in measured["start_up"] if one["what"] != "cold"]
    verdicts = find_verdicts(measured)
    assert verdicts["time a touch"] is None
    assert verdicts["compiling everything: under"] is None
    assert "not measured" in page.write_page(measured)


def test_ten_million_contacts_are_held_against_their_own_aim(measured: Measured) -> None:
    measured["growth"].append(grow("outcomes", 10_000_000))
    assert find_verdicts(measured)["10,000,000 contacts with"] is True
    measured["growth"][-1]["peak_bytes"] *= 5
    assert find_verdicts(measured)["10,000,000 contacts with"] is False


def test_aims_of_ten_thousand_contacts_are_not_judged_by_fewer(measured: Measured) -> None:
    for answer in measured["programs"]:
        answer["n_contacts"] //= 10
    assert find_verdicts(measured)["40 times the"] is None


def test_growth_tells_the_log_from_the_rest(measured: Measured) -> None:
    largest = summary.find_growth(measured)[-1]
    assert largest.full == pytest.approx(3.0)
    assert largest.short == pytest.approx(2.0)
    assert (largest.world_bytes, largest.run_bytes, largest.row_bytes) == (100.0, 250.0, 150.0)


def test_tables_have_as_many_cells_in_each_row(measured: Measured) -> None:
    lines = page.write_page(measured).splitlines()
    within = [pair for pair in pairwise(lines) if all(line.startswith("|") for line in pair)]
    assert within
    assert all(before.count("|") == line.count("|") for before, line in within)


def test_the_page_names_machine_and_load(measured: Measured) -> None:
    text = page.write_page(measured)
    assert "Abacus" in text
    assert "Load when it began 1.5, when it ended 2.5" in text
