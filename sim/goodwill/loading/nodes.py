"""Build plain values from the events of a YAML parser, and note where each was written.

PyYAML's own node graph is built by recursion and only then can be looked at; from the stream of
events the limits act while the file is parsed, so that a hostile file costs no more than a valid
one of the largest accepted size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, Union

import yaml

from goodwill.errors import ScenarioError
from goodwill.loading.positions import MAX_FAULTS_SHOWN, Fault, Position, shorten
from goodwill.loading.scalars import FORBIDDEN, refuse_key, resolve_scalar

MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_SCALAR = 10_000

Value: TypeAlias = Union[bool, int, float, str, "list[Value]", "dict[str, Value]", None]
Location: TypeAlias = tuple[str | int, ...]

# libyaml where the wheel has it (10 to 20 times faster), else the same grammar in Python.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ADVICE = {
    "\\t": "Indent with spaces, not with tabs.",
    "mapping values are not allowed": "Put quotes around text that contains ': '.",
    "could not find expected ':'": "Write 'key: value', with a blank after the colon.",
    "found undefined tag handle": "Tags ('!') are not accepted.",
    "cannot start any token": "Put quotes around text that begins with this character.",
}


class Marks(NamedTuple):
    """Hold where a node's key and its value begin, as (line, column) counted from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


class _StopReading(Exception):  # noqa: N818 - no error: what was found is reported by the caller
    """End the reading; the reason is already among the faults."""


@dataclass
class _Open:
    """Hold a collection that is being read."""

    location: Location
    collection: list[Value] | dict[str, Value]
    key: str | None = None
    key_mark: tuple[int, int] = (1, 1)
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)


class Builder:
    """Build values from a text, collecting faults.

    Attributes
    ----------
    top
        The value of the whole text, complete only if there are no faults.
    marks
        For the location of every value, where it was written.
    faults
        What is wrong, in the order of finding.
    """

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.faults: list[Fault] = []
        self.marks: dict[Location, Marks] = {(): Marks((1, 1), (1, 1))}
        self.top: Value = None
        self._open: list[_Open] = []
        self._n_nodes = 0
        self._n_documents = 0

    def build(self, text: str) -> None:
        """Read all events; stop at the first that leaves no sense in going on."""
        try:
            for event in _events(text):
                self._take(event)
        except _StopReading:
            pass
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._complain(mark, _explain(error))
        except yaml.YAMLError as error:
            self._complain(None, f"this is not YAML: {' '.join(str(error).split())}.")

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event)

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._n_documents += 1
        if self._n_documents > 1:
            self._complain(event.start_mark, "a second document begins. Keep one in a file.")
            raise _StopReading
        if event.version or event.tags:
            self._complain(event.start_mark, "directives ('%') are not accepted. Remove it.")

    def _take_node(self, event: yaml.NodeEvent) -> None:
        self._n_nodes += 1
        if self._n_nodes > MAX_NODES:
            self._complain(event.start_mark, f"the file has more than {MAX_NODES} values.")
            raise _StopReading
        self._refuse_extras(event)
        inside = self._open[-1] if self._open else None
        if inside and isinstance(inside.collection, dict) and inside.key is None:
            self._take_key(event, inside)
        else:
            self._take_value(event, inside)
        if isinstance(event, yaml.AliasEvent):
            raise _StopReading  # a bomb of them would say the same a hundred times

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._complain(event.start_mark, "aliases ('*') are not accepted. Write it out.")
        if event.anchor:
            self._complain(event.start_mark, "anchors ('&') are not accepted. Remove it.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._complain(event.start_mark, f"tags are not accepted, here {shorten(tag)}.")

    def _take_key(self, event: yaml.NodeEvent, inside: _Open) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._complain(event.start_mark, "a key must be text, not a collection or an alias.")
            raise _StopReading
        problem = refuse_key(event.value, plain=event.implicit[0])
        folded = unicodedata.normalize("NFKC", event.value).casefold()
        line, _ = self._mark(event.start_mark)
        if not problem and folded in inside.seen:
            first, first_line = inside.seen[folded]
            problem = (
                f"key {shorten(event.value)} is already in line {first_line}, "
                f"as {shorten(first)}. Keep one of the two."
            )
        if problem:
            self._complain(event.start_mark, problem)
        inside.seen.setdefault(folded, (event.value, line))
        inside.key = event.value
        inside.key_mark = self._mark(event.start_mark)

    def _take_value(self, event: yaml.NodeEvent, inside: _Open | None) -> None:
        location = self._next_location(inside)
        here = self._mark(event.start_mark)
        keyed = inside is not None and inside.key is not None
        self.marks[location] = Marks(inside.key_mark if inside and keyed else here, here)
        value = self._value(event)
        if inside is None:
            self.top = value
        elif isinstance(inside.collection, list):
            inside.collection.append(value)
        elif inside.key is not None:
            inside.collection[inside.key] = value
            inside.key = None
        if isinstance(value, list | dict):
            self._open.append(_Open(location, value))
            if len(self._open) > MAX_DEPTH:
                self._complain(event.start_mark, f"values are nested deeper than {MAX_DEPTH}.")
                raise _StopReading

    def _value(self, event: yaml.NodeEvent) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        return [] if isinstance(event, yaml.SequenceStartEvent) else None  # an alias: refused

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        if len(event.value) > MAX_SCALAR:
            self._complain(event.start_mark, f"a text is longer than {MAX_SCALAR} characters.")
            return None
        escaped = FORBIDDEN.search(event.value)
        if escaped:
            self._complain(
                event.start_mark, f"character U+{ord(escaped[0]):04X} is not accepted. Remove it."
            )
            return None
        if not event.implicit[0]:
            return str(event.value)
        try:
            return resolve_scalar(event.value)
        except ScenarioError as error:
            self._complain(event.start_mark, str(error))
            return None

    def _mark(self, mark: Any) -> tuple[int, int]:
        # An empty value at the end may be placed by the parser on a line after the last.
        if mark.line >= len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1
        return mark.line + 1, mark.column + 1

    @staticmethod
    def _next_location(inside: _Open | None) -> Location:
        if inside is None:
            return ()
        if inside.key is not None:
            return (*inside.location, inside.key)
        if isinstance(inside.collection, dict):
            return inside.location  # a key is being read
        return (*inside.location, len(inside.collection))

    def _complain(self, mark: Any, message: str) -> None:
        line, column = self._mark(mark) if mark else (1, 1)
        inside = self._open[-1] if self._open else None
        path = ".".join(str(element) for element in self._next_location(inside))
        source = self.lines[line - 1]
        self.faults.append(Fault(Position(self.file, line, column), path, message, source))
        if len(self.faults) >= MAX_FAULTS_SHOWN:
            raise _StopReading


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=PARSER)
    return events


def _explain(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    said = ", ".join(" ".join(part.split()) for part in parts)
    advice = next((advice for sign, advice in _ADVICE.items() if sign in said), "")
    return f"this is not YAML: {said}. {advice}".rstrip()
