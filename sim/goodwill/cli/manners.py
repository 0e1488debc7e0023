"""How every command behaves: its exit codes, where it writes, how it shows progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from goodwill.errors import GoodwillError

if TYPE_CHECKING:
    from rich.console import Console
    from typer._click.core import Context

BAD_INPUT = 2
STOPPED = 130

_PIPE_WIDTH = 120  # columns of text that no terminal limits

Advance = Callable[[int, int], None]
"""Takes how much is done, and how much there is to do."""


class PoliteGroup(TyperGroup):
    """A group of commands that refuse in sentences, not in tracebacks."""

    def invoke(self, ctx: Context) -> Any:
        """Run a command; turn what it refuses into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except GoodwillError as error:
            _refuse(str(error))
        except BrokenPipeError:
            raise
        except OSError as error:
            if error.filename is None:
                raise
            _refuse(f"{error.filename}: {error.strerror}.")
        except KeyboardInterrupt:
            sys.stderr.write("Stopped.\n")
            raise typer.Exit(STOPPED) from None


def _refuse(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(BAD_INPUT) from None


def write_examples(*commands: str) -> str:
    """Write the lines that stand under a command's help."""
    return "\n\n".join(["[bold]Examples[/bold]", *(f"  $ {command}" for command in commands)])


def open_console(*, stderr: bool = False) -> Console:
    """Give the console to print on: as wide as the terminal, or wide enough for any table."""
    from rich.console import Console

    file = sys.stderr if stderr else sys.stdout
    narrow = file.isatty() or "COLUMNS" in os.environ
    return Console(file=file, width=None if narrow else _PIPE_WIDTH, highlight=False, emoji=False)


def say_notes(notes: Iterable[str]) -> None:
    """Say on standard error what is not wrong but should be known."""
    for note in notes:
        sys.stderr.write(f"Note: {note}\n")


def print_json(content: object) -> None:
    """Print plain data as JSON that any reader takes: no NaN, nothing but data on the line."""
    import json

    sys.stdout.write(json.dumps(content, indent=2, allow_nan=False, ensure_ascii=False) + "\n")


def _ignore(done: int, total: int) -> None:
    """Take what nobody is there to see."""


@contextmanager
def show_progress(what: str) -> Iterator[Advance]:
    """Show a bar on standard error while something runs; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=open_console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield advance
