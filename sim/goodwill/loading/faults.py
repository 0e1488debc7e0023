"""Check a document against a pydantic model, and say at once all that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pydantic
from pydantic_core import ErrorDetails

from goodwill.errors import ScenarioError, hint
from goodwill.loading import units
from goodwill.loading.documents import Document
from goodwill.loading.nodes import Location
from goodwill.loading.positions import Fault, Position, refusal, shorten
from goodwill.loading.shapes import ModelShape, Place

__all__ = ["Fault", "Position", "check", "explain", "refusal"]

Model = TypeVar("Model", bound=pydantic.BaseModel)

_MUST_BE = re.compile("must be (.*)(, but it is .*)", re.DOTALL)
_FORMER_BOOLEANS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def check(model: type[Model], document: Document) -> Model:
    """Make a model of a document's values.

    The model is validated strictly whatever its own setting: text is never taken for a number, nor
    a number for text. Lists become tuples and words become enum members, as from JSON.

    Parameters
    ----------
    model
        The pydantic model that the document is to follow.
    document
        What was read.

    Raises
    ------
    ScenarioError
        The document does not follow the model. All faults are named, sorted by line, each as
        ``file:line:column: path: problem``, with the line of the file and a caret.
    """
    try:
        return model.model_validate_json(json.dumps(document.values), strict=True)
    except pydantic.ValidationError as error:
        raise refusal(explain(error, model, document)) from None


def explain(
    error: pydantic.ValidationError, model: type[pydantic.BaseModel], document: Document
) -> list[Fault]:
    """Turn pydantic's complaints about a document into faults with positions.

    Parameters
    ----------
    error
        What pydantic raised.
    model, document
        The model and the document that were compared.
    """
    shape = ModelShape(model)
    details = [
        detail
        for detail in error.errors(include_url=False)
        if detail["type"] != "too_short" or not _faulty_within(error, detail["loc"])
    ]
    return _join_alternatives([_fault(detail, shape, document) for detail in details])


def _faulty_within(error: pydantic.ValidationError, location: Location) -> bool:
    # Faulty items are left out before items are counted: the list is not too short then.
    within = len(location)
    return any(
        len(detail["loc"]) > within and detail["loc"][:within] == location
        for detail in error.errors(include_url=False)
    )


def _join_alternatives(faults: list[Fault]) -> list[Fault]:
    # A value that fits no member of a union is one fault, not one for each member.
    joined: dict[tuple[Position, str, str], Fault] = {}
    for fault in faults:
        match = _MUST_BE.fullmatch(fault.message)
        place = (fault.position, fault.path, match[2] if match else fault.message)
        if match and place in joined:
            earlier = joined[place].message.removesuffix(match[2])
            joined[place] = replace(fault, message=f"{earlier} or {match[1]}{match[2]}")
        else:
            joined[place] = fault
    return list(joined.values())


def _fault(detail: ErrorDetails, shape: ModelShape, document: Document) -> Fault:
    location: Location = detail["loc"]
    # pydantic's word for a fault in a key of a mapping; no node has it, so it is not followed
    beside_key = bool(location) and location[-1] == "[key]"
    place = shape.follow(location, document.values)
    if detail["type"] == "missing":
        parent = shape.follow(location[:-1], document.values)
        message = _missing(str(location[-1]), parent, shape)
        return document.fault((*parent.location, location[-1]), message, key=True)
    if detail["type"] == "extra_forbidden":
        parent = shape.follow(location[:-1], document.values)
        message = f"unknown key {shorten(location[-1])}. "
        message += hint(str(location[-1])[:64], shape.known_keys(parent))
        return document.fault(place.location, message, key=True)
    if detail["type"] == "union_tag_invalid":
        return _unknown_tag(detail, place, document)
    return document.fault(place.location, _sentence(detail), key=beside_key)


def _missing(key: str, parent: Place, shape: ModelShape) -> str:
    given = set(parent.value) if isinstance(parent.value, dict) else set()
    others = sorted(set(shape.known_keys(parent)) - given - {key})
    also = f" Other keys that may stand here: {', '.join(others)}." if others else ""
    return f"{key!r} is missing.{also}"


def _unknown_tag(detail: ErrorDetails, place: Place, document: Document) -> Fault:
    context = detail.get("ctx", {})
    key = str(context["discriminator"]).strip("'")
    known = _quoted(str(context["expected_tags"]))
    message = f"unknown {key} {shorten(context['tag'])}. {hint(str(context['tag'])[:64], known)}"
    return document.fault((*place.location, key), message)


def _sentence(detail: ErrorDetails) -> str:
    """Say what is wrong with a value, and what is accepted."""
    special = _SENTENCES.get(detail["type"])
    said = special(detail) if special else ""
    return said or _plain_sentence(detail)


def _plain_sentence(detail: ErrorDetails) -> str:
    said = detail["msg"]
    for theirs, ours in (
        ("Input should be a valid integer", "must be a whole number"),
        ("Input should be a valid string", "must be text"),
        ("Input should be a valid list", "must be a list ('- ...' or '[...]')"),
        ("Input should be a valid array", "must be a list ('- ...' or '[...]')"),
        ("Input should be a valid tuple", "must be a list ('- ...' or '[...]')"),
        ("Input should be a valid boolean", "must be true or false"),
        ("Input should be an object", "must be keys and values ('key: value')"),
        ("Input should be a valid dictionary", "must be keys and values ('key: value')"),
        ("Input should", "must"),
    ):
        said = said.replace(theirs, ours)
    shown = "empty" if detail["input"] is None else shorten(detail["input"])
    return f"{said[0].lower()}{said[1:]}, but it is {shown}."


def _unknown_word(detail: ErrorDetails) -> str:
    known = _quoted(str(detail.get("ctx", {}).get("expected", "")))
    given = detail["input"]
    if not known or not isinstance(given, str):
        return ""
    return f"unknown value {shorten(given)}. {hint(given[:64], known)}"


def _former_boolean(detail: ErrorDetails) -> str:
    meant = _FORMER_BOOLEANS.get(str(detail["input"]).lower())
    return f"{shorten(detail['input'])} is text. Did you mean {meant}?" if meant else ""


def _beyond_bound(detail: ErrorDetails) -> str:
    # A bound on a duration is in seconds inside, but the writer thinks in days.
    try:
        units.parse_duration(detail["input"], minimum=0)
        (bound,) = detail.get("ctx", {}).values()
        shown = units.format_duration(int(bound))
    except (ScenarioError, TypeError, ValueError):
        return ""
    return _plain_sentence({**detail, "msg": detail["msg"].replace(str(bound), shown)})


def _text_for_number(detail: ErrorDetails) -> str:
    given = detail["input"]
    plain = re.sub("[_ ,]", "", given) if isinstance(given, str) else ""
    if not re.fullmatch(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?", plain):
        return ""
    return f"{shorten(given)} is text, not a number. Did you mean {plain}, without quotes or marks?"


def _own_words(detail: ErrorDetails) -> str:
    return str(detail["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _no_tag(detail: ErrorDetails) -> str:
    key = str(detail.get("ctx", {}).get("discriminator", "'kind'"))
    return f"{key} is missing: it says which keys may stand here."


def _quoted(words: str) -> list[str]:
    return re.findall(r"'([^']*)'", words)


_SENTENCES: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(
        ("less_than", "less_than_equal", "greater_than", "greater_than_equal"), _beyond_bound
    ),
    "literal_error": _unknown_word,
    "enum": _unknown_word,
    "bool_type": _former_boolean,
    "int_type": _text_for_number,
    "float_type": _text_for_number,
    "value_error": _own_words,
    "assertion_error": _own_words,
    "unreadable": _own_words,
    "union_tag_not_found": _no_tag,
}
