"""Hold what the three kinds of files have in common: strict mappings, words, days of the week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any, NoReturn

import pydantic
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from goodwill.errors import ScenarioError, hint
from goodwill.loading.positions import shorten

EVERY_DAY = 0b1111111
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_SETS = {"every_day": EVERY_DAY, "weekdays": 0b0011111}

WEEKDAYS = {day: at for at, day in enumerate(_DAYS)}
"""The days of the week by name, Monday first."""


class Part(pydantic.BaseModel):
    """A mapping in a file: unknown keys are refused, text is no number, nothing changes later."""

    model_config = pydantic.ConfigDict(
        extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True
    )


def refuse(problem: str) -> NoReturn:
    """Refuse a value inside a pydantic validator, in our own words."""
    raise PydanticCustomError("unreadable", "{problem}", {"problem": problem})


@dataclass(frozen=True)
class Word:
    """Read a member of the vocabulary by its lower-case name.

    Attributes
    ----------
    members
        The enumeration.
    accepted
        Those of its members that may stand here; all if empty.
    """

    members: type[IntEnum]
    accepted: tuple[IntEnum, ...] = ()

    @property
    def words(self) -> dict[str, IntEnum]:
        """Give the members by their words."""
        return {member.name.lower(): member for member in self.accepted or self.members}

    def read(self, given: object) -> IntEnum:
        """Give the member that a word names; refuse anything else."""
        words = self.words
        if isinstance(given, self.members):
            return given
        if isinstance(given, str) and given in words:
            return words[given]
        shown = str(given)[:64] if isinstance(given, str) else ""
        refuse(f"unknown value {shorten(given)}. {hint(shown, words)}")

    def __get_pydantic_core_schema__(
        self, source: object, handler: pydantic.GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate by :meth:`read`, write back the word."""
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda member: member.name.lower()
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: pydantic.GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """List the words."""
        return {"type": "string", "enum": list(self.words)}


def read_text(parse: Callable[[str], Any], example: str) -> pydantic.BeforeValidator:
    """Make a validator of a parser of text that raises `ScenarioError`."""

    def read(given: object) -> object:
        if not isinstance(given, str):
            refuse(f"{shorten(given)} is not text. Write it as '{example}'.")
        try:
            return parse(given)
        except ScenarioError as error:
            refuse(str(error))

    return pydantic.BeforeValidator(read)


def read_days(given: object) -> int:
    """Read days of the week as a mask: bit 0 Monday to bit 6 Sunday."""
    if isinstance(given, str) and given in _DAY_SETS:
        return _DAY_SETS[given]
    listed = given if isinstance(given, list) else []
    wrong = [day for day in listed if not isinstance(day, str) or day not in WEEKDAYS]
    if listed and not wrong:
        return sum(1 << WEEKDAYS[day] for day in set(listed))
    first = wrong[0] if wrong else given
    near = hint(first[:64], _DAYS if wrong else _DAY_SETS) if isinstance(first, str) else ""
    refuse(
        f"{shorten(first)} says no days of the week. {near}{' ' if near else ''}"
        "Write weekdays, every_day or a list such as [monday, friday]."
    )


Days = Annotated[
    int,
    pydantic.BeforeValidator(read_days),
    pydantic.WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": list(_DAY_SETS)},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "string", "enum": list(_DAYS)},
                },
            ]
        }
    ),
]
"""A mask of weekdays, written as weekdays, every_day or a list of days."""

Sentence = Annotated[str, pydantic.Field(min_length=1, max_length=1_000)]
"""Text for people, up to 1,000 characters."""

RelativePath = Annotated[
    str,
    pydantic.Field(min_length=1, max_length=255, description="A file, named relative to this one."),
]
"""The name of another file; where it may lie is checked when it is opened."""
