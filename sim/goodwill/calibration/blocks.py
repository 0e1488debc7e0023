"""Keep simulated draws, block by block, each as soon as it is done."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from goodwill.calibration.prior import Prior
from goodwill.calibration.recorded import Recorded
from goodwill.calibration.summarising import Counts, list_figures
from goodwill.errors import ResultError
from goodwill.running import Engine
from goodwill.scenario import Scenario
from goodwill.store import describe_inputs
from goodwill.store.folders import clear_files, list_contents, write_file

BLOCK = 20
"""Draws that are simulated, and kept, together."""

_MANIFEST = "manifest.json"
_COUNTING = ("summarising.py", "simulated_events.py", "recorded.py", "prior.py")


class Simulation(NamedTuple):
    """What is simulated.

    Attributes
    ----------
    scenario, strategy
        Whose data they would be.
    prior
        Of all that is not certain, whether it is to be inferred or not.
    seed
        Of the draws, and of the worlds.
    engine
        That is ready.
    recorded
        What of it would be seen; None: everything, to the end of the scenario.
    """

    scenario: Scenario
    strategy: str
    prior: Prior
    seed: int
    engine: Engine = "auto"
    recorded: Recorded | None = None


def _describe(simulation: Simulation) -> dict[str, object]:
    """Say what simulated data depend on."""
    inputs = describe_inputs(simulation.scenario, simulation.seed, draw_budgets=False)
    counting = hashlib.sha256()
    for name in _COUNTING:
        counting.update(Path(__file__).with_name(name).read_bytes())
    prior = repr([(one.key, one.low, one.high, one.distribution) for one in simulation.prior[0]])
    return {
        **inputs,
        "strategy": simulation.strategy,
        "prior_sha256": hashlib.sha256(prior.encode()).hexdigest(),
        "counting_sha256": counting.hexdigest(),
        "recorded": None if simulation.recorded is None else _list_recorded(simulation.recorded),
    }


def _list_recorded(recorded: Recorded) -> dict[str, object]:
    return {"kinds": [kind.name.lower() for kind in recorded.kinds], "seconds": recorded.seconds}


def hash_simulation(simulation: Simulation) -> str:
    """Give a hash of all that simulated data depend on, 64 hexadecimal digits."""
    content = json.dumps(_describe(simulation), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def open_folder(folder: Path, simulation: Simulation) -> None:
    """Begin a folder of blocks, or see that it is of this simulation.

    Raises
    ------
    ResultError
        It holds something else, or cannot be written.
    """
    about = {"format": "goodwill draws", "inputs": _describe(simulation)}
    names = [name for name in list_contents(folder) if not name.startswith(".")]
    path = folder / _MANIFEST
    if not names:
        write_file(path, f"{json.dumps(about, indent=2)}\n".encode())
        return
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ResultError(f"{folder}: this is no folder of simulated draws: {error}.") from error
    if found != about:
        raise ResultError(
            f"{folder}: it holds draws of other inputs. Name another folder, or remove this one."
        )
    clear_files(folder)


def find_place(folder: Path, block: int) -> Path:
    """Give the file of a block."""
    return folder / f"{block:06d}.npz"


def pack(counts: Counts) -> bytes:
    """Make the bytes of a block's file."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        hits=counts.hits.astype(np.int32),
        exposures=counts.exposures.astype(np.int32),
    )
    return packed.getvalue()


def recall(path: Path) -> Counts | None:
    """Read a block; None where it is not there whole."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as found:
            counts = Counts(found["hits"].astype(np.int64), found["exposures"].astype(np.int64))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    wanted = (BLOCK, len(list_figures()))
    return counts if counts.hits.shape == counts.exposures.shape == wanted else None
