"""Generate the tables of the TRACE page."""

from __future__ import annotations

import ast
from pathlib import Path

from docs.writing.marks import tabulate
from docs.writing.odd import list_parameters
from docs.writing.sources import ROOT, read_first_line

from goodwill.validation import patterns

_TESTS = ROOT / "tests"
_SHOWN_BY_TEST = (_TESTS / "theory",)
_SHOWN_BY_FILE = (_TESTS / "engines", _TESTS / "engines" / "compiled", _TESTS / "stories")


def list_theory() -> list[str]:
    """Tabulate what is held against closed forms: each test is a sentence."""
    rows = [
        (read_first_line(path), "; ".join(_read_sentences(path)))
        for folder in _SHOWN_BY_TEST
        for path in _list_files(folder)
    ]
    return tabulate(("known law", "tests"), rows)


def list_implementation() -> list[str]:
    """Tabulate what is held true of the engines, and of the stories, by file of tests."""
    rows = [
        (f"`{path.relative_to(ROOT).as_posix()}`", read_first_line(path))
        for folder in _SHOWN_BY_FILE
        for path in _list_files(folder)
    ]
    return tabulate(("file", "what it holds"), rows)


def list_folders() -> list[str]:
    """List the folders of tests."""
    folders = {path.parent.relative_to(_TESTS) for path in _TESTS.rglob("test_*.py")}
    tops = sorted({folder.parts[0] for folder in folders if folder.parts})
    return [", ".join(f"`{top}`" for top in tops) + "."]


def list_patterns() -> list[str]:
    """Tabulate the patterns that the model is held against."""
    rows = [
        (str(pattern.number), "C" if pattern.fitted else "H", pattern.name)
        for pattern in patterns()
    ]
    return tabulate(("row", "", "pattern"), rows)


def _list_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("test_*.py"))


def _read_sentences(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.name.removeprefix("test_").replace("_", " ")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


PARTS = {
    "parameters": list_parameters,
    "theory": list_theory,
    "implementation": list_implementation,
    "folders": list_folders,
    "patterns": list_patterns,
}
"""What generates each part, by name."""
