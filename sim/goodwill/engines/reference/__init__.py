"""The reference engine, in SimPy: read this one to learn how the model runs.

``engine`` starts the processes; ``life`` is what people do of themselves, ``outreach`` what a
vendor does to them, ``delivery`` the moment where the two meet, ``floor`` the reps, ``night`` what
travels from one person to another.
"""

from goodwill.engines.reference.engine import run

__all__ = ["run"]
