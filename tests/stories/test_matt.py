"""Matt signs up for a webinar: scorched earth (S12) against speed, resources and a question.

Only his traits and hidden budgets are given. Every claim is made once with the mechanism that it
is about, and once without it, where it must not hold.
"""

from dataclasses import replace

import numpy as np
import pytest
from tests.stories.rehearsing import (
    Rehearsal,
    exceeds,
    load,
    make_visitors,
    rehearse,
    shrink,
    with_couplings,
    with_people,
    with_plan,
    with_reply_policy,
    with_steps,
    with_touches,
)

from goodwill.eventlog import Kind
from goodwill.scenario import Scenario
from goodwill.vocabulary import (
    NOBODY,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    SECONDS_PER_MINUTE,
    Channel,
    Claim,
    Inbound,
    Measure,
    Outcome,
    Placement,
    ReplyAction,
    Tone,
)

SCORCHED = "scorched_earth"
BARRAGE = ("trial_check_in_call", "trial_check_in", "trial_check_in_text")
PACIFIC = 8 * SECONDS_PER_HOUR  # behind UTC in February


@pytest.fixture(scope="module")
def matt() -> Scenario:
    """Give Matt's scenario with a smaller market around it."""
    return shrink(load("matt"), accounts=8, days=60)


def find_signup(run: Rehearsal) -> int:
    """Give the second at which Matt signs up."""
    first = run.select(Kind.VISIT, person="matt")[0]
    assert first["detail"] == Inbound.WEBINAR_SIGNUP
    return int(first["second"])


def measure_irritation(run: Rehearsal, touch: str) -> float:
    """Say by how much the first touch of a kind that gets through to Matt irritates him."""
    events = run.history.events
    events = events[events["person"] == run.find_person("matt")]
    events = events[np.lexsort((events["serial"], events["second"]))]
    code = [kind.name for kind in run.world.touches].index(touch)
    met = (events["kind"] == Kind.TOUCHED) & (events["touch"] == code)
    met &= np.isin(events["detail"], (Placement.REACHED, Placement.VOICEMAIL))
    at = int(np.flatnonzero(met)[0])
    days = (events["second"][at] - events["second"][at - 1]) / SECONDS_PER_DAY
    half_life = run.world.parameters.memory.irritation_days
    return float(
        events["irritation"][at] - events["irritation"][at - 1] * 0.5 ** (days / half_life)
    )


def calls_mails_and_texts_at_once(scenario: Scenario) -> bool:
    """Say whether Matt is called, written to and texted within five minutes of his sign-up."""
    run = rehearse(scenario, SCORCHED)
    soon = find_signup(run) + 5 * SECONDS_PER_MINUTE
    sent = run.select(Kind.TOUCHED, person="matt")
    channels = {run.world.touches[touch].channel for touch in sent["touch"][sent["second"] <= soon]}
    return channels == {Channel.PHONE, Channel.EMAIL, Channel.SMS}


def test_s12_call_mail_and_text_come_within_five_minutes(matt: Scenario) -> None:
    """Off: the steps of the barrage wait a day each."""
    assert calls_mails_and_texts_at_once(matt)
    slow = with_steps(matt, SCORCHED, lambda step: step._replace(wait=SECONDS_PER_DAY))
    assert not calls_mails_and_texts_at_once(slow)


def annoys_by_the_misread(scenario: Scenario) -> bool:
    """Say whether the call about a trial irritates more than one about what Matt did."""
    taken_for_a_trial = rehearse(scenario, SCORCHED)
    started = taken_for_a_trial.select(Kind.VISIT, person="matt")["detail"] == Inbound.FREE_TRIAL
    kinds = [touch for touch in scenario.touches if touch.name in BARRAGE]
    if started.any() or {touch.claim for touch in kinds} != {Claim.FREE_TRIAL}:
        return False
    true_claim = with_touches(scenario, BARRAGE, claim=int(Claim.ANY_VISIT))
    truthful = rehearse(true_claim, SCORCHED)
    worse = measure_irritation(taken_for_a_trial, BARRAGE[0]) - measure_irritation(
        truthful, BARRAGE[0]
    )
    return worse > 0.05  # plain e-mails; he is a patient man


def test_s12_a_sign_up_is_taken_for_a_trial(matt: Scenario) -> None:
    """Off: a misread takes nothing from a touch's relevance."""
    assert annoys_by_the_misread(matt)
    assert not annoys_by_the_misread(matt.with_parameters({"relevance.misread": 0.0}))


def dials_all_day(scenario: Scenario) -> bool:
    """Say whether Matt's line and the front desk ring four or five times in all on his day."""
    run = rehearse(scenario, SCORCHED)
    calls = run.select(Kind.TOUCHED, person="matt", touches=BARRAGE[:1])
    day = (find_signup(run) - PACIFIC) // SECONDS_PER_DAY
    that_day = calls[(calls["second"] - PACIFIC) // SECONDS_PER_DAY == day]
    places = set(that_day["detail"].tolist())
    return that_day.size in (4, 5) and places >= {Placement.VOICEMAIL, Placement.FRONT_DESK}


def test_s12_his_line_and_the_front_desk_are_dialled_four_or_five_times(matt: Scenario) -> None:
    """Off: the reps are measured on meetings, not on dials."""
    assert dials_all_day(matt)
    assert not dials_all_day(with_plan(matt, SCORCHED, measured_on=int(Measure.MEETINGS)))


def pushes_on(scenario: Scenario) -> bool:
    """Say whether each of Matt's first two replies is met with one more demand."""
    run = rehearse(scenario, SCORCHED)
    replies = run.select(Kind.REPLIED, person="matt")
    if replies["detail"].tolist()[:2] != [Outcome.NEUTRAL_REPLY, Outcome.NOT_INTERESTED]:
        return False
    demands = run.select(
        Kind.TOUCHED, person="matt", touches=("when_can_i_call", "overcome_objection")
    )
    if run.name_touches(demands) != ["when_can_i_call", "overcome_objection"]:
        return False
    waits = demands["second"] - replies["second"][:2]
    return bool((waits > 0).all() and waits[0] < SECONDS_PER_HOUR and waits[1] < SECONDS_PER_DAY)


def test_s12_the_rep_answers_every_reply_by_pushing_on(matt: Scenario) -> None:
    """Off: the policy about replies is to stop."""
    assert pushes_on(matt)
    stop = with_reply_policy(
        matt, SCORCHED, Outcome.NEUTRAL_REPLY, action=int(ReplyAction.STOP), touch=NOBODY
    )
    assert not pushes_on(stop)


def writes_unprofessionally(scenario: Scenario) -> bool:
    """Say whether the rep's mail irritates more than the same mail by somebody with manners."""
    well_bred = replace(
        scenario, reps=tuple(rep._replace(professionalism=1.0) for rep in scenario.reps)
    )
    his = measure_irritation(rehearse(scenario, SCORCHED), "when_can_i_call")
    return his > 1.1 * measure_irritation(rehearse(well_bred, SCORCHED), "when_can_i_call")


def test_s12_the_exchange_is_unprofessional(matt: Scenario) -> None:
    """Off: people mind neither how professional a rep is nor the tone, which that sharpens."""
    assert writes_unprofessionally(matt)
    nothing = [0.0] * len(Tone)
    off = {
        "memory.unprofessional_weight": 0.0,
        "memory.tone_irritation": nothing,
        "memory.tone_taste": nothing,
    }
    assert not writes_unprofessionally(matt.with_parameters(off))


def annoys_colleagues(scenario: Scenario) -> bool:
    """Say whether all nine colleagues are hounded overnight, and like the vendor less for it."""
    run = rehearse(scenario, SCORCHED)
    persons, matts = run.world.persons, run.find_person("matt")
    account = next(person.account for person in persons if person.id == matts)
    colleagues = [one.id for one in persons if one.account == account and one.id != matts]
    suffered = run.select(Kind.SUFFERED)
    night = (find_signup(run) // SECONDS_PER_DAY + 1) * SECONDS_PER_DAY
    suffered = suffered[suffered["second"] == night]
    harmed = suffered["person"][(suffered["lost"] > 0.0) & (suffered["irritation"] > 0.0)]
    before, after = rehearse(scenario, "holdout").history.states, run.history.states
    theirs = np.isin(after["person"], colleagues)
    falls = bool((after["goodwill"][theirs] < before["goodwill"][theirs]).all())
    return len(colleagues) == 9 and set(colleagues) <= set(harmed.tolist()) and falls


def test_s12_the_front_desk_and_colleagues_are_hounded(matt: Scenario) -> None:
    """Off: what the front desk suffers reaches nobody."""
    assert annoys_colleagues(matt)
    assert not annoys_colleagues(with_couplings(matt, front_desk=False))


def harms_but_not_wholly(scenario: Scenario) -> bool:
    """Say whether Matt thinks far less of the vendor, and attends its webinar all the same."""
    run = rehearse(scenario, SCORCHED)
    state = run.find_state("matt")
    unharmed = rehearse(scenario, "holdout").find_state("matt")
    attended = Inbound.WEBINAR_SIGNUP in run.select(Kind.READ, person="matt")["detail"]
    on_speaking_terms = not run.select(Kind.COMPLAINED, Kind.OPTED_OUT, person="matt").size
    harmed = state["goodwill"] < unharmed["goodwill"] - 0.3
    return bool(harmed and attended and on_speaking_terms and state["esteem"] > 0.0)


def test_s12_the_damage_is_real_but_he_still_attends(matt: Scenario) -> None:
    """Off: irritation and calls to the front desk cost no goodwill."""
    assert harms_but_not_wholly(matt)
    painless = {"memory.burn": 0.0, "memory.desk_goodwill": 0.0}
    assert not harms_but_not_wholly(matt.with_parameters(painless))


def leaves_him_better_off(scenario: Scenario, strategy: str) -> bool:
    """Say whether a strategy leaves Matt with more goodwill and less irritation than a barrage."""
    two_weeks = replace(scenario, horizon=16 * SECONDS_PER_DAY)
    state = rehearse(two_weeks, strategy).find_state("matt")
    scorched = rehearse(two_weeks, SCORCHED).find_state("matt")
    likes_more = state["goodwill"] > scorched["goodwill"] + 0.2
    return bool(likes_more and state["irritation"] < scorched["irritation"] - 1.0)


@pytest.mark.parametrize(
    "strategy",
    [
        pytest.param("speed_to_lead", id="s13_speed_to_lead"),
        pytest.param("resources_first", id="s14_resources_first"),
        pytest.param("ask_first", id="s15_ask_first"),
    ],
)
def test_s12_leaves_matt_worse_off_than(matt: Scenario, strategy: str) -> None:
    """Off: nobody is put into the barrage."""
    assert leaves_him_better_off(matt, strategy)
    assert not leaves_him_better_off(with_plan(matt, SCORCHED, enrolment=()), strategy)


@pytest.fixture(scope="module")
def signups() -> Scenario:
    """Give 160 people like those of the market, who sign up for a webinar once."""
    scenario = shrink(load("webinar_signups"), accounts=0, days=60)
    return with_people(scenario, make_visitors(scenario, 160, Inbound.WEBINAR_SIGNUP, days=30))


def beats_on_both_axes(scenario: Scenario, strategy: str) -> bool:
    """Say whether sign-ups like a vendor more than the barrage's, and show more interest.

    Interest is what is to be expected of clicks, replies that do not refuse and meetings held.
    """
    differences = []
    for replication in range(3):
        better = rehearse(scenario, strategy, replication)
        scorched = rehearse(scenario, SCORCHED, replication)
        likes = better.history.states["goodwill"], scorched.history.states["goodwill"]
        annoyed = better.history.states["irritation"], scorched.history.states["irritation"]
        if not (exceeds(*likes, by=0.2) and exceeds(annoyed[1], annoyed[0], by=1.0)):
            return False
        signs = ("click", "neutral_reply", "interested", "meeting_held")
        differences.append(sum(better.expect(sign) - scorched.expect(sign) for sign in signs))
    return exceeds(differences, np.zeros(len(differences)), by=1.0)


def test_s14_resources_first_beats_scorched_earth_on_both_axes(signups: Scenario) -> None:
    """Off: what is sent is of no use to anybody, so that there is nothing to click on."""
    assert beats_on_both_axes(signups, "resources_first")
    useful = [touch.name for touch in signups.touches if touch.usefulness > 0.0]
    useless = with_touches(signups, useful, usefulness=0.0)
    assert not beats_on_both_axes(useless, "resources_first")
