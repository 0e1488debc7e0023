"""Many runs give the same table however many processes share the work; none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from goodwill.errors import GoodwillError, UnknownNameError
from goodwill.measuring import METRICS
from goodwill.running import MANY_COLUMNS, Result, run_many
from goodwill.scenario import PythonStrategy, Scenario, load_scenario
from goodwill.strategy import Observation
from goodwill.strategy.moves import Move

SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"
LEADS = SCENARIOS / "leads.yaml"


def test_a_table_has_a_row_for_every_figure_of_every_run(
    scenario: Scenario, pursued: Result, left_alone: Result
) -> None:
    table = run_many(scenario, ["holdout", "formula"], 1, workers=1)
    assert list(table) == list(MANY_COLUMNS)
    assert table["metric"].tolist() == 2 * list(METRICS)
    assert table["strategy"].unique().tolist() == ["holdout", "formula"]
    for result in (pursued, left_alone):
        values = table.loc[table["strategy"] == result.strategy, "value"]
        assert repr(values.tolist()) == repr(list(result.metrics.values()))


def test_the_number_of_processes_changes_nothing() -> None:
    scenario = load_scenario(LEADS)
    told: list[tuple[int, int]] = []
    alone = run_many(
        scenario, None, 3, workers=1, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    told.clear()
    shared = run_many(
        scenario, None, 3, workers=2, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    pd.testing.assert_frame_equal(alone, shared, check_exact=True)
    assert alone["replication"].unique().tolist() == [0, 1, 2]


def test_replications_are_those_that_were_named() -> None:
    scenario = load_scenario(LEADS)
    few = run_many(scenario, ["holdout"], [4, 2], workers=1)
    assert few["replication"].unique().tolist() == [4, 2]
    many = run_many(scenario, ["holdout"], range(5), workers=1)
    same = many[many["replication"] == 4].reset_index(drop=True)
    pd.testing.assert_frame_equal(few[few["replication"] == 4].reset_index(drop=True), same)


@pytest.mark.parametrize(
    ("strategies", "replications", "workers", "said"),
    [
        ([], 1, 1, "nothing to run"),
        (["holdout"], 0, 1, "nothing to run"),
        (["holdout"], [-1], 1, "replications count from 0"),
        (["holdout"], [1, 1], 1, "named twice"),
        (["holdout", "holdout"], 1, 1, "named twice"),
        (["holdout"], 1, 0, "At least 1 is needed"),
    ],
)
def test_what_makes_no_run_is_refused(
    scenario: Scenario,
    strategies: list[str],
    replications: int | Iterable[int],
    workers: int,
    said: str,
) -> None:
    with pytest.raises(GoodwillError, match=said):
        run_many(scenario, strategies, replications, workers=workers)


def test_an_unknown_strategy_is_refused_before_anything_runs(scenario: Scenario) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'holdout'"):
        run_many(scenario, ["formula", "holdoud"], 1, workers=2)


def test_a_strategy_that_no_other_process_can_have_is_refused(scenario: Scenario) -> None:
    class Local:
        name = "local"

        def decide(self, observation: Observation) -> Move:
            raise NotImplementedError(observation)

    with pytest.raises(GoodwillError, match="cannot be sent to other processes"):
        run_many(scenario, [PythonStrategy(Local(), base="holdout")], 2, workers=2)


def test_a_process_that_dies_is_one_sentence(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deadly.py").write_text(
        textwrap.dedent("""
            import os

            class Deadly:
                name = "deadly"

                def decide(self, observation):
                    os._exit(9)
        """)
    )
    monkeypatch.syspath_prepend(tmp_path)
    deadly = PythonStrategy(import_module("deadly").Deadly(), base="holdout")
    with pytest.raises(GoodwillError, match=r"one of 2 processes died.*fewer workers") as caught:
        run_many(scenario, [deadly], 2, workers=2)
    assert "\n" not in str(caught.value)


INTERRUPTED = """
import signal
import sys
from goodwill.running import run_many

# Whoever starts the tests in the background has Ctrl-C ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

if __name__ == "__main__":
    say = lambda done, total: print(done, flush=True)
    try:
        run_many(sys.argv[1], None, 500, workers=2, progress=say)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="asks for all processes of a session")
def test_ctrl_c_ends_all_processes_without_a_word(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    with subprocess.Popen(
        [sys.executable, str(script), str(LEADS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        process.send_signal(signal.SIGINT)  # to the first process alone
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert said == ""
    assert all_gone(process.pid)


def all_gone(session: int) -> bool:
    """Wait until no process of a session is left; Python's own helper takes a moment to notice."""
    for _ in range(600):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
