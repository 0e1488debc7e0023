"""The README promises nothing that the program does not do."""

from __future__ import annotations

import re
import shlex
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import click
import pytest
import typer

from goodwill.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^ {4}\.venv/bin/goodwill (.+)$", README, re.MULTILINE)
PYTHON = re.search(r"^## From Python\n\n((?: {4}.*\n|\n)+)", README, re.MULTILINE)
PICTURE = Path("docs/pictures/bobby.svg")


@pytest.fixture
def commands() -> dict[str, click.Command]:
    """Give the program's commands by name."""
    group = typer.main.get_command(app)
    return dict(getattr(group, "commands"))  # noqa: B009 - typer's group has no exported type


def test_the_shell_examples_are_found() -> None:
    named = {"compare", "lint", "list", "run", "story", "validate"}
    assert {line.split()[0] for line in SHELL} == named


@pytest.mark.parametrize("line", SHELL)
def test_a_shell_example_is_understood(line: str, commands: dict[str, click.Command]) -> None:
    name, *words = shlex.split(line)
    commands[name].make_context(name, words)  # reads all words, and runs nothing


@pytest.mark.parametrize("line", SHELL)
def test_the_files_and_strategies_of_a_shell_example_exist(line: str) -> None:
    words = shlex.split(line)
    for word in words:
        if word.startswith("scenarios/"):
            assert (ROOT / word).is_file()
    for option, value in pairwise(words):
        if option == "--strategy":
            assert (ROOT / "scenarios" / "strategies" / f"{value}.yaml").is_file()


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PYTHON
    program = re.sub(r"^ {4}", "", PYTHON.group(1), flags=re.MULTILINE)
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(compile(program, "README.md", "exec"), names)  # noqa: S102 - our own example
    assert {"gw", "result"} <= names.keys()


def test_the_picture_is_drawn_by_the_present_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    if f"matplotlib=={version('matplotlib')}" not in constraints.split():
        pytest.skip("another matplotlib draws the same letters in other bytes")
    # The command that `make docs` runs.
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(rf"goodwill (story .*--figure) {re.escape(str(PICTURE))}", makefile)
    assert found
    monkeypatch.chdir(ROOT)
    drawn = tmp_path / PICTURE.name
    app([*shlex.split(found.group(1)), str(drawn)], standalone_mode=False)
    assert drawn.read_bytes() == (ROOT / PICTURE).read_bytes(), "Run `make docs` and commit."
