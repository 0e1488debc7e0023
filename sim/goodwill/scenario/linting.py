"""Check files of any of the four kinds, and describe them to editors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

from goodwill.errors import ScenarioError, hint
from goodwill.loading.documents import Document, read_document
from goodwill.loading.events import MappingFile
from goodwill.loading.faults import check
from goodwill.loading.findings import Findings
from goodwill.loading.scenarios import ScenarioFile
from goodwill.loading.strategies import StrategyFile
from goodwill.loading.touches import TouchFile
from goodwill.loading.trees import find_tree
from goodwill.scenario.data import DataFolder
from goodwill.scenario.definition import Guardrail, Scenario
from goodwill.scenario.gathering import Library
from goodwill.scenario.reading import read_scenario

KINDS: dict[str, type[pydantic.BaseModel]] = {
    "mapping": MappingFile,
    "scenario": ScenarioFile,
    "strategy": StrategyFile,
    "touches": TouchFile,
}
"""The kinds of files, by their first key."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_EXCERPT = re.compile(r" *[0-9]* \| ")
_BOUNDS = ("ge", "le", "gt", "lt")


class Inspection(NamedTuple):
    """What was found in files."""

    faults: list[str]  # each once
    notes: list[str]  # what is not wrong but should not go unsaid, each once
    guardrails: list[Guardrail]  # of the scenarios, those without faults


def lint(paths: Iterable[str | PathLike[str]]) -> list[str]:
    """Check files, whichever of the four kinds each is; say what is wrong.

    See :func:`inspect_files`, which says more.
    """
    return inspect_files(paths).faults


def inspect_files(paths: Iterable[str | PathLike[str]]) -> Inspection:
    """Check files, whichever of the four kinds each is.

    Files of leads need not be there; where they are, they are checked.

    Parameters
    ----------
    paths
        Files. A scenario is checked with all that it names.

    Returns
    -------
    Inspection
        What is wrong, what should be known, and what is guarded.
    """
    notes: dict[str, None] = {}
    problems: dict[str, None] = {}
    guardrails: dict[Guardrail, None] = {}
    for path in paths:
        findings = Findings()
        try:
            document = read_document(path)
            scenario = _CHECKS[find_kind(document)](Path(path), document, findings)
            findings.refuse()
            guardrails |= dict.fromkeys(scenario.guardrails if scenario else ())
        except ScenarioError as error:
            problems |= dict.fromkeys(_split(str(error)))
        notes |= dict.fromkeys(findings.notes)
    return Inspection(list(problems), list(notes), list(guardrails))


def find_kind(document: Document) -> str:
    """Say which kind of file a document is, by its first key.

    Raises
    ------
    ScenarioError
        It is none of them.
    """
    first = next(iter(document.values), "")
    if first not in KINDS:
        raise ScenarioError(
            f"{document.file}:1: the first key is {first!r}, so this is no file of goodwill. "
            f"{hint(str(first), KINDS)}"
        )
    return str(first)


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schemas of the four kinds of files, by first key.

    Returns
    -------
    dict
        For editors: they underline what would be refused. Always the same.
    """
    return {
        kind: {"$schema": _DRAFT, **_clean(model.model_json_schema())}
        for kind, model in sorted(KINDS.items())
    }


def _check_scenario(path: Path, document: Document, findings: Findings) -> Scenario | None:
    return read_scenario(path, findings, document=document, data=DataFolder(None, demanded=False))


def _check_strategy(path: Path, document: Document, findings: Findings) -> None:
    Library(find_tree(path), findings).gather(path, document)


def _check_touches(path: Path, document: Document, findings: Findings) -> None:
    Library(find_tree(path), findings).read_touches(path, document)


def _check_mapping(path: Path, document: Document, findings: Findings) -> None:
    del path, findings  # it names no other file, and says all that is wrong at once
    check(MappingFile, document)


_CHECKS: dict[str, Callable[[Path, Document, Findings], Scenario | None]] = {
    "mapping": _check_mapping,
    "scenario": _check_scenario,
    "strategy": _check_strategy,
    "touches": _check_touches,
}


def _split(text: str) -> list[str]:
    """Part faults from one another; the excerpt below a fault belongs to it."""
    faults: list[str] = []
    for line in text.split("\n"):
        if faults and _EXCERPT.match(line):
            faults[-1] += f"\n{line}"
        else:
            faults.append(line)
    return faults


def _clean(shape: Any) -> Any:
    # pydantic leaves bounds in seconds on durations, which are text to an editor.
    if isinstance(shape, list):
        return [_clean(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    text = shape.get("type") == "string"
    return {key: _clean(value) for key, value in shape.items() if not (text and key in _BOUNDS)}
