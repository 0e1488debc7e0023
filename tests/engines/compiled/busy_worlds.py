"""Draw whole busy worlds: all mechanisms on, and so hot that everything happens within days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar

from busy_plans import HOUR, KINDS, busy_plans
from hot_parameters import PARAMETERS
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from small_worlds import DAY, HOME, Recipe, cook
from tests.blank import find_appeals

from goodwill.behaviour.answering import N_BUDGETS
from goodwill.draws import seed_key
from goodwill.loading.calendars import find_quarter_ends, make_zone_table
from goodwill.parameters import Parameters
from goodwill.population import USUAL_MARKET, Lead, Market, PersonSpecification, draw_population
from goodwill.scripts import Script
from goodwill.vocabulary import Inbound, Intent
from goodwill.world import Couplings, Rep, ScoreModel, Vendor, World, ZoneTable

ZONES = (
    ("UTC", "America/New_York", "Australia/Sydney"),
    ("Europe/London", "Australia/Lord_Howe", "America/St_Johns"),
    ("Asia/Kolkata", "Pacific/Apia", "America/Los_Angeles"),
    ("Pacific/Chatham", "Africa/Cairo", "Europe/Amsterdam"),
)
# Before clocks change somewhere, and before quarters end.
STARTS = tuple(
    dt.date(2026, month, day)
    for month, day in ((1, 5), (3, 2), (3, 23), (6, 25), (9, 28), (10, 20))
)


class BusyWorld(NamedTuple):
    """What a busy world is made of."""

    recipe: Recipe
    zones: tuple[str, ...]
    leads: tuple[Lead, ...]
    score: ScoreModel
    replication: int
    preaches: float
    spare: int  # seconds beyond the last whole day

    def cook(self) -> World:
        """Make the world."""
        recipe, horizon = self.recipe, self.recipe.days * DAY + self.spare
        population = draw_population(
            recipe.market,
            recipe.accounts,
            recipe.people,
            self.leads,
            zones_of_regions=(0, 1, 2),
            key=seed_key(recipe.seed),
            replication=self.replication,
            parameters=recipe.parameters,
        )
        return cook(recipe)._replace(
            replication=self.replication,
            horizon=horizon,
            quarter_ends=find_quarter_ends(recipe.start, horizon),
            zones=_find_zones(self.zones, recipe.start),
            vendor=Vendor("vendor", self.preaches, recipe.quota),
            accounts=population.accounts,
            persons=population.persons,
            names=population.names,
            scripts=population.scripts,
            touches=KINDS,
            appeals=_find_all_appeals(recipe.parameters),
            score=self.score,
        )


_LONGEST = 50 * DAY


@cache
def _find_zones(names: tuple[str, ...], start: dt.date) -> tuple[ZoneTable, ...]:
    return tuple(make_zone_table(name, start, _LONGEST) for name in names)


@cache
def _find_all_appeals(parameters: Parameters) -> tuple[tuple[float, ...], ...]:
    return tuple(find_appeals(touch, parameters) for touch in KINDS)


_SECONDS = st.one_of(
    st.sampled_from((0, 9 * HOUR, DAY, DAY + 9 * HOUR, 2 * DAY, 3 * DAY - 1)),
    st.integers(0, 20 * DAY),
)
_HOURS = ((9, 17), (9, 17), (0, 24), (13, 15), (22, 24), (0, 3))
_BUDGETS = st.sampled_from((float("nan"), 0.0, 0.2, 2.0))


@st.composite
def reps(draw: st.DrawFn) -> tuple[Rep, ...]:
    """Draw a floor: nobody, a few, in shifts all round the clock, slow ones who make queues."""
    floor = []
    for number in range(draw(st.sampled_from((0, 1, 1, 2, 3)))):
        opens, closes = draw(st.sampled_from(_HOURS))
        rep = Rep(
            f"rep {number}",
            draw(st.integers(0, 2)),
            opens * HOUR,
            closes * HOUR,
            draw(st.sampled_from((0b1111111, 0b0011111, 0b1010101))),
            draw(st.floats(0, 1)),
            draw(st.floats(0, 1)),
            draw(st.sampled_from((0.0, 0.05, 1.0, 30.0, 300.0))),
        )
        floor.extend([rep] * draw(st.integers(1, 2)))
    return tuple(floor)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Draw what is given about a person."""
    visits = draw(st.lists(st.tuples(_SECONDS, st.sampled_from(Inbound).map(int)), max_size=4))
    given = draw(st.booleans())
    return Script(
        tuple(draw(_BUDGETS) for _ in range(N_BUDGETS)) if given else (),
        tuple(sorted(visits)),
        roams=draw(st.booleans()),
        constant=draw(st.booleans()),
    )


@st.composite
def people(draw: st.DrawFn) -> tuple[PersonSpecification, ...]:
    """Draw the people of a story."""
    return tuple(
        PersonSpecification(
            f"person {number}",
            "home",
            draw(st.sampled_from((None, int(Intent.BUYING), int(Intent.EXPLORING)))),
            draw(st.sampled_from((None, False))),
            draw(st.sampled_from(({}, {"reach": 200.0}, {"frailty": 9.0, "phone": 5.0}))),
            draw(scripts()),
        )
        for number in range(draw(st.integers(0, 3)))
    )


@st.composite
def streams(draw: st.DrawFn) -> tuple[Lead, ...]:
    """Draw leads that arrive, several at the same second perhaps."""
    registering = [int(one) for one in Inbound if one != Inbound.PRICING_VISIT]
    return tuple(
        Lead(
            f"lead {number}",
            draw(_SECONDS),
            "origin",
            draw(st.integers(0, 2)),
            (0.2, 0.3, 0.4, 0.1, 0.0, 0.0),
            draw(st.sampled_from(registering)),
        )
        for number in range(draw(st.sampled_from((0, 0, 2, 5))))
    )


MARKETS: st.SearchStrategy[Market] = st.builds(
    lambda accounts, size, desks, aware: USUAL_MARKET._replace(
        accounts=accounts,
        people_per_account=size,
        front_desks=desks,
        aware=aware,
        intents=(0.3, 0.2, 0.25, 0.1, 0.1, 0.05),
        regions=(0.4, 0.3, 0.3),
    ),
    st.sampled_from((9, 6, 12, 3)),
    st.sampled_from((3.0, 1.0, 6.0)),
    st.sampled_from((0.0, 0.6, 1.0)),
    st.sampled_from((0.0, 0.4, 1.0)),
)
SCORES: st.SearchStrategy[ScoreModel] = st.builds(
    lambda colleague, days, noise: ScoreModel(
        (8.0, 8.0, 20.0, 20.0, 30.0), 5.0, 20.0, 5.0, colleague, days, noise, 40.0, 15.0
    ),
    st.sampled_from((0.0, 3.0)),
    st.sampled_from((1, 7, 60)),
    st.sampled_from((0.0, 10.0)),
)
_ALL_ON = Couplings()
COUPLINGS: st.SearchStrategy[Couplings] = st.one_of(
    st.just(_ALL_ON),
    st.sampled_from(Couplings._fields).map(lambda name: _ALL_ON._replace(**{name: False})),
    st.tuples(*[st.booleans()] * len(Couplings._fields)).map(lambda links: Couplings(*links)),
)


@st.composite
def busy_worlds(draw: st.DrawFn) -> BusyWorld:
    """Draw a whole busy world: up to some 60 people, a few days to some weeks."""
    people_of_story = draw(people())
    home = HOME._replace(colleagues=draw(st.integers(1, 5)), front_desk=draw(st.booleans()))
    recipe = Recipe(
        plan=draw(busy_plans()),
        seed=draw(st.integers(0, 2**64 - 1)),
        start=draw(st.sampled_from(STARTS)),
        days=draw(st.sampled_from((15, 10, 20, 30, 40, 1))),
        market=draw(MARKETS),
        accounts=(home,),
        people=people_of_story,
        reps=draw(reps()),
        couplings=draw(COUPLINGS),
        parameters=draw(st.sampled_from(PARAMETERS)),
        quota=draw(st.sampled_from((0, 1, 2, 1_000))),
    )
    return BusyWorld(
        recipe,
        zones=draw(st.sampled_from(ZONES)),
        leads=draw(streams()),
        score=draw(SCORES),
        replication=draw(st.sampled_from((0, 0, 3))),
        preaches=draw(st.sampled_from((0.0, 0.5, 1.0))),
        spare=draw(st.sampled_from((0, 0, 1, 9 * HOUR, DAY - 1))),
    )


Test = TypeVar("Test", bound=Callable[..., None])

# Shrinking a world runs hundreds of them: a small one that fails is small enough.
_CALM = settings(
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
N_FEW, N_MANY = 50, 1_000


def few(test: Test) -> Test:
    """Run a test on a few worlds, which are always the same."""
    return seed(1)(settings(_CALM, max_examples=N_FEW)(test))


def many(test: Test) -> Test:
    """Run a test on many other worlds."""
    return seed(2)(settings(_CALM, max_examples=N_MANY)(test))
