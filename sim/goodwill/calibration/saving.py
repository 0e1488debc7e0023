"""Write what a calibration found: a parameter set, its draws, everything as JSON, figures."""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from goodwill.analysis.value_of_information import Information
from goodwill.calibration.believed import Believed
from goodwill.calibration.blocks import hash_simulation
from goodwill.calibration.calibrating import Calibration
from goodwill.calibration.posterior import Posterior
from goodwill.calibration.predicting import Prediction
from goodwill.parameters.values import Value
from goodwill.store.folders import write_file

SET, DRAWS, FOUND = "posterior.yaml", "posterior.parquet", "calibration.json"


def save(
    folder: Path,
    calibration: Calibration,
    believed: Believed,
    described: Mapping[str, Any],
) -> Path:
    """Write a parameter set with its draws, and all that was found as JSON.

    Parameters
    ----------
    folder
        Where to; files of an earlier calibration are replaced, each whole, or removed.
    calibration, believed
        What was found.
    described
        From :func:`describe`.

    Returns
    -------
    Path
        The parameter set.
    """
    content = _pack(believed) if believed.names else b""
    if content:
        write_file(folder / DRAWS, content)
    else:
        (folder / DRAWS).unlink(missing_ok=True)  # of an earlier calibration
    write_file(folder / SET, _write_set(calibration, believed, content).encode())
    text = json.dumps(described, indent=2, allow_nan=False, ensure_ascii=False)
    write_file(folder / FOUND, f"{text}\n".encode())
    return folder / SET


def describe(
    calibration: Calibration,
    believed: Believed,
    information: Information | None,
    predictions: tuple[Prediction, ...],
    seconds: float,
) -> dict[str, Any]:
    """Give all that was found as plain data."""
    gate = calibration.gate
    return {
        "scenario": calibration.simulation.scenario.name,
        "strategy": calibration.simulation.strategy,
        "people": calibration.n_people,
        "events": calibration.n_events,
        "kinds": {kind.name.lower(): number for kind, number in calibration.kinds.items()},
        "draws": calibration.n_draws,
        "draws_refused": calibration.n_refused,
        "effective_size": round(calibration.posterior.effective_size, 1),
        "surprise": calibration.posterior.surprise,
        "exposures_simulated_per_observed": round(calibration.fit.ratio, 3),
        "gate": {
            "passed": gate.passed,
            "data_sets": gate.n_sets,
            "ranks": [one._asdict() for one in gate.ranks],
            "coverage": [one._asdict() for one in gate.coverage],
        },
        "identified": _describe_numbers(calibration.posterior, believed),
        "not_identified": _describe_unknowns(believed),
        "experiments": [] if information is None else _describe_worth(information),
        "worth_of_everything": None if information is None else information.everything.worth,
        "predictions": [{**one._asdict(), "inside": one.inside} for one in predictions],
        "left_out": list(calibration.fit.left_out),
        "made_from": _find_inputs(calibration),
        "seconds": round(seconds, 1),
    }


def _describe_numbers(posterior: Posterior, believed: Believed) -> list[dict[str, Any]]:
    rows = []
    contraction = dict(zip(posterior.names, posterior.contraction.tolist(), strict=True))
    for at, name in enumerate(believed.names):
        if not believed.identified[at]:
            continue
        low, median, high = np.quantile(believed.draws[:, at], (0.05, 0.5, 0.95)).tolist()
        prior_low, prior_high = np.quantile(believed.before[:, at], (0.05, 0.95)).tolist()
        rows.append(
            {
                "name": name,
                "low": low,
                "median": median,
                "high": high,
                "prior_low": prior_low,
                "prior_high": prior_high,
                "width": float(believed.widths[at]),
                "contraction": contraction[name],
            }
        )
    return rows


def _describe_unknowns(believed: Believed) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "numbers": list(one.numbers),
            "of": one.n_numbers,
            "narrowest_width": None if math.isnan(one.width) else round(one.width, 3),
            "experiment": one.experiment.name,
            "how": one.experiment.how,
        }
        for one in believed.unknowns
    ]


def _describe_worth(information: Information) -> list[dict[str, Any]]:
    return [
        {
            "name": part.of,
            "worth": part.worth,
            "error": part.error if math.isfinite(part.error) else None,
            "share": part.share if math.isfinite(part.share) else None,
        }
        for part in information.parts
    ]


def _find_inputs(calibration: Calibration) -> dict[str, str | int]:
    simulation = calibration.simulation
    data = hashlib.sha256()
    data.update(calibration.fit.observed.tobytes() + repr(calibration.fit.figures).encode())
    return {
        "goodwill": version("goodwill"),
        "scenario": simulation.scenario.name,
        "scenario_sha256": simulation.scenario.sha256,
        "strategy": simulation.strategy,
        "simulation_sha256": hash_simulation(simulation),
        "figures_sha256": data.hexdigest(),
        "seed": simulation.seed,
        "draws": calibration.n_draws,
        "people": calibration.n_people,
        "events": calibration.n_events,
    }


def _pack(believed: Believed) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [np.ascontiguousarray(column) for column in believed.draws.T]
    packed = io.BytesIO()
    pq.write_table(pa.table(columns, names=list(believed.names)), packed, compression="zstd")
    return packed.getvalue()


def _write_set(calibration: Calibration, believed: Believed, draws: bytes) -> str:
    scenario, strategy = calibration.simulation.scenario.name, calibration.simulation.strategy
    about = (
        f"Calibrated to {calibration.n_events:,} events of {calibration.n_people:,} people, "
        f"scenario {scenario}, strategy {strategy}."
    )
    lines = ["goodwill_parameters: 1", f"about: {json.dumps(about)}"]
    lines += ["parameters:" if believed.values else "parameters: {}"]
    lines += [f"  {key}: {json.dumps(_plain(value))}" for key, value in believed.values.items()]
    if draws:
        digest = hashlib.sha256(draws).hexdigest()
        lines += ["draws:", f"  file: {DRAWS}", f"  sha256: {json.dumps(digest)}"]
    lines += ["not_identified:" if believed.unknowns else "not_identified: {}"]
    for one in believed.unknowns:
        for name in one.numbers:
            lines.append(f"  {json.dumps(name)}: {json.dumps(_say_why(calibration, name))}")
    lines += ["made_from:"]
    lines += [f"  {key}: {json.dumps(one)}" for key, one in _find_inputs(calibration).items()]
    return "\n".join(lines) + "\n"


def _plain(value: Value) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _say_why(calibration: Calibration, name: str) -> str:
    posterior = calibration.posterior
    if name not in posterior.names:
        return "such data say nothing about it"
    width = float(posterior.widths[posterior.names.index(name)])
    return f"its interval is {100 * width:.0f} % as wide as before"
