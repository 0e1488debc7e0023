"""Shares are put into words that their intervals support."""

from __future__ import annotations

import pytest

from goodwill.analysis.apportioning import Apportioned
from goodwill.analysis.intervals import Interval
from goodwill.analysis.narrowing import Effort, Screened
from goodwill.analysis.sobol import SobolIndex
from goodwill.analysis.telling_shares import write_shares

SCREENED = Screened("pursue", "nurture", ("a", "b"), 2, ("c", "d", "e"), (), 900.0, 100)
CLEAR = SobolIndex("a", 0.6, 0.1, 0.7, 0.1), SobolIndex("b", 0.2, 0.1, 0.3, 0.1)
CLOSE = SobolIndex("a", 0.3, 0.1, 0.5, 0.2), SobolIndex("b", 0.2, 0.1, 0.3, 0.2)
EVEN = SobolIndex("a", 0.3, 0.1, 0.5, 0.2), SobolIndex("b", 0.2, 0.1, 0.5, 0.2)


def make(**changes: object) -> Apportioned:
    """Make what was found: a causes most, some is done together, and a tenth is luck."""
    found = Apportioned(
        SCREENED, 0.0, CLEAR, Interval(0.7, 0.6, 0.8), 50.0, 100.0, 0.1, 0.0, Effort(), 0
    )
    return found._replace(**changes)


def write(found: Apportioned) -> str:
    return " ".join(one.text for one in write_shares(found))


def test_what_is_done_alone_and_together_adds_up_and_luck_is_said() -> None:
    said = write(make())
    assert (
        "70 % (60 to 80 %) comes from these 2 each by itself, added up; the other 30 % they do"
        in said
    )
    assert "About 10 % of all of it is particular to these 4 worlds" in said
    assert "--worlds 8 would halve that" in said


def test_what_may_be_nothing_is_not_said_to_be_done_together() -> None:
    said = write(make(alone=Interval(0.95, 0.8, 1.1), luck=0.0))
    assert (
        "95 % (80 to 100 %) comes from these 2 each by itself, added up; that they do anything"
        in said
    )
    assert "particular to these" not in said


def test_what_luck_could_turn_is_not_ranked() -> None:
    said = write(make(luck=0.3))
    assert "not told between a and b: what is particular to these worlds could turn it" in said
    assert "--worlds 16 makes that less" in said


def test_where_intervals_are_apart_the_first_is_named() -> None:
    assert "Most is caused by a, with all it does together with others." in write(make())


@pytest.mark.parametrize(
    ("indices", "remedy"),
    [
        # (0.4 / 0.2) squared is 4, and 64 points make 256.
        (CLOSE, "--points 256 would tell them apart (8,192 runs)"),
        (EVEN, "They may well cause much the same"),
    ],
)
def test_where_intervals_overlap_none_is_named_and_it_is_said_how_to_narrow_them(
    indices: tuple[SobolIndex, ...], remedy: str
) -> None:
    said = write(make(indices=indices))
    assert "Which causes most is not told between a and b: their intervals overlap." in said
    assert remedy in said
    assert "Most is caused by" not in said


def test_where_luck_is_all_nothing_is_said_of_shares() -> None:
    said = write(make(chance=0.4))
    assert said.startswith("Nothing can be told")
    assert "each by itself" not in said
    assert "standard deviation" not in said


def test_what_was_left_out_is_said_and_how_much_it_may_matter() -> None:
    said = write(make())
    assert "Left out: 3 of 5 uncertain parameters" in said
    assert "standard deviation of 94.9 USD, luck taken out; with all it is 900 USD" in said
    assert "most of what is not known lies with those left out. --most-parameters 4 looks" in said
    assert "could be told from luck in those draws" not in said
    most = write(make(screened=SCREENED._replace(spread=110.0)))
    assert "with all it is 110 USD, as far as those draws show." in most
    assert "lies with those left out" not in most


@pytest.mark.parametrize(("n_clear", "named"), [(0, "none"), (1, "only a")])
def test_what_may_have_been_kept_by_chance_is_said(n_clear: int, named: str) -> None:
    said = write(make(screened=SCREENED._replace(n_clear=n_clear)))
    assert f"Of those kept, {named} could be told from luck in those draws" in said
    assert "--draws 400 chooses better" in said


def test_what_data_narrowed_and_what_cannot_be_is_said() -> None:
    narrowed = SCREENED._replace(narrowed=("f",), spread=0.0)
    said = write(make(screened=narrowed, n_refused=3))
    assert "Not moved either, as data narrowed them: f." in said
    assert "with all, those draws cannot tell it from luck" in said
    assert "3 of 64 points were left out" in said
