"""The program that executes notebooks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXECUTE = Path(__file__).parents[2] / "notebooks" / "execute.py"

PLAIN = """\
# %% [markdown]
# # Two and two

# %%
import sys
print(2 + 2, sys.executable)

# %%
{"here": __import__("os").getcwd()}
"""


def run(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """Start the program as `make notebooks` does."""
    return subprocess.run(
        [sys.executable, EXECUTE, *arguments], capture_output=True, text=True, check=False
    )


def test_two_executions_give_the_same_bytes_made_by_this_python(tmp_path: Path) -> None:
    source = tmp_path / "plain.py"
    source.write_text(PLAIN, encoding="utf-8")
    for into in ("once", "again"):
        done = run(source, "--into", tmp_path / into)
        assert done.returncode == 0, done.stderr
    shown = (tmp_path / "once" / "plain.ipynb").read_text(encoding="utf-8")
    assert f"4 {sys.executable}" in shown
    assert f"{{'here': '{tmp_path}'}}" in shown
    assert (tmp_path / "again" / "plain.ipynb").read_text(encoding="utf-8") == shown


def test_a_failing_cell_is_shown_and_the_next_notebook_still_runs(tmp_path: Path) -> None:
    failing, plain = tmp_path / "failing.py", tmp_path / "plain.py"
    failing.write_text("# %%\nraise ValueError('no such luck')\n", encoding="utf-8")
    plain.write_text(PLAIN, encoding="utf-8")
    done = run(failing, plain, "--into", tmp_path)
    assert done.returncode == 1
    assert "failing.py: failed" in done.stderr
    assert "no such luck" in done.stderr
    assert not (tmp_path / "failing.ipynb").exists()
    assert (tmp_path / "plain.ipynb").exists()
    assert "2 notebooks, 1 failed" in done.stdout
