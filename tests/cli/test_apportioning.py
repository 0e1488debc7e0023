"""``goodwill sensitivity`` says which numbers of the model cause what makes a choice uncertain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call
from tests.report.small_reports import keep_one_score

from goodwill.analysis import narrowing
from goodwill.analysis.apportioning import Apportioned
from goodwill.analysis.intervals import Interval
from goodwill.analysis.narrowing import Effort, Screened
from goodwill.analysis.sequential import Plan
from goodwill.analysis.sobol import SobolIndex
from goodwill.cli.apportioning import say
from goodwill.scenario import load_scenario

FEW = ("--points", 2, "--worlds", 2, "--draws", 20, "--most-parameters", 2)
QUICK = (*FEW, "--workers", 1, "--engine", "simpy")
# Reps ring back who asks; in a market of one region nobody is of another one.
COSTLY, IDLE, OTHER = "vendor.rep_hour_cost", "relevance.region_mismatch", "talking.colleague"


def test_the_json_is_as_the_help_promises_and_what_cannot_matter_causes_nothing(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one_score(monkeypatch)
    monkeypatch.setattr(narrowing, "list_doubtful", lambda _: (IDLE, COSTLY))
    done = call("sensitivity", "small", "--json", *QUICK)
    assert done.exit_code == 0, done.stderr
    assert "80 runs to choose 2 parameters, then 32 to split what they do" in done.stderr
    said = json.loads(done.stdout)
    assert (said["strategy"], said["other"]) == ("pursue", "holdout")
    first, second = said["parameters"]
    assert (first["parameter"], second["parameter"]) == (COSTLY, IDLE)
    assert first["total"] > 0.0
    assert (second["first"], second["total"]) == (0.0, 0.0)
    assert said["alone"]["estimate"] == pytest.approx(first["first"])
    assert (said["draws"], said["points"], said["worlds"], said["runs"]) == (20, 2, 2, 112)
    help_ = " ".join(call("sensitivity", "--help").stdout.split())
    for key in (*said, *first, *said["alone"]):
        assert key in help_, key


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--points", 5), "points: 5. Accepted: powers of 2 from 2 on."),
        (("--other", "pursue"), "Give --strategy as well."),
        (("--strategy", "pursue", "--other", "pursue"), "name two different ones"),
        (("--strategy", "persue"), "Did you mean 'pursue'?"),
        (("--strategy", "holdout"), "name two different ones"),
        (("--price", "inf"), "inf: this is no number of USD."),
    ],
)
def test_what_cannot_be_split_is_refused_before_anything_is_run(
    call: Call, words: tuple[object, ...], sentence: str
) -> None:
    done = call("sensitivity", "small", *words)
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_a_strategy_that_no_vendor_can_run_is_refused(call: Call, project: Path) -> None:
    path = project / "scenarios" / "strategies" / "pursue.yaml"
    path.write_text(path.read_text() + "only_intents: [buying]\n")
    done = call("sensitivity", "small", "--strategy", "pursue")
    assert done.exit_code == 2
    assert "pursue: it sees what no vendor can see." in done.stderr


def test_the_table_gives_shares_with_intervals_and_what_each_parameter_is(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    screened = Screened("pursue", "holdout", (COSTLY, IDLE), 1, (OTHER,), (), 900.0, 20)
    indices = SobolIndex(COSTLY, 0.62, 0.1, 0.7, 0.1), SobolIndex(IDLE, -0.02, 0.1, 0.0, 0.0)
    found = Apportioned(
        screened, 5.0, indices, Interval(0.6, 0.5, 0.7), -50.0, 100.0, 0.1, 0.0, Effort(), 0
    )
    say(load_scenario(project / "scenarios" / "small.yaml"), found, Plan(engine="simpy"), 3.21)
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith(COSTLY))
    assert "62 % (52 to 72 %)" in row
    assert "70 % (60 to 80 %)" in row
    assert "USD" in row or "hour" in row
    assert "−2 % (−12 to 8 %)" in next(line for line in lines if line.startswith(IDLE))
    assert len(max(lines, key=len)) <= 120
    text = " ".join(" ".join(lines).split())
    assert "pursue less holdout in net value, at 5 USD per goodwill point: −50 USD" in text
    assert "Most is caused by vendor.rep_hour_cost" in text
    assert "Engine simpy: 3,984 runs; 64 points, 4 worlds under each set; 3.2 s in all." in text
    say(
        load_scenario(project / "scenarios" / "small.yaml"),
        found._replace(chance=0.3),
        Plan(engine="simpy"),
        3.21,
    )
    untold = capsys.readouterr().out
    assert "Nothing can be told" in untold
    assert "62 %" not in untold
