"""Answers to wanted mail are counted per delivered mail, luck that is known taken out."""

from __future__ import annotations

import pytest

from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.rows.opt_in_mail import estimate


def test_answers_are_shares_of_delivered_mails() -> None:
    values = estimate({"delivered": 200.0, "click": 5.0, "opt-out": 0.5, "complaint": 0.02})
    assert values == pytest.approx({"click": 2.5, "opt-out": 0.25, "complaint": 0.01})


def test_a_list_that_nobody_leaves_has_no_opt_outs_beyond_luck() -> None:
    task = Task(find_patterns_folder(), "opt_in_mail", 0)
    base = [-9.2, -100.0, -8.6, -6.2, -6.9, -5.0, -7.2, -5.6]
    sums = live_through(task._replace(overrides=(("answering.base", base),)))
    assert sums["opt-out"] == pytest.approx(0.0, abs=1e-6)
    assert sums["delivered"] > sums["click"] > 0
