"""Commands do what they promise, and refuse in one sentence each."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result as Finished
from typer.testing import CliRunner

from goodwill.cli import app
from goodwill.scenario import schemas

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "lint", "list", "run", "schema", "story")

Call = Callable[..., Finished]


@pytest.fixture
def call(project: Path) -> Call:
    """Give a way to call a command inside the project folder."""
    del project
    # A terminal of one width, whatever runs the tests: narrower ones break lines elsewhere.
    wide = {"COLUMNS": "120"}
    return lambda *words: CliRunner(env=wide).invoke(app, [str(word) for word in words])


def snapshot(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(call: Call, command: str) -> None:
    done = call(command, "--help")
    assert done.exit_code == 0
    assert f"$ goodwill {command}" in done.stdout


def test_the_version_is_the_packages(call: Call) -> None:
    from goodwill import __version__

    assert call("--version").stdout == f"goodwill {__version__}\n"


def test_a_run_as_json_has_exactly_these_keys_and_numbers(call: Call) -> None:
    content = json.loads(call("run", "small", "--json").stdout)
    assert list(content) == [
        "scenario",
        "strategy",
        "replication",
        "seed",
        "engine",
        "engine_seconds",
        "log_sha256",
        "metrics",
    ]
    assert (content["scenario"], content["strategy"], content["seed"]) == ("small", "pursue", 7)
    assert len(content["log_sha256"]) == 64
    assert content["metrics"]["touches"] > 0
    assert all(isinstance(value, int | float) for value in content["metrics"].values())


def test_a_run_says_its_figures_by_group(call: Call) -> None:
    text = call("run", "scenarios/small.yaml", "--strategy", "holdout").stdout
    assert "small: holdout" in text
    assert [word for word in text.split() if word in {"SOLD", "ANNOYED", "BRAND", "WORK"}] == [
        "SOLD",
        "ANNOYED",
        "BRAND",
        "WORK",
    ]
    assert "luck_won" not in text
    assert "luck_won" in call("run", "small", "--all").stdout


def test_the_same_run_twice_has_the_same_log_and_another_seed_another(call: Call) -> None:
    hashes = [
        json.loads(call("run", "small", "--json", *words).stdout)["log_sha256"]
        for words in ((), (), ("--seed", 8), ("--replication", 1))
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_a_run_can_be_saved(call: Call, project: Path) -> None:
    done = call("run", "small", "--out", "saved", "--json")
    manifest = json.loads((project / "saved" / "manifest.json").read_text())
    assert manifest["log_sha256"] == json.loads(done.stdout)["log_sha256"]


def test_a_story_as_json_has_exactly_these_keys(call: Call) -> None:
    content = json.loads(call("story", "small", "--person", "ann", "--json").stdout)
    assert list(content) == ["person", "strategies"]
    assert list(content["strategies"]) == ["pursue", "holdout"]
    pursued, alone = content["strategies"].values()
    for story in (pursued, alone):
        assert list(story) == [
            "timeline",
            "goodwill_start",
            "goodwill_end",
            "irritation_end",
            "told",
            "won",
        ]
        assert all(
            list(entry) == ["day", "actor", "event", "touch", "detail"]
            for entry in story["timeline"]
        )
    assert {"pitch", "hold"} <= {entry["touch"] for entry in pursued["timeline"]}
    assert pursued["goodwill_end"] < alone["goodwill_end"]


def test_a_story_of_chosen_strategies_tells_no_other(call: Call) -> None:
    done = call("story", "small", "--person", "ann", "--strategy", "holdout", "--json")
    assert list(json.loads(done.stdout)["strategies"]) == ["holdout"]


def test_a_story_shows_what_the_vendor_saw_beside_what_was_true(call: Call) -> None:
    text = call("story", "small", "--person", "ann").stdout
    assert "what the vendor saw" in text
    assert "what was true" in text
    assert "hidden intent: learning" in text
    assert "ann under holdout" in text


def test_anybody_of_the_market_has_a_story(call: Call) -> None:
    done = call("story", "small", "--person", "account anns/person 1", "--json")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_story_can_be_drawn_and_twice_the_same(call: Call, project: Path, suffix: str) -> None:
    for name in ("a", "b"):
        done = call("story", "small", "--person", "ann", "--figure", f"{name}.{suffix}")
        assert done.exit_code == 0, done.stderr
    first = (project / f"a.{suffix}").read_bytes()
    assert first == (project / f"b.{suffix}").read_bytes()
    assert len(first) > 10_000


def test_endings_are_counted_over_lives_with_intervals(call: Call) -> None:
    words = ("story", "small", "--person", "ann", "--endings", 3)
    content = json.loads(call(*words, "--json").stdout)
    assert {sum(counts.values()) for counts in content["endings"].values()} == {3}
    assert "Wilson 95 % intervals" in call(*words).stdout


@pytest.mark.parametrize(
    ("what", "key", "names"),
    [
        ("strategies", "strategy", ["holdout", "pursue"]),
        ("touches", "touch", ["hold", "pitch", "ring_back", "tip"]),
        ("scenarios", "scenario", ["small"]),
    ],
)
def test_what_the_folder_holds_is_listed(call: Call, what: str, key: str, names: list[str]) -> None:
    assert [row[key] for row in json.loads(call("list", what, "--json").stdout)] == names
    printed = call("list", what).stdout
    assert all(name in printed for name in names)


def test_strategies_are_listed_with_their_system_and_sentence(call: Call) -> None:
    rows = {row["strategy"]: row for row in json.loads(call("list", "strategies", "--json").stdout)}
    assert rows["pursue"]["system"] == ["S3"]
    assert rows["pursue"]["description"] == "Pitches at whoever reads anything."


def test_every_parameter_of_the_ledger_is_listed(call: Call) -> None:
    from goodwill.parameters.ledger import ledger

    rows = json.loads(call("list", "parameters", "--json").stdout)
    assert [row["parameter"] for row in rows] == [entry.key for entry in ledger()]
    assert "memory.burn" in call("list", "parameters").stdout


def test_files_without_faults_are_counted(call: Call) -> None:
    assert call("lint", "scenarios").stdout == "4 files, no faults\n"
    assert call("lint", "scenarios/small.yaml").stdout == "1 file, no faults\n"


def test_the_faults_of_all_files_are_said_at_once(call: Call, project: Path) -> None:
    folder = project / "scenarios"
    for name in ("small.yaml", "strategies/pursue.yaml"):
        text = (folder / name).read_text()
        (folder / name).write_text(text + "surprise: 1\n")
    done = call("lint", "scenarios/small.yaml", "scenarios/strategies/pursue.yaml")
    assert done.exit_code == 2
    assert done.stdout == ""
    for name in ("small.yaml:", "pursue.yaml:"):
        assert any(
            name in line and "unknown key 'surprise'" in line for line in done.stderr.splitlines()
        )


def test_the_schemas_in_the_documents_are_up_to_date(call: Call, project: Path) -> None:
    assert call("schema", "--out", "here").exit_code == 0
    written = sorted((project / "here").iterdir())
    assert [path.name for path in written] == [f"{kind}.schema.json" for kind in sorted(schemas())]
    for path in written:
        committed = ROOT / "docs" / "schemas" / path.name
        assert committed.read_bytes() == path.read_bytes(), "Run goodwill schema --out docs/schemas"


def test_schemas_are_printed_where_no_folder_is_given(call: Call) -> None:
    assert json.loads(call("schema").stdout) == schemas()


def test_the_demo_says_what_each_strategy_earned_and_writes_it_down(
    call: Call, project: Path
) -> None:
    done = call("demo", "--scenario", "small", "--replications", 3, "--workers", 1)
    assert done.exit_code == 0, done.stderr
    assert "Engine simpy: 6 runs" in done.stdout
    folder = project / "results" / "demo"
    assert snapshot(folder) == {"figures.csv", "findings.txt", "table.csv"}
    rows = read_rows(folder / "table.csv")
    assert {row["strategy"] for row in rows} == {"pursue", "holdout"}
    figures = read_rows(folder / "figures.csv")
    touches = [
        float(row["value"])
        for row in figures
        if (row["strategy"], row["metric"]) == ("pursue", "touches")
    ]
    mean = next(float(row["touches"]) for row in rows if row["strategy"] == "pursue")
    assert mean == pytest.approx(sum(touches) / 3)
    findings = (folder / "findings.txt").read_text().splitlines()
    assert len(findings) == 2
    assert findings[0].startswith("Deals: ")
    assert findings[0].split()[-1] in done.stdout
    said = " ".join(done.stdout.split())
    assert "The sentences below hold at 95 % all together" in said
    assert "a ceiling" not in said  # neither of the two sees what no vendor can


BROKEN = "start: 2026-01-05"
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


def test_a_demo_needs_a_holdout(call: Call, project: Path) -> None:
    path = project / "scenarios" / "small.yaml"
    path.write_text(path.read_text().replace(", strategies/holdout.yaml", ""))
    done = call("demo", "--scenario", "small")
    assert done.exit_code == 2
    assert "no strategy 'holdout'" in done.stderr
    assert not (project / "results").exists()


def test_a_folder_that_holds_something_else_is_not_overwritten(call: Call, project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine" / "diary.txt").write_text("dear diary")
    done = call("run", "small", "--out", "mine")
    assert done.exit_code == 2
    assert snapshot(project / "mine") == {"diary.txt"}
