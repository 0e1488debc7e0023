"""Test that all faults of a document are named at once, each where it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import pydantic
import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.documents import parse_document
from goodwill.loading.faults import check
from goodwill.loading.fields import Delay, Duration, Name, Share
from goodwill.loading.positions import MAX_FAULTS_SHOWN, Fault, Position, refusal, shorten
from goodwill.loading.shapes import ModelShape


class _Part(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)


class Outcome(StrEnum):
    """Say what came of a touch."""

    SILENT = "silent"
    CLICKED = "clicked"


class Wait(_Part):
    """Wait for a while; its tag is also the name of a field."""

    kind: Literal["wait"]
    wait: Duration
    note: str | None = None


class Email(_Part):
    """Write a mail."""

    kind: Literal["email"]
    presumption: Share
    after: Delay = 0
    outcome: Outcome = Outcome.SILENT


class Strategy(_Part):
    """Hold steps."""

    name: Name
    steps: tuple[Annotated[Wait | Email, pydantic.Field(discriminator="kind")], ...]


class Scenario(_Part):
    """Hold a scenario small enough to test with."""

    seed: int = pydantic.Field(ge=0)
    reach: float = 1.0
    fresh: bool = False
    mood: Literal["calm", "cross"] = "calm"
    limit: int | Literal["none"] = 5
    horizon: Annotated[Duration, pydantic.Field(le=10 * 86_400)] = 86_400
    strategies: tuple[Strategy, ...] = ()
    weights: dict[Name, float] = {}

    @pydantic.model_validator(mode="after")
    def _calm_when_fresh(self) -> Scenario:
        if self.fresh and self.mood == "cross":
            raise ValueError("nobody is fresh and cross. Choose one.")
        return self


GOOD = """\
seed: 3
reach: 2
strategies:
  - name: matt
    steps:
      - {kind: wait, wait: 3 days}
      - {kind: email, presumption: 40 %, outcome: clicked}
"""


def refuse(text: str) -> list[str]:
    """Check a text that is to be refused, and give the lines of the message."""
    with pytest.raises(ScenarioError) as caught:
        check(Scenario, parse_document(text, "x.yaml"))
    return str(caught.value).splitlines()


def test_a_good_document_becomes_a_model() -> None:
    scenario = check(Scenario, parse_document(GOOD))
    assert scenario.reach == 2.0
    assert scenario.strategies[0].steps == (
        Wait(kind="wait", wait="3 days"),  # type: ignore[arg-type]
        Email(kind="email", presumption=0.4, outcome=Outcome.CLICKED),
    )


# What is written (after 'seed: 3'), and how the first line of the complaint goes on after x.yaml:.
FAULTS = {
    "sed: 1": "2:1: sed: unknown key 'sed'. Did you mean 'seed'? Known: fresh, horizon,",
    "fresh: yes": "2:8: fresh: 'yes' is text. Did you mean true?",
    "mood: crass": "2:7: mood: unknown value 'crass'. Did you mean 'cross'? Known: calm, cross.",
    "mood: 3": "2:7: mood: must be 'calm' or 'cross', but it is 3.",
    "reach: 1_000": "2:8: reach: '1_000' is text, not a number. Did you mean 1000",
    "reach:": "2:7: reach: must be a valid number, but it is empty.",
    "horizon: 11 days": "2:10: horizon: must be less than or equal to 10 days, but it is '11",
    "horizon: 3": "2:10: horizon: '3' has no unit: write '3 days' or '3 hours'.",
    "horizon: 1 month": "2:10: horizon: '1 month': 'month' is not accepted as a unit.",
    "horizon: [1]": "2:10: horizon: a list is not text. Write it as '3 days'",
    "limit: 1.5": "2:8: limit: must be a whole number or 'none', but it is 1.5.",
    "strategies: {}": "2:13: strategies: must be a list ('- ...' or '[...]'), but it is a mapping.",
    "strategies: [3]": "2:14: strategies.0: must be keys and values ('key: value'), but it is 3.",
    "strategies: [{steps: []}]": "2:14: strategies.0.name: 'name' is missing.",
    "strategies: [{name: a/b, steps: []}]": "2:21: strategies.0.name: 'a/b' is no name.",
    "weights: {a/b: 1}": "2:11: weights.a/b: 'a/b' is no name.",
    "weights: {a: x}": "2:14: weights.a: must be a valid number, but it is 'x'.",
    "fresh: true\nmood: cross": "1:1: nobody is fresh and cross. Choose one.",
}
STEPS = {
    "{kind: wait, wait: 3}": "25: strategies.0.steps.0.wait: '3' has no unit",
    "{kind: wait}": "6: strategies.0.steps.0.wait: 'wait' is missing. Other keys that may stand",
    "{kind: wait, wait: 1 d, not: x}": "30: strategies.0.steps.0.not: unknown key 'not'. "
    "Did you mean 'note'? Known: kind, note, wait.",
    "{kind: email, presumption: 40}": "33: strategies.0.steps.0.presumption: 40 is not within "
    "0 to 1. Did you mean '40 %'?",
    "{kind: email, presumption: 0, outcome: slient}": "45: strategies.0.steps.0.outcome: unknown "
    "value 'slient'. Did you mean 'silent'? Known: clicked, silent.",
    "{kind: emial}": "13: strategies.0.steps.0.kind: unknown kind 'emial'. Did you mean 'email'?",
    "{after: 0 h}": "6: strategies.0.steps.0: 'kind' is missing",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_named_where_it_stands(text: str) -> None:
    first, source, caret = refuse(f"seed: 3\n{text}")[:3]
    assert first.startswith("x.yaml:" + FAULTS[text])
    column = int(first.split(":")[2])
    assert caret.index("^") - caret.index("|") - 2 == column - 1
    assert (text if first.startswith("x.yaml:2") else "seed: 3") in source


@pytest.mark.parametrize("step", STEPS)
def test_tags_of_unions_are_no_part_of_the_path(step: str) -> None:
    text = f"seed: 3\nstrategies:\n- name: matt\n  steps:\n   - {step}"
    assert refuse(text)[0].startswith("x.yaml:5:" + STEPS[step])


def test_all_faults_are_named_at_once_sorted_by_line() -> None:
    text = "sed: 3\nmood: crass\nhorizon: 3\nstrategies:\n- {name: a, steps: [{kind: x}]}\nreach: a"
    lines = [line.split(":")[1] for line in refuse(text) if line.startswith("x.yaml")]
    assert lines == ["1", "1", "2", "3", "5", "6"]


def test_a_missing_key_is_told_with_its_path() -> None:
    first = refuse("mood: calm")[0]
    assert first.startswith("x.yaml:1:1: seed: 'seed' is missing. Other keys that may stand here: ")


def test_text_is_never_taken_for_a_number() -> None:
    assert refuse("seed: '3'")[0] == (
        "x.yaml:1:7: seed: '3' is text, not a number. Did you mean 3, without quotes or marks?"
    )


def test_a_long_line_is_shown_around_the_fault() -> None:
    _, source, caret = refuse(f"{{mood: calm, {' ' * 500}seed: x}}")
    assert len(source) < 120
    assert source.index("x}") == caret.index("^")


def test_a_caret_stands_right_after_wide_characters() -> None:
    _, source, caret = refuse("{seed: 3, mood: '\u732b', sed: 1}")[3:]
    assert source.index("sed: 1") + 1 == caret.index("^")


def test_many_faults_are_cut() -> None:
    faults = [Fault(Position("x", line), "", "wrong.") for line in range(1, 60)]
    lines = str(refusal(faults)).splitlines()
    assert len(lines) == MAX_FAULTS_SHOWN + 1
    assert lines[-1] == "... and 9 more."


def test_a_value_is_shown_short() -> None:
    assert len(shorten("x" * 10**6)) == 60
    assert shorten([1] * 10**6) == "a list"
    assert shorten("\x1b") == r"'\x1b'"


def test_a_model_without_a_schema_is_followed_by_its_values() -> None:
    class Odd(pydantic.BaseModel, arbitrary_types_allowed=True):
        thing: object
        other: type[int] | complex | range | None = None

    place = ModelShape(Odd).follow(("thing", "tag", 1), {"thing": [1, 2]})
    assert place.location == ("thing", 1)
    assert place.value == 2


class Sure(_Part):
    """Hold at least one thing."""

    weights: tuple[Share, ...] = pydantic.Field(min_length=1)


def test_a_list_of_faulty_items_is_not_called_too_short() -> None:
    with pytest.raises(ScenarioError) as caught:
        check(Sure, parse_document("weights: [2, 3]", "x.yaml"))
    assert "at least 1 item" not in str(caught.value)
    assert str(caught.value).count("x.yaml:1:") == 2
    with pytest.raises(ScenarioError, match="at least 1 item"):
        check(Sure, parse_document("weights: []", "x.yaml"))
