"""Failing worlds are printed short, and tell what is odd about them."""

from __future__ import annotations

from small_worlds import LIVELY, REP, Recipe, make_cadence, make_plan

from goodwill.parameters import with_overrides


def test_a_usual_world_says_nothing_but_its_name() -> None:
    assert repr(Recipe(make_plan())) == "Recipe()"


def test_only_what_differs_is_printed() -> None:
    recipe = Recipe(make_plan(make_cadence("call"), calls_a_day=2), seed=7)
    assert repr(recipe._replace(plan=make_plan(calls_a_day=2))) == (
        "Recipe(plan=Plan(calls_a_day=2), seed=7)"
    )
    assert "steps=(Step(touch=2),)" in repr(recipe)
    assert repr(recipe._replace(plan=make_plan(), reps=(REP, REP._replace(zone=0)))) == (
        "Recipe(seed=7, reps=(Rep(), Rep(zone=0)))"
    )


def test_parameters_that_differ_are_named() -> None:
    calm = with_overrides(LIVELY, {"noticing.bounce": 0.5})
    assert repr(Recipe(make_plan(), parameters=calm)) == (
        "Recipe(parameters=Parameters(noticing=NoticingParameters(bounce=0.5)))"
    )


def test_worlds_that_differ_print_differently() -> None:
    plain = Recipe(make_plan())
    others = [plain._replace(seed=2), plain._replace(days=61), plain._replace(reps=())]
    assert len({repr(one) for one in (plain, *others)}) == 4
