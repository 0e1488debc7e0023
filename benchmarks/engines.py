"""Run the yardstick's cadence with everything that goodwill models, on its own engines."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from benchmarks import memory, toy

HERE = Path(__file__).resolve().parent
SCENARIO = """\
scenario: workload
question: How fast is the engine?
start: 2026-01-05
horizon: 180 days
seed: 1
vendor: {{name: Vendor}}
regions: {{all: {{share: 100 %, zone: UTC}}}}
{people}
reps: [{{name: rep, count: {n_reps}, hours: 00:00-24:00, zone: UTC, days: every_day}}]
strategies: [workload.yaml]
"""
LEADS = """\
leads:
  file: leads.csv
  columns: {id: id, date: date}
  region: all
  event: content_download
  intents: {learning: 50 %, exploring: 30 %, buying: 8 %, loyal_elsewhere: 0 %, outsider: 12 %}"""
MARKET = """\
market:
  accounts: {n_accounts}
  people_per_account: 5
  sizes: {{small: 60 %, medium: 30 %, large: 10 %}}
  incumbents: 30 %
  front_desks: 60 %
  aware: 40 %
  intents: {{learning: 50 %, exploring: 30 %, buying: 8 %, loyal_elsewhere: 0 %, outsider: 12 %}}"""
_MOST_LEADS = 5_000_000  # that a file may hold; more people are drawn, and come of themselves
_START = 1_767_571_200  # 2026-01-05, as a Unix second
_N_WARM = 50  # people of a run that is not measured, so that nothing is loaded while measured

LogLevel = Literal["full", "outcomes"]
Engine = Callable[[Any], Any]  # World -> History


def write_scenario(folder: Path, n_people: int) -> Path:
    """Write the yardstick's arrivals and cadence as files of goodwill."""
    people = MARKET.format(n_accounts=n_people // 5)
    if n_people <= _MOST_LEADS:
        people, gap = LEADS, toy.ARRIVALS / n_people
        rows = [f"{lead:x},{_find_date(lead * gap)}" for lead in range(n_people)]
        (folder / "leads.csv").write_text("\n".join(["id,date", *rows]) + "\n", "utf-8")
    for name in ("workload.yaml", "workload_touches.yaml"):
        (folder / name).write_text((HERE / name).read_text("utf-8"), "utf-8")
    path = folder / "scenario.yaml"
    described = SCENARIO.format(people=people, n_reps=toy.count_reps(n_people))
    path.write_text(described, "utf-8")
    return path


def _find_date(day: float) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(_START + int(day) * 86_400))


def find_engine(name: str) -> Engine:
    """Give what runs a world: ``simpy`` or ``compiled``, the latter ready to run."""
    if name == "simpy":
        from goodwill.engines import reference

        return reference.run
    from goodwill.engines import compiled

    compiled.prepare()
    return compiled.run


def make_world(n_people: int) -> Any:
    """Make the yardstick's world."""
    from goodwill import scenario

    with tempfile.TemporaryDirectory() as folder:
        loaded = scenario.load_scenario(write_scenario(Path(folder), n_people))
        return scenario.make_world(loaded, "workload")


def measure_engine(name: str, n_people: int) -> dict[str, float]:
    """Measure one run with the full log in order of time.

    Returns
    -------
    dict
        Touches, rows of the log, and CPU seconds: of the run, and of reading and making its world;
        bytes that the run takes at most on top of its world, the log included.
    """
    run = find_engine(name)
    run(make_world(_N_WARM))
    began = time.process_time()
    world = make_world(n_people)
    made = time.process_time()
    held = memory.settle()
    ready = time.process_time()
    history = run(world)
    done = time.process_time()
    return {
        **count(history),
        "seconds": done - ready,
        "world_seconds": made - began,
        "run_bytes": memory.find_peak() - held,
    }


def count(history: Any) -> dict[str, float]:
    """Count the touches that were sent, whether the log holds them or not, and its rows."""
    from goodwill.eventlog import Kind

    n_touches = int((history.events["kind"] == Kind.TOUCHED).sum())
    if history.tally is not None:  # of what a shortened log holds no record of
        n_touches += int(history.tally.touches.sum())
    return {"n_touches": n_touches, "n_rows": len(history.events)}


def measure_growth(log: LogLevel, n_people: int) -> dict[str, float]:
    """Measure one run of the compiled engine, and the memory that it and its world take.

    Parameters
    ----------
    log
        ``full`` or ``outcomes``, the shortest that the engine keeps.
    n_people
        Contacts of the yardstick.

    Returns
    -------
    dict
        As :func:`measure_engine`; bytes that the world holds, that the run takes at most on top
        of it, and of all that at most, making included.
    """
    find_engine("compiled")(make_world(_N_WARM))
    from goodwill.engines import compiled

    bare = memory.settle()
    began = time.process_time()
    world = make_world(n_people)
    made = time.process_time()
    peak = memory.find_peak()
    held = memory.settle()
    ready = time.process_time()
    history = compiled.run(world, log)
    seconds = time.process_time() - ready
    most = memory.find_peak()
    return {
        **count(history),
        "seconds": seconds,
        "world_seconds": made - began,
        "world_bytes": held - bare,
        "run_bytes": most - held,
        "peak_bytes": max(most, peak) - bare,
    }
