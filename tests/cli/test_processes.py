"""The command as a process of its own: its exit codes and what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

GOODWILL = (sys.executable, "-c", "from goodwill.cli import app; app(prog_name='goodwill')")


def test_bad_input_is_exit_2_without_a_traceback(project: Path) -> None:
    done = subprocess.run(
        [*GOODWILL, "run", "nothing"], cwd=project, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom goodwill.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('IMPORTED', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    imported = {name.partition(".")[0] for name in done.stdout.partition("IMPORTED")[2].split()}
    assert "typer" in imported
    heavy = {"matplotlib", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "simpy"}
    assert imported & heavy == set()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_ctrl_c_is_exit_130_and_leaves_nothing(project: Path) -> None:
    before = set(project.rglob("*"))
    program = (
        "import os, signal, goodwill.running\n"
        # Whoever starts the tests in the background has Ctrl-C ignored; children inherit that.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def interrupt(*given, **more):\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "    signal.pause()\n"
        "goodwill.running.run = interrupt\n"
        "from goodwill.cli import app\napp(prog_name='goodwill')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "run", "small", "--out", "saved"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 130, done.stderr
    assert done.stderr == "Stopped.\n"
    assert set(project.rglob("*")) == before


def test_output_that_nobody_reads_to_its_end_is_no_traceback(project: Path) -> None:
    listing = subprocess.Popen(
        [*GOODWILL, "list", "parameters"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.close()
    said = listing.stderr.read()
    listing.stderr.close()
    listing.wait(timeout=120)
    assert "Traceback" not in said
