"""What cannot be drawn is refused, all of it at once, with the value and what is accepted."""

import re
from typing import Any

import pytest

from goodwill.behaviour.people import Person
from goodwill.draws import seed_key
from goodwill.errors import ParameterError
from goodwill.parameters import defaults
from goodwill.population import (
    USUAL_MARKET,
    AccountSpecification,
    Lead,
    PersonSpecification,
    draw_population,
)
from goodwill.population.checking import TRAIT_RANGES
from goodwill.vocabulary import Inbound

MARKET = USUAL_MARKET._replace(accounts=2, regions=(0.5, 0.5))
HOME = AccountSpecification("home", 1, 0, incumbent=True, front_desk=True, colleagues=1)
BOBBY = PersonSpecification("bobby", "home", intent=0, aware=True)
LEAD = Lead("a1", 60, "email", 1, (0.5, 0.0, 0.5, 0.0, 0.0, 0.0), Inbound.DEMO_REQUEST)
NAN = float("nan")


def refuse(**changes: Any) -> str:
    """Give the message with which a changed population is refused."""
    things = {"market": MARKET, "accounts": [HOME], "people": [BOBBY], "leads": [LEAD]} | changes
    with pytest.raises(ParameterError) as caught:
        draw_population(
            **things,
            zones_of_regions=(0, 1),
            key=seed_key(1),
            replication=0,
            parameters=defaults(),
        )
    return str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("accounts", -1, "market.accounts: -1 is out of range. Accepted: 0 to 5e+06."),
        ("people_per_account", 0.5, "market.people_per_account: 0.5 is out of range"),
        ("people_per_account", 51.5, "Accepted: 1 to 51."),
        ("incumbents", 1.1, "market.incumbents: 1.1 is out of range. Accepted: 0 to 1."),
        ("front_desks", -0.1, "market.front_desks: -0.1 is out of range"),
        ("aware", NAN, "market.aware: nan is out of range"),
        ("sizes", (0.5, 0.4, 0.0), "market.sizes: (0.5, 0.4, 0.0) sums to 0.9. Shares sum to 1."),
        ("sizes", (1.5, -0.5, 0.0), "has a share out of range. Accepted: 0 to 1 each."),
        ("intents", (1.0,), "market.intents: 1 shares, (1.0,). Needed: 6."),
        ("regions", (1.0,), "market.regions: 1 shares, (1.0,). Needed: 2."),
        ("regions", (NAN, 1.0), "market.regions: (nan, 1.0) has a share out of range"),
    ],
)
def test_a_market_that_cannot_be_is_refused(field: str, value: Any, message: str) -> None:
    assert message in refuse(market=MARKET._replace(**{field: value}))


def test_a_market_of_too_many_people_is_refused() -> None:
    message = refuse(market=MARKET._replace(accounts=1_000_000, people_per_account=20.0))
    assert message == (
        "market: 1000000 accounts of 20 people are 20000000. Accepted: up to 10000000 people."
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "17", "accounts.17: the market's accounts are called by numbers."),
        ("name", "", "accounts: a name is empty."),
        ("size", 3, "accounts.home.size: 3 is out of range. Accepted: 0 to 2."),
        ("region", 2, "accounts.home.region: 2 is out of range. Accepted: 0 to 1."),
        ("colleagues", -1, "accounts.home.colleagues: -1 is out of range"),
    ],
)
def test_an_account_that_cannot_be_is_refused(field: str, value: Any, message: str) -> None:
    assert message in refuse(accounts=[HOME._replace(**{field: value})])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("account", "hime", "'hime' is no account. Did you mean 'home'? Known: home."),
        ("intent", 6, "people.bobby.intent: 6 is out of range. Accepted: 0 to 5."),
        ("traits", {"patinece": 1.0}, "unknown trait. Did you mean 'patience'? Known: activity, "),
        ("traits", {"intent": 1.0}, "people.bobby.traits.intent: unknown trait."),
        ("traits", {"patience": 0.0}, "patience: 0 is out of range. Accepted: 0.001 to 1000."),
        ("traits", {"fit": NAN}, "people.bobby.traits.fit: nan is out of range"),
        ("traits", {"machine_opens": 0.5}, "0.5 is neither yes nor no. Accepted: true or false."),
    ],
)
def test_a_person_who_cannot_be_is_refused(field: str, value: Any, message: str) -> None:
    assert message in refuse(people=[BOBBY._replace(**{field: value})])


def test_a_person_without_any_account_to_be_at_is_refused() -> None:
    assert refuse(accounts=[]) == (
        "people.bobby.account: 'home' is no account. The story has no accounts."
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "bobby", "leads.bobby: a person of the story has the same name."),
        ("second", -5, "leads.a1: comes 5 seconds before the start. Start earlier."),
        ("region", -1, "leads.a1.region: -1 is out of range. Accepted: 0 to 1."),
        ("inbound", 5, "leads.a1.inbound: 5 is out of range. Accepted: 0 to 4."),
        ("inbound", Inbound.PRICING_VISIT, "leads.a1.inbound: pricing_visit registers nobody."),
        ("intents", (0.5,) * 6, "sums to 3. Shares sum to 1."),
    ],
)
def test_a_lead_that_cannot_be_is_refused(field: str, value: Any, message: str) -> None:
    assert message in refuse(leads=[LEAD._replace(**{field: value})])


@pytest.mark.parametrize(
    ("kind", "thing"), [("accounts", HOME), ("people", BOBBY), ("leads", LEAD)]
)
def test_a_name_that_is_there_twice_is_refused(kind: str, thing: Any) -> None:
    message = f"{kind}.{thing.name}: given 2 times. Give each a name of its own."
    assert message in refuse(**{kind: [thing, thing]})


def test_all_that_is_wrong_is_said_at_once() -> None:
    message = refuse(
        market=MARKET._replace(aware=2.0),
        accounts=[HOME._replace(size=-1)],
        people=[BOBBY._replace(intent=9, traits={"need": 2.0})],
        leads=[LEAD._replace(second=-1)],
    )
    places = [line.split(":")[0] for line in message.splitlines()]
    assert places == [
        "market.aware",
        "accounts.home.size",
        "people.bobby.intent",
        "people.bobby.traits.need",
        "leads.a1",
    ]
    assert all(re.search(r"\. (Accepted: .*|Start earlier)\.$", m) for m in message.splitlines())


def test_every_trait_of_a_person_can_be_given() -> None:
    not_traits = {"id", "account", "region", "zone", "intent", "aware"}
    assert set(TRAIT_RANGES) == set(Person._fields) - not_traits
