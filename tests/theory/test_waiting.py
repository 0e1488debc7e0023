"""The sales floor is a queue with many servers: waits follow Erlang's formulas."""

from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from tests.blank import IDLE, NO_COUPLINGS, TOUCH
from tests.theory.judging import LIMIT, miss_of_mean
from tests.theory.worlds import make_floor, quiet_world, with_outreach, with_script

from goodwill.draws import Decision, draw_many, seed_key
from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.scripts import Script
from goodwill.vocabulary import SECONDS_PER_DAY, Discipline, Inbound, Sender

MINUTES = 600.0  # of one mean service: rounding to seconds is one part in seventy thousand
SERVICE = int(MINUTES * 60)
DEMO = int(Inbound.DEMO_REQUEST)
ANSWER = TOUCH._replace(sender=int(Sender.REP), minutes=MINUTES, fulfils=True)


class Queue(NamedTuple):
    """A queue with Poisson arrivals and exponential service of mean 1."""

    arrivals: float  # per mean service
    servers: int

    @property
    def delayed(self) -> float:
        """Give the probability of waiting (Erlang C), through the Erlang B recursion."""
        blocked = 1.0
        for n in range(1, self.servers + 1):
            blocked = self.arrivals * blocked / (n + self.arrivals * blocked)
        load = self.arrivals / self.servers
        return blocked / (1.0 - load * (1.0 - blocked))

    @property
    def spare(self) -> float:
        """Give the rate by which the floor can serve more than arrives."""
        return self.servers - self.arrivals

    @property
    def mean_wait(self) -> float:
        """Give the mean wait, whatever the order in which tasks are taken."""
        return self.delayed / self.spare

    def wait_within(self, time: float) -> float:
        """Give the probability of waiting no longer, where the first come is first served."""
        return 1.0 - self.delayed * exp(-self.spare * time)

    def mean_square_wait(self, discipline: Discipline) -> float:
        """Give the mean squared wait.

        First come, first served: whoever waits does so for an exponential time. Newest first:
        for a busy period of one server that is as fast as all together.
        """
        fifo = self.delayed * 2.0 / (self.spare * self.spare)
        if discipline == Discipline.FIFO:
            return fifo
        return fifo / (1.0 - self.arrivals / self.servers)


SMALL, LARGE = Queue(1.5, 2), Queue(8.0, 10)


def find_waits(
    queue: Queue, n_requests: int, discipline: Discipline, replication: int
) -> npt.NDArray[np.float64]:
    """Let people ask for a call at the times of a Poisson process; give waits in mean services."""
    people = np.arange(n_requests)
    luck = draw_many(seed_key(21), people, Decision.INBOUND_GAP, 0, 0, replication)
    seconds = 1 + np.floor(np.cumsum(-np.log(luck)) * SERVICE / queue.arrivals).astype(int)
    days = int(seconds[-1]) // SECONDS_PER_DAY + 60
    world = quiet_world(n_requests, days, 21)._replace(replication=replication)
    world = with_outreach(
        world, (ANSWER,), IDLE._replace(answer_touch=0, discipline=int(discipline))
    )
    scripts = {
        row: Script((), ((second, DEMO),), roams=False, constant=True)
        for row, second in enumerate(seconds.tolist())
    }
    world = world._replace(
        scripts=scripts,
        reps=make_floor(queue.servers),
        couplings=NO_COUPLINGS._replace(reps=True),
    )
    events = run(world).events
    started = events[events["kind"] == Kind.STARTED]
    assert len(started) == n_requests
    waits = np.empty(n_requests)
    waits[started["person"]] = started["detail"] / SERVICE
    return waits


def batch(
    queue: Queue, n_runs: int, n_requests: int, discipline: Discipline
) -> npt.NDArray[np.float64]:
    """Give the waits of independent runs, one a row, without those of the empty beginning."""
    beginning = n_requests // 8
    runs = [find_waits(queue, n_requests, discipline, number) for number in range(n_runs)]
    return np.array(runs)[:, beginning:]


def judge(queue: Queue, waits: npt.NDArray[np.float64], discipline: Discipline) -> list[float]:
    """Give what runs miss: the mean wait, the share that waits at all, the mean squared wait."""
    return [
        miss_of_mean(waits.mean(axis=1), queue.mean_wait),
        miss_of_mean((waits > 0.0).mean(axis=1), queue.delayed),
        miss_of_mean((waits * waits).mean(axis=1), queue.mean_square_wait(discipline)),
    ]


def test_erlangs_formulas_give_the_published_values() -> None:
    assert pytest.approx(0.642857142857, abs=1e-12) == SMALL.delayed
    assert pytest.approx(1.285714285714, abs=1e-12) == SMALL.mean_wait
    assert pytest.approx(0.409180150796, abs=1e-12) == LARGE.delayed
    assert pytest.approx(0.204590075398, abs=1e-12) == LARGE.mean_wait
    assert LARGE.wait_within(0.25) == pytest.approx(0.751819693196, abs=1e-12)


@pytest.mark.parametrize("discipline", [Discipline.FIFO, Discipline.NEWEST_FIRST])
def test_waits_on_the_floor_follow_erlang(discipline: Discipline) -> None:
    waits = batch(SMALL, 10, 600, discipline)
    assert max(map(abs, judge(SMALL, waits, discipline))) <= LIMIT


@pytest.mark.verify
@pytest.mark.parametrize("queue", [SMALL, LARGE])
@pytest.mark.parametrize("discipline", [Discipline.FIFO, Discipline.NEWEST_FIRST])
def test_waits_on_the_floor_follow_erlang_in_long_runs(
    queue: Queue, discipline: Discipline
) -> None:
    waits = batch(queue, 24, 8_000, discipline)
    assert max(map(abs, judge(queue, waits, discipline))) <= LIMIT
    if discipline == Discipline.FIFO:
        for time in (0.1, 0.25, 1.0):
            exact = queue.wait_within(time)
            assert abs(miss_of_mean((waits <= time).mean(axis=1), exact)) <= LIMIT


def test_the_order_of_tasks_changes_how_waits_spread_and_not_what_is_worked() -> None:
    fifo = batch(SMALL, 3, 600, Discipline.FIFO)
    newest = batch(SMALL, 3, 600, Discipline.NEWEST_FIRST)
    assert fifo.std() < newest.std()
    # A floor is busy at the same times whatever the order: as many people wait.
    assert (fifo > 0.0).mean() == pytest.approx((newest > 0.0).mean(), abs=0.02)


def test_nobody_waits_where_there_is_always_a_free_rep() -> None:
    world = with_outreach(quiet_world(3, 2, 22), (ANSWER,), IDLE._replace(answer_touch=0))
    world = with_script(world, Script((), ((1, DEMO),), roams=False, constant=True))
    events = run(world._replace(reps=make_floor(1), couplings=NO_COUPLINGS)).events
    assert events[events["kind"] == Kind.STARTED]["detail"].tolist() == [0, 0, 0]
