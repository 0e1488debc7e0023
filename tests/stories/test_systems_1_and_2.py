"""S1 and S2: forms put people into the machine, and a score makes leads of them.

Every test holds a claim against worlds with the same people and the same luck: with the system's
mechanism at work, and with it switched off.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from rehearsing import (
    DAY,
    Rehearsal,
    find_plan,
    load,
    make_budgets,
    rehearse,
    shrink,
    with_plan,
)
from spectating import Watched, people_of, watch

from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.parameters import with_overrides
from goodwill.population import PersonSpecification
from goodwill.scenario import Scenario, make_world
from goodwill.scripts import Script
from goodwill.strategy import OBSERVABLES
from goodwill.strategy.plan import Action
from goodwill.vocabulary import Inbound, Intent
from goodwill.world import World

GATED = (Inbound.CONTENT_DOWNLOAD, Inbound.WEBINAR_SIGNUP, Inbound.FREE_TRIAL, Inbound.DEMO_REQUEST)


# S1


@cache
def capture() -> Scenario:
    """Give a small market in which forms register people."""
    return shrink(load("inbound_capture"), 30, 120)


def captures(rehearsal: Rehearsal) -> bool:
    """Say whether the first gated visit registers, and whoever registered is in the machine."""
    visits = rehearsal.select(Kind.VISIT)
    gated = visits[np.isin(visits["detail"], GATED)]
    first = {int(one["person"]): int(one["second"]) for one in gated[::-1]}
    registered = rehearsal.select(Kind.REGISTERED)
    when = {int(one["person"]): int(one["second"]) for one in registered}
    touched = people_of(rehearsal, Kind.TOUCHED)
    reached = touched & set(when)
    return len(when) >= 20 and when == first and touched <= set(when) and len(reached) >= 20


def test_s1_a_form_puts_whoever_wants_the_piece_into_the_machine() -> None:
    """Off: nothing is gated: people come to the open pages alone."""
    world = make_world(capture(), "inbound_capture_only")
    open_pages = {"living.inbound_mix": [[0.0, 0.0, 1.0, 0.0, 0.0]] * len(Intent)}
    ungated = world._replace(parameters=with_overrides(world.parameters, open_pages))
    captured, free = Rehearsal(world, run(world)), Rehearsal(ungated, run(ungated))
    assert captures(captured)
    assert not captures(free)
    assert free.select(Kind.VISIT).size > 20
    assert not people_of(free, Kind.REGISTERED, Kind.TOUCHED)


def make_reader(intent: Intent) -> PersonSpecification:
    """Make a person who downloads one piece and never says a word, whatever it is after."""
    script = Script(make_budgets(1e9), ((3 * DAY, 0),), roams=False, constant=True)
    return PersonSpecification("reader", "company", int(intent), aware=True, script=script)


def treats_alike(intents: tuple[int, ...]) -> bool:
    """Say whether a vendor deals with a learner and a buyer alike, who did the same.

    `intents`: hidden intents that it touches alone; none: it sees the trigger only.
    """
    company = capture().accounts
    assert not company
    base = with_plan(replace(capture(), market=None), "contact_everyone", intents=intents)
    account = load("bobby").accounts[0]._replace(name="company", colleagues=0)
    dealings = []
    for intent in (Intent.LEARNING, Intent.BUYING):
        scenario = replace(base, accounts=(account,), people=(make_reader(intent),))
        watched = watch(make_world(scenario, "contact_everyone"))
        sent = watched.rehearsal.select(Kind.TOUCHED)
        dealings.append((watched.seen, sent["second"].tolist(), sent["touch"].tolist()))
    assert any(sent for _, _, sent in dealings)
    return dealings[0] == dealings[1]


def test_s1_a_strategy_sees_the_trigger_and_not_what_the_person_is_after() -> None:
    """Off: the oracle's guard, which looks at the hidden intent."""
    assert treats_alike(())
    assert not treats_alike((int(Intent.BUYING),))


# S2


@cache
def scored(auc: float = 0.72, threshold: float = 60.0, replication: int = 0) -> Watched:
    """Run the score's threshold; a threshold of 0 lets everybody pass."""
    scenario = replace(shrink(load("lead_scoring"), 60, 120), auc=auc)
    rules = find_plan(scenario, "score_threshold").enrolment
    score = OBSERVABLES["score"]
    moved = tuple(
        rule._replace(
            when=tuple(
                one._replace(value=threshold) if one.observable == score else one
                for one in rule.when
            )
        )
        for rule in rules
    )
    scenario = with_plan(scenario, "score_threshold", enrolment=moved)
    return watch(make_world(scenario, "score_threshold", replication=replication))


def shop(rehearsal: Rehearsal, ids: set[int]) -> float:
    """Give the share of people who had a problem or a project from the start."""
    shopping = {
        person.id
        for person in rehearsal.world.persons
        if person.intent in (Intent.EXPLORING, Intent.BUYING)
    }
    return len(shopping & ids) / len(ids)


def scores_prescribe(runs: list[Watched]) -> bool:
    """Say whether a score picks a part of the contacts, with more shoppers, and many a learner."""
    enrolled = [people_of(one.rehearsal, Kind.ENROLLED) for one in runs]
    registered = [people_of(one.rehearsal, Kind.REGISTERED) for one in runs]
    shares = np.array(
        [
            (shop(one.rehearsal, chosen), shop(one.rehearsal, known))
            for one, chosen, known in zip(runs, enrolled, registered, strict=True)
        ]
    )
    n_learners = [one.rehearsal.figures["learners_enrolled"] for one in runs]
    lowest = min(seen.score for one in runs for seen, _ in one.choose(Action.ENROL))
    return (
        lowest >= 60.0
        and sum(map(len, enrolled)) < 0.5 * sum(map(len, registered))
        and bool(shares[:, 0].mean() > shares[:, 1].mean() + 0.05)
        and min(n_learners) >= 5
    )


def test_s2_a_threshold_on_the_score_decides_who_is_a_lead_and_takes_readers_for_leads() -> None:
    """Off: the threshold."""
    assert scores_prescribe([scored(replication=at) for at in range(3)])
    assert not scores_prescribe([scored(threshold=0.0, replication=at) for at in range(3)])


def find_auc(auc: float) -> float:
    """Say how well the vendor's score told buyers from others, among its contacts."""
    base = replace(shrink(load("lead_scoring"), 150, 91), auc=auc)
    rehearsal = rehearse(with_plan(base, "holdout"), "holdout")
    world = rehearsal.world
    registered = people_of(rehearsal, Kind.REGISTERED)
    model = world.score
    raw, buys = [], []
    visits = rehearsal.select(Kind.VISIT)
    for person in world.persons:
        if person.id not in registered:
            continue
        own = visits[visits["person"] == person.id]["detail"]
        points = sum(model.visit[detail] for detail in own.tolist())
        size = world.accounts[person.account].size
        known = points + model.seniority * person.seniority + model.size * size
        raw.append(known + model.noise * person.score_noise)
        buys.append(person.intent == Intent.BUYING)
    scores, labels = np.array(raw), np.array(buys)
    above = scores[labels][:, None] > scores[~labels][None, :]
    return float(above.mean())


def test_s2_how_well_the_score_tells_buyers_is_a_setting() -> None:
    """Off: a score that is set to be hardly better than a coin."""

    def tells_buyers(auc: float) -> bool:
        return find_auc(auc) > 0.66

    assert tells_buyers(0.8)
    assert not tells_buyers(0.52)


def test_s2_one_download_makes_a_lead_of_a_reader_for_reasons_of_which_he_has_no_part() -> None:
    """Off: the score's noise, its points for the title and for the company."""
    world = make_world(replace(load("bobby"), market=None, horizon=7 * DAY), "formula_pursuit")
    content_alone = world.score._replace(noise=0.0, seniority=0.0, size=0.0)

    def enrols(world: World) -> bool:
        watched = watch(world)
        bobby = watched.rehearsal.select(Kind.ENROLLED, person="bobby")
        assert watched.rehearsal.select(Kind.VISIT, person="bobby").size >= 1
        return bool(bobby.size == 1 and watched.choose(Action.ENROL)[0][0].score >= 50.0)

    assert enrols(world)
    assert not enrols(world._replace(score=content_alone))
