"""The compiled engine: the same log as the reference engine, bit for bit, much sooner."""

from goodwill.engines.compiled.engine import prepare, run
from goodwill.engines.compiled.parts import compile_part

__all__ = ["compile_part", "prepare", "run"]
