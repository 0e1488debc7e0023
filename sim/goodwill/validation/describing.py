"""Give what was found as plain data, and read it back where it was written down."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodwill.errors import ResultError
from goodwill.validation.experiments import find_experiment
from goodwill.validation.validating import Finding, Judged, Validation

RESULTS_FILE = Path("results", "validation.json")
"""Where the checkout keeps what was found last."""


def describe(validation: Validation) -> dict[str, Any]:
    """Give what was found as plain data; an end that is open or unknown is null.

    Returns
    -------
    dict
        ``patterns``, one entry a quantity that has a target; ``reported``, the others; ``rows``,
        one entry a row; ``inside`` and ``of``, how many rows are inside and how many were run;
        ``overrides``, what stood in place of defaults; ``replaced``, what scenarios set themselves.
    """
    found = [(row, one) for row in validation.rows for one in row.findings]
    return {
        "patterns": [_describe(*one) for one in found if one[1].verdict != "reported"],
        "reported": [_describe(*one) for one in found if one[1].verdict == "reported"],
        "rows": [
            {
                "row": row.pattern.number,
                "name": row.pattern.name,
                "pose": row.pattern.pose,
                "fitted": row.pattern.fitted,
                "verdict": row.verdict,
            }
            for row in validation.rows
        ],
        "inside": validation.n_inside,
        "of": len(validation.rows),
        "verdict": validation.verdict,
        "worlds": dict(validation.n_worlds),
        "fewer_worlds": any(
            n < find_experiment(module).n_worlds for module, n in validation.n_worlds.items()
        ),
        "overrides": dict(validation.overrides),
        "replaced": [one._asdict() for one in validation.replaced],
        "inputs_sha256": validation.inputs_sha256,
    }


def _describe(row: Judged, finding: Finding) -> dict[str, Any]:
    estimate, low, high = (_number(one) for one in finding.interval)
    return {
        "row": finding.row,
        "name": f"{row.pattern.name}: {finding.quantity.name}",
        "quantity": finding.quantity.name,
        "unit": finding.quantity.unit,
        "simulated": estimate,
        "low": low,
        "high": high,
        "target_low": _number(finding.quantity.low),
        "target_high": _number(finding.quantity.high),
        "source": finding.quantity.source,
        "fitted": row.pattern.fitted,
        "verdict": finding.verdict,
    }


def _number(value: float) -> float | None:
    """Give a number to so many digits that machines agree on them; null where there is none."""
    return float(f"{value:.6g}") if math.isfinite(value) else None


def describe_patterns(path: Path | None = None) -> Mapping[str, Any] | None:
    """Give what was found when the patterns were run last, as :func:`describe` gave it.

    Parameters
    ----------
    path
        The file; None: the checkout's :data:`RESULTS_FILE`.

    Returns
    -------
    dict or None
        None where there is no such file: nothing was validated.

    Raises
    ------
    ResultError
        The file is not what ``goodwill validate --json`` gives.
    """
    place = Path(__file__).parents[3] / RESULTS_FILE if path is None else path
    if not place.is_file():
        return None
    try:
        content = json.loads(place.read_bytes())
    except ValueError as error:
        raise ResultError(f"{place}: this is no JSON: {error}.") from error
    if not isinstance(content, dict) or not {"patterns", "rows", "inside", "of"} <= set(content):
        raise ResultError(f"{place}: this is not what 'goodwill validate --json' gives.")
    return content
