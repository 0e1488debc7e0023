"""Say what a mapping may hold: which columns of an export are which events."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import pydantic
from pydantic import Field

from goodwill.errors import hint
from goodwill.loading.events.table import EventKind
from goodwill.loading.fields import Delay, Name, Zone
from goodwill.loading.parts import Part, Sentence, Word, refuse
from goodwill.loading.positions import shorten
from goodwill.vocabulary import Channel

MAX_NAMES = 50
MAX_WORDS = 1_000

FILLED = "*"  # in a condition: any word, but not none

_ColumnName = Annotated[str, Field(min_length=1, max_length=200)]
_CellWord = Annotated[str, Field(max_length=200)]


def _read_several(given: object) -> object:
    """Take a single text for a list of one."""
    if isinstance(given, str):
        return (given,)
    return tuple(given) if isinstance(given, list) else given


def _several(item: dict[str, Any], **more: Any) -> Any:
    listed = {"type": "array", "minItems": 1, "maxItems": MAX_NAMES, "items": item}
    return pydantic.WithJsonSchema({"anyOf": [item, listed], **more})


_TEXT = {"type": "string", "minLength": 1, "maxLength": 200}
Columns = Annotated[
    tuple[_ColumnName, ...],
    Field(min_length=1, max_length=MAX_NAMES),
    pydantic.BeforeValidator(_read_several),
    _several(_TEXT, description="A column, or several names of which the first found is taken."),
]
"""The name of a column, or several: the first that the header has."""

CellWords = Annotated[
    tuple[_CellWord, ...],
    Field(min_length=1, max_length=MAX_WORDS),
    pydantic.BeforeValidator(_read_several),
    _several({"type": "string", "maxLength": 200}),
]
"""What a cell may say; '' an empty one, '*' any other."""

Condition = Annotated[dict[_ColumnName, CellWords], Field(min_length=1, max_length=MAX_NAMES)]
"""Columns and what they say; all must hold. Capitals make no difference."""

_Kind = Annotated[EventKind, Word(EventKind)]
Kinds = Annotated[
    tuple[_Kind, ...],
    Field(min_length=1, max_length=4),
    pydantic.BeforeValidator(_read_several),
    _several({"type": "string", "enum": [kind.name.lower() for kind in EventKind]}),
]
"""A kind of event, or several that happened at once: [called, connected]."""

_SENTIMENTS = {
    "interested": EventKind.REPLIED_INTERESTED,
    "neutral": EventKind.REPLIED_NEUTRAL,
    "not_interested": EventKind.REPLIED_NOT_INTERESTED,
    "angry": EventKind.REPLIED_ANGRY,
    "unknown": EventKind.REPLIED,
}
Sentiment = Literal["interested", "neutral", "not_interested", "angry", "unknown"]


class PersonPart(Part):
    """Who an event is about; replaced by a keyed hash before anything else is done."""

    column: Columns = Field(description="Where the address, the number or the id stands.")
    holds: Literal["email", "phone", "id"] = Field(
        description="How it is normalised before it is hashed."
    )


class TimesPart(Part):
    """How moments are written."""

    format: Literal[
        "iso", "day_month_year", "month_day_year", "epoch_seconds", "epoch_milliseconds"
    ] = Field("iso", description="2026-01-05 10:00 is understood in each of them.")
    zone: Zone = Field("UTC", description="Of cells without an offset of their own.")
    zone_column: Columns | None = Field(
        None, description="A zone or an offset in each row; where it is empty, `zone` counts."
    )


class KindsPart(Part):
    """Which word of a column is which kind of event."""

    column: Columns = Field(description="Where the word stands.")
    words: dict[_CellWord, Kinds] = Field(
        min_length=1, max_length=MAX_WORDS, description="Kinds by word."
    )
    ignored: tuple[_CellWord, ...] = Field(
        (), max_length=MAX_WORDS, description="Words that are no event here; their rows count."
    )


class EventPart(Part):
    """One event that a row may hold."""

    time: Columns = Field(description="When; where `kind` is given, an empty cell is no event.")
    kind: Kinds | None = Field(None, description="What happened, whatever the row says.")
    kinds: KindsPart | None = Field(None, description="What happened, as a column says.")
    when: Condition | None = Field(None, description="Only in rows where this holds.")
    channel: Annotated[Channel, Word(Channel)] | None = Field(
        None, description="Of this event; else that of the row."
    )

    @pydantic.model_validator(mode="after")
    def _check_together(self) -> Self:
        if (self.kind is None) == (self.kinds is None):
            given = "neither 'kind' nor 'kinds'" if self.kind is None else "'kind' and 'kinds'"
            raise ValueError(f"{given} is given. Write one of them.")
        return self


class ChannelsPart(Part):
    """Which word of a column is which channel."""

    column: Columns = Field(description="Where the word stands.")
    words: dict[_CellWord, Annotated[Channel, Word(Channel)]] = Field(
        min_length=1, max_length=MAX_WORDS, description="Channels by word; others are unknown."
    )


class SentimentPart(Part):
    """In which sense a reply was meant."""

    column: Columns = Field(description="Where the word stands.")
    words: dict[_CellWord, Sentiment] = Field(
        min_length=1, max_length=MAX_WORDS, description="Senses by word; others are unknown."
    )

    def kinds(self) -> dict[str, EventKind]:
        """Give the kind of reply by word."""
        return {word.casefold(): _SENTIMENTS[sense] for word, sense in self.words.items()}


class MachinePart(Part):
    """Which opens and clicks no human made."""

    flags: tuple[Condition, ...] = Field(
        (), max_length=MAX_NAMES, description="A row in which one of these holds."
    )
    user_agent: Columns | None = Field(None, description="What opened it, for known machines.")
    within: Delay = Field(
        5, description="Sooner after delivery is a machine's (assumed); 0 seconds: never."
    )


class MappingFile(Part):
    """How the events of an export are read."""

    mapping: Name = Field(description="Its name.")
    description: Sentence = Field(description="Which export of which tool it reads.")
    header: tuple[_ColumnName, ...] = Field(
        (), max_length=MAX_NAMES, description="Columns by which such a file is recognised."
    )
    separator: Literal[",", ";", "\t", "|"] | None = Field(
        None, description="Between cells. Default: the one that the header has most of."
    )
    person: PersonPart = Field(description="Who.")
    times: TimesPart = Field(TimesPart(), description="How moments are written.")
    channel: Annotated[Channel, Word(Channel)] | None = Field(
        None, description="Of all events that say no other."
    )
    channels: ChannelsPart | None = Field(None, description="The channel of each row.")
    events: tuple[EventPart, ...] = Field(
        min_length=1, max_length=MAX_NAMES, description="What a row may hold; each is looked for."
    )
    ignored: Condition | None = Field(
        None, description="Words of columns of `when` that are no event here; others are told of."
    )
    leave_out: tuple[Condition, ...] = Field(
        (), max_length=MAX_NAMES, description="Rows in which one of these holds are no events."
    )
    message: Columns | None = Field(
        None, description="What the events of one message or call of a person share."
    )
    event_id: Columns | None = Field(
        None, description="What tells an event from others: the same id again is a duplicate."
    )
    sentiment: SentimentPart | None = Field(None, description="Of events of kind 'replied'.")
    machine: MachinePart = Field(MachinePart(), description="Opens and clicks of machines.")
    amount: Columns | None = Field(None, description="Money of events 'won' and 'revenue'.")
    may_be_missing: tuple[_ColumnName, ...] = Field(
        (), max_length=MAX_NAMES, description="Columns that count as empty where there are none."
    )
    drop: tuple[_ColumnName, ...] = Field(
        (), max_length=MAX_NAMES, description="Columns of free text that are not even looked at."
    )

    @pydantic.model_validator(mode="after")
    def _check_words(self) -> Self:
        for number, event in enumerate(self.events):
            if event.kinds is None:
                continue
            words = [word.casefold() for word in (*event.kinds.words, *event.kinds.ignored)]
            twice = next((word for word in words if words.count(word) > 1), None)
            if twice is not None:
                raise ValueError(
                    f"events.{number}.kinds has {shorten(twice)} twice; capitals make no "
                    "difference. Keep one."
                )
        return self

    @pydantic.field_validator("ignored")
    @classmethod
    def _check_ignored(
        cls, ignored: dict[str, tuple[str, ...]] | None, info: pydantic.ValidationInfo
    ) -> dict[str, tuple[str, ...]] | None:
        asked = [name for event in info.data.get("events", ()) for name in event.when or ()]
        for name in ignored or ():
            if asked and name not in asked:
                refuse(f"no 'when' asks for {shorten(name)}. {hint(name, asked)}")
        return ignored

    @pydantic.field_validator("may_be_missing")
    @classmethod
    def _check_missing(
        cls, missing: tuple[str, ...], info: pydantic.ValidationInfo
    ) -> tuple[str, ...]:
        person = info.data.get("person")
        needed = person.column if isinstance(person, PersonPart) else ()
        for name in missing:
            if name in needed:
                refuse(f"{shorten(name)} says who it is about. It cannot be missing.")
        return missing
