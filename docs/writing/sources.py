"""Read what source files say of themselves: fields with their comments, first lines, members."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sim" / "goodwill"

_COMMENT = "  # "
_ROLE = re.compile(r":\w+:`~?(?:[\w.]+\.)?(\w+)`")  # of Sphinx


class Named(NamedTuple):
    """A field, member or function, and what is said about it where it stands."""

    name: str
    kind: str  # annotation of a field; value of a member; "" of a function
    text: str  # comment on its line, or first line of its docstring; "": none


_MEANINGS = Path(__file__).with_name("meanings.toml")


class Described(NamedTuple):
    """A class of a module."""

    name: str
    text: str  # first line of its docstring
    fields: tuple[Named, ...]


@cache
def _parse(path: Path) -> tuple[ast.Module, tuple[str, ...]]:
    text = path.read_text(encoding="utf-8")
    return ast.parse(text), tuple(text.splitlines())


def read_first_line(path: Path) -> str:
    """Give the first line of a module's docstring, without its full stop."""
    return _find_first_line(_parse(path)[0])


def read_class(path: Path, name: str) -> Described:
    """Give a class with its annotated fields, or its members where it is an enumeration.

    Raises
    ------
    LookupError
        The module has no such class, or the class has neither.
    """
    tree, lines = _parse(path)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            fields = tuple(_read_fields(node, lines))
            if fields:
                return Described(name, _find_first_line(node), fields)
    raise LookupError(f"{path}: there is no class {name!r} with fields.")


def explain(described: Described) -> Described:
    """Put in what the table of meanings says of fields whose own line says nothing.

    Raises
    ------
    LookupError
        Nothing says what a field means, or the table has one that needs nothing or is not there.
    """
    given = read_meanings().get(described.name, {})
    silent = {field.name for field in described.fields if not field.text}
    if silent != set(given):
        raise LookupError(
            f"{_MEANINGS.name}: {described.name}: {', '.join(sorted(silent ^ set(given)))}. "
            "A field is explained on its own line in the source or there, not both, not neither."
        )
    explained = (field._replace(text=field.text or given[field.name]) for field in described.fields)
    return described._replace(fields=tuple(explained))


@cache
def read_meanings() -> dict[str, dict[str, str]]:
    """Give what is said of fields elsewhere, by class and field."""
    return tomllib.loads(_MEANINGS.read_text(encoding="utf-8"))


def read_functions(path: Path, decorator: str) -> tuple[Named, ...]:
    """Give the functions of a module that bear a decorator, in their order."""
    return tuple(
        Named(node.name, "", _find_first_line(node))
        for node in _parse(path)[0].body
        if isinstance(node, ast.FunctionDef)
        and decorator in {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
    )


def read_body(path: Path, name: str) -> str:
    """Give a function as it stands there, without decorators, annotations and docstring.

    Raises
    ------
    LookupError
        The module has no such function with a docstring.
    """
    tree, lines = _parse(path)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name and ast.get_docstring(node):
            arguments = ", ".join(one.arg for one in node.args.args)
            body = lines[node.body[0].end_lineno or 0 : node.end_lineno]
            return "\n".join([f"def {name}({arguments}):", *body])
    raise LookupError(f"{path}: there is no documented function {name!r}.")


def read_sections(path: Path, name: str) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Give the members of an enumeration under the comments that stand above them.

    A comment heads a section where nothing stands directly above it.
    """
    members = {member.name: member for member in read_class(path, name).fields}
    sections: list[tuple[str, list[Named]]] = []
    above = ""
    for line in (one.strip() for one in _parse(path)[1]):
        if line.startswith("# ") and not above:
            sections.append((line[2:], []))
        member = members.get(line.partition(" = ")[0])
        if member and sections:
            sections[-1][1].append(member)
        above = line
    return tuple((text, tuple(found)) for text, found in sections if found)


def _read_fields(node: ast.ClassDef, lines: tuple[str, ...]) -> Iterator[Named]:
    for statement in node.body:
        line = lines[(statement.end_lineno or statement.lineno) - 1]
        comment = line.partition(_COMMENT)[2].strip()
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if not comment.startswith("type:"):
                yield Named(statement.target.id, ast.unparse(statement.annotation), comment)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if not name.startswith("_"):
                yield Named(name, ast.unparse(statement.value), comment)


def _find_first_line(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> str:
    found = (ast.get_docstring(node) or "").partition("\n")[0].removesuffix(".")
    return _ROLE.sub(r"\1", found).replace("`", "")
