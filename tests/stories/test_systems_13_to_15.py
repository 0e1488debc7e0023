"""Systems S13 to S15: speed, resources first, ask first.

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
    make_budgets,
    make_visitors,
    rehearse,
    shrink,
    with_couplings,
    with_one_step,
    with_people,
    with_plan,
    with_touches,
)

from goodwill.eventlog import Kind
from goodwill.scenario import Scenario
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_MINUTE,
    Ask,
    Channel,
    Claim,
    Inbound,
    Intent,
)

DAY = SECONDS_PER_DAY
STUBBORN = 1e6  # a budget that nothing uses up
EAGER = 1e-6  # a budget that the first touch uses up
ALIKE = {  # every channel and every presumption annoys alike
    "memory.intrusiveness": [1.0] * len(Channel),
    "memory.gap_weight": 0.0,
    "memory.irrelevance_weight": 0.0,
}


@pytest.fixture(scope="module")
def requests() -> Scenario:
    """Give a week in which 60 buyers ask to be called, among 180 readers who did not."""
    scenario = shrink(load("speed_to_lead"), accounts=0, days=120)
    asking = make_visitors(
        scenario, 60, Inbound.DEMO_REQUEST, intent=Intent.BUYING, days=8, hour=14, name="buyer"
    )
    reading = make_visitors(
        scenario, 180, Inbound.CONTENT_DOWNLOAD, intent=Intent.LEARNING, days=8, hour=14
    )
    return with_people(scenario, [*asking, *reading])


def answer_with(scenario: Scenario, n_reps: int, replication: int = 0) -> Rehearsal:
    """Call everybody in turn, with so many reps."""
    floor = replace(scenario, reps=(scenario.reps[0],) * n_reps)
    return rehearse(floor, "call_in_turn", replication)


def few_reps_answer_late(scenario: Scenario) -> bool:
    """Say whether few reps make requests wait, so that fewer are reached and some neglected."""
    few, many = answer_with(scenario, 1).figures, answer_with(scenario, 10).figures
    return (
        few["median_hours_to_answer"] > many["median_hours_to_answer"] + 1.0
        and few["connect_rate"] < 0.9 * many["connect_rate"]
        and few["requests_neglected"] > many["requests_neglected"] + 5
    )


def test_s13_few_reps_answer_requests_late_and_reach_fewer(requests: Scenario) -> None:
    """Off: there is always a free rep."""
    assert few_reps_answer_late(requests)
    assert not few_reps_answer_late(with_couplings(requests, reps=False))


def late_answers_lose_sales(scenario: Scenario) -> bool:
    """Say whether those who wait longer for what they asked for are to be expected to buy less."""
    wins = [
        [answer_with(scenario, n_reps, replication).expect("won") for n_reps in (10, 1)]
        for replication in range(3)
    ]
    many, few = np.array(wins).T
    return exceeds(many, few, by=1.0)


def test_s13_a_late_answer_to_a_request_loses_sales(requests: Scenario) -> None:
    """Off: an early answer earns nothing, and neither connects better nor spares neglect."""
    assert late_answers_lose_sales(requests)
    indifferent = {
        "deciding.first_answer": 0.0,
        "noticing.connect_asked": 0.0,
        "memory.neglect_goodwill": 0.0,
        "memory.neglect_irritation": 0.0,
    }
    assert not late_answers_lose_sales(requests.with_parameters(indifferent))


@pytest.fixture(scope="module")
def downloads() -> Scenario:
    """Give 120 readers who download a piece, and a floor without queues."""
    scenario = with_couplings(shrink(load("speed_to_lead"), accounts=0, days=60), reps=False)
    readers = make_visitors(scenario, 120, Inbound.CONTENT_DOWNLOAD, intent=Intent.LEARNING)
    return with_people(scenario, readers)


def annoy(scenario: Scenario, touch: str, wait: int) -> np.ndarray:
    """Give the irritation of each reader after one touch, `wait` seconds after the download."""
    run = rehearse(with_one_step(scenario, "call_in_turn", touch, wait), "call_in_turn")
    sent = run.select(Kind.TOUCHED, touches=(touch,))
    return run.sum_by_person(sent, sent["irritation"])


def presumption_and_channel_harm_not_speed(scenario: Scenario) -> bool:
    """Say whether a call is worse than useful reading, and at once no worse than days later."""
    at_once, later = 2 * SECONDS_PER_MINUTE, 3 * DAY
    called = [annoy(scenario, "introductory_call", wait) for wait in (at_once, later)]
    helped = [annoy(scenario, "thank_you_resources", wait) for wait in (at_once, later)]
    speed_harms = called[0].mean() > 1.05 * called[1].mean() or (
        helped[0].mean() > 1.05 * helped[1].mean()
    )
    return not speed_harms and all(
        exceeds(call, mail, by=0.3) for call, mail in zip(called, helped, strict=True)
    )


def test_s13_after_a_download_presumption_and_channel_harm_not_speed(downloads: Scenario) -> None:
    """Off: all channels and all levels of presumption annoy alike."""
    assert presumption_and_channel_harm_not_speed(downloads)
    assert not presumption_and_channel_harm_not_speed(downloads.with_parameters(ALIKE))


def presumes_that_it_was_read(scenario: Scenario) -> bool:
    """Say whether a call about a piece annoys more before most have opened it."""
    early = annoy(scenario, "download_call", 2 * SECONDS_PER_MINUTE)
    return exceeds(early, annoy(scenario, "download_call", 6 * DAY), by=0.1)


def test_s13_a_call_about_what_was_not_read_yet_presumes_more(downloads: Scenario) -> None:
    """Off: following up on what was not read yet presumes nothing."""
    assert presumes_that_it_was_read(downloads)
    read = downloads.with_parameters({"levels.unread_presumption": 0.0})
    assert not presumes_that_it_was_read(read)


def sign_up(n_people: int, **budgets: float) -> Scenario:
    """Give readers who sign up for a webinar; they answer only what is named, and that at once."""
    scenario = shrink(load("webinar_signups"), accounts=0, days=40)
    given = make_budgets(STUBBORN, **budgets)
    people = make_visitors(
        scenario, n_people, Inbound.WEBINAR_SIGNUP, intent=Intent.LEARNING, days=20, budgets=given
    )
    return with_people(scenario, people)


def clicks_trigger_calls(scenario: Scenario) -> bool:
    """Say whether resources come at once, and clicks alone lead to a call about them."""
    run = rehearse(scenario, "resources_first")
    sent = run.select(Kind.TOUCHED, touches=("webinar_resources",))
    visits = run.select(Kind.VISIT)
    seconds = dict(zip(visits["person"].tolist(), visits["second"].tolist(), strict=True))
    at_once = all(row["second"] - seconds[row["person"]] <= 300 for row in sent)
    clicked = {row["person"]: row["second"] for row in run.select(Kind.CLICKED)[::-1]}
    calls = run.select(Kind.TOUCHED, touches=("click_call",))
    truthful = all(row["second"] > clicked.get(row["person"], np.inf) for row in calls)
    called = set(calls["person"].tolist())
    return at_once and truthful and len(clicked) >= 5 and len(called) >= 0.8 * len(clicked)


def test_s14_a_click_on_the_resources_triggers_a_call_about_them() -> None:
    """Off: no click switches a cadence."""
    scenario = sign_up(30, click=EAGER)
    assert clicks_trigger_calls(scenario)
    cadences = find_plan(scenario, "resources_first").cadences
    deaf = tuple(cadence._replace(switches=()) for cadence in cadences)
    assert not clicks_trigger_calls(with_plan(scenario, "resources_first", cadences=deaf))


def clicks_make_calls_welcome(parameters: dict[str, float]) -> bool:
    """Say whether a call about a click annoys less than the same call to those without one."""
    annoyed = []
    for budgets, claim in (({}, Claim.ANY_VISIT), ({"click": EAGER}, Claim.CLICK)):
        scenario = with_touches(sign_up(80, **budgets), ["click_call"], claim=int(claim))
        plan = find_plan(scenario, "resources_first")
        first = plan.cadences[0].steps[0]._replace(then=1)
        call = first._replace(wait=2 * DAY, touch=scenario.find_touch("click_call"), then=2)
        session = plan.cadences[0]._replace(steps=(first, call), switches=())
        scenario = with_plan(scenario, "resources_first", cadences=(session, *plan.cadences[1:]))
        run = rehearse(scenario.with_parameters(parameters), "resources_first")
        calls = run.select(Kind.TOUCHED, touches=("click_call",))
        annoyed.append(run.sum_by_person(calls, calls["irritation"]))
    return exceeds(annoyed[0], annoyed[1], by=0.1)


def test_s14_after_a_click_people_are_readier_for_a_call_and_it_is_more_relevant() -> None:
    """Off: a click neither readies people nor makes a reference to it more relevant."""
    assert clicks_make_calls_welcome({})
    assert not clicks_make_calls_welcome(
        {"levels.click_readiness": 0.0, "relevance.own_action": 0.0}
    )


def learns_what_matters(scenario: Scenario) -> bool:
    """Say whether an answered question makes what follows worth more to the person."""
    followed = []
    for parameters in ({}, {"relevance.insight": 0.0}):
        run = rehearse(scenario.with_parameters(parameters), "ask_first")
        later = run.select(Kind.TOUCHED, touches=("what_you_asked_about",))
        followed.append(run.sum_by_person(later, later["gained"]))
    return exceeds(followed[0], followed[1])


def test_s15_an_answer_to_the_question_makes_what_follows_more_relevant() -> None:
    """Off: the thank-you asks nothing, so that a reply to it names no subject."""
    scenario = sign_up(60, neutral_reply=EAGER)
    assert learns_what_matters(scenario)
    asking = [touch.name for touch in scenario.touches if touch.ask == Ask.QUESTION]
    assert not learns_what_matters(with_touches(scenario, asking, ask=int(Ask.NOTHING)))


def asking_gets_answers(scenario: Scenario) -> bool:
    """Say whether twice as many answers are to be expected as where resources are sent first."""
    asked, sent = (rehearse(scenario, name) for name in ("ask_first", "resources_first"))
    return asked.expect("neutral_reply") > 2.0 * sent.expect("neutral_reply") > 0.0


def test_s15_who_asks_first_gets_pain_points() -> None:
    """Off: an open question invites nobody to answer."""
    scenario = shrink(load("webinar_signups"), accounts=0, days=40)
    people = make_visitors(scenario, 80, Inbound.WEBINAR_SIGNUP, days=20)
    signups = with_people(scenario, people)
    assert asking_gets_answers(signups)
    assert not asking_gets_answers(signups.with_parameters({"answering.question": 0.0}))
