"""Sum up what was measured: medians, and ratios of what was measured in the same round."""

from __future__ import annotations

import statistics
from typing import Any, NamedTuple

from benchmarks.session import Measured
from goodwill.eventlog import EVENT

Answer = dict[str, Any]

OURS = "goodwill, compiled"
READABLE = "goodwill, SimPy engine"
YARDSTICK = "simpy"
_LIMITED = {"blocks": "words", "exp": "exp", "log": "log", "rows": "fresh_rows"}
_WORDS_A_BLOCK = 4


def find_cost(
    measured: Measured, program: str, n_contacts: int, *, with_world: bool = False
) -> float | None:
    """Give the median microseconds of CPU a touch; None: not measured."""
    costs = [
        _cost(answer, with_world=with_world)
        for answer in _select(measured["programs"], program=program, n_contacts=n_contacts)
    ]
    return statistics.median(costs) if costs else None


def find_ratio(measured: Measured, slower: str, faster: str, n_contacts: int) -> float | None:
    """Give how many times as long one program takes a touch as another: the median of rounds.

    None: one of them was not measured.
    """
    one, other = (
        _select(measured["programs"], program=program, n_contacts=n_contacts)
        for program in (slower, faster)
    )
    if not (one and other):
        return None
    return statistics.median(_cost(a) / _cost(b) for a, b in zip(one, other, strict=True))


def find_wait(measured: Measured, program: str, n_contacts: int) -> float | None:
    """Give the mean wait for a rep in hours, over rounds; None: the program does not say."""
    answers = _select(measured["programs"], program=program, n_contacts=n_contacts)
    waits = [answer["wait_hours"] for answer in answers if "wait_hours" in answer]
    return statistics.mean(waits) if waits else None


def find_sizes(measured: Measured) -> list[int]:
    """Give the numbers of contacts that programs were measured at."""
    return sorted({answer["n_contacts"] for answer in measured["programs"]})


def find_main_size(measured: Measured) -> int:
    """Give the largest number of contacts that all programs were measured at."""
    programs = {answer["program"] for answer in measured["programs"]}
    return max(
        n_contacts
        for n_contacts in find_sizes(measured)
        if {one["program"] for one in _select(measured["programs"], n_contacts=n_contacts)}
        == programs
    )


class Readable(NamedTuple):
    """What the SimPy engine takes at one size."""

    n_contacts: int
    cost: float  # us a touch
    run_bytes: float  # a person, on top of the world, the full log included
    ratio: float  # to plain SimPy


def find_readable(measured: Measured) -> list[Readable]:
    """Sum up what the SimPy engine takes, by size."""
    found = []
    for n_contacts in find_sizes(measured):
        answers = _select(measured["programs"], program=READABLE, n_contacts=n_contacts)
        ratio = find_ratio(measured, READABLE, YARDSTICK, n_contacts)
        if answers and ratio is not None:
            cost = statistics.median(map(_cost, answers))
            each = _median(answers, "run_bytes") / n_contacts
            found.append(Readable(n_contacts, cost, each, ratio))
    return found


class Growth(NamedTuple):
    """What the compiled engine takes at one size; None: not measured."""

    n_contacts: int
    world: float  # us a touch, for reading and making the world
    full: float | None  # us a touch, with the full log
    short: float  # us a touch, with the shortest log
    world_bytes: float  # a person
    run_bytes: float  # a person, on top of the world, if nothing was logged
    row_bytes: float | None  # a row of the log, at most, while the log is put in order
    peak_bytes: float  # a person, at any time, with the shortest log


def find_growth(measured: Measured) -> list[Growth]:
    """Sum up what the compiled engine takes, by size."""
    answers = measured["growth"]
    return [
        _sum_up(
            n_contacts,
            _select(answers, n_contacts=n_contacts, log="full"),
            _select(answers, n_contacts=n_contacts, log="outcomes"),
        )
        for n_contacts in sorted({answer["n_contacts"] for answer in answers})
    ]


def _sum_up(n_contacts: int, full: list[Answer], short: list[Answer]) -> Growth:
    n_touches = short[0]["n_touches"]
    row_bytes = None
    if full:  # two logs of different length tell what a row takes at most
        more_rows = full[0]["n_rows"] - short[0]["n_rows"]
        row_bytes = (_median(full, "run_bytes") - _median(short, "run_bytes")) / more_rows
    run_bytes = _median(short, "run_bytes") - EVENT.itemsize * short[0]["n_rows"]
    return Growth(
        n_contacts,
        _median(short, "world_seconds") / n_touches * 1e6,
        _median(full, "seconds") / n_touches * 1e6 if full else None,
        _median(short, "seconds") / n_touches * 1e6,
        _median(short, "world_bytes") / n_contacts,
        run_bytes / n_contacts,
        row_bytes,
        _median(short, "peak_bytes") / n_contacts,
    )


def find_start(measured: Measured, what: str, unit: str) -> float | None:
    """Give the median seconds of a start (import, cached, cold); None: not measured."""
    answers = _select(measured["start_up"], what=what)
    return _median(answers, unit) if answers else None


def find_speed_up(measured: Measured) -> tuple[float, bool]:
    """Give how many times as fast two workers are as one, and whether the bytes are the same."""
    one = _select(measured["workers"], n_workers=1)
    two = _select(measured["workers"], n_workers=2)
    ratios = [a["seconds"] / b["seconds"] for a, b in zip(one, two, strict=True)]
    return statistics.median(ratios), len({a["sha256"] for a in measured["workers"]}) == 1


class Limit(NamedTuple):
    """One thing that a touch cannot do without."""

    name: str
    rate: float  # a second, of words or things
    needed: float  # things a touch: blocks, exponentials, logarithms, rows
    nanoseconds: float  # a touch, at least


def find_limits(measured: Measured) -> list[Limit]:
    """Give what a touch takes at least, by what it needs."""
    found = []
    for name, rate_name in _LIMITED.items():
        rate = _median(measured["limits"], rate_name)
        needed = measured["needs"][name]
        words = needed * (_WORDS_A_BLOCK if name == "blocks" else 1)
        found.append(Limit(name, rate, needed, words / rate * 1e9))
    return found


def _cost(answer: Answer, *, with_world: bool = False) -> float:
    seconds = answer["seconds"] + (answer.get("world_seconds", 0.0) if with_world else 0.0)
    return float(seconds / answer["n_touches"] * 1e6)


def _select(answers: list[Answer], **values: Any) -> list[Answer]:
    return [one for one in answers if all(one[name] == value for name, value in values.items())]


def _median(answers: list[Answer], name: str) -> float:
    return float(statistics.median(answer[name] for answer in answers))
