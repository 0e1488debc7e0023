"""What is given about people is the same in tables as it was in tuples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.scripts import UNSCRIPTED, Script, join_scripts, script_arrivals, tabulate

seconds = st.integers(0, 2**31 - 1)
visits = st.lists(st.tuples(seconds, st.integers(0, 4)), max_size=4).map(tuple)
budgets = st.lists(st.floats(0.0, 1e9), max_size=14).map(tuple)
scripts = st.builds(Script, budgets, visits, st.booleans(), st.booleans(), seconds)
of_people = st.dictionaries(st.integers(0, 10_000), scripts, max_size=8)


@given(of_people)
def test_tables_hold_what_was_given_and_nothing_else(given_scripts: dict[int, Script]) -> None:
    tabulated = tabulate(given_scripts)
    assert dict(tabulated) == given_scripts
    assert list(tabulated) == sorted(given_scripts)
    assert tabulated.get(10_001, UNSCRIPTED) is UNSCRIPTED
    assert tabulate(tabulated) is tabulated
    with pytest.raises(KeyError):
        tabulated[10_001]


@given(of_people)
def test_without_budgets_everything_else_stays(given_scripts: dict[int, Script]) -> None:
    tabulated = tabulate(given_scripts)
    assert dict(tabulated.without_budgets()) == {
        row: script._replace(budgets=()) for row, script in given_scripts.items()
    }
    assert dict(tabulated) == given_scripts


@given(of_people, st.dictionaries(st.integers(10_002, 20_000), seconds, max_size=8))
def test_scripts_and_arrivals_go_together(story: dict[int, Script], leads: dict[int, int]) -> None:
    rows, arrivals = list(leads), list(leads.values())
    streamed = script_arrivals(
        np.array(rows, np.int64), np.array(arrivals, np.int64), np.full(len(rows), 2, np.int64)
    )
    assert dict(join_scripts(tabulate(story), streamed)) == story | {
        row: Script((), ((second, 2),), roams=True, constant=False, arrives=second)
        for row, second in leads.items()
    }
