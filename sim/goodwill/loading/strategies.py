"""Say what a strategy file may hold."""

from __future__ import annotations

from typing import Annotated, Any, Self

import pydantic
from pydantic import Field
from pydantic_core import CoreSchema

from goodwill.loading.conditions import ConditionText
from goodwill.loading.fields import Delay, Duration, Name, Window
from goodwill.loading.parts import EVERY_DAY, Days, Part, RelativePath, Sentence, Word
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    CapAction,
    CapScope,
    Discipline,
    Intent,
    Measure,
    ReplyAction,
)

MAX_CADENCES = 100
MAX_STEPS = 1_000
LEAST_ROUND = 3_600  # seconds that going round a cadence, or coming back to one, must take
OUT = "out"  # in place of a cadence: none
NOBODY_ANSWERS = "nobody"  # in place of a touch: none

_When = Annotated[tuple[ConditionText, ...], Field(max_length=50)]
_Rules = Annotated[tuple[ConditionText, ...], Field(min_length=1, max_length=50)]
_Count = Annotated[int, Field(ge=0, le=1_000_000)]


class EnrolPart(Part):
    """When a person who is in no cadence is put into one."""

    when: _When = Field((), description="Conditions that must all hold; none: always.")
    into: Name = Field(description="The cadence.")
    again_after: Duration | None = Field(
        None,
        ge=LEAST_ROUND,
        description="After the last cadence; absent: only ever once.",
    )


class StepPart(Part):
    """One step of a cadence: wait, then touch."""

    wait: Delay = Field(description="Since the step before, or since enrolment.")
    touch: Name = Field(description="The kind of touch.")
    window: Window | None = Field(None, description="Hours of the person's own day.")
    days: Days = Field(EVERY_DAY, description="Days of the week, where the person is.")
    only_if: _When = Field((), description="Conditions at the time; else the step is skipped.")
    autoskip: Duration | None = Field(
        None, description="After which a task that waits for a rep is given up; absent: never."
    )
    to_owner: bool = Field(default=False, description="The task waits for the person's own rep.")


class SwitchPart(Part):
    """When an enrolment leaves its cadence."""

    when: _Rules = Field(description="Conditions that must all hold.")
    to: Name = Field(description=f"Another cadence, or '{OUT}'.")


class CadencePart(Part):
    """Steps in order, and what breaks them off."""

    steps: tuple[StepPart, ...] = Field(
        min_length=1, max_length=MAX_STEPS, description="What is done, in order."
    )
    repeat: bool = Field(default=False, description="After the last step comes the first again.")
    switches: tuple[SwitchPart, ...] = Field(
        (), max_length=100, description="When it is left before its end, tried in order."
    )


class ReplyPart(Part):
    """What is done when a reply of one kind arrives."""

    action: Annotated[ReplyAction, Word(ReplyAction)] = Field(description="What is done.")
    touch: Name | None = Field(None, description="What is sent in answer, whatever is done.")
    after: Delay = Field(0, description="How long after the reply that is.")

    @pydantic.model_validator(mode="after")
    def _check_touch(self) -> Self:
        word = self.action.name.lower()
        if not self.touch and self.action in (ReplyAction.RETORT, ReplyAction.APOLOGISE):
            raise ValueError(f"'{word}' sends something, and touch is missing. Name the touch.")
        return self


class _ShortForm:
    """Let the action alone stand for a reply policy."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: pydantic.GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler(Annotated[source, pydantic.BeforeValidator(_expand)])

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: pydantic.GetJsonSchemaHandler
    ) -> dict[str, Any]:
        words = {"type": "string", "enum": list(Word(ReplyAction).words)}
        return {"anyOf": [words, handler(schema)]}


def _expand(given: object) -> object:
    return {"action": given} if isinstance(given, str) else given


_Reply = Annotated[ReplyPart, _ShortForm()]


def _policy(action: ReplyAction, description: str) -> Any:
    return Field(ReplyPart(action=action), description=description)


class RepliesPart(Part):
    """What is done about replies, by kind."""

    angry_reply: _Reply = _policy(ReplyAction.STOP, "About an angry reply. Default: stop.")
    not_interested: _Reply = _policy(ReplyAction.STOP, "About a 'no'. Default: stop.")
    neutral_reply: _Reply = _policy(ReplyAction.PUSH_ON, "About any other. Default: push_on.")
    interested: _Reply = _policy(ReplyAction.ANSWER, "About a 'yes'. Default: answer.")
    declined: _Reply = _policy(ReplyAction.PUSH_ON, "About a declined meeting. Default: push_on.")


class CapPart(Part):
    """A limit on how often a person is touched."""

    covers: Annotated[CapScope, Word(CapScope)] = Field(description="Which touches it counts.")
    at_most: _Count = Field(description="How many.")
    per: Duration = Field(description="In how long.")
    then: Annotated[CapAction, Word(CapAction)] = Field(
        description="What becomes of a touch beyond it."
    )
    retry: Duration = Field(
        SECONDS_PER_DAY, description="After which 'delay' tries again. Default: 1 day."
    )


class PressurePart(Part):
    """What the last days of a quarter do while the quota is missed."""

    last_days: int = Field(ge=0, le=92, description="Days before the quarter's end; 0: never.")
    wait_factor: float = Field(1.0, gt=0, le=10, description="On every wait.")
    presumption: int = Field(0, ge=0, le=3, description="Added to every touch, up to level 3.")
    threshold_factor: float = Field(
        1.0, gt=0, le=10, description="On every score that conditions compare with."
    )


class StrategyFile(Part):
    """One vendor's way of working: enrolment, cadences, replies, limits."""

    strategy: Name = Field(description="Its name.")
    description: Sentence = Field(description="One sentence that a marketing leader reads.")
    touches: tuple[RelativePath, ...] = Field(
        (), max_length=50, description="Files of touches, relative to this one."
    )
    enrol: tuple[EnrolPart, ...] = Field(
        (), max_length=100, description="Tried in order when something is seen of a person."
    )
    cadences: dict[Name, CadencePart] = Field(
        {}, max_length=MAX_CADENCES, description="Cadences by name."
    )
    switches: tuple[SwitchPart, ...] = Field(
        (), max_length=100, description="Switches of every cadence, after its own."
    )
    replies: RepliesPart = Field(RepliesPart(), description="What is done about replies.")
    suppress: tuple[_Rules, ...] = Field(
        (), max_length=100, description="Where any list holds wholly, no touch happens."
    )
    caps: tuple[CapPart, ...] = Field((), max_length=20, description="Limits on frequency.")
    pressure: PressurePart = Field(
        PressurePart(last_days=0), description="What a missed quota does at a quarter's end."
    )
    answers_requests_with: Name = Field(
        description=f"The touch that answers explicit requests, or '{NOBODY_ANSWERS}'."
    )
    automation_a_day: _Count | None = Field(
        None, description="E-mails that automation may send a day; absent: no limit."
    )
    calls_a_day: _Count | None = Field(
        None, description="Tasks that each rep may start a day; absent: no limit."
    )
    queue: Annotated[Discipline, Word(Discipline)] = Field(
        Discipline.FIFO, description="In which order waiting tasks are taken."
    )
    reps_measured_on: Annotated[Measure, Word(Measure)] = Field(
        Measure.MEETINGS,
        description="What reps are measured on: dials make them dial again, the others do not.",
    )
    nightly: bool = Field(default=False, description="Enrolment is tried at midnight as well.")
    colleague_stops: bool = Field(
        default=False, description="A colleague's refusal ends enrolments."
    )
    ticks_off_after: Duration | None = Field(
        None, description="After which reps tick off tasks undone; absent: never."
    )
    only_intents: tuple[Annotated[Intent, Word(Intent)], ...] = Field(
        (), description="The oracle alone: touch people of these hidden intents only."
    )
