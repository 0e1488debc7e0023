"""The compiled engine: the same log as the reference engine, bit for bit, much sooner."""

from goodwill.engines.compiled.engine import prepare, run

__all__ = ["prepare", "run"]
