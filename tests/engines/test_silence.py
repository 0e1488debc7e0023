"""Nothing comes of nothing: no hazards, no touches, no patience."""

from __future__ import annotations

from hypothesis import given
from logs import by_person, select
from recipes import few, recipes
from small_worlds import (
    DAY,
    LIVELY,
    TOUCHES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

from goodwill.eventlog import History, Kind
from goodwill.parameters import with_overrides
from goodwill.strategy import ReplyPolicy
from goodwill.vocabulary import (
    N_OUTCOMES,
    NOBODY,
    Cause,
    Channel,
    Inbound,
    Outcome,
    Placement,
    ReplyAction,
)

DEAF = with_overrides(LIVELY, {"answering.base": [-200.0] * N_OUTCOMES})
CERTAIN = with_overrides(
    LIVELY,
    {
        "answering.base": [-200.0, 20.0, *[-200.0] * 6],
        "delays.click_hours": 1.0,
        "delays.click_sigma": 0.5,
        "noticing.bounce": 0.0,
    },
)
ANSWERS = (Kind.REPLIED, Kind.CLICKED, Kind.OPTED_OUT, Kind.COMPLAINED, Kind.MEETING_AGREED)
MET = (Placement.REACHED, Placement.VOICEMAIL)


def find_causes(history: History) -> set[int]:
    """Give the causes for which goodwill was booked at all."""
    return {cause for (cause, _), (gained, lost) in history.bookings.items() if gained or lost}


def send_nothing(recipe: Recipe) -> Recipe:
    """Take all touches out of a recipe's plan."""
    quiet = (ReplyPolicy(int(ReplyAction.PUSH_ON), NOBODY, 0),) * N_OUTCOMES
    plan = recipe.plan._replace(enrolment=(), answer_touch=NOBODY, replies=quiet)
    return recipe._replace(plan=plan)


@few
@given(recipes())
def test_without_hazards_nobody_answers_anything(recipe: Recipe) -> None:
    history = run(cook(recipe._replace(parameters=DEAF)))
    assert select(history, *ANSWERS, Kind.BILLED, Kind.MEETING_HELD, Kind.NO_SHOW) == []
    outcomes = {event.outcome for event in select(history, Kind.TOUCHED)}
    assert outcomes <= {int(Outcome.SILENCE)}
    for outcome in range(N_OUTCOMES):
        hits, expected = history.compensators.get(Outcome(outcome).name.lower(), (0, 0))
        assert hits == expected == 0


@few
@given(recipes())
def test_mail_that_gets_no_attention_gets_no_answer(recipe: Recipe) -> None:
    world = cook(recipe)
    persons = tuple(person._replace(attention=0.0) for person in world.persons)
    mailed = {code for code, touch in enumerate(TOUCHES) if touch.channel == Channel.EMAIL}
    touched = select(run(world._replace(persons=persons)), Kind.TOUCHED)
    mails = [event for event in touched if event.touch in mailed]
    assert {event.outcome for event in mails} <= {int(Outcome.SILENCE)}
    assert all(event.gained == 0.0 for event in mails)


@few
@given(recipes())
def test_without_touches_nobody_is_harmed_by_any(recipe: Recipe) -> None:
    history = run(cook(send_nothing(recipe)))
    assert select(history, *ANSWERS, Kind.TOUCHED, Kind.WITHHELD, Kind.REQUESTED) == []
    assert select(history, Kind.SUFFERED, Kind.BILLED, Kind.ENROLLED) == []
    touching = {Cause.TOUCH, Cause.RETORT, Cause.FRONT_DESK, Cause.BAIT, Cause.MEETING}
    assert not find_causes(history) & touching
    if not select(history, Kind.NEGLECTED):
        assert all(lost == 0 for _, lost in history.bookings.values())
    assert sum(history.rep_seconds) == 0


def test_without_touches_people_still_live_and_read() -> None:
    history = run(cook(Recipe(make_plan(), days=120)))
    assert select(history, Kind.VISIT, Kind.READ, Kind.DECIDED)
    assert Cause.CONTENT in find_causes(history)


@few
@given(recipes())
def test_whoever_surely_opts_out_hears_nothing_more_on_that_channel(recipe: Recipe) -> None:
    history = run(cook(recipe._replace(parameters=CERTAIN)))
    for life in by_person(history).values():
        closed: set[int] = set()
        for event in life:
            if event.kind == Kind.OPTED_OUT:
                closed.add(event.detail)
            elif event.kind == Kind.TOUCHED:
                channel = TOUCHES[event.touch].channel
                heard = Channel.PHONE if channel == Channel.VOICEMAIL else channel
                assert heard not in closed
                # Until the first opt-out has arrived, every touch that gets through asks for it.
                assert (event.outcome == Outcome.OPT_OUT) == (event.detail in MET)


def test_whoever_surely_opts_out_is_touched_exactly_once_on_each_channel() -> None:
    plan = make_plan(
        make_cadence("newsletter", "letter", "text", "greeting", "hold", wait=3 * DAY),
        make_cadence(),
    )
    # The round is made three times: each visit begins it anew.
    again = plan._replace(enrolment=(plan.enrolment[0]._replace(again_after=DAY),))
    visits = [(at * 20 * DAY, Inbound.CONTENT_DOWNLOAD) for at in range(3)]
    recipe = story(again, make_visitor("ann", *visits), days=80, parameters=CERTAIN)
    history = run(cook(recipe))
    touched = [TOUCHES[event.touch].name for event in select(history, Kind.TOUCHED)]
    assert touched == ["newsletter", "letter", "text", "greeting", "hold"]
    assert len(select(history, Kind.OPTED_OUT)) == 5
    assert len(select(history, Kind.WITHHELD)) == 10
