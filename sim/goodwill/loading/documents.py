"""Read YAML strictly, and remember where every node was written.

Only plain data passes: text keys, unique; lists, mappings and scalars by the YAML 1.2 core schema;
no anchors, aliases, merges, tags, directives or second documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike

from goodwill.errors import ScenarioError
from goodwill.loading.files import read_text
from goodwill.loading.nodes import Builder, Location, Marks, Value
from goodwill.loading.positions import Fault, Position, refusal
from goodwill.loading.scalars import FORBIDDEN

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Document:
    """Hold what a YAML file says, and where it says it.

    Attributes
    ----------
    file
        The file's name as it was given.
    text
        The file's text, with line breaks as LF.
    values
        The top mapping as plain Python values.
    marks
        For the location of every node, where it was written.
    """

    file: str
    text: str
    values: dict[str, Value]
    marks: Mapping[Location, Marks] = field(repr=False)

    def locate(self, location: Location, *, key: bool = False) -> Position:
        """Find where a node was written; a missing one is at the nearest node around it.

        Parameters
        ----------
        location
            Keys and indices from the top, as pydantic gives them.
        key
            Point at the node's key, not at its value.
        """
        n_known = len(location)
        while location[:n_known] not in self.marks:
            n_known -= 1
        marks = self.marks[location[:n_known]]
        beside_key = key or n_known < len(location)
        return Position(self.file, *(marks.key if beside_key else marks.value))

    def fault(self, location: Location, message: str, *, key: bool = False) -> Fault:
        """Make a fault for a node, with the line that it stands on."""
        position = self.locate(location, key=key)
        path = ".".join(str(element) for element in location)
        return Fault(position, path, message, self.text.split("\n")[position.line - 1])


def read_document(path: str | PathLike[str]) -> Document:
    """Read a YAML file whose top level is a mapping.

    Raises
    ------
    ScenarioError
        The file cannot be read or is not strict YAML; all faults found are named together.
    """
    return parse_document(read_text(path, MAX_BYTES), str(path))


def parse_document(text: str, file: str = "<text>") -> Document:
    r"""Read YAML from a text, as `read_document` does from a file.

    Raises
    ------
    ScenarioError
        The text is not strict YAML; all faults found are named together.

    Examples
    --------
    >>> document = parse_document("name: bobby\nwait: 3 days")
    >>> document.values, str(document.locate(("wait",)))
    ({'name': 'bobby', 'wait': '3 days'}, '<text>:2:7')
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ScenarioError(f"{file}: the text is longer than {MAX_BYTES} bytes.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        column = forbidden.start() - text.rfind("\n", 0, forbidden.start())
        raise ScenarioError(
            f"{file}:{line}:{column}: character U+{ord(forbidden[0]):04X} is not accepted. "
            "Remove it: it is a control character or hides what the file says."
        )
    builder = Builder(file, text.split("\n"))
    builder.build(text)
    if builder.faults:
        raise refusal(builder.faults)
    if not isinstance(builder.top, dict):
        raise ScenarioError(
            f"{file}:1: {_kind(builder.top)}. Write keys and values: 'name: bobby'."
        )
    return Document(file, text, builder.top, builder.marks)


def _kind(value: Value) -> str:
    if value is None:
        return "the file is empty"
    return "the file holds a list" if isinstance(value, list) else "the file holds a single value"
