"""Say how much memory this process holds, and held at most. Linux only."""

from __future__ import annotations

import ctypes
import gc
from pathlib import Path

_PAGE = 4096
_FORGET_PEAK = "5"  # proc(5): clear_refs


def settle() -> int:
    """Give back what is not in use any more, forget the peak, and give the bytes that are held."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
    if trim:
        trim(0)
    Path("/proc/self/clear_refs").write_text(_FORGET_PEAK, "ascii")
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE


def find_peak() -> int:
    """Give the most bytes that were held since :func:`settle`."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/self/status: no VmHWM line. This benchmark needs Linux.")
