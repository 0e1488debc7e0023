"""Run scenarios: once, or many times over processes.

>>> from goodwill.running import run  # doctest: +SKIP
>>> run("scenarios/bobby.yaml", "silence_aware").metrics["conversions"]  # doctest: +SKIP
"""

from goodwill.running.replications import MANY_COLUMNS, run_many
from goodwill.running.single import ENGINE, run
from goodwill.store import Result

__all__ = ["ENGINE", "MANY_COLUMNS", "Result", "run", "run_many"]
