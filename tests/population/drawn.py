"""Draw small populations, and all that a scenario may give to one."""

from typing import Any

from hypothesis import strategies as st

from goodwill.draws import seed_key
from goodwill.parameters import defaults
from goodwill.population import (
    USUAL_MARKET,
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
    Population,
    draw_population,
)
from goodwill.scripts import Script
from goodwill.vocabulary import Inbound, Intent

ZONES = (1, 0, 2)  # of three regions
MARKET = USUAL_MARKET._replace(accounts=20, regions=(0.5, 0.3, 0.2))
MIXES = ((0.2, 0.2, 0.6, 0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0, 0.0, 0.0))

names = st.text(st.characters(categories=["Ll", "Nd"], codec="ascii"), min_size=1, max_size=6)
story_accounts = st.lists(
    st.builds(
        AccountSpecification,
        name=names.map("company {}".format),
        size=st.integers(0, 2),
        region=st.integers(0, 2),
        incumbent=st.booleans(),
        front_desk=st.booleans(),
        colleagues=st.integers(0, 4),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda account: account.name,
)
scripts = st.builds(
    Script,
    budgets=st.just(()),
    visits=st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from(Inbound)), max_size=2).map(
        lambda visits: tuple(sorted(visits))
    ),
    roams=st.booleans(),
    constant=st.booleans(),
    arrives=st.integers(0, 10**7),
)
given_traits = st.dictionaries(
    st.sampled_from(["patience", "seniority", "fit", "activity", "reticence"]),
    st.floats(0.125, 1.0),
    max_size=3,
)
streams = st.lists(
    st.builds(
        Lead,
        name=names.map("row {}".format),
        second=st.integers(0, 10**7),
        origin=st.sampled_from(["paid_search", "email"]),
        region=st.integers(0, 2),
        intents=st.sampled_from(MIXES),
        inbound=st.sampled_from([Inbound.DEMO_REQUEST, Inbound.CONTENT_DOWNLOAD]),
    ),
    max_size=4,
    unique_by=lambda lead: lead.name,
)


@st.composite
def stories(
    draw_from: st.DrawFn,
) -> tuple[list[AccountSpecification], list[PersonSpecification], list[Lead]]:
    """Draw what a scenario may give."""
    accounts = draw_from(story_accounts)
    people = st.lists(
        st.builds(
            PersonSpecification,
            name=names,
            account=st.sampled_from([account.name for account in accounts]),
            intent=st.none() | st.sampled_from(Intent),
            aware=st.none() | st.booleans(),
            traits=given_traits,
            script=scripts,
        ),
        max_size=4,
        unique_by=lambda person: person.name,
    )
    return accounts, draw_from(people), draw_from(streams)


def draw_all(
    market: Market | None = MARKET,
    accounts: Any = (),
    people: Any = (),
    leads: Any = (),
    replication: int = 0,
) -> Population:
    return draw_population(
        market,
        accounts,
        people,
        leads,
        zones_of_regions=ZONES,
        key=seed_key(2024),
        replication=replication,
        parameters=defaults(),
    )


def make_company(name: str, colleagues: int) -> AccountSpecification:
    return AccountSpecification(
        name, size=1, region=0, incumbent=True, front_desk=True, colleagues=colleagues
    )


def describe(population: Population) -> dict[str, tuple[Any, ...]]:
    """Say of each person, by name, all there is, without rows: those shift."""
    return {
        name: (
            person._replace(account=0),
            population.accounts[person.account]._replace(people=()),
            population.scripts.get(row),
        )
        for row, (name, person) in enumerate(zip(population.names, population.persons, strict=True))
    }
