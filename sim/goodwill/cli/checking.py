"""``goodwill lint`` and ``goodwill schema``: what files may hold, and whether they do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodwill.cli.manners import BAD_INPUT, print_json, say_notes
from goodwill.errors import UnknownNameError


def lint_files(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Scenarios, strategies, touches, or folders."),
    ],
) -> None:
    """Check files of scenarios, strategies and touches.

    All faults of form are said at once; once there is none, all of names and values.

    Guardrails are listed; `goodwill check` judges them.
    """
    from goodwill.scenario import inspect_files

    paths = _find_files(files)
    found = inspect_files(paths)
    say_notes(found.notes)
    if found.faults:
        sys.stderr.write("\n".join(found.faults) + "\n")
        raise typer.Exit(BAD_INPUT)
    for guardrail in found.guardrails:
        typer.echo(f"{guardrail.place}: guardrail: {guardrail}")
    typer.echo(f"{len(paths)} {'file' if len(paths) == 1 else 'files'}, no faults")


def _find_files(given: list[Path]) -> list[Path]:
    """Put in place of each folder the YAML files below it; each file once."""
    found: dict[Path, None] = {}
    for path in given:
        below = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if not below:
            raise UnknownNameError(f"{path}: there is no *.yaml in this folder. Give another.")
        found |= dict.fromkeys(below)
    return list(found)


def write_schemas(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write KIND.schema.json there.")
    ] = None,
) -> None:
    """Print the JSON Schemas of all files, for editors; or write them to a folder."""
    from goodwill.scenario import schemas
    from goodwill.store.folders import write_file

    if out is None:
        print_json(schemas())
        return
    for kind, schema in schemas().items():
        path = out / f"{kind}.schema.json"
        write_file(path, format_schema(schema).encode())
        typer.echo(path)


def format_schema(schema: object) -> str:
    """Write a schema as it stands in a file: always the same text."""
    import json

    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
