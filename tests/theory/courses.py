"""Courses of touches that end with an opt-out, a complaint or a meeting: by chance, and exactly.

Irritation builds up and fades between touches, and an angry reply is answered with a retort, which
irritates more: every hazard depends on what came before. Given which replies were angry everything
is fixed, so the exact law of a course of six touches is a sum over sixty-four pasts.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
from tests.blank import TOUCH, find_appeals
from tests.theory.worlds import NEVER_HAPPENS, PERSON, QUIET

from goodwill.behaviour.answering import (
    Appeal,
    Hazards,
    find_hazards,
    find_probability,
    spend,
)
from goodwill.behaviour.memory import calm_down, take_in
from goodwill.behaviour.people import Mood, Person, Setting, TouchKind
from goodwill.draws import Decision, draw, exponential
from goodwill.parameters import with_overrides
from goodwill.parameters.groups import AnsweringParameters, MemoryParameters
from goodwill.vocabulary import (
    N_OUTCOMES,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Ask,
    Channel,
    Outcome,
    Tone,
)

N_TOUCHES = 6
NOTHING = -1  # the course was over already
FIRST_BUDGET = int(Decision.BUDGET_COMPLAINT)
N_ALL = N_OUTCOMES + 1  # silence too
ANGRY = int(Outcome.ANGRY_REPLY)
ENDS = (int(Outcome.COMPLAINT), int(Outcome.OPT_OUT), int(Outcome.INTERESTED))

Purse = tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]  # budgets, how many were drawn


class Course(NamedTuple):
    """What happens to one person, but for luck."""

    touch: TouchKind
    appeal: Appeal
    setting: Setting
    retort: TouchKind
    retort_setting: Setting
    person: Person
    gap: int  # seconds between touches
    lag: int  # seconds from an angry reply's touch to the retort
    memory: MemoryParameters
    answering: AnsweringParameters


class Fault(IntEnum):
    """Ways to spend budgets, the first of which is right."""

    NONE = 0
    LOSERS_ARE_CHARGED_IN_FULL = 1
    OUTCOMES_HAVE_A_FIXED_PRIORITY = 2
    WINNER_DRAWS_NO_NEW_BUDGET = 3
    LOSERS_ARE_NOT_CHARGED = 4


REPLY_HOURS, RETORT_WAIT = 4.0, 2 * SECONDS_PER_HOUR

_HAZARDS = np.array([0.04, 0.05, 0.12, 0.10, 0.15, 0.30, 0.04, 0.12])
_NEVER = [NEVER_HAPPENS] * N_OUTCOMES
_ROWS = [np.log(_HAZARDS).tolist() if channel == Channel.SMS else _NEVER for channel in Channel]

PARAMETERS = with_overrides(
    QUIET,
    {
        "answering.channel": _ROWS,
        "answering.irritation": [0.30, 0.25, 0.35, 0.10, -0.05, -0.10, -0.15, 0.10],
        "answering.goodwill": [-0.4, -0.4, -0.5, -0.3, 0.3, 0.4, 0.5, -0.3],
        "answering.gap": [0.1, 0.1, 0.1, 0.1, 0.0, 0.0, -0.1, 0.1],
        "memory.intrusiveness": [0.5] * len(Channel),
        "memory.gap_weight": 0.3,
        "memory.tone_irritation": [0.0, 0.0, 1.0, 0.0, 0.0],
        "memory.burn": 0.3,
        "memory.patience_threshold": 1.0,
        "memory.useful_goodwill": 0.2,
        "memory.retort_goodwill": 0.6,
        "delays.reply_hours": REPLY_HOURS,
        "delays.reply_sigma": 0.0,
        "delays.click_hours": 1.0,
        "delays.click_sigma": 0.0,
    },
)
"""Strong hazards, strongly moved by mood; delays that are always the same."""

KINDS = (
    TOUCH._replace(
        channel=int(Channel.SMS), presumption=2, usefulness=0.5, relevance=0.6, ask=int(Ask.MEETING)
    ),
    TOUCH._replace(
        name="retort", channel=int(Channel.DIRECT_MAIL), tone=int(Tone.SNARKY), retort=True
    ),
)
"""The touch of a course, and what answers an angry reply; nobody reacts to the latter."""

_SETTING = Setting(2.0, 0.0, 2.0, 0.6, 0, 0.0, 0.0, 0, 1.0)

COURSE = Course(
    touch=KINDS[0],
    appeal=find_appeals(KINDS[0], PARAMETERS),
    setting=_SETTING,
    retort=KINDS[1],
    retort_setting=_SETTING._replace(presumption=0.0, gap=0.0, relevance=1.0),
    person=PERSON._replace(frailty=1.3, patience=0.8),
    gap=3 * SECONDS_PER_DAY,
    lag=int(REPLY_HOURS * SECONDS_PER_HOUR) + RETORT_WAIT,
    memory=PARAMETERS.memory,
    answering=PARAMETERS.answering,
)


Live = Callable[[Course, int, int, int, npt.NDArray[np.int8]], None]


def find_winner(
    fault: int, budgets: npt.NDArray[np.float64], hazards: Hazards
) -> tuple[int, float]:
    """Say what a touch leads to, and how much of it was lived through."""
    if fault != Fault.OUTCOMES_HAVE_A_FIXED_PRIORITY:
        left = Hazards(
            budgets[0],
            budgets[1],
            budgets[2],
            budgets[3],
            budgets[4],
            budgets[5],
            budgets[6],
            budgets[7],
        )
        spending = spend(left, hazards)
        return spending.outcome, spending.share
    for outcome in range(N_OUTCOMES):
        if budgets[outcome] < hazards[outcome]:
            return outcome, budgets[outcome] / hazards[outcome]
    return N_OUTCOMES, 1.0


def charge_losers(
    fault: int, budgets: npt.NDArray[np.float64], hazards: Hazards, winner: int, share: float
) -> None:
    """Take from all budgets but the winner's what the touch has cost them."""
    if winner != N_OUTCOMES and fault == Fault.LOSERS_ARE_CHARGED_IN_FULL:
        share = 1.0
    if winner != N_OUTCOMES and fault == Fault.LOSERS_ARE_NOT_CHARGED:
        share = 0.0
    for outcome in range(N_OUTCOMES):
        if outcome != winner:
            budgets[outcome] = max(0.0, budgets[outcome] - share * hazards[outcome])


def feel(course: Course, mood: Mood, touch: int, winner: int) -> Mood:
    """Let a touch sink in, and the retort to an angry reply as well, until the next touch."""
    memory, person = course.memory, course.person
    mood = take_in(mood, person, course.touch, course.setting, memory).mood
    if winner == ANGRY:
        mood = calm_down(mood, touch * course.gap + course.lag, memory)
        mood = take_in(mood, person, course.retort, course.retort_setting, memory).mood
    return calm_down(mood, (touch + 1) * course.gap, memory)


def make_live(jit: Callable[[Any], Any]) -> Live:
    """Make what lets people live through courses by the luck that is theirs.

    Parameters
    ----------
    jit
        Compiles a function; or the identity.

    Returns
    -------
    callable
        Takes a course, a fault, the key of all luck and the id of the first person; a row of the
        last argument receives the outcome of each touch of one person, :data:`NOTHING` after the
        end.
    """
    find, charge, sink = jit(find_winner), jit(charge_losers), jit(feel)

    def answer(fault: int, address: tuple[int, int], purse: Purse, hazards: Hazards) -> int:
        """Spend the budgets on one touch, and let the winner draw its next."""
        budgets, used = purse
        winner: int
        winner, share = find(fault, budgets, hazards)
        charge(fault, budgets, hazards, winner, share)
        if winner != N_OUTCOMES:
            budgets[winner] = 0.0
            if fault != Fault.WINNER_DRAWS_NO_NEW_BUDGET:
                u = draw(address[0], address[1], FIRST_BUDGET + winner, 1, used[winner], 0)
                budgets[winner] = exponential(u)
                used[winner] += 1
        return winner

    answer = jit(answer)

    def live(
        course: Course, fault: int, key: int, first: int, outcomes: npt.NDArray[np.int8]
    ) -> None:
        budgets, used = np.empty(N_OUTCOMES), np.empty(N_OUTCOMES, np.int64)
        for row in range(outcomes.shape[0]):
            outcomes[row, :] = NOTHING
            for budget in range(N_OUTCOMES):
                u = draw(key, first + row, FIRST_BUDGET + budget, 1, 0, 0)
                budgets[budget] = exponential(u)
            used[:] = 1
            mood = Mood(0.0, 0.0, 0.0, 0.0, 0)
            for touch in range(N_TOUCHES):
                hazards = find_hazards(
                    course.appeal,
                    mood,
                    course.person,
                    course.touch,
                    course.setting,
                    course.answering,
                )
                winner = answer(fault, (key, first + row), (budgets, used), hazards)
                outcomes[row, touch] = winner
                if winner in ENDS:
                    break
                mood = sink(course, mood, touch, winner)

    return cast("Live", jit(live))


class Law(NamedTuple):
    """The exact law of a course."""

    touches: npt.NDArray[np.float64]  # [touch, outcome]: the touch happens, and leads to it
    pairs: npt.NDArray[np.float64]  # [touch - 1, outcome of the touch before, outcome]
    firsts: npt.NDArray[np.float64]  # [touch, outcome]: ... and all touches before met silence


def find_law(course: Course) -> Law:
    """Add up all pasts, as if every touch were an independent draw with its own hazards."""
    law = Law(
        np.zeros((N_TOUCHES, N_ALL)),
        np.zeros((N_TOUCHES - 1, N_ALL, N_ALL)),
        np.zeros((N_TOUCHES, N_ALL)),
    )
    nothing_before = np.zeros(N_ALL)
    nothing_before[Outcome.SILENCE] = 1.0
    _add_pasts(course, law, 0, Mood(0.0, 0.0, 0.0, 0.0, 0), (nothing_before, 1.0))
    return law


def _add_pasts(
    course: Course, law: Law, touch: int, mood: Mood, past: tuple[npt.NDArray[np.float64], float]
) -> None:
    """Add what may happen from one touch on.

    `past`: probability of this past by the outcome of the touch before, and that of silence so far.
    """
    if touch == N_TOUCHES:
        return
    before, silent = past
    hazards = find_hazards(
        course.appeal, mood, course.person, course.touch, course.setting, course.answering
    )
    chances = np.array([find_probability(outcome, hazards) for outcome in range(N_ALL)])
    law.touches[touch] += before.sum() * chances
    law.firsts[touch] += silent * chances
    if touch > 0:
        law.pairs[touch - 1] += np.outer(before, chances)
    goes_on = chances.copy()
    goes_on[list(ENDS)] = 0.0
    angry = np.zeros(N_ALL)
    angry[ANGRY] = goes_on[ANGRY]
    still_silent = float(silent * chances[Outcome.SILENCE])
    for winner, shares in ((N_OUTCOMES, goes_on - angry), (ANGRY, angry)):
        still = still_silent if winner == N_OUTCOMES else 0.0
        past = (before.sum() * shares, still)
        _add_pasts(course, law, touch + 1, feel(course, mood, touch, winner), past)
