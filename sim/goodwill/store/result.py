"""Keep all that came of one run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.errors import ResultError
from goodwill.eventlog import History, fingerprint
from goodwill.measuring import (
    make_lexicon,
    measure,
    tabulate_days,
    tabulate_log,
    tabulate_people,
    tabulate_touches,
)
from goodwill.scenario import Scenario
from goodwill.store.saving import save_result
from goodwill.world import World

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Result:
    """What one strategy led to, in one world.

    Attributes
    ----------
    scenario, strategy
        What was asked, and the strategy's name.
    replication, seed
        Which luck.
    engine, engine_seconds
        What computed it, and how long that took on the wall clock.
    world, history
        What went in, and all that came out.
    draw_budgets
        Whether budgets that the scenario gives were drawn instead.
    """

    scenario: Scenario
    strategy: str
    replication: int
    seed: int
    engine: str
    engine_seconds: float
    world: World = field(repr=False)
    history: History = field(repr=False)
    draw_budgets: bool = False

    def without_log(self) -> Result:
        """Measure all figures now, and let go of the log."""
        measured = self.metrics
        short = replace(self, history=self.history._replace(events=self.history.events[:0].copy()))
        short.__dict__["metrics"] = measured
        return short

    def _need_full_log(self) -> None:
        if self.history.tally is not None:
            raise ResultError(
                f"{self.scenario.name}: this run has a shortened log, which holds no table of "
                "touches, days or people. Run it with log='full'."
            )

    @cached_property
    def log_sha256(self) -> str:
        """Fingerprint of the event log: the same on every machine."""
        self._need_full_log()
        return fingerprint(self.history.events)

    @cached_property
    def metrics(self) -> dict[str, float]:
        """Figures of merit by name (:data:`goodwill.measuring.METRICS`); nan where undefined."""
        return measure(self.world, self.history)

    @cached_property
    def touches(self) -> pd.DataFrame:
        """One row a touch that was sent or withheld (:data:`goodwill.measuring.TOUCH_COLUMNS`)."""
        self._need_full_log()
        return tabulate_touches(self.world, self.history)

    @cached_property
    def people(self) -> pd.DataFrame:
        """One row a person (:data:`goodwill.measuring.PEOPLE_COLUMNS`)."""
        self._need_full_log()
        return tabulate_people(self.world, self.history)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """One row a day (:data:`goodwill.measuring.DAILY_COLUMNS`)."""
        self._need_full_log()
        return tabulate_days(self.world, self.history)

    @cached_property
    def log(self) -> pd.DataFrame:
        """Everything that happened, in words (:data:`goodwill.measuring.LOG_COLUMNS`)."""
        self._need_full_log()
        return tabulate_log(make_lexicon(self.world), self.history.events)

    def save(self, folder: str | Path) -> Path:
        """Write the result into a folder of its own; see :func:`goodwill.store.save_result`."""
        return save_result(self, folder)
