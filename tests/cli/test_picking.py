"""``goodwill pick`` names one strategy, or says by its exit code that it could not yet."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.calling import Call

from goodwill.analysis.picking import MOST_WORLDS
from goodwill.analysis.sequential import SHARE
from goodwill.analysis.stopping import FIRST

QUICK = ("--workers", 1, "--engine", "simpy")


def make_one_clearly_the_best(project: Path) -> None:
    """Have a touch cost so much that who leaves people alone is the best, by far."""
    path = project / "scenarios" / "touches" / "all.yaml"
    path.write_text(path.read_text().replace("presumption: 3,", "presumption: 3, cost: 5000 USD,"))


def test_the_one_that_is_clearly_the_best_is_picked_and_leads_the_comparison(
    call: Call, project: Path
) -> None:
    make_one_clearly_the_best(project)
    done = call("pick", "small", "--smallest", 20_000, "--json", *QUICK)
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["picked"], said["finished"]) == ("holdout", True)
    assert said["dropped"] == [{"strategy": "pursue", "worlds": 20}]
    assert (said["worlds"], said["runs"], said["runs_saved"]) == (20, 40, 0)
    assert said["sentences"][0].startswith("holdout is picked, after 20 worlds, at 0 USD")
    help_ = " ".join(call("pick", "--help").stdout.split())
    for key in said:
        assert key in help_, key
    plain = re.sub(r"[^\w:.,% -]+ ", "", help_)
    assert f"{100 * SHARE:.0f} % of what the holdout brings in" in plain
    assert f"this takes {FIRST} runs more" in plain
    assert f"x<={MOST_WORLDS}" in help_ or str(MOST_WORLDS) in help_
    compared = json.loads(call("compare", "small", "--replications", 4, "--json", *QUICK).stdout)
    assert compared["leader"] == said["picked"]


def test_what_is_not_finished_says_how_to_finish_it_and_exits_with_3(call: Call) -> None:
    done = call("pick", "small", "--smallest", 2, "--replications", 20, *QUICK)
    assert done.exit_code == 3, done.stderr
    said = " ".join(done.stdout.split())
    assert "None is picked after 20 worlds" in said
    enough, coarser = re.findall(r"--(?:replications|smallest) ([0-9.]+)", said)
    assert int(enough) > 20
    # What it says is enough is enough, with the worlds that there are.
    again = call("pick", "small", "--smallest", coarser, "--replications", 20, *QUICK)
    assert again.exit_code == 0, again.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "holdout brings in nothing"),
        (("--smallest", 0), "Accepted: a smallest difference above 0, 20 worlds or more."),
        (("--smallest", "nan"), "nan: this is no number of USD."),
        (("--price", "inf", "--smallest", 5), "inf: this is no number of USD."),
    ],
)
def test_what_nobody_can_pick_by_is_refused(
    call: Call, words: tuple[object, ...], sentence: str
) -> None:
    done = call("pick", "small", *words, *QUICK)
    assert done.exit_code == 2
    assert sentence in done.stderr
