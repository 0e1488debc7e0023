"""Measure how long it takes until something runs. What it imports, it imports where it measures."""

from __future__ import annotations

import time


def measure_import() -> dict[str, float]:
    """Measure ``import goodwill`` in a process that has imported next to nothing."""
    began, cpu = time.perf_counter(), time.process_time()
    import goodwill  # noqa: F401

    return {"elapsed": time.perf_counter() - began, "seconds": time.process_time() - cpu}


def measure_compiling() -> dict[str, float]:
    """Measure getting the compiled engine ready, from the start of the process on."""
    from goodwill.engines.compiled import prepare

    prepare()
    return {"seconds": time.process_time()}


def measure_first_run(scenario: str) -> dict[str, float]:
    """Measure from the start of the process to the end of a first run on the compiled engine."""
    import goodwill

    result = goodwill.run(scenario, engine="compiled")
    return {"seconds": time.process_time(), "n_people": len(result.world.persons)}
