"""Measure several processes against one, and see that they give the same bytes."""

from __future__ import annotations

import hashlib
import time

from benchmarks.asking import ROOT

SCENARIO = ROOT / "scenarios" / "aggressive_vs_nurture.yaml"


def measure_workers(n_workers: int, n_replications: int) -> dict[str, float | str]:
    """Run every strategy of the main scenario many times.

    Parameters
    ----------
    n_workers
        Processes; 1: this one.
    n_replications
        Of each strategy.

    Returns
    -------
    dict
        Seconds by the clock, starting processes included, and the SHA-256 of all figures.
    """
    from goodwill.engines import compiled
    from goodwill.running import run_many

    compiled.prepare()
    run_many(SCENARIO, None, 1, workers=1, engine="compiled")
    began = time.perf_counter()
    table = run_many(SCENARIO, None, n_replications, workers=n_workers, engine="compiled")
    seconds = time.perf_counter() - began
    figures = table.to_csv(index=False, float_format="%.17g").encode()
    return {
        "seconds": seconds,
        "n_runs": len(table.groupby(["strategy", "replication"])),
        "sha256": hashlib.sha256(figures).hexdigest(),
    }
