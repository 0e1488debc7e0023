"""A person's luck in compiled code: the next number of a decision, counted by person."""

from __future__ import annotations

from typing import Any

from goodwill.draws import draw
from goodwill.engines.compiled.layout import COLUMN_OF
from goodwill.engines.compiled.memory import Record, life_of, person_of, whole
from goodwill.engines.compiled.units import unit

MOST = 65_535  # occurrences that a counter holds
FAULT_LUCK = 1  # a counter is full


@unit
def next_luck(world: Record, row: int, decision: int, vendor: int) -> float:
    """Draw the next number of a person's luck; `vendor` 0: of its own life."""
    life: Any = life_of(world, row)
    column = COLUMN_OF[decision]
    occurrence = whole(life.used[column])
    if occurrence == MOST:
        world.fault = FAULT_LUCK
    life.used[column] = occurrence + 1
    return luck_at(world, row, decision, vendor, occurrence)


@unit
def luck_at(world: Record, row: int, decision: int, vendor: int, occurrence: int) -> float:
    """Draw the number of a person's luck that belongs to a given occurrence."""
    return draw(
        world.key, person_of(world, row).id, decision, vendor, occurrence, world.replication
    )
