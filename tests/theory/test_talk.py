"""What people tell: a Poisson number of hearers, in one generation."""

import numpy as np
import pytest
from tests.blank import IDLE, NO_COUPLINGS, TOUCH
from tests.theory.judging import LIMIT, miss, miss_of_mean, miss_of_variance
from tests.theory.worlds import PERSON, quiet_world, with_outreach, with_script

from goodwill.behaviour.people import Account
from goodwill.behaviour.talking import find_telling
from goodwill.engines.reference import run
from goodwill.eventlog import History, Kind
from goodwill.parameters import with_overrides
from goodwill.scripts import Script
from goodwill.vocabulary import SECONDS_PER_DAY, Cause, Inbound
from goodwill.world import World

LOSS, REACH, RATE = 0.8, 5.0, 0.45
MEAN = RATE * REACH * LOSS  # told by each who had the experience
DAYS = 5


def make_talkative_world(n_tellers: int, n_listeners: int, replication: int = 0) -> World:
    """Make a world of which some are insulted on the first day; credibility is complete."""
    n_people = n_tellers + n_listeners
    world = quiet_world(n_people, DAYS, 71, PERSON._replace(reach=REACH))
    parameters = with_overrides(
        world.parameters,
        {
            "memory.retort_goodwill": LOSS,
            "memory.goodwill_days": 1e9,
            "talking.rate_bad": RATE,
            "talking.credibility_bad": 1.0,
        },
    )
    insult = TOUCH._replace(retort=True, fulfils=True)
    silent = Script((), (), roams=False, constant=True)
    insulted = Script((), ((1, int(Inbound.DEMO_REQUEST)),), roams=False, constant=True)
    world = with_script(world._replace(parameters=parameters), silent)
    scripts = dict(world.scripts) | dict.fromkeys(range(n_tellers), insulted)
    world = world._replace(
        scripts=scripts, replication=replication, couplings=NO_COUPLINGS._replace(talk=True)
    )
    return with_outreach(world, (insult,), IDLE._replace(answer_touch=0))


def count_told(history: History) -> int:
    told = history.events[history.events["kind"] == Kind.TOLD]
    return int(told["detail"].sum())


@pytest.mark.parametrize("n_tellers", [1_000, pytest.param(20_000, marks=pytest.mark.verify)])
def test_each_tells_a_poisson_number_of_people(n_tellers: int) -> None:
    world = make_talkative_world(n_tellers, 10)
    exact = find_telling(-LOSS, world.persons[0], 0.0, 0.0, world.parameters.talking)
    assert exact == pytest.approx(MEAN)
    events = run(world).events
    told = events[events["kind"] == Kind.TOLD]
    hearers = np.zeros(n_tellers, np.int64)
    hearers[told["person"]] = told["detail"]
    misses = [
        miss(float(hearers.mean()), MEAN, (MEAN / n_tellers) ** 0.5),
        miss_of_variance(hearers, MEAN, MEAN),
        miss_of_mean(hearers == 0, np.exp(-MEAN)),
    ]
    assert max(map(abs, misses)) <= LIMIT


def test_what_was_heard_is_not_retold_however_bad() -> None:
    # A chain in which hearers told on would grow: each would tell more than one.
    n_tellers = 300
    assert MEAN > 1.0
    history = run(make_talkative_world(n_tellers, 300))
    heard = history.events[history.events["kind"] == Kind.HEARD]
    told = history.events[history.events["kind"] == Kind.TOLD]
    assert (heard["lost"] == LOSS).all()
    assert set(told["person"].tolist()) <= set(range(n_tellers))
    assert (told["second"] < SECONDS_PER_DAY).all()
    assert (heard["second"] == SECONDS_PER_DAY).all()
    assert len(heard) == count_told(history) > 0


@pytest.mark.parametrize("n_runs", [60, pytest.param(1_500, marks=pytest.mark.verify)])
def test_all_who_hear_are_one_generation(n_runs: int) -> None:
    # Were tales retold, their number would be overdispersed: variance over mean 1 / (1 - R0)^2.
    n_tellers = 20
    totals = [
        count_told(run(make_talkative_world(n_tellers, 5, replication)))
        for replication in range(n_runs)
    ]
    mean = n_tellers * MEAN
    assert abs(miss(float(np.mean(totals)), mean, (mean / n_runs) ** 0.5)) <= LIMIT
    assert abs(miss_of_variance(totals, mean, mean)) <= LIMIT


def test_tales_reach_everybody_else_alike() -> None:
    n_people = 40
    counts = np.zeros(n_people)
    for replication in range(120):
        history = run(make_talkative_world(1, n_people - 1, replication))
        heard = history.events[history.events["kind"] == Kind.HEARD]["person"]
        counts += np.bincount(heard, minlength=n_people)
    assert counts[0] == 0
    exact = counts.sum() / (n_people - 1)
    z = (counts[1:] - exact) / (exact * (1.0 - 1.0 / (n_people - 1))) ** 0.5
    assert np.abs(z).max() <= LIMIT


def test_colleagues_hear_first_and_each_at_most_once() -> None:
    n_people, colleagues = 30, (0, 1, 2)
    world = make_talkative_world(1, n_people - 1)
    office = Account(0, 0, 0, incumbent=False, front_desk=False, people=colleagues)
    accounts = (office, *world.accounts[1:])
    persons = tuple(
        person._replace(account=0) if person.id in colleagues else person
        for person in world.persons
    )
    for replication in range(40):
        events = run(
            world._replace(accounts=accounts, persons=persons, replication=replication)
        ).events
        heard = events[events["kind"] == Kind.HEARD]["person"].tolist()
        inside = sorted(person for person in heard if person in colleagues[1:])
        assert len(inside) == min(2, len(heard))
        assert len(set(inside)) == len(inside)


def test_hearsay_books_what_it_takes_from_its_hearers() -> None:
    history = run(make_talkative_world(50, 50))
    n_heard = int((history.events["kind"] == Kind.HEARD).sum())
    gained, lost = history.bookings[int(Cause.HEARSAY), 0]
    days_left = DAYS - 1
    assert gained == 0
    assert lost / 2**24 == pytest.approx(n_heard * LOSS * days_left, rel=1e-6)
