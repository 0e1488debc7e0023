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

from goodwill.calibration.cases.definition import Case
from goodwill.store import describe_inputs
from goodwill.store.folders import write_file

Tables = tuple[npt.NDArray[np.float64], npt.NDArray[np.int64], npt.NDArray[np.int64]]

_DIGITS = 16


class Kept(NamedTuple):
    """Where simulations of one case under certain settings are kept; without a folder: nowhere."""

    folder: Path | None
    name: str

    def find(self, wave: str) -> Tables | None:
        """Give the shares, trials and successes of a wave, if they were kept whole."""
        if self.folder is None:
            return None
        try:
            with np.load(self._place(wave), allow_pickle=False) as found:
                return found["shares"], found["trials"], found["successes"]
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            return None

    def keep(self, wave: str, tables: Tables) -> None:
        """Keep a wave."""
        if self.folder is None:
            return
        shares, trials, successes = tables
        content = io.BytesIO()
        np.savez_compressed(content, shares=shares, trials=trials, successes=successes)
        write_file(self._place(wave), content.getvalue())

    def _place(self, wave: str) -> Path:
        assert self.folder is not None  # noqa: S101 - the callers have looked
        return self.folder / f"{self.name}-{wave}.npz"


def open_kept(folder: Path | None, case: Case, settings: tuple[int, ...]) -> Kept:
    """Name what is kept by all that it depends on: the case, the settings and the model."""
    inputs = dict(describe_inputs(case.scenario, None, draw_budgets=False))
    text = json.dumps([case.sha256, list(settings), inputs], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return Kept(folder, f"{case.name}-{digest}")
