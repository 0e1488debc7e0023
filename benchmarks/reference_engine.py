"""Measure the SimPy engine: touches a second and bytes a person, beside a plain SimPy loop.

Run ``make bench`` or ``python benchmarks/reference_engine.py [people ...]``. Every figure is CPU
time of one process; both programs run in turn on the same machine in the same minutes, so that
their ratio means something where single times do not. Prints a Markdown table.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
DEFAULT_PEOPLE = (200, 2_000, 20_000)
N_ROUNDS = 3
SCENARIO = """\
scenario: workload
question: How fast is the engine?
start: 2026-01-05
horizon: 180 days
seed: 1
vendor: {{name: Vendor}}
regions: {{all: {{share: 100 %, zone: UTC}}}}
leads:
  file: leads.csv
  columns: {{id: id, date: date, origin: origin}}
  region: all
  event: content_download
  intents: {{learning: 50 %, exploring: 30 %, buying: 8 %, loyal_elsewhere: 0 %, outsider: 12 %}}
reps: [{{name: rep, count: {n_reps}, hours: 00:00-24:00, zone: UTC, days: every_day}}]
strategies: [{strategy}]
"""


class Measurement(NamedTuple):
    """What one run of goodwill took, in a process of its own."""

    n_people: int
    n_touches: int
    seconds: float  # CPU, of the engine alone
    bytes_each: float  # a person, state and log, beyond what was there before


def write_scenario(folder: Path, n_people: int) -> Path:
    """Write the toy's arrivals and cadence as files of goodwill."""
    rows = [f"{lead:032x},{_date(lead * 120 / n_people)},web" for lead in range(n_people)]
    (folder / "leads.csv").write_text("\n".join(["id,date,origin", *rows]) + "\n", "utf-8")
    for name in ("workload.yaml", "workload_touches.yaml"):
        (folder / name).write_text((HERE / name).read_text("utf-8"), "utf-8")
    n_reps = max(1, round(7e-5 * n_people))
    path = folder / "scenario.yaml"
    path.write_text(SCENARIO.format(n_reps=n_reps, strategy="workload.yaml"), "utf-8")
    return path


def _date(day: float) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(1_767_571_200 + int(day) * 86_400))


def measure_goodwill(n_people: int) -> Measurement:
    """Run the toy's cadence with everything that goodwill models, once."""
    from goodwill.engines.reference import run
    from goodwill.eventlog import Kind
    from goodwill.scenario import load_scenario, make_world

    with tempfile.TemporaryDirectory() as folder:
        small = load_scenario(write_scenario(Path(folder), 50))
        run(make_world(small, "workload"))  # so that nothing is loaded or compiled while measured
        scenario = load_scenario(write_scenario(Path(folder), n_people))
        world = make_world(scenario, "workload")
    gc.collect()
    before = _resident()
    began = time.process_time()
    history = run(world)
    seconds = time.process_time() - began
    touches = int((history.events["kind"] == Kind.TOUCHED).sum())
    return Measurement(n_people, touches, seconds, (_peak() - before) / n_people)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def _peak() -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/self/status: no VmHWM line. This benchmark needs Linux.")


def ask(program: str, n_people: int) -> list[float]:
    """Run one measurement in a fresh process."""
    command = [sys.executable, str(Path(__file__).resolve()), "--one", program, str(n_people)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return [float(word) for word in answer.stdout.split()]


def measure_one(program: str, n_people: int) -> None:
    """Print what one run took, for :func:`ask`."""
    if program == "plain":
        from plain_simpy import run_toy

        toy = run_toy(n_people)
        sys.stdout.write(f"{toy.n_touches} {toy.seconds}\n")
    else:
        measured = measure_goodwill(n_people)
        sys.stdout.write(f"{measured.n_touches} {measured.seconds} {measured.bytes_each}\n")


def main(people: tuple[int, ...]) -> None:
    """Measure all sizes, in rounds, and print medians."""
    sys.stdout.write(
        "| people | touches each | goodwill, us a touch | touches a second | bytes a person "
        "| plain SimPy, us a touch | ratio |\n|---|---|---|---|---|---|---|\n"
    )
    for n_people in people:
        ours, plain, memory, n_touches = [], [], [], 0.0
        for _ in range(N_ROUNDS):
            n_touches, seconds, each = ask("goodwill", n_people)
            ours.append(seconds / n_touches * 1e6)
            memory.append(each)
            n_plain, seconds = ask("plain", n_people)
            plain.append(seconds / n_plain * 1e6)
        mine, theirs = statistics.median(ours), statistics.median(plain)
        ratio = statistics.median(one / other for one, other in zip(ours, plain, strict=True))
        sys.stdout.write(
            f"| {n_people:,} | {n_touches / n_people:.1f} | {mine:.0f} | {1e6 / mine:,.0f} "
            f"| {statistics.median(memory):,.0f} | {theirs:.1f} | {ratio:.1f} |\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure_one(sys.argv[2], int(sys.argv[3]))
    else:
        main(tuple(int(word) for word in sys.argv[1:]) or DEFAULT_PEOPLE)
