"""Draw whole plans: every kind of rule, on everything that a vendor can see."""

from __future__ import annotations

from hypothesis import strategies as st
from small_worlds import DAY, PLAIN, TOUCHES, make_plan

from goodwill.strategy import (
    ALWAYS,
    DURATIONS,
    OBSERVABLES,
    Cadence,
    Cap,
    Comparison,
    Conditions,
    EnrolmentRule,
    Operator,
    Plan,
    Pressure,
    ReplyPolicy,
    SendWindow,
    Step,
    Switch,
)
from goodwill.vocabulary import (
    N_OUTCOMES,
    NOBODY,
    SECONDS_PER_HOUR,
    Ask,
    CapAction,
    CapScope,
    Channel,
    Claim,
    Discipline,
    Intent,
    Measure,
    ReplyAction,
    Sender,
    Tone,
)

HOUR = SECONDS_PER_HOUR
_MAIL, _CALL = int(Channel.EMAIL), int(Channel.PHONE)
_MEETING, _OFFER = int(Ask.MEETING), int(Ask.FREE_OFFER)
_BY_REP = {"sender": int(Sender.REP), "minutes": 3.0}
KINDS = (
    *TOUCHES,
    PLAIN._replace(name="saw_your_click", claim=int(Claim.CLICK), ask=_MEETING),
    PLAIN._replace(name="saw_you_here", claim=int(Claim.ANY_VISIT), presumption=2),
    PLAIN._replace(name="after_webinar", claim=int(Claim.WEBINAR_SIGNUP), ask=_MEETING),
    PLAIN._replace(name="after_demo", claim=int(Claim.DEMO_REQUEST), tone=int(Tone.HUMOROUS)),
    PLAIN._replace(name="regional", region=1, recycled=True, tone=int(Tone.SNARKY)),
    PLAIN._replace(name="question", ask=int(Ask.QUESTION), presumption=1),
    PLAIN._replace(name="offer_of_rep", ask=_OFFER, bait=True, **_BY_REP),
    PLAIN._replace(name="not_an_offer", ask=_MEETING, bait=True, personalisation=1.0),
    PLAIN._replace(name="offer", channel=_CALL, ask=_OFFER, bait=True, voicemail=True, **_BY_REP),
    PLAIN._replace(name="robot", channel=_CALL, ask=_MEETING, voicemail=True, presumption=3),
    PLAIN._replace(name="spam", usefulness=0.0, relevance=0.0, ask=_MEETING, presumption=3),
)

_CODES = st.integers(0, len(KINDS) - 1)
WAITS = (HOUR, 600, 60, 1, 0, DAY // 2, DAY, 2 * DAY, 5 * DAY)
WINDOWS = (
    ALWAYS,
    ALWAYS,
    SendWindow(9 * HOUR, 17 * HOUR, 0b0011111),
    SendWindow(9 * HOUR, 9 * HOUR + 1, 0b1111111),  # everybody at the same second
    SendWindow(0, 3 * HOUR, 0b1110111),  # holds the hours that clocks skip or repeat
    SendWindow(23 * HOUR, DAY, 0b1111111),
)
_VALUES: dict[str, tuple[float, ...]] = {
    "score": (15.0, 40.0, 60.0, 85.0),
    "seniority": (0.3, 0.6),
    "days_to_quarter_end": (2.0, 10.0, 60.0),
    "weekday": (2.0, 5.0),
    "stage": (1.0, 2.0, 3.0, 4.0),
    "last_reply": (0.0, 2.0, 4.0, 6.0),
    "local_second": (9.0 * HOUR, 15.0 * HOUR),
}
_COUNTS = (0.0, 1.0, 2.0, 4.0)
_DURATIONS = (0.0, 60.0, HOUR, DAY, 4.0 * DAY)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw one comparison of anything that is observed."""
    name = draw(st.sampled_from(list(OBSERVABLES)))
    usual = _DURATIONS if name in DURATIONS else _COUNTS
    value = draw(st.sampled_from(_VALUES.get(name, usual)))
    return Comparison(OBSERVABLES[name], int(draw(st.sampled_from(Operator))), value)


def conditions(at_least: int = 0, at_most: int = 2) -> st.SearchStrategy[Conditions]:
    """Draw comparisons that must all hold."""
    return st.lists(comparisons(), min_size=at_least, max_size=at_most).map(tuple)


@st.composite
def steps(draw: st.DrawFn, at: int, then: int) -> Step:
    """Draw a step; where it leads back, somebody waits."""
    leads_back = then <= at
    return Step(
        wait=draw(st.sampled_from(WAITS[5:] if leads_back else WAITS)),
        touch=draw(_CODES),
        window=draw(st.sampled_from(WINDOWS)),
        guard=draw(conditions(at_most=1)) if draw(st.integers(0, 3)) == 0 else (),
        autoskip=draw(st.sampled_from((-1, -1, 0, 1, 600, HOUR, DAY))),
        to_owner=draw(st.booleans()),
        then=then,
    )


@st.composite
def cadences(draw: st.DrawFn, number: int, n_cadences: int) -> Cadence:
    """Draw a cadence that switches only to later ones: nobody goes round without waiting."""
    n_steps = draw(st.integers(2, 6))
    thens = [at + draw(st.sampled_from((1, 1, 1, 2))) for at in range(n_steps)]
    if draw(st.booleans()):
        thens[-1] = draw(st.integers(0, n_steps - 1))
    later = range(number + 1, n_cadences)
    switches = st.builds(Switch, conditions(at_least=2), st.sampled_from((*later, *later, -1)))
    return Cadence(
        f"cadence {number}",
        tuple(draw(steps(at, then)) for at, then in enumerate(thens)),
        tuple(draw(switches) for _ in range(draw(st.sampled_from((0, 0, 1, 2))))),
    )


# Those that leave the account open, more often: a closed one is a quiet one.
_ACTIONS = st.sampled_from((*ReplyAction, ReplyAction.PUSH_ON, ReplyAction.HAND_OVER))
REPLY_POLICIES = st.builds(
    ReplyPolicy,
    action=_ACTIONS.map(int),
    touch=st.one_of(st.just(NOBODY), _CODES),
    wait=st.sampled_from((0, 1, 60, HOUR, DAY)),
)
CAPS = st.builds(
    Cap,
    scope=st.sampled_from(CapScope).map(int),
    at_most=st.sampled_from((5, 3, 2, 1, 1, 10, 0)),
    per=st.sampled_from((HOUR, DAY, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 31 * DAY)),
    action=st.sampled_from(CapAction).map(int),
    retry=st.sampled_from((HOUR, 7 * HOUR, DAY)),
)
PRESSURES = st.builds(
    Pressure,
    days=st.sampled_from((0, 3, 20, 100)),
    wait_factor=st.sampled_from((0.25, 0.7, 1.0)),
    presumption=st.integers(0, 2),
    threshold_factor=st.sampled_from((0.7, 1.0)),
)


@st.composite
def rules(draw: st.DrawFn, n_cadences: int) -> tuple[EnrolmentRule, ...]:
    """Draw when people are put into cadences: in the end, everybody."""
    whens = [*draw(st.lists(conditions(at_least=1), max_size=2)), ()]
    again = st.sampled_from((HOUR, 0, -1, 3 * DAY))
    return tuple(
        EnrolmentRule(when, draw(st.integers(0, n_cadences - 1)), draw(again)) for when in whens
    )


@st.composite
def busy_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan."""
    n_cadences = draw(st.integers(1, 4))
    out = st.builds(Switch, conditions(at_least=2), st.sampled_from(sorted({-1, n_cadences - 1})))
    n_switches, n_suppressions = (draw(st.sampled_from((0, 0, 0, 1))) for _ in range(2))
    n_caps = draw(st.sampled_from((0, 1, 1, 3)))
    intents = (int(Intent.LEARNING), int(Intent.EXPLORING), int(Intent.BUYING))
    return make_plan(
        *(draw(cadences(number, n_cadences)) for number in range(n_cadences)),
        enrolment=draw(rules(n_cadences)),
        switches=tuple(draw(out) for _ in range(n_switches)),
        replies=tuple(draw(REPLY_POLICIES) for _ in range(N_OUTCOMES)),
        suppression=tuple(draw(conditions(at_least=2)) for _ in range(n_suppressions)),
        caps=tuple(draw(CAPS) for _ in range(n_caps)),
        pressure=draw(PRESSURES),
        answer_touch=draw(st.one_of(st.just(NOBODY), _CODES)),
        automation_a_day=draw(st.sampled_from((-1, 20, 4, 1))),
        calls_a_day=draw(st.sampled_from((-1, -1, 1, 3, 10))),
        discipline=draw(st.sampled_from(Discipline).map(int)),
        measured_on=draw(st.sampled_from(Measure).map(int)),
        nightly=draw(st.booleans()),
        colleague_stops=draw(st.booleans()),
        ticks_off_after=draw(st.sampled_from((-1, -1, 0, 600, 6 * HOUR, DAY))),
        intents=draw(st.sampled_from(((), (), (), intents))),
    )
