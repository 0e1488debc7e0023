"""A run that is killed goes on: the same bytes, nothing lost, nothing left over."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from goodwill.errors import ResultError
from goodwill.running import run_many
from goodwill.scenario import PythonStrategy, load_scenario
from goodwill.strategy import Observation
from goodwill.strategy.moves import Move

LEADS = Path(__file__).parents[1] / "data" / "scenarios" / "leads.yaml"
N_RUNS = 60

KILLED = """
import os
import signal
import sys
from goodwill.running import run_many

if __name__ == "__main__":
    scenario, folder, n_runs, workers, moment = sys.argv[1:]
    if int(moment):
        left = [int(moment)]
        sync = os.fsync

        def die(number):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            sync(number)

        os.fsync = die
    say = lambda done, total: print(done, flush=True)
    run_many(
        scenario, None, int(n_runs), workers=int(workers), engine="simpy", keep=folder, progress=say
    )
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="there is no kill -9 here")


@pytest.fixture(scope="module")
def whole() -> pd.DataFrame:
    """Run without a break."""
    return run_many(LEADS, None, N_RUNS, workers=1, engine="simpy")


def start(tmp_path: Path, *, workers: int = 1, moment: int = 0) -> subprocess.Popen[str]:
    """Start a process of its own that runs and keeps; it may kill itself at its nth fsync."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    words = [LEADS, tmp_path / "kept", N_RUNS, workers, moment]
    return subprocess.Popen(
        [sys.executable, str(script), *map(str, words)],
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


def check_resumed(folder: Path, whole: pd.DataFrame) -> int:
    """Go on in a folder, and give how many runs were there; what is there now must be all."""
    before = {path: path.stat().st_mtime_ns for path in folder.glob("[!.]*.json")}
    resumed = run_many(LEADS, None, N_RUNS, workers=1, engine="simpy", keep=folder)
    assert resumed.to_csv(index=False).encode() == whole.to_csv(index=False).encode()
    pd.testing.assert_frame_equal(resumed, whole, check_exact=True)
    after = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(after) == N_RUNS + 1  # and a manifest: no temporary file is left
    assert all(path.name[0] != "." for path in after)
    assert {path: after[path] for path in before} == before  # nothing was lost and written again
    n_kept = int(resumed.attrs["kept"])
    assert n_kept == max(0, len(before) - 1)
    return n_kept


def seed_luck(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret hangs on it


def kill_at_random(tmp_path: Path, luck: random.Random, workers: int) -> None:
    """Kill a process after a random number of runs, and a random moment more."""
    n_runs, moment = luck.randrange(1, N_RUNS - 10), luck.uniform(0.0, 0.05)
    with start(tmp_path, workers=workers) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= n_runs:
                break
        time.sleep(moment)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert all_gone(process.pid)


def all_gone(session: int) -> bool:
    """Wait until no process of a session is left."""
    for _ in range(600):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_goes_on(tmp_path: Path, whole: pd.DataFrame, workers: int) -> None:
    kill_at_random(tmp_path, seed_luck(workers), workers)
    assert 0 < check_resumed(tmp_path / "kept", whole) < N_RUNS


@pytest.mark.verify
@pytest.mark.parametrize("moment", range(10))
def test_a_run_killed_at_any_of_ten_moments_goes_on(
    tmp_path: Path, whole: pd.DataFrame, moment: int
) -> None:
    luck = seed_luck(100 + moment)
    for _ in range(luck.randrange(1, 3)):  # some are killed again when they have gone on
        kill_at_random(tmp_path, luck, workers=1 + moment % 2)
    assert check_resumed(tmp_path / "kept", whole) > 0


# The manifest is synced first, then each file and its folder: odd ones are amid writing.
@pytest.mark.parametrize("moment", [1, 2, 7, 12])
def test_a_run_killed_while_it_writes_leaves_nothing_over(
    tmp_path: Path, whole: pd.DataFrame, moment: int
) -> None:
    folder = tmp_path / "kept"
    with start(tmp_path, moment=moment) as process:
        process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    hidden = [path for path in folder.iterdir() if path.name[0] == "."]
    assert len(hidden) == moment % 2
    check_resumed(folder, whole)


def test_more_replications_and_strategies_are_added(tmp_path: Path) -> None:
    bobby = LEADS.with_name("bobby.yaml")
    how = {"workers": 1, "engine": "simpy"}
    run_many(bobby, ["holdout"], 1, keep=tmp_path / "kept", **how)
    told: list[tuple[int, int]] = []
    more = run_many(
        bobby,
        ["formula", "holdout"],
        2,
        keep=tmp_path / "kept",
        progress=lambda done, total: told.append((done, total)),
        **how,
    )
    assert more.attrs["kept"] == 1
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    pd.testing.assert_frame_equal(
        more, run_many(bobby, ["formula", "holdout"], 2, **how), check_exact=True
    )
    again = run_many(bobby, ["formula", "holdout"], 2, keep=tmp_path / "kept", **how)
    assert again.attrs["kept"] == 4
    pd.testing.assert_frame_equal(again, more, check_exact=True)


def test_runs_of_another_seed_are_refused(tmp_path: Path) -> None:
    scenario = load_scenario(LEADS)
    run_many(scenario, None, 1, workers=1, engine="simpy", keep=tmp_path / "kept")
    with pytest.raises(ResultError, match=r"runs of other inputs: seed .* there, 8 here"):
        run_many(scenario, None, 1, workers=1, engine="simpy", seed=8, keep=tmp_path / "kept")


class Silent:
    """Sends nothing."""

    name = "silent"

    def decide(self, observation: Observation) -> Move:
        """Leave everybody alone."""
        del observation
        return Move.stop()


def test_a_strategy_written_in_python_is_always_run(tmp_path: Path) -> None:
    silent = PythonStrategy(Silent(), base="holdout")
    for _ in range(2):
        table = run_many(LEADS, [silent], 1, workers=1, keep=tmp_path / "kept")
        assert table.attrs["kept"] == 0
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["manifest.json"]
