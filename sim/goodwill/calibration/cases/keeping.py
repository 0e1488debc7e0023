"""Keep the simulations of a case, so that what was run once is not run again."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis import attempts, closing, visiting
from goodwill.calibration.cases import bank, definition, fitting, hillstrom, olist
from goodwill.calibration.cases.definition import Case
from goodwill.store import describe_inputs
from goodwill.store.folders import write_file

Tables = tuple[npt.NDArray[np.float64], npt.NDArray[np.int64], npt.NDArray[np.int64]]

_DIGITS = 16
_COUNTING = (bank, hillstrom, olist, definition, fitting, attempts, closing, visiting)
"""What turns shares into runs, and runs into counts: none of it is part of the model's hash."""


class Kept(NamedTuple):
    """Where simulations of one case are kept; without a folder: nowhere."""

    folder: Path | None
    name: str

    def find(self, wave: str, shares: npt.NDArray[np.float64], first_world: int) -> Tables | None:
        """Give the shares, trials and successes of a wave, if it was kept whole.

        A wave of other shares, or in other worlds, is another one.
        """
        if self.folder is None:
            return None
        try:
            with np.load(self._place(wave), allow_pickle=False) as found:
                same = np.array_equal(found["shares"], shares) and found["world"] == first_world
                return (found["shares"], found["trials"], found["successes"]) if same else None
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            return None

    def keep(self, wave: str, tables: Tables, first_world: int) -> None:
        """Keep a wave, in the place of an earlier one of this name."""
        if self.folder is None:
            return
        shares, trials, successes = tables
        content = io.BytesIO()
        np.savez_compressed(
            content, shares=shares, trials=trials, successes=successes, world=first_world
        )
        write_file(self._place(wave), content.getvalue())

    def _place(self, wave: str) -> Path:
        assert self.folder is not None  # noqa: S101 - the callers have looked
        return self.folder / f"{self.name}-{wave}.npz"


def open_kept(folder: Path | None, case: Case) -> Kept:
    """Name what is kept by all that it depends on but for its shares: the case and the model."""
    inputs = dict(describe_inputs(case.scenario, None, draw_budgets=False))
    text = json.dumps([case.sha256, inputs, _hash_counting()], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return Kept(folder, f"{case.name}-{digest}")


def _hash_counting() -> str:
    whole = hashlib.sha256()
    for module in _COUNTING:
        whole.update(hashlib.sha256(Path(str(module.__file__)).read_bytes()).digest())
    return whole.hexdigest()
