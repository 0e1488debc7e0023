"""Systems S16 to S18: dials, carpet bombing, the forced yes.

Every claim is made once with the mechanism that it is about, and once without it, where it must
not hold.
"""

import numpy as np
import pytest
from tests.stories.rehearsing import (
    find_plan,
    load,
    make_budgets,
    make_visitors,
    rehearse,
    shrink,
    with_people,
    with_plan,
    with_steps,
    with_touches,
)

from goodwill.eventlog import Kind
from goodwill.scenario import Scenario
from goodwill.strategy import Cap, Operator
from goodwill.vocabulary import (
    N_OUTCOMES,
    SECONDS_PER_DAY,
    Ask,
    CapAction,
    CapScope,
    Cause,
    Channel,
    Inbound,
    Intent,
    Measure,
    Outcome,
    Placement,
    Reason,
)

DAY = SECONDS_PER_DAY
STUBBORN = 1e6  # a budget that nothing uses up
N_OFFERED = 120


def dials_mislead(scenario: Scenario) -> bool:
    """Say whether the ranks by dials and by net brand value are opposite, and sales no better."""
    names = ("dial_machine", "measured_on_wins", "holdout")
    runs = [rehearse(scenario, name) for name in names]
    figures = [run.figures for run in runs]
    dials = [figure["calls"] for figure in figures]
    net = [figure["brand_net"] for figure in figures]
    busier = dials[0] > 1.5 * dials[1] > dials[2]
    no_better = runs[0].expect("won") < 1.1 * runs[1].expect("won")
    return busier and net[0] < net[1] < net[2] and no_better


def test_s16_the_reps_who_dial_most_do_not_sell_most() -> None:
    """Off: the reps of the dial machine are measured on wins."""
    scenario = shrink(load("dials"), accounts=40, days=150)
    assert dials_mislead(scenario)
    wins = with_plan(scenario, "dial_machine", measured_on=int(Measure.WINS))
    assert not dials_mislead(wins)


COUNTS = {
    "carpet_bombing": {Channel.EMAIL: 37, Channel.PHONE: 15},
    "carpet_bombing_mail": {Channel.EMAIL: 80, Channel.PHONE: 60, Channel.DIRECT_MAIL: 42},
}


def carpets(scenario: Scenario, strategy: str) -> bool:
    """Say whether everybody with an address that works gets just the counts of the story."""
    run = rehearse(scenario, strategy)
    withheld = run.select(Kind.WITHHELD)
    bounced = set(withheld["person"][withheld["detail"] == Reason.UNREACHABLE].tolist())
    sent = run.select(Kind.TOUCHED)
    bounced |= set(sent["person"][sent["detail"] == Placement.BOUNCED].tolist())
    channels = np.array([touch.channel for touch in run.world.touches])[sent["touch"]]
    reachable = [person.id for person in run.world.persons if person.id not in bounced]
    return len(reachable) >= 3 and all(
        np.count_nonzero((sent["person"] == person) & (channels == channel)) == n_touches
        for person in reachable
        for channel, n_touches in COUNTS[strategy].items()
    )


@pytest.mark.parametrize("strategy", COUNTS)
def test_s17_the_carpet_has_the_counts_of_the_story(strategy: str) -> None:
    """Off: a frequency cap lets three touches a week through."""
    scenario = shrink(load("carpet_bombing"), accounts=0, days=365)
    people = make_visitors(
        scenario, 8, Inbound.CONTENT_DOWNLOAD, budgets=make_budgets(STUBBORN), days=10
    )
    scenario = with_people(scenario, people)
    assert carpets(scenario, strategy)
    cap = Cap(int(CapScope.EVERYTHING), 3, 7 * DAY, int(CapAction.SKIP), 0)
    assert not carpets(with_plan(scenario, strategy, caps=(cap,)), strategy)


def carpets_burn(scenario: Scenario) -> bool:
    """Say whether the carpet does ten times the damage of nurturing, and wins no more."""
    bombing, nurture = rehearse(scenario, "carpet_bombing"), rehearse(scenario, "nurture")
    damage = bombing.figures["brand_damage"]
    burns = damage > max(50.0, 10.0 * nurture.figures["brand_damage"])
    return burns and bombing.expect("won") < 1.1 * nurture.expect("won")


def test_s17_the_carpet_burns_the_brand() -> None:
    """Off: irritation costs no goodwill, and calls to the front desk cost none either."""
    scenario = shrink(load("carpet_bombing"), accounts=30, days=150)
    assert carpets_burn(scenario)
    painless = {"memory.burn": 0.0, "memory.desk_goodwill": 0.0}
    assert not carpets_burn(scenario.with_parameters(painless))


@pytest.fixture(scope="module")
def offered() -> Scenario:
    """Give readers who only differ in how soon they say yes; these budgets are evenly spread."""
    scenario = shrink(load("forced_yes"), accounts=0, days=180)
    spread = -np.log1p(-(np.arange(N_OFFERED) + 0.5) / N_OFFERED)  # of a unit exponential law
    people = make_visitors(
        scenario, N_OFFERED, Inbound.CONTENT_DOWNLOAD, intent=Intent.LEARNING, days=30
    )
    willing = [
        person._replace(
            script=person.script._replace(budgets=make_budgets(STUBBORN, interested=float(budget)))
        )
        for person, budget in zip(people, spread, strict=True)
    ]
    return with_people(scenario, willing)


def bills_come_back(scenario: Scenario) -> bool:
    """Say whether free copies are billed after three months, for little money and much goodwill."""
    run = rehearse(scenario, "forced_yes")
    accepted = run.select(Kind.TOUCHED)
    accepted = accepted[accepted["outcome"] == Outcome.INTERESTED]
    bills, told = run.select(Kind.BILLED), run.select(Kind.TOLD)
    if not bills.size or (bills["cause"] != Cause.BAIT).any():
        return False
    delay = round(run.world.parameters.memory.bait_days * DAY)
    yeses = set(zip(accepted["person"].tolist(), accepted["second"].tolist(), strict=True))
    in_time = all((bill["person"], bill["second"] - delay) in yeses for bill in bills)
    about_it = np.isin(told["person"], bills["person"]) & np.isin(told["second"], bills["second"])
    return bool(
        in_time
        and 80 * DAY < delay < 100 * DAY
        and (bills["amount"] <= 250.0).all()
        and (bills["lost"] >= 1.0).all()
        and told["detail"][about_it].sum() > 0
        and rehearse(scenario, "honest_free_copy").figures["mean_goodwill_end"]
        > run.figures["mean_goodwill_end"] + 0.02
    )


def test_s18_the_free_copy_is_billed_later_resented_and_told(offered: Scenario) -> None:
    """Off: what is called free is free."""
    assert bills_come_back(offered)
    bait = [touch.name for touch in offered.touches if touch.bait]
    assert not bills_come_back(with_touches(offered, bait, bait=False))


def refusing_wears_down(scenario: Scenario) -> bool:
    """Say whether more accept the free copy after three asks that they did not grant."""
    offers = {code for code, touch in enumerate(scenario.touches) if touch.ask == Ask.FREE_OFFER}
    triggers = find_plan(scenario, "forced_yes").enrolment[0].when[0]
    never = (triggers._replace(operator=int(Operator.LESS), value=0.0),)
    unasked = with_steps(
        scenario,
        "forced_yes",
        lambda step: step if step.touch in offers else step._replace(guard=never),
    )
    accepted = []
    for each in (scenario, unasked):
        sent = rehearse(each, "forced_yes").select(Kind.TOUCHED)
        yes = (sent["outcome"] == Outcome.INTERESTED) & np.isin(sent["touch"], list(offers))
        accepted.append(int(np.count_nonzero(yes)))
    return accepted[0] > 1.3 * accepted[1] > 0


def test_s18_a_yes_comes_sooner_from_those_who_were_asked_in_vain(offered: Scenario) -> None:
    """Off: refusing wears nobody down. Irritation, which works against it, is set aside."""
    calm = offered.with_parameters({"answering.irritation": [0.0] * N_OUTCOMES})
    assert refusing_wears_down(calm)
    steadfast = calm.with_parameters({"answering.refused_asks": 0.0})
    assert not refusing_wears_down(steadfast)
