"""Live through all patterns, and judge each on its interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from goodwill.analysis.intervals import Interval
from goodwill.errors import ResultError
from goodwill.parameters import Value
from goodwill.validation.experiments import estimate_values, find_experiment
from goodwill.validation.living import Progress, open_workers, spread
from goodwill.validation.patterns import Pattern, Quantity, find_patterns
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.replacing import Replaced, hash_inputs, list_replaced

MANY = 1_000_000  # more worlds than any experiment wants
Verdict = Literal["inside", "outside", "undecided", "reported"]


class Finding(NamedTuple):
    """One quantity of one row: what came out, and whether that is in its range."""

    row: int
    quantity: Quantity
    interval: Interval
    verdict: Verdict  # reported: it has no target


class Judged(NamedTuple):
    """One row, and what was found."""

    pattern: Pattern
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """Sum up: inside where all are, outside where any is."""
        verdicts = {one.verdict for one in self.findings} - {"reported"}
        if "outside" in verdicts:
            return "outside"
        return "undecided" if "undecided" in verdicts else "inside"


@dataclass(frozen=True, slots=True)
class Validation:
    """What became of the rows that were run.

    Attributes
    ----------
    rows
        In the table's order.
    n_worlds
        By module.
    inputs_sha256
        Of what all this comes from (:func:`goodwill.validation.replacing.hash_inputs`).
    overrides
        What stood in place of the ledger's defaults.
    replaced
        What scenarios set themselves.
    """

    rows: tuple[Judged, ...]
    n_worlds: Mapping[str, int]
    inputs_sha256: str = ""
    overrides: Mapping[str, Value] = field(default_factory=dict)
    replaced: tuple[Replaced, ...] = ()

    @property
    def n_inside(self) -> int:
        """Count the rows that are inside their ranges with all they have."""
        return sum(one.verdict == "inside" for one in self.rows)

    @property
    def verdict(self) -> Verdict:
        """Sum up all rows as a row is summed up."""
        verdicts = {one.verdict for one in self.rows}
        if "outside" in verdicts:
            return "outside"
        return "undecided" if "undecided" in verdicts else "inside"


def validate(
    rows: Sequence[int] = (),
    *,
    overrides: Mapping[str, Value] | None = None,
    most_worlds: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Live through patterns and judge them.

    Parameters
    ----------
    rows
        Numbers; none: all.
    overrides
        Values in place of the ledger's defaults; what a scenario says itself stays.
    most_worlds
        Of each experiment, at least 2: fewer make intervals wider. None: as many as each wants.
    workers
        Processes; None: one a processor. Results do not depend on it.
    progress
        Is told how many worlds are done, and how many there are.

    Raises
    ------
    UnknownNameError
        There is no such row, or there are no scenarios.
    """
    chosen = find_patterns(tuple(rows))
    modules = dict.fromkeys(one.module for one in chosen)
    n_worlds = {
        module: min(find_experiment(module).n_worlds, most_worlds or MANY) for module in modules
    }
    folder = find_patterns_folder()
    tasks = spread(folder, n_worlds, overrides)
    with open_workers(workers) as opened:
        lived = opened.live_all(tasks, progress)
    values = {
        module: estimate_values(
            find_experiment(module),
            [sums for task, sums in zip(tasks, lived, strict=True) if task.module == module],
        )
        for module in modules
    }
    judged = tuple(_judge_row(one, values[one.module]) for one in chosen)
    return Validation(
        judged,
        n_worlds,
        hash_inputs(folder, chosen),
        dict(overrides or {}),
        list_replaced(folder, chosen),
    )


def _judge_row(pattern: Pattern, values: Mapping[str, Interval]) -> Judged:
    missing = [one.name for one in pattern.quantities if one.name not in values]
    if missing:
        raise ResultError(f"row {pattern.number}: {', '.join(missing)}: nothing measures this.")
    findings = tuple(
        Finding(pattern.number, one, values[one.name], judge(values[one.name], one))
        for one in pattern.quantities
    )
    return Judged(pattern, findings)


def judge(interval: Interval, quantity: Quantity) -> Verdict:
    """Hold an interval against a range: all of it inside, all of it outside, or neither."""
    if not quantity.has_target:
        return "reported"
    if not math.isfinite(interval.low) or not math.isfinite(interval.high):
        return "undecided"
    if quantity.low <= interval.low and interval.high <= quantity.high:
        return "inside"
    if interval.high < quantity.low or interval.low > quantity.high:
        return "outside"
    return "undecided"
