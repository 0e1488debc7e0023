"""Have something measured in a fresh process, which answers in JSON.

python -m benchmarks.asking benchmarks.engines:measure_engine '["compiled", 1000]'
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def ask(question: str, *arguments: Any, environment: dict[str, str] | None = None) -> Any:
    """Call a function in a process of its own.

    Parameters
    ----------
    question
        Its place, such as ``benchmarks.engines:measure_engine``.
    *arguments
        What it is given, by position; JSON must be able to say it.
    environment
        What to add to the environment.

    Returns
    -------
    dict
        What the function gave, and ``wall_seconds``: of the whole process, from its start.

    Raises
    ------
    RuntimeError
        The process failed; says why.
    """
    began = time.perf_counter()
    answer = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "benchmarks.asking", question, json.dumps(arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | (environment or {}),
    )
    wall_seconds = time.perf_counter() - began
    if answer.returncode:
        raise RuntimeError(f"{question}{arguments}: the process failed.\n{answer.stderr}")
    return json.loads(answer.stdout.splitlines()[-1]) | {"wall_seconds": wall_seconds}


def main() -> None:
    """Answer one question, in this process."""
    module, _, name = sys.argv[1].partition(":")
    answer = getattr(importlib.import_module(module), name)(*json.loads(sys.argv[2]))
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
