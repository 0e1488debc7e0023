"""Systems S19 to S22: awareness, the baselines, the oracle, the broken promise.

Every claim is made once with the mechanism that it is about, and once without it, where it must
not hold.
"""

from dataclasses import replace

import numpy as np
import pytest
from tests.stories.rehearsing import (
    Rehearsal,
    exceeds,
    find_plan,
    load,
    make_visitors,
    rehearse,
    shrink,
    with_people,
    with_plan,
    with_steps,
    with_touches,
)

from goodwill.eventlog import Kind
from goodwill.measuring.records import find_intents
from goodwill.scenario import Scenario
from goodwill.vocabulary import (
    NOBODY,
    Inbound,
    Intent,
    Sender,
)


@pytest.fixture(scope="module")
def unaware() -> Scenario:
    """Give the market in which awareness is tried out, smaller, and with more of those who shop."""
    return with_shoppers(shrink(load("situational_awareness"), accounts=60, days=150))


def with_shoppers(scenario: Scenario) -> Scenario:
    """Let two people in five explore or buy: a small market has enough of them then."""
    assert scenario.market is not None
    intents = (0.35, 0.2, 0.2, 0.15, 0.1, 0.0)
    return replace(scenario, market=scenario.market._replace(intents=intents))


def is_worth_more(scenario: Scenario, strategy: str, touch: str) -> bool:
    """Say whether a touch gives more to those whom an aware strategy still sends it."""
    gained = []
    for name in (strategy, "situationally_unaware"):
        sent = rehearse(scenario, name).select(Kind.TOUCHED, touches=(touch,))
        gained.append(sent["gained"][sent["irritation"] > 0.0])
    aware, blind = gained
    error = np.hypot(aware.std(ddof=1) / aware.size**0.5, blind.std(ddof=1) / blind.size**0.5)
    return bool(aware.mean() > 1.15 * blind.mean() and aware.mean() - blind.mean() > 3.0 * error)


@pytest.mark.parametrize(
    ("strategy", "touch", "off"),
    [
        pytest.param(
            "aware_of_geography", "event_offer", {"relevance.region_mismatch": 1.0}, id="geography"
        ),
        pytest.param(
            "aware_of_staleness", "assessment_offer", {"relevance.freshness_days": 1e6}, id="age"
        ),
        pytest.param(
            "aware_of_own_actions",
            "colleagues_prices_note",
            {"relevance.misread": 0.0},
            id="whose_visit",
        ),
    ],
)
def test_s19_a_touch_is_worth_more_to_those_whom_it_fits(
    unaware: Scenario, strategy: str, touch: str, off: dict[str, float]
) -> None:
    """Off: where, how long ago, or by whom does not matter to relevance."""
    assert is_worth_more(unaware, strategy, touch)
    assert not is_worth_more(unaware.with_parameters(off), strategy, touch)


def spares_customers_of_others(scenario: Scenario, strategy: str) -> bool:
    """Say whether a competitor's customers are left alone, and the brand is better off for it."""
    careful, blind = rehearse(scenario, strategy), rehearse(scenario, "situationally_unaware")

    def count(run: Rehearsal) -> float:
        accounts = run.world.accounts
        theirs = [accounts[person.account].incumbent for person in run.world.persons]
        asked = run.select(Kind.VISIT)
        asked = asked[asked["detail"] == Inbound.DEMO_REQUEST]
        unasked = np.array(theirs) & (run.count_by_person(asked) == 0)
        return float(run.count_by_person(run.select(Kind.TOUCHED))[unasked].sum())

    better = careful.figures["brand_damage"] < 0.9 * blind.figures["brand_damage"]
    return count(careful) == 0 < count(blind) and better


def test_s19_a_competitors_customers_are_left_alone(unaware: Scenario) -> None:
    """Off: nothing is suppressed."""
    strategy = "aware_of_competitor"
    assert spares_customers_of_others(unaware, strategy)
    assert not spares_customers_of_others(with_plan(unaware, strategy, suppression=()), strategy)


def templates_are_recognised(scenario: Scenario) -> bool:
    """Say whether a template that people know gives them less than one of its own."""
    gained = []
    for each in (with_touches(scenario, ["four_choices"], recycled=False), scenario):
        run = rehearse(each, "situationally_unaware")
        gained.append(run.select(Kind.TOUCHED, touches=("four_choices",))["gained"].mean())
    return bool(gained[0] > 1.1 * gained[1] > 0.0)


def test_s19_a_recycled_template_is_recognised(unaware: Scenario) -> None:
    """Off: a template that people have seen before is as good as new."""
    assert templates_are_recognised(unaware)
    naive = unaware.with_parameters({"relevance.recycled": 0.0})
    assert not templates_are_recognised(naive)


def awareness_pays(scenario: Scenario) -> bool:
    """Say whether all four pieces together leave the brand far better off, and sell no less."""
    careful, blind = (
        rehearse(scenario, name) for name in ("situationally_aware", "situationally_unaware")
    )
    less_harm = careful.figures["brand_damage"] < 0.6 * blind.figures["brand_damage"]
    return less_harm and careful.expect("won") > 0.95 * blind.expect("won")


def test_s19_all_pieces_of_awareness_together_pay(unaware: Scenario) -> None:
    """Off: the steps have no guards, and nothing is suppressed."""
    assert awareness_pays(unaware)
    blind = with_steps(
        with_plan(unaware, "situationally_aware", suppression=()),
        "situationally_aware",
        lambda step: step._replace(guard=()),
    )
    assert not awareness_pays(blind)


@pytest.fixture(scope="module")
def baselines() -> Scenario:
    """Give the market of the two baselines, smaller."""
    return shrink(load("nurture_or_nothing"), accounts=40, days=270)


def sends_nothing_unasked(scenario: Scenario) -> bool:
    """Say whether the holdout touches those alone who asked or wrote, and does answer them."""
    run = rehearse(scenario, "holdout")
    sent, visits = run.select(Kind.TOUCHED), run.select(Kind.VISIT)
    asked = visits[visits["detail"] == Inbound.DEMO_REQUEST]
    spoke = set(asked["person"].tolist()) | set(run.select(Kind.REPLIED)["person"].tolist())
    answered = len(set(sent["person"].tolist())) > 0.8 * len(set(asked["person"].tolist())) > 0
    return answered and set(sent["person"].tolist()) <= spoke


def test_s20_the_holdout_answers_requests_and_sends_nothing_else(baselines: Scenario) -> None:
    """Off: it enrols people like nurturing does; or it does not answer."""
    assert sends_nothing_unasked(baselines)
    nurture = find_plan(baselines, "nurture")
    busy = with_plan(baselines, "holdout", enrolment=nurture.enrolment, cadences=nurture.cadences)
    assert not sends_nothing_unasked(busy)
    assert not sends_nothing_unasked(with_plan(baselines, "holdout", answer_touch=NOBODY))


def nurture_is_remembered(scenario: Scenario) -> bool:
    """Say whether content alone, without reps, wins more buyers than no outreach does."""
    buyers = make_visitors(scenario, 100, Inbound.CONTENT_DOWNLOAD, intent=Intent.BUYING, days=30)
    scenario, wins = with_people(scenario, buyers), []
    for replication in range(3):
        nurture = rehearse(scenario, "nurture", replication)
        steps = [step for one in nurture.world.plan.cadences for step in one.steps]
        kinds = [nurture.world.touches[step.touch] for step in steps]
        if any(kind.sender != Sender.AUTOMATION or kind.presumption for kind in kinds):
            return False
        nothing = rehearse(scenario, "holdout", replication)
        wins.append((nurture.expect("won"), nothing.expect("won")))
    return exceeds(*np.array(wins).T)


def test_s20_nurturing_is_remembered_by_those_who_buy(baselines: Scenario) -> None:
    """Off: useful content is neither remembered nor liked."""
    assert nurture_is_remembered(baselines)
    forgotten = {
        "deciding.availability": 0.0,
        "memory.useful_goodwill": 0.0,
        "memory.useful_esteem": 0.0,
    }
    assert not nurture_is_remembered(baselines.with_parameters(forgotten))


def oracle_is_the_ceiling(scenario: Scenario) -> bool:
    """Say whether the oracle leaves all but its intents alone, and wins more than all others."""
    run = rehearse(scenario, "oracle")
    steps = {step.touch for one in run.world.plan.cadences for step in one.steps}
    events = run.history.events
    sent = (events["kind"] == Kind.TOUCHED) & np.isin(events["touch"], list(steps))
    met = set(find_intents(run.world, run.history)[sent].tolist())
    if not met or not met <= {Intent.EXPLORING, Intent.BUYING}:
        return False
    wins = [
        sum(rehearse(scenario, name, replication).expect("won") for replication in range(2))
        for name in ("oracle", "reads_the_signals", "contact_everyone", "holdout")
    ]
    return all(wins[0] > 1.1 * others for others in wins[1:])


def test_s21_the_oracle_is_the_ceiling() -> None:
    """Off: it does not see what people are after."""
    scenario = with_shoppers(shrink(load("signals"), accounts=30, days=240))
    assert oracle_is_the_ceiling(scenario)
    assert not oracle_is_the_ceiling(with_plan(scenario, "oracle", intents=()))


def promise_costs(parameters: dict[str, float]) -> bool:
    """Say whether the same selling costs a preacher more goodwill, and is told more."""
    harm, told = [], []
    for name in ("broken_promise", "broken_promise_never_made"):
        scenario = shrink(load(name), accounts=30, days=180).with_parameters(parameters)
        run = rehearse(scenario, "aggressive_pursuit")
        harm.append(run.figures["brand_damage"])
        told.append(run.expect("told"))
    return harm[0] > 1.1 * harm[1] and told[0] > 1.2 * told[1]


def test_s22_a_broken_promise_costs_more_and_is_told_more() -> None:
    """Off: what a vendor preaches raises neither the gap nor the telling."""
    assert promise_costs({})
    assert not promise_costs({"memory.promise_weight": 0.0, "talking.promise_told": 0.0})


def test_s22_a_vendor_that_keeps_its_promise_pays_nothing_for_it() -> None:
    """Off: the preacher pursues people after all."""

    def costs_nothing(strategy: str) -> bool:
        preacher = shrink(load("broken_promise"), accounts=30, days=180)
        modest = replace(preacher, vendor=load("broken_promise_never_made").vendor)
        harm = [rehearse(each, strategy).figures["brand_net"] for each in (preacher, modest)]
        return harm[0] > 0.98 * harm[1] > 0.0

    assert costs_nothing("nurture")
    assert not costs_nothing("aggressive_pursuit")
