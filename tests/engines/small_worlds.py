"""Small worlds to hold the engine to its rules: recipes, and what they are cooked into."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from typing import NamedTuple

from abridging import abridge
from tests.blank import IDLE, NO_COUPLINGS, PATIENT, TOUCH, find_appeals

from goodwill.behaviour.answering import Appeal
from goodwill.behaviour.people import TouchKind
from goodwill.draws import seed_key
from goodwill.engines import reference
from goodwill.eventlog import History
from goodwill.loading.calendars import find_quarter_ends, make_zone_table
from goodwill.parameters import Parameters, defaults, with_overrides
from goodwill.population import (
    USUAL_MARKET,
    AccountSpecification,
    Market,
    PersonSpecification,
    draw_population,
)
from goodwill.scripts import Script
from goodwill.strategy import ALWAYS, Cadence, EnrolmentRule, Plan, Step
from goodwill.strategy import decide as follow
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    Ask,
    Channel,
    Inbound,
    Sender,
    Tone,
)
from goodwill.world import Couplings, Rep, ScoreModel, Vendor, World, ZoneTable

DAY = SECONDS_PER_DAY
ZONES = ("UTC", "America/New_York", "Australia/Sydney")
STARTS = (dt.date(2026, 1, 5), dt.date(2026, 3, 2), dt.date(2026, 9, 28))

PLAIN = TOUCH._replace(
    name="newsletter",
    channel=int(Channel.EMAIL),
    usefulness=0.8,
    relevance=0.6,
    personalisation=0.3,
    cost=0.01,
)


def _kind(name: str, channel: Channel, minutes: float = 0.0, **changes: object) -> TouchKind:
    sender = int(Sender.REP if minutes else Sender.AUTOMATION)
    return PLAIN._replace(name=name, channel=int(channel), sender=sender, minutes=minutes)._replace(
        **changes
    )


TOUCHES = (
    PLAIN,
    _kind("ask", Channel.EMAIL, presumption=2, usefulness=0.0, ask=int(Ask.MEETING), claim=1),
    _kind("call", Channel.PHONE, 4.0, presumption=3, ask=int(Ask.MEETING), voicemail=True),
    _kind("dial", Channel.PHONE, 2.0, presumption=3, ask=int(Ask.MEETING)),
    _kind("message", Channel.VOICEMAIL, 1.0, presumption=2),
    _kind("hold", Channel.CALENDAR_INVITE, 1.0, presumption=3, ask=int(Ask.MEETING)),
    _kind("letter", Channel.DIRECT_MAIL),
    _kind("text", Channel.SMS, presumption=1, tone=int(Tone.PUSHY)),
    _kind("greeting", Channel.SOCIAL, sender=int(Sender.REP), ask=int(Ask.QUESTION)),
    _kind("free_year", Channel.EMAIL, ask=int(Ask.FREE_OFFER), bait=True),
    _kind("hand_over", Channel.PHONE, 3.0, presumption=1, sender=int(Sender.OTHER_REP)),
    # From here on no cadence uses them; the first two answer requests, the others replies.
    _kind("call_back", Channel.PHONE, 8.0, presumption=3, ask=int(Ask.MEETING), fulfils=True),
    _kind("mail_back", Channel.EMAIL, presumption=3, fulfils=True),
    _kind("thanks", Channel.EMAIL, presumption=1, fulfils=True),
    _kind("retort", Channel.EMAIL, 2.0, tone=int(Tone.SNARKY), retort=True),
    _kind("apology", Channel.EMAIL, tone=int(Tone.APOLOGETIC), apology=True),
)
CODES = {touch.name: code for code, touch in enumerate(TOUCHES)}
N_CADENCE_TOUCHES = CODES["call_back"]

LIVELY = with_overrides(
    defaults(),
    {
        # Much happens in a small world: the rules are to hold, not the rates.
        "living.candidates_per_year": 100.0,
        "living.inbound_per_year": [25.0, 30.0, 60.0, 15.0, 20.0, 10.0],
        "living.window_days": 40.0,
        "living.project_per_year": 4.0,
        "answering.base": [-5.0, -3.6, -4.2, -4.2, -4.0, -3.0, -3.0, -3.6],
        "noticing.bounce": 0.02,
        "talking.post": 0.1,
    },
)
OFF = NO_COUPLINGS
CALM_REPLIES = PATIENT
SCORE = ScoreModel(
    (8.0, 8.0, 20.0, 20.0, 30.0), 5.0, 20.0, 5.0, 3.0, 60, noise=10.0, centre=30.0, spread=15.0
)
REP = Rep("joe", 1, 9 * 3600, 17 * 3600, 0b0011111, 0.7, 0.5, 1.0)


class Recipe(NamedTuple):
    """What a small world is made of."""

    plan: Plan
    seed: int = 1
    start: dt.date = STARTS[0]
    days: int = 60
    market: Market = USUAL_MARKET._replace(
        accounts=5, people_per_account=3.0, regions=(0.4, 0.3, 0.3)
    )
    accounts: tuple[AccountSpecification, ...] = ()
    people: tuple[PersonSpecification, ...] = ()
    reps: tuple[Rep, ...] = (REP,)
    couplings: Couplings = Couplings()
    parameters: Parameters = LIVELY
    quota: int = 3

    def __repr__(self) -> str:
        """Print only what is not as in a usual recipe: a failing one is read by people."""
        return abridge(self, _find_usual())


def make_plan(*cadences: Cadence, **changes: object) -> Plan:
    """Make a plan that enrols everybody who comes, once, in its first cadence."""
    enrolment = (EnrolmentRule((), 0, -1),) if cadences else ()
    plan = IDLE._replace(name="plan", enrolment=enrolment, cadences=cadences)
    return plan._replace(**changes)


def make_cadence(*names: str, wait: int = DAY, **changes: object) -> Cadence:
    """Make a cadence that sends these touches, `wait` seconds apart."""
    steps = (
        Step(wait, CODES[name], ALWAYS, (), -1, to_owner=False, then=at + 1)._replace(**changes)
        for at, name in enumerate(names)
    )
    return Cadence("cadence", tuple(steps), ())


HOME = AccountSpecification("home", 1, 0, incumbent=True, front_desk=True, colleagues=0)


def make_visitor(name: str, *visits: tuple[int, Inbound], **traits: float) -> PersonSpecification:
    """Specify a person who comes at given seconds, never of itself, and never changes."""
    script = Script(
        (), tuple((second, int(kind)) for second, kind in visits), roams=False, constant=True
    )
    return PersonSpecification(name, "home", intent=0, aware=True, traits=traits, script=script)


@cache
def _find_usual() -> dict[type, object]:
    """Give what is usual of each type that a recipe is made of."""
    usual = (
        Recipe(make_plan()),
        make_plan(),
        make_cadence(),
        *make_cadence("newsletter").steps,
        ALWAYS,
        *CALM_REPLIES[:1],
        REP,
        HOME,
        make_visitor("visitor"),
        make_visitor("visitor").script,
    )
    return {type(one): one for one in usual}


@cache
def find_all_appeals(parameters: Parameters) -> tuple[Appeal, ...]:
    """Give the appeals of all touch kinds."""
    return tuple(find_appeals(touch, parameters) for touch in TOUCHES)


@cache
def _find_zones(start: dt.date, horizon: int) -> tuple[ZoneTable, ...]:
    """Give the clocks of all zones."""
    return tuple(make_zone_table(name, start, horizon) for name in ZONES)


def cook(recipe: Recipe) -> World:
    """Make a world of a recipe."""
    key, horizon = seed_key(recipe.seed), recipe.days * DAY
    population = draw_population(
        recipe.market,
        recipe.accounts,
        recipe.people,
        (),
        zones_of_regions=(0, 1, 2),
        key=key,
        replication=0,
        parameters=recipe.parameters,
    )
    return World(
        name="small",
        key=key,
        seed=recipe.seed,
        replication=0,
        start=recipe.start.isoformat(),
        weekday=recipe.start.weekday(),
        horizon=horizon,
        quarter_ends=find_quarter_ends(recipe.start, horizon),
        parameters=recipe.parameters,
        vendor=Vendor("vendor", 0.5, recipe.quota),
        couplings=recipe.couplings,
        regions=("north", "east", "south"),
        zones=_find_zones(recipe.start, horizon),
        accounts=population.accounts,
        persons=population.persons,
        names=population.names,
        scripts=population.scripts,
        touches=TOUCHES,
        appeals=find_all_appeals(recipe.parameters),
        score=SCORE,
        reps=recipe.reps,
        plan=recipe.plan,
        decide=partial(follow, recipe.plan),
    )


def story(plan: Plan, *people: PersonSpecification, **changes: object) -> Recipe:
    """Make a recipe of scripted people alone, at one account in UTC."""
    market = USUAL_MARKET._replace(accounts=0)
    return Recipe(plan, market=market, accounts=(HOME,), people=people)._replace(**changes)


_HISTORIES: dict[str, History] = {}


def describe(world: World) -> str:
    """Tell a world from every other one; parameters by identity, which is faster."""
    return f"{id(world.parameters)} {world._replace(parameters=None, appeals=())}"  # type: ignore[arg-type]


def run(world: World) -> History:
    """Run a world with the reference engine; one that follows a plan only once."""
    if not isinstance(world.decide, partial):
        return reference.run(world)
    key = describe(world)
    if key not in _HISTORIES:
        _HISTORIES[key] = reference.run(world)
    return _HISTORIES[key]


def forget() -> None:
    """Forget all histories: the engine is not what it was."""
    _HISTORIES.clear()
