"""Measure the yardstick, written plainly in other frameworks."""

from __future__ import annotations

import importlib
import time

from benchmarks import toy

PEERS = {
    "simpy": "benchmarks.plain_simpy",
    "salabim": "benchmarks.plain_salabim",
    "mesa": "benchmarks.plain_mesa",
    "numpy": "benchmarks.plain_numpy",
}
"""By the name of the framework: the module that has the yardstick as `run_toy`."""


def measure_peer(name: str, n_contacts: int, seed: int) -> dict[str, float]:
    """Measure one run of the yardstick in another framework.

    Returns
    -------
    dict
        Touches, CPU seconds of the run, and what came out (:class:`benchmarks.toy.Figures`).
    """
    run_toy = importlib.import_module(PEERS[name]).run_toy
    run_toy(10, seed)
    began = time.process_time()
    run = run_toy(n_contacts, seed)
    seconds = time.process_time() - began
    return {
        "n_touches": len(run.log),
        "seconds": seconds,
        **toy.find_figures(run)._asdict(),
    }
