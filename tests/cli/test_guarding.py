"""``goodwill check`` tells by its exit code whether guardrails hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call

# Which engine is chosen depends on what this machine has compiled before.
QUICK = ("--replications", 4, "--workers", 1, "--engine", "simpy")


def write_guardrails(project: Path, *rules: str) -> int:
    """Add guardrails to the small scenario; give the line of the first."""
    path = project / "scenarios" / "small.yaml"
    text = path.read_text() + "guardrails:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules)
    path.write_text(text)
    return text[: text.index("guardrails:")].count("\n") + 2


HOLDS = "strategy: pursue, metric: touches, above: 0, against: holdout"
BROKEN = "strategy: pursue, metric: emails, below: 1"
UNDECIDED = "strategy: pursue, metric: conversions, above: 0.01"


@pytest.mark.parametrize(
    ("rules", "code", "verdicts"),
    [
        ([HOLDS], 0, ["holds"]),
        ([HOLDS, BROKEN], 1, ["holds", "broken"]),
        ([HOLDS, UNDECIDED], 3, ["holds", "undecided"]),
        ([UNDECIDED, BROKEN, HOLDS], 1, ["undecided", "broken", "holds"]),
    ],
)
def test_the_exit_code_is_the_verdict_on_all(
    call: Call, project: Path, rules: list[str], code: int, verdicts: list[str]
) -> None:
    first = write_guardrails(project, *rules)
    done = call("check", "small", *QUICK)
    assert done.exit_code == code, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[: len(rules)]] == verdicts
    for at, line in enumerate(lines[: len(rules)]):
        assert line.endswith(f"scenarios/small.yaml:{first + at}")
    assert lines[len(rules)].startswith(f"Of {len(rules)}: ")


def test_the_json_says_all_that_the_lines_say(call: Call, project: Path) -> None:
    first = write_guardrails(project, HOLDS, BROKEN)
    done = call("check", "small", "--json", *QUICK)
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert (said["scenario"], said["verdict"], said["replications"]) == ("small", "broken", 4)
    assert said["engine"] == "simpy"
    held, broken = said["guardrails"]
    assert held["line"] == first
    assert (held["verdict"], held["above"], held["against"]) == ("holds", 0, "holdout")
    assert held["low"] > 0
    assert (broken["verdict"], broken["below"], broken["against"]) == ("broken", 1, None)
    assert broken["low"] <= broken["estimate"] <= broken["high"]
    assert broken["confidence"] == pytest.approx(0.975)


def test_what_has_no_bounds_is_null_in_json(call: Call, project: Path) -> None:
    write_guardrails(project, "strategy: pursue, metric: cost, above: 0")
    one = ("--replications", 1, "--workers", 1, "--engine", "simpy")
    (judged,) = json.loads(call("check", "small", "--json", *one).stdout)["guardrails"]
    assert (judged["low"], judged["high"], judged["verdict"]) == (None, None, "undecided")


def test_only_strategies_that_a_guardrail_names_are_run(
    call: Call, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import goodwill.running

    ran: list[list[str]] = []
    original = goodwill.running.run_many

    def run_many(
        scenario: object, strategies: list[str], *more: object, **others: object
    ) -> object:
        ran.append(strategies)
        return original(scenario, strategies, *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(goodwill.running, "run_many", run_many)
    write_guardrails(project, BROKEN)
    assert call("check", "small", *QUICK).exit_code == 1
    assert ran == [["pursue"]]


def test_a_scenario_without_guardrails_has_nothing_to_check(call: Call) -> None:
    done = call("check", "small", *QUICK)
    assert done.exit_code == 2
    assert "there are no guardrails" in done.stderr
    assert "strategy: pursue" in done.stderr


def test_guardrails_are_listed_by_lint(call: Call, project: Path) -> None:
    first = write_guardrails(project, HOLDS, BROKEN)
    assert call("lint", "scenarios/small.yaml").stdout.splitlines() == [
        f"scenarios/small.yaml:{first}: guardrail: pursue less holdout: touches above 0",
        f"scenarios/small.yaml:{first + 1}: guardrail: pursue: emails below 1",
        "1 file, no faults",
    ]
