"""Row 13: a slope as least squares gives it, and twins that differ by one mail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from goodwill.eventlog import Kind
from goodwill.running import Result, run
from goodwill.scenario import load_scenario
from goodwill.validation.rows import engagement_mailing as row

SCENARIO = Path(__file__).parents[3] / "scenarios" / "patterns" / "engagement_mailing.yaml"


@pytest.fixture(scope="module")
def twins() -> tuple[Result, Result]:
    """Live through a smaller market with and without the mail more."""
    scenario = load_scenario(SCENARIO)
    assert scenario.market is not None
    small = replace(scenario, market=scenario.market._replace(accounts=80))
    return run(small, row.USUAL), run(small, row.TWIN)


def test_twins_live_the_same_life_until_the_mail_more(twins: tuple[Result, Result]) -> None:
    extra = row.find_extra_mails(*twins)
    assert len(extra) > 50
    assert len(np.unique(extra["person"])) == len(extra)
    for mail in extra[:20]:
        before, after = (
            one.history.events[
                (one.history.events["person"] == mail["person"])
                & (one.history.events["second"] < mail["second"])
                & (one.history.events["kind"] != Kind.WITHHELD)  # skipping is a record
            ][["second", "kind", "detail", "goodwill", "irritation"]]
            for one in twins
        )
        assert before.tolist() == after.tolist()


def test_who_gets_a_mail_more_gets_it_after_the_eighth(twins: tuple[Result, Result]) -> None:
    extra, mails = row.find_extra_mails(*twins), row.select_mails(twins[1])
    for mail in extra[:20]:
        own = mails[(mails["person"] == mail["person"]) & (mails["second"] < mail["second"])]
        # Answers to requests and questions count as touches, too.
        assert 1 <= len(own) <= 8
        assert mail["second"] - own["second"].max() >= 3 * 86_400


def test_the_slope_is_that_of_least_squares(twins: tuple[Result, Result]) -> None:
    mails, read = row.observe_windows(twins[0])
    sums = {
        "windows": float(len(mails)),
        "mails": float(mails.sum()),
        "mails squared": float((mails**2).sum()),
        "read": float(read.sum()),
        "mails where read": float((mails * read).sum()),
        "people": 1.0,
    }
    sums |= {
        f"{name}, {whose}": 0.0
        for name in ("read", "read or clicked")
        for whose in ("usual", "twin")
    }
    slope, _ = np.polyfit(mails, 100.0 * read, 1)
    assert row.estimate(sums)["slope seen in the log"] == pytest.approx(slope)


def test_the_effect_is_the_difference_between_twins_in_points() -> None:
    sums = dict.fromkeys(("windows", "mails", "mails squared", "read", "mails where read"), 0.0)
    sums |= {"people": 200.0, "read, usual": 80.0, "read, twin": 77.0}
    sums |= {"read or clicked, usual": 90.0, "read or clicked, twin": 92.0}
    found = row.estimate(sums)
    assert found["true effect of one more"] == pytest.approx(-1.5)
    assert found["true effect, clicks on mails included"] == pytest.approx(1.0)
    assert np.isnan(found["slope seen in the log"])
