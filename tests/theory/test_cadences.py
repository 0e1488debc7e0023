"""A cadence whose hazards never change is an absorbing chain."""

from math import log

import numpy as np
import numpy.typing as npt
import pytest
from tests.blank import TOUCH
from tests.theory.judging import LIMIT, miss_of_mean, miss_of_share
from tests.theory.worlds import (
    NEVER_HAPPENS,
    QUIET,
    make_cadence,
    make_plan,
    quiet_world,
    with_outreach,
    with_script,
)

from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.parameters import with_overrides
from goodwill.scripts import Script
from goodwill.strategy import OBSERVABLES, Comparison, Operator, Switch
from goodwill.vocabulary import (
    N_OUTCOMES,
    SECONDS_PER_DAY,
    Ask,
    Channel,
    Inbound,
    Outcome,
)
from goodwill.world import World

GAP = 10 * SECONDS_PER_DAY  # by far longer than answers take
N_STEPS = 10
REGISTERS = Script((), ((1, int(Inbound.FREE_TRIAL)),), roams=False, constant=True)
ASK = TOUCH._replace(ask=int(Ask.MEETING))

Chances = dict[Outcome, float]  # of one touch, given that it is delivered
Array = npt.NDArray[np.float64]


def find_log_hazards(chances: Chances) -> list[float]:
    """Give the log hazards with which a touch has these chances."""
    total = -log(1.0 - sum(chances.values()))
    scale = total / sum(chances.values())
    return [
        log(chances[Outcome(outcome)] * scale) if outcome in chances else NEVER_HAPPENS
        for outcome in range(N_OUTCOMES)
    ]


def make_constant_world(rows: dict[Channel, Chances], n_people: int, seed: int) -> World:
    """Make a world in which every touch of a channel has the same chances, whatever was before."""
    never = [NEVER_HAPPENS] * N_OUTCOMES
    table = [find_log_hazards(rows[channel]) if channel in rows else never for channel in Channel]
    parameters = with_overrides(
        QUIET,
        {"answering.channel": table, "delays.click_sigma": 0.1, "delays.reply_sigma": 0.1},
    )
    world = quiet_world(n_people, 4 * N_STEPS * GAP // SECONDS_PER_DAY, seed)
    return with_script(world._replace(parameters=parameters), REGISTERS)


def solve_memoryless(convert: float, leave: float) -> tuple[float, float, float]:
    """Give P(conversion), mean touches, P(leaving); leaving is tried after converting."""
    stays = (1.0 - convert) * (1.0 - leave)
    touches = (1.0 - stays**N_STEPS) / (1.0 - stays)
    return convert * touches, touches, (1.0 - convert) * leave * touches


def solve_chain(moves: Array, ends: Array) -> tuple[Array, Array]:
    """Give, from each state, the mean visits to each and the chances of each end."""
    visits: Array = np.linalg.inv(np.eye(len(moves)) - moves).astype(np.float64)
    return visits, visits @ ends


@pytest.mark.parametrize(
    ("leave", "published"),
    [
        (0.01, (0.175204026492, 8.760201324623, 0.085849972981)),
        (0.05, (0.148054587962, 7.402729398105, 0.362733740507)),
    ],
)
def test_the_memoryless_cadence_has_the_published_values(
    leave: float, published: tuple[float, float, float]
) -> None:
    assert solve_memoryless(0.02, leave) == pytest.approx(published, abs=1e-12)


@pytest.mark.parametrize("leave", [0.01, 0.05])
def test_the_fundamental_matrix_gives_the_memoryless_cadence(leave: float) -> None:
    convert = 0.02
    stays = (1.0 - convert) * (1.0 - leave)
    ends = np.tile([convert, (1.0 - convert) * leave], (N_STEPS, 1))
    visits, absorbed = solve_chain(np.diag([stays] * (N_STEPS - 1), 1), ends)
    exact = solve_memoryless(convert, leave)
    assert (absorbed[0, 0], visits[0].sum(), absorbed[0, 1]) == pytest.approx(exact, abs=1e-12)


def judge_memoryless(n_people: int, convert: float, leave: float) -> list[float]:
    chances = {Outcome.INTERESTED: convert, Outcome.OPT_OUT: (1.0 - convert) * leave}
    world = make_constant_world({Channel.SOCIAL: chances}, n_people, 31)
    plan = make_plan(make_cadence("cadence", N_STEPS, GAP))
    events = run(with_outreach(world, (ASK,), plan)).events
    touched = events[events["kind"] == Kind.TOUCHED]
    p_convert, touches, p_leave = solve_memoryless(convert, leave)
    converted = int((touched["outcome"] == Outcome.INTERESTED).sum())
    left = int((touched["outcome"] == Outcome.OPT_OUT).sum())
    assert (events["kind"] == Kind.OPTED_OUT).sum() == left
    assert (events["kind"] == Kind.MEETING_AGREED).sum() == converted
    return [
        miss_of_share(converted, n_people, p_convert),
        miss_of_mean(np.bincount(touched["person"], minlength=n_people), touches),
        miss_of_share(left, n_people, p_leave),
    ]


@pytest.mark.parametrize(
    ("n_people", "leave"),
    [
        (1_000, 0.05),
        pytest.param(20_000, 0.01, marks=pytest.mark.verify),
        pytest.param(20_000, 0.05, marks=pytest.mark.verify),
    ],
)
def test_a_memoryless_cadence_is_an_absorbing_chain(n_people: int, leave: float) -> None:
    assert max(map(abs, judge_memoryless(n_people, 0.02, leave))) <= LIMIT


WARM = {Outcome.CLICK: 0.15, Outcome.OPT_OUT: 0.04, Outcome.ANGRY_REPLY: 0.05}
"""Chances of a touch of the first cadence; whoever clicks is moved to the second."""

HOT = {Outcome.INTERESTED: 0.12, Outcome.OPT_OUT: 0.08, Outcome.NOT_INTERESTED: 0.10}
"""Chances of a touch of the second, which has a channel of its own."""

N_WARM, N_HOT = 6, 4


def solve_two_cadences() -> tuple[Array, Array]:
    """Solve the chain: states are steps; ends are a meeting, either opt-out, and running out."""
    moves, ends = np.zeros((N_WARM + N_HOT, N_WARM + N_HOT)), np.zeros((N_WARM + N_HOT, 4))
    for step in range(N_WARM):
        ends[step, 1] = WARM[Outcome.OPT_OUT]
        if step + 1 < N_WARM:
            moves[step, N_WARM] = WARM[Outcome.CLICK]
            moves[step, step + 1] = 1.0 - WARM[Outcome.CLICK] - WARM[Outcome.OPT_OUT]
        else:
            # A cadence is over with its last touch: a click comes too late to be moved on.
            ends[step, 3] = 1.0 - WARM[Outcome.OPT_OUT]
    for step in range(N_WARM, N_WARM + N_HOT):
        ends[step, 0], ends[step, 2] = HOT[Outcome.INTERESTED], HOT[Outcome.OPT_OUT]
        stays = 1.0 - HOT[Outcome.INTERESTED] - HOT[Outcome.OPT_OUT]
        if step + 1 < N_WARM + N_HOT:
            moves[step, step + 1] = stays
        else:
            ends[step, 3] = stays
    return solve_chain(moves, ends)


def step_through_two_cadences() -> Array:
    """Give the chances of the four ends by going forward, step by step: a second route."""
    met = left_warm = left_hot = finished = 0.0
    entered = 0.0  # into the second cadence
    here = 1.0
    for _ in range(N_WARM - 1):
        entered += here * WARM[Outcome.CLICK]
        left_warm += here * WARM[Outcome.OPT_OUT]
        here *= 1.0 - WARM[Outcome.CLICK] - WARM[Outcome.OPT_OUT]
    left_warm += here * WARM[Outcome.OPT_OUT]
    finished += here * (1.0 - WARM[Outcome.OPT_OUT])
    here = entered
    for _ in range(N_HOT):
        met += here * HOT[Outcome.INTERESTED]
        left_hot += here * HOT[Outcome.OPT_OUT]
        here *= 1.0 - HOT[Outcome.INTERESTED] - HOT[Outcome.OPT_OUT]
    return np.array([met, left_warm, left_hot, finished + here])


def test_two_routes_through_two_cadences_agree() -> None:
    _, absorbed = solve_two_cadences()
    assert absorbed[0] == pytest.approx(step_through_two_cadences(), abs=1e-12)
    assert absorbed[0].sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("n_people", [1_000, pytest.param(20_000, marks=pytest.mark.verify)])
def test_a_switch_between_cadences_follows_the_fundamental_matrix(n_people: int) -> None:
    world = make_constant_world({Channel.SOCIAL: WARM, Channel.DIRECT_MAIL: HOT}, n_people, 32)
    clicked = Comparison(OBSERVABLES["clicks"], int(Operator.AT_LEAST), 1)
    warm = make_cadence("warm", N_WARM, GAP)._replace(switches=(Switch((clicked,), 1),))
    touches = (
        TOUCH._replace(usefulness=0.5),
        ASK._replace(name="ask", channel=int(Channel.DIRECT_MAIL)),
    )
    plan = make_plan(warm, make_cadence("hot", N_HOT, GAP, touch=1))
    events = run(with_outreach(world, touches, plan)).events
    visits, absorbed = solve_two_cadences()
    touched = events[events["kind"] == Kind.TOUCHED]
    misses = []
    for touch, steps in ((0, slice(0, N_WARM)), (1, slice(N_WARM, None))):
        per_person = np.bincount(touched["person"][touched["touch"] == touch], minlength=n_people)
        misses.append(miss_of_mean(per_person, visits[0, steps].sum()))
    for end, (touch, outcome) in enumerate(
        [(1, Outcome.INTERESTED), (0, Outcome.OPT_OUT), (1, Outcome.OPT_OUT)]
    ):
        hits = int(((touched["touch"] == touch) & (touched["outcome"] == outcome)).sum())
        misses.append(miss_of_share(hits, n_people, absorbed[0, end]))
    assert max(map(abs, misses)) <= LIMIT
