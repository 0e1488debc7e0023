"""Compile the units in several processes, each its share, into the folder that all load from.

Nothing is called here, so that what a unit calls need not be there yet: a symbol of any address
will do. Who loads the units later gives every symbol its true one.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import llvmlite.binding
import numba

from goodwill.engines.compiled.cache import find_cache
from goodwill.engines.compiled.units import UNITS
from goodwill.kernels import FLAGS, register_kernels

MOST_PROCESSES = 4
LOOK = 0.2  # seconds between two looks at how far they have come
_PROGRAM = "from goodwill.engines.compiled import compile_part; compile_part({part}, {n_parts})"


def compile_in_parts(told: Callable[[int, int], None] | None, n_all: int) -> None:
    """Compile all units in as many processes as there are processors, at most four.

    What a process fails to do is left to who loads the units: it compiles what is not there.

    Parameters
    ----------
    told, n_all
        Is told how many parts are ready, of `n_all`.
    """
    n_parts = min(MOST_PROCESSES, _count_processors())
    if n_parts == 1:
        return
    running = [
        subprocess.Popen(  # noqa: S603 - this very interpreter, on this very package
            [sys.executable, "-c", _PROGRAM.format(part=part, n_parts=n_parts)],
            env=_make_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for part in range(n_parts)
    ]
    try:
        while any(process.poll() is None for process in running):
            time.sleep(LOOK)
            if told:
                told(min(len(UNITS), sum(1 for _ in find_cache().rglob("*.nbi"))), n_all)
    finally:
        for process in running:
            process.kill()
            process.wait()


def _make_environment() -> dict[str, str]:
    """Let a process find this very package, and keep its code where this one looks for it."""
    here = [folder for folder in sys.path if folder]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(here),
        "GOODWILL_CACHE": str(find_cache().parent),
    }


def _count_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def compile_part(part: int, n_parts: int) -> None:
    """Compile one share of the units into the folder of machine code; none of them can be called.

    Parameters
    ----------
    part, n_parts
        Which share, of how many.
    """
    from numba.core import config

    settings: Any = config
    settings.CACHE_DIR = str(find_cache())
    register_kernels()
    nowhere = ctypes.create_string_buffer(16)
    for one in UNITS.values():
        llvmlite.binding.add_symbol(one.symbol, ctypes.addressof(nowhere))
    # The longest first, dealt out in turn: shares of about the same work.
    largest_first = sorted(UNITS.values(), key=lambda one: -len(one.function.__code__.co_code))
    for one in largest_first[part::n_parts]:
        numba.cfunc(one.signature, cache=True, **FLAGS)(one.function)
