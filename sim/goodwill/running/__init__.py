"""Run scenarios: once, or many times over processes.

>>> from goodwill.running import run  # doctest: +SKIP
>>> run("scenarios/bobby.yaml", "silence_aware").metrics["conversions"]  # doctest: +SKIP
"""

from goodwill.running.engines import ENGINES, Engine
from goodwill.running.replications import MANY_COLUMNS, run_many
from goodwill.running.single import run
from goodwill.store import Result

__all__ = ["ENGINES", "MANY_COLUMNS", "Engine", "Result", "run", "run_many"]
