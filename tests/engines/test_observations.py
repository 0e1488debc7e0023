"""Strategies decide from what a vendor can see, and from nothing else."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logs import contents, remembering
from recipes import any_recipes, few, many, plans, recipes
from small_worlds import (
    DAY,
    LIVELY,
    REP,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

import goodwill.strategy
from goodwill.behaviour.people import Mood, Person
from goodwill.parameters import with_overrides
from goodwill.strategy import DURATIONS, OBSERVABLES, Decision, Observation
from goodwill.strategy import decide as follow
from goodwill.vocabulary import Inbound, Intent

HIDDEN_PERSON = {
    "fit", "need", "reach", "patience", "attention", "phone", "frailty", "activity", "taste",
    "reticence", "machine_opens", "score_noise", "intent", "aware",
}  # fmt: skip
HIDDEN_WORDS = {"intent", "goodwill", "irritation", "esteem", "familiarity", "budget", "mood"}
OBSERVATIONS = st.builds(
    Observation,
    **{
        name: st.sampled_from((-1, 0, 1, 2, 3, 5, 40, 3_600, 50_000, DAY, 9 * DAY))
        for name in Observation._fields
        if name not in ("weekday", "cadence", "step", "local_second")
    },
    weekday=st.integers(0, 6),
    local_second=st.integers(0, DAY - 1),
    cadence=st.just(0),
    step=st.integers(0, 5),
)


def test_an_observation_has_no_hidden_field() -> None:
    fields = set(Observation._fields)
    assert not fields & HIDDEN_PERSON
    assert not fields & set(Mood._fields)
    for field in fields:
        assert not any(word in field for word in HIDDEN_WORDS)
    # Whatever else a person is may be seen: a new trait has to be put on one of the two lists.
    assert set(Person._fields) - HIDDEN_PERSON == {"id", "account", "region", "zone", "seniority"}


def test_observables_are_the_fields_in_their_order() -> None:
    assert list(OBSERVABLES) == list(Observation._fields)
    assert list(OBSERVABLES.values()) == list(range(len(Observation._fields)))
    assert set(OBSERVABLES) > DURATIONS


@few
@given(recipes())
def test_an_observation_holds_plain_numbers_as_annotated(recipe: Recipe) -> None:
    world, seen = remembering(cook(recipe))
    run(world)
    kinds = {(name, type(one)) for o, _ in seen for name, one in zip(o._fields, o, strict=True)}
    annotated = get_type_hints(Observation)
    assert set(annotated.values()) == {int, float, bool}
    assert {name for name, kind in kinds if kind is not annotated[name]} == set()
    assert {name for name, kind in annotated.items() if kind is float} == {"score", "seniority"}


@few
@given(recipes(), st.randoms(use_true_random=False))
def test_recorded_observations_give_the_same_decisions_again(recipe: Recipe, rng: object) -> None:
    world, seen = remembering(cook(recipe))
    run(world)
    rng.shuffle(seen)  # type: ignore[attr-defined]
    for observation, decision in seen:
        assert follow(recipe.plan, observation) == decision


@few
@given(recipes())
def test_a_world_that_is_told_the_recorded_decisions_lives_again(recipe: Recipe) -> None:
    world, seen = remembering(cook(recipe))
    history = run(world)
    answers: dict[Observation, Decision] = dict(seen)
    assert all(answers[observation] == decision for observation, decision in seen)
    again = run(world._replace(decide=answers.__getitem__))
    assert [*contents(again)] == [*contents(history)]


@pytest.mark.verify
@many
@given(any_recipes())
def test_decisions_repeat_in_many_worlds(recipe: Recipe) -> None:
    world, seen = remembering(cook(recipe))
    run(world)
    assert all(follow(recipe.plan, observation) == decision for observation, decision in seen)


@settings(max_examples=40, deadline=None)
@given(plans(), OBSERVATIONS)
def test_the_same_observation_gives_the_same_decision(
    plan: goodwill.strategy.Plan, observation: Observation
) -> None:
    first = follow(plan, observation)
    assert all(follow(plan, Observation._make(observation)) == first for _ in range(3))


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("fit", 3.0),
        ("need", 1.0),
        ("reach", 40.0),
        ("patience", 0.01),
        ("frailty", 50.0),
        ("taste", -9.0),
        ("reticence", 1.0),
        ("phone", 0.0),
        ("activity", 9.0),
        ("intent", int(Intent.EXPLORING)),
        ("intent", int(Intent.BUYING)),
        ("intent", int(Intent.OUTSIDER)),
    ],
)
def test_what_is_hidden_changes_no_decision_while_it_changes_nothing_to_see(
    trait: str, value: float
) -> None:
    # Nobody answers, and visits are given: all that is left to differ is hidden.
    deaf = with_overrides(LIVELY, {"answering.base": [-200.0] * 8, "answering.goodwill": [0.0] * 8})
    visits = [(at * 9 * DAY, Inbound(at)) for at in range(4)]
    people = [make_visitor(name, *visits) for name in ("ann", "bob", "cy")]
    plan = make_plan(make_cadence("newsletter", "dial", "ask", "hold", wait=3 * DAY))
    recipe = story(plan, *people, parameters=deaf, reps=(REP._replace(speed=0.01),) * 3)
    world = cook(recipe)
    persons = tuple(person._replace(**{trait: value}) for person in world.persons)
    histories = []
    for one in (world, world._replace(persons=persons)):
        watched, seen = remembering(one)
        run(watched)
        histories.append(seen)
    assert histories[0] == histories[1]
    assert len(histories[0]) > 12


def find_imports(folder: Path) -> set[str]:
    """Give the modules of the package that the files of a folder import."""
    found: set[str] = set()
    for file in folder.glob("**/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.level == 0
                found.add(node.module)
            elif isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
    return {name for name in found if name.split(".")[0] == "goodwill"}


def test_the_strategy_layer_imports_nothing_hidden() -> None:
    folder = Path(goodwill.strategy.__file__).parent
    allowed = {"strategy", "vocabulary", "kernels", "errors"}
    modules = find_imports(folder)
    assert "goodwill.vocabulary" in modules
    assert {name.split(".")[1] for name in modules} <= allowed
