"""Test that fields read their text, write it back and describe it to editors."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import jsonschema
import pydantic
import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.fields import (
    Date,
    Delay,
    Duration,
    Name,
    Price,
    Rate,
    Share,
    Window,
    Zone,
    parse_date,
    parse_name,
    parse_zone,
)
from goodwill.loading.units import Money

# For each type: values that are read (as written, as read), and values that are refused.
FIELDS: dict[Any, tuple[list[tuple[object, object]], list[object]]] = {
    Duration: ([("3 days", 259_200)], [3, 0.5, True, None, [], "3", "0 days", "x"]),
    Delay: ([("0 hours", 0), ("1d 6h", 108_000)], [0, "-1 days", {}]),
    Window: ([("09:00-17:00", (32_400, 61_200))], [9, "9-17", "17:00-09:00", None]),
    Share: ([("20 %", 0.2), (0.2, 0.2), (1, 1.0)], [1.1, -0.1, 40, True, "40", None]),
    Rate: ([("0 per year", 0.0), ("3 per 3 s", 1.0)], [3, "3 per month", None]),
    Price: ([("250 USD", Money(250.0, "USD")), ("0.1 EUR", Money(0.1, "EUR"))], [250, "$250"]),
    Date: ([("2026-01-05", dt.date(2026, 1, 5))], ["2026-02-30", "20260105", "2026-W02-1", 2026]),
    Name: ([("a b", "a b"), ("x" * 64, "x" * 64)], ["", " a", "a/b", "x" * 65, "\u00e9", 1]),
    Zone: ([("UTC", "UTC"), ("America/New_York", "America/New_York")], ["../etc", "Mars", "", 1]),
}
READ = [(kind, *pair) for kind, (pairs, _) in FIELDS.items() for pair in pairs]
REFUSED = [(kind, value) for kind, (_, values) in FIELDS.items() for value in values]


def adapter(kind: Any) -> pydantic.TypeAdapter[Any]:
    """Make a strict reader of one type."""
    return pydantic.TypeAdapter(kind)


@pytest.mark.parametrize(("kind", "written", "value"), READ)
def test_a_field_is_read_and_written_back_the_same(
    kind: Any, written: object, value: object
) -> None:
    reader = adapter(kind)
    read = reader.validate_json(json.dumps(written), strict=True)
    assert read == value
    assert reader.validate_json(reader.dump_json(read), strict=True) == value


@pytest.mark.parametrize(("kind", "written"), REFUSED)
def test_what_a_field_cannot_be_is_refused(kind: Any, written: object) -> None:
    with pytest.raises(pydantic.ValidationError):
        adapter(kind).validate_json(json.dumps(written), strict=True)


@pytest.mark.parametrize(("kind", "written", "value"), READ)
def test_the_schema_accepts_what_is_read(kind: Any, written: object, value: object) -> None:
    schema = adapter(kind).json_schema()
    jsonschema.validate(written, schema)
    jsonschema.validate(json.loads(adapter(kind).dump_json(value)), schema)
    assert schema["description"]
    assert written in schema["examples"] or schema["examples"]


@pytest.mark.parametrize(
    ("kind", "written"), [pair for pair in REFUSED if pair[1] not in ("0 days", "17:00-09:00")]
)
def test_the_schema_refuses_nearly_all_that_is_refused(kind: Any, written: object) -> None:
    beyond_patterns = {"2026-02-30", "Mars", "40"}  # calendars, lists and ranges of text
    if isinstance(written, str) and written in beyond_patterns:
        return
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, adapter(kind).json_schema())


def test_a_bound_can_be_put_on_a_field() -> None:
    short = adapter(Annotated[Duration, pydantic.Field(le=86_400)])
    assert short.validate_python("1 day") == 86_400
    with pytest.raises(pydantic.ValidationError, match="less than or equal to 86400"):
        short.validate_python("2 days")


def test_a_misspelt_zone_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="Did you mean 'Europe/Amsterdam'"):
        parse_zone("Europe/Amsterdm")


def test_names_and_dates_are_refused_in_sentences() -> None:
    with pytest.raises(ScenarioError, match="'a/b' is no name"):
        parse_name("a/b")
    with pytest.raises(ScenarioError, match="Write year-month-day"):
        parse_date("05.01.2026")
