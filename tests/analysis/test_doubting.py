"""Draws of the parameters are run, weighed, and put into words that they support."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.report.small_reports import PLAN, make_doubts, make_scenario

from goodwill.analysis import doubting
from goodwill.analysis.caveats import list_unknowns, write_caveats
from goodwill.analysis.deciding import Decision, decide
from goodwill.analysis.differences import ENOUGH_FOR_YEAR
from goodwill.analysis.doubting import Doubts, check_draws, doubt
from goodwill.analysis.sequential import run_enough
from goodwill.cli.verdicts import describe_doubts
from goodwill.errors import ParameterError
from goodwill.report.pictures import sketch_doubts


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Decision:
    scenario = make_scenario(tmp_path_factory.mktemp("doubted"))
    return decide(run_enough(scenario, PLAN).study, PLAN.price)


@pytest.fixture(scope="module")
def doubts(decision: Decision) -> Doubts:
    return make_doubts(decision)


def test_each_draw_is_run_under_all_that_can_be_chosen(
    decision: Decision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubting, "FEWEST", 2)
    scenario = make_scenario(tmp_path)
    heard: list[tuple[int, int]] = []
    found = doubt(
        scenario, PLAN, decision, 2, engine="simpy", progress=lambda *done: heard.append(done)
    )
    assert heard == [(1, 2), (2, 2)]
    assert found.worlds.n_draws + found.n_refused == 2
    assert found.worlds.strategies == ("pursue", "twin", "holdout")
    # Twins do the same whatever the parameters are.
    assert np.array_equal(found.worlds.money[:, 0], found.worlds.money[:, 1])
    again = doubt(scenario, PLAN, decision, 2, engine="simpy")
    assert np.array_equal(again.worlds.money, found.worlds.money)


def test_too_few_draws_are_refused_before_anything_is_run() -> None:
    with pytest.raises(ParameterError, match="draws: 19"):
        check_draws(19)


def test_a_number_that_turns_the_verdict_is_named(doubts: Doubts) -> None:
    said = " ".join(one.text for one in write_caveats(doubts))
    assert "24 plausible sets of them (1 more cannot be)" in said
    assert "change places with memory.burn (at about" in said
    assert "talking.colleague" not in said


def test_what_single_numbers_are_worth_is_not_said_after_few_draws(doubts: Doubts) -> None:
    assert write_caveats(doubts)[2].text.endswith("which ones, 200 sets or more would tell.")


def test_where_no_number_is_told_from_luck_none_is_named(doubts: Doubts) -> None:
    bars = tuple(one._replace(clear=False) for one in doubts.sensitivity.bars)
    unclear = replace(doubts, sensitivity=doubts.sensitivity._replace(bars=bars))
    said = write_caveats(unclear)[1].text
    assert "none is seen to make" in said
    assert "memory.burn" not in said


def test_three_kinds_of_not_knowing_stand_apart(decision: Decision, doubts: Doubts) -> None:
    kinds = [one.kind for one in list_unknowns(decision, doubts)]
    assert kinds == sorted(kinds, key=kinds.index)
    assert list(dict.fromkeys(kinds)) == [
        "Monte-Carlo error",
        "luck of one world",
        "numbers of the model",
    ]
    without = [one.text for one in list_unknowns(decision, None)]
    assert without[-1] == "not looked into"


def test_where_nothing_is_told_from_luck_it_is_said_and_no_band_is_given(
    decision: Decision, doubts: Doubts
) -> None:
    none = np.zeros_like(doubts.surfaces.money)
    surfaces = replace(doubts.surfaces, money=none, goodwill=none)
    flat = replace(doubts, surfaces=surfaces)
    assert "not told from luck" in write_caveats(flat)[0].text
    said = [one.text for one in list_unknowns(decision, flat) if one.kind == "numbers of the model"]
    assert said
    assert all("not told from luck" in one for one in said)


def test_what_luck_alone_decided_is_neither_said_nor_shown(
    decision: Decision, doubts: Doubts
) -> None:
    assert doubts.told
    assert describe_doubts(doubts)["best"]
    assert "the best is" in write_caveats(doubts)[0].text
    surfaces = doubts.surfaces
    place = surfaces.strategies.index(doubts.other)  # what the third one does is told
    money, goodwill = surfaces.money.copy(), surfaces.goodwill.copy()
    money[:, place], goodwill[:, place] = 0.0, 0.0
    flat = replace(doubts, surfaces=replace(surfaces, money=money, goodwill=goodwill))
    assert not flat.told
    said = " ".join(one.text for one in write_caveats(flat))
    assert "the best is" not in said
    assert "standard error" not in said
    described = describe_doubts(flat)
    assert (described["best"], described["worth_of_knowing"]) == (None, None)
    pictures = [[one.name for one in sketch_doubts(decision, two)] for two in (doubts, flat)]
    assert pictures == [["losses", "tornado"], ["tornado"]]


def test_few_worlds_are_not_said_to_hold_most(decision: Decision) -> None:
    n_worlds = decision.study.n_replications
    assert n_worlds < ENOUGH_FOR_YEAR
    said = [one.text for one in list_unknowns(decision, None) if one.kind == "luck of one world"]
    assert said
    assert all(one.startswith(f"all {n_worlds} worlds from ") for one in said)


def test_few_sets_are_not_said_to_hold_most(decision: Decision, doubts: Doubts) -> None:
    assert doubts.worlds.n_draws < 39
    said = [one.text for one in list_unknowns(decision, doubts)][-1]
    assert said.startswith(f"all {doubts.worlds.n_draws} sets")
