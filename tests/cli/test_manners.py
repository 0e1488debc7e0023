"""Every command has help, and refuses in one sentence each."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from tests.cli.calling import Call, snapshot

from goodwill.cli import app

COMMANDS = tuple(sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(call: Call, command: str) -> None:
    done = call(command, "--help")
    assert done.exit_code == 0
    assert f"$ goodwill {command}" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_of_a_command_is_understood(command: str) -> None:
    commands = getattr(typer.main.get_command(app), "commands")  # noqa: B009 - as in test_readme
    lines = re.findall(r"\$ goodwill (.+)", commands[command].epilog)
    assert lines
    for line in lines:
        name, *words = shlex.split(line)
        commands[name].make_context(name, words)  # reads all words, and runs nothing


def test_the_version_is_the_packages(call: Call) -> None:
    from goodwill import __version__

    assert call("--version").stdout == f"goodwill {__version__}\n"


FAULTS = {
    "no such scenario": (("run", "smal"), "smal: there is no such scenario file. Did you mean"),
    "a folder": (("run", "scenarios"), "scenarios: is a folder. Give a scenario file."),
    "no such path": (("run", "no/x.yaml"), "no/x.yaml: there is no such scenario file."),
    "no such strategy": (
        ("run", "small", "--strategy", "pursuit", "--out", "saved"),
        "no strategy 'pursuit'. Did you mean 'pursue'?",
    ),
    "no such strategy of a story": (
        ("story", "small", "--person", "ann", "--strategy", "x", "--figure", "a.svg"),
        "no strategy 'x'. Known: holdout, pursue.",
    ),
    "no such person": (
        ("story", "small", "--person", "anne", "--figure", "a.svg"),
        "no person 'anne'. Did you mean 'ann'?",
    ),
    "no such figure": (
        ("story", "small", "--person", "ann", "--figure", "a.pdf"),
        "a.pdf: no figure can be written as '.pdf'.",
    ),
    "no such folder for a figure": (
        ("story", "small", "--person", "ann", "--figure", "no/a.svg"),
        "there is no folder 'no'. Make it first.",
    ),
    "a file in the way of a demo": (
        ("demo", "--scenario", "small", "--out", "scenarios/small.yaml"),
        "scenarios/small.yaml is a file. Give a folder.",
    ),
    "nothing to lint": (("lint", "none.yaml"), "none.yaml"),
    "a strategy is no scenario": (
        ("run", "scenarios/strategies/pursue.yaml"),
        "pursue.yaml:",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_exit_2_and_leaves_nothing(
    call: Call, project: Path, fault: str
) -> None:
    words, sentence = FAULTS[fault]
    before = snapshot(project)
    done = call(*words)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert snapshot(project) == before


def test_a_fault_in_a_file_is_said_with_its_line(call: Call, project: Path) -> None:
    path = project / "scenarios" / "small.yaml"
    path.write_text(path.read_text().replace("horizon: 60 days", "horizon: 60 dayz"))
    done = call("run", "small", "--out", "saved")
    assert done.exit_code == 2
    assert "scenarios/small.yaml:5:" in done.stderr
    assert not (project / "saved").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("run", "small", "--replication", "-1"),
        ("run", "small", "--seed", "x"),
        ("demo", "--replications", "2"),
        ("list", "things"),
        ("story", "small"),
        ("surprise",),
    ],
)
def test_a_wrong_option_is_refused(call: Call, words: tuple[str, ...]) -> None:
    done = call(*words)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr
