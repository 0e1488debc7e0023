"""Say what was measured on, and with which versions; no names, no dates."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("goodwill", "numpy", "numba", "llvmlite", "simpy", "salabim", "greenlet", "mesa")


def describe_machine() -> dict[str, str]:
    """Describe the processor, its cores, the memory and the system."""
    return {
        "processor": _find("/proc/cpuinfo", "model name"),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(_find('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def find_versions() -> dict[str, str]:
    """Give the versions of what is measured, of those that are installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _find(file: str, name: str) -> str:
    for line in Path(file).read_text("utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"
