"""Mail is held against none upon the same customers, in real runs of the shipped scenario."""

from __future__ import annotations

from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.rows.matching_mail import estimate


def test_more_come_the_better_a_mail_matches_and_some_come_without_any() -> None:
    sums = live_through(Task(find_patterns_folder(), "matching_mail", 0))
    none, useless = sums["no_mail"], sums["one_useless_mail"]
    welcome, matching = sums["one_welcome_mail"], sums["one_matching_mail"]
    assert 0 < none < useless < welcome < matching < sums["customers"]
    lifts = estimate(sums)
    wanted = 100 * (matching - none) / sums["customers"]
    assert lifts["buyers of men's, matching"] == wanted
