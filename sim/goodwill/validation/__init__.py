"""Hold the model against what is known: a table of patterns, each lived through and judged.

The table stands in ``patterns.toml``: ranges, their sources, and which rows were used for fitting,
all fixed before anything was fitted. A row is posed by a module of
:mod:`goodwill.validation.rows`; its scenarios lie in ``scenarios/patterns/``.
"""

from goodwill.validation.patterns import Pattern, Quantity, patterns
from goodwill.validation.validating import Finding, Validation, validate

__all__ = ["Finding", "Pattern", "Quantity", "Validation", "patterns", "validate"]
