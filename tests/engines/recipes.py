"""Draw whole small worlds: every kind of plan, floor and market, a few dozen people each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from small_worlds import (
    CODES,
    DAY,
    HOME,
    LIVELY,
    N_CADENCE_TOUCHES,
    STARTS,
    Recipe,
    make_plan,
    make_visitor,
)

from goodwill.population import USUAL_MARKET, Market, PersonSpecification
from goodwill.strategy import (
    ALWAYS,
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
    CapAction,
    CapScope,
    Discipline,
    Inbound,
    Intent,
    Measure,
    ReplyAction,
)
from goodwill.world import Couplings, Rep

Test = TypeVar("Test", bound=Callable[..., None])

# Shrinking a world runs hundreds of them: a small one that fails is small enough.
_CALM = settings(
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
_SEED = 20260105  # of all tests alike: they look at the same worlds, which are run only once


N_FEW = 16


def few(test: Test) -> Test:
    """Run a test on a few worlds."""
    return seed(_SEED)(settings(_CALM, max_examples=N_FEW)(test))


def many(test: Test) -> Test:
    """Run a test on many worlds."""
    return seed(_SEED + 1)(settings(_CALM, max_examples=300)(test))


WAITS = (0, 600, 3_600, DAY, 2 * DAY, 3 * DAY + 1, 7 * DAY)
WINDOWS = (
    ALWAYS,
    SendWindow(9 * 3_600, 17 * 3_600, 0b0011111),
    SendWindow(63_000, 65_400, 0b1111111),
    SendWindow(0, 3 * 3_600, 0b1111110),  # holds the hours that clocks skip or repeat
)
CONDITIONS = (
    ("silent_touches", Operator.AT_LEAST, 2),
    ("clicks", Operator.AT_LEAST, 1),
    ("score", Operator.AT_LEAST, 50),
    ("triggers", Operator.MORE, 1),
    ("opted_out_email", Operator.EQUAL, 1),
    ("region", Operator.UNEQUAL, 0),
    ("colleague_visits", Operator.AT_LEAST, 1),
    ("colleague_replied", Operator.EQUAL, 1),
    ("rep_queue", Operator.LESS, 2),
    ("since_click", Operator.AT_MOST, 2 * DAY),
    ("since_signal", Operator.MORE, 5 * DAY),
    ("last_reply", Operator.AT_LEAST, 0),
    ("stage", Operator.LESS, 3),
    ("seniority", Operator.AT_MOST, 0.6),
    ("weekday", Operator.UNEQUAL, 2),
)


@st.composite
def conditions(draw: st.DrawFn, at_most: int = 2) -> Conditions:
    """Draw conditions that must all hold."""
    chosen = draw(st.lists(st.sampled_from(CONDITIONS), max_size=at_most))
    return tuple(
        Comparison(OBSERVABLES[name], int(operator), float(value))
        for name, operator, value in chosen
    )


@st.composite
def cadences(draw: st.DrawFn, number: int, n_cadences: int) -> Cadence:
    """Draw a cadence that switches only to later ones: nobody goes round without waiting."""
    n_steps, repeat = draw(st.integers(1, 5)), draw(st.booleans())
    steps = tuple(
        Step(
            wait=draw(st.sampled_from(WAITS[3:] if repeat and at == 0 else WAITS)),
            touch=draw(st.integers(0, N_CADENCE_TOUCHES - 1)),
            window=draw(st.sampled_from(WINDOWS)),
            guard=draw(conditions(1)),
            autoskip=draw(st.sampled_from((-1, 3_600, DAY, 2 * DAY))),
            to_owner=draw(st.booleans()),
            then=0 if repeat and at == n_steps - 1 else at + 1,
        )
        for at in range(n_steps)
    )
    targets = (-1, *range(number + 1, n_cadences))
    switches = draw(st.lists(st.tuples(conditions(), st.sampled_from(targets)), max_size=2))
    return Cadence(
        f"cadence {number}", steps, tuple(Switch(when, to) for when, to in switches if when)
    )


@st.composite
def reply_policies(draw: st.DrawFn) -> ReplyPolicy:
    """Draw what is done about one kind of reply."""
    action = draw(st.sampled_from(ReplyAction))
    sends = action in (ReplyAction.RETORT, ReplyAction.APOLOGISE) or draw(st.booleans())
    touch = CODES[draw(st.sampled_from(("retort", "apology", "thanks")))] if sends else NOBODY
    return ReplyPolicy(int(action), touch, draw(st.sampled_from((0, 3_600, DAY))))


CAPS = st.builds(
    Cap,
    scope=st.sampled_from(list(map(int, CapScope))),
    at_most=st.integers(1, 3),
    per=st.sampled_from((DAY, 3 * DAY, 7 * DAY, 30 * DAY)),
    action=st.sampled_from(list(map(int, CapAction))),
    retry=st.sampled_from((3_600, DAY)),
)
PRESSURES = st.builds(
    Pressure,
    days=st.sampled_from((0, 20, 92)),
    wait_factor=st.sampled_from((0.5, 1.0)),
    presumption=st.integers(0, 2),
    threshold_factor=st.sampled_from((0.7, 1.0)),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan."""
    n_cadences = draw(st.integers(1, 3))
    rules = draw(st.lists(conditions(1), max_size=1))
    return make_plan(
        *(draw(cadences(number, n_cadences)) for number in range(n_cadences)),
        enrolment=tuple(
            EnrolmentRule(
                when,
                draw(st.integers(0, n_cadences - 1)),
                draw(st.sampled_from((-1, 3 * DAY, 10 * DAY))),
            )
            for when in (*rules, ())
        ),
        switches=tuple(
            Switch(when, -1) for when in draw(st.lists(conditions(), max_size=1)) if when
        ),
        replies=tuple(draw(reply_policies()) for _ in range(N_OUTCOMES)),
        suppression=tuple(when for when in draw(st.lists(conditions(), max_size=1)) if when),
        caps=tuple(draw(st.lists(CAPS, max_size=2))),
        pressure=draw(PRESSURES),
        answer_touch=draw(st.sampled_from((NOBODY, CODES["call_back"], CODES["mail_back"]))),
        automation_a_day=draw(st.sampled_from((-1, 1, 4, 20))),
        calls_a_day=draw(st.sampled_from((-1, 1, 3, 10))),
        discipline=int(draw(st.sampled_from(Discipline))),
        measured_on=int(draw(st.sampled_from(Measure))),
        nightly=draw(st.booleans()),
        colleague_stops=draw(st.booleans()),
        ticks_off_after=draw(st.sampled_from((-1, 6 * 3_600, 2 * DAY))),
        intents=draw(st.sampled_from(((), (), (int(Intent.LEARNING), int(Intent.BUYING))))),
    )


@st.composite
def reps(draw: st.DrawFn) -> Rep:
    """Draw a rep of any shift; slow ones make queues."""
    opens, closes = draw(st.sampled_from(((9, 17), (0, 24), (13, 15), (9, 17))))
    return Rep(
        "rep",
        draw(st.integers(0, 2)),
        opens * 3_600,
        closes * 3_600,
        draw(st.sampled_from((0b0011111, 0b1111111, 0b0010101))),
        draw(st.floats(0, 1)),
        draw(st.floats(0, 1)),
        draw(st.sampled_from((1.0, 20.0, 100.0))),
    )


MARKETS: st.SearchStrategy[Market] = st.builds(
    lambda accounts, size, desks: USUAL_MARKET._replace(
        accounts=accounts,
        people_per_account=size,
        front_desks=desks,
        intents=(0.3, 0.2, 0.3, 0.1, 0.1, 0.0),
        regions=(0.4, 0.3, 0.3),
    ),
    st.integers(2, 8),
    st.sampled_from((1.0, 3.0, 6.0)),
    st.sampled_from((0.0, 0.6, 1.0)),
)
VISITORS: st.SearchStrategy[PersonSpecification] = st.builds(
    lambda second, kind: make_visitor("visitor", (second, kind), (second + DAY, kind)),
    st.integers(0, 20 * DAY),
    st.sampled_from(Inbound),
)


@st.composite
def any_recipes(draw: st.DrawFn) -> Recipe:
    """Draw a whole small world's recipe: 2-60 people, 30-80 days."""
    visitors = draw(st.lists(VISITORS, max_size=1))
    return Recipe(
        plan=draw(plans()),
        seed=draw(st.integers(0, 2**64 - 1)),
        start=draw(st.sampled_from(STARTS)),
        days=draw(st.integers(30, 80)),
        market=draw(MARKETS),
        accounts=(HOME._replace(colleagues=draw(st.integers(0, 4))),),
        people=tuple(visitors),
        reps=tuple(draw(st.lists(reps(), min_size=0 if draw(st.booleans()) else 1, max_size=3))),
        couplings=Couplings(),
        parameters=LIVELY,
        quota=draw(st.sampled_from((0, 2, 1_000))),
    )


@cache
def _draw_pool() -> tuple[Recipe, ...]:
    """Draw the recipes that short tests share: drawing one takes longer than running it."""
    pool: list[Recipe] = []

    @few
    @given(any_recipes())
    def collect(recipe: Recipe) -> None:
        pool.append(recipe)

    collect()
    return tuple(pool)


def recipes() -> st.SearchStrategy[Recipe]:
    """Give one of the few recipes that all short tests look at."""
    return st.deferred(lambda: st.sampled_from(_draw_pool()))
