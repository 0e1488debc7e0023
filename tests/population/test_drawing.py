"""A population is drawn name by name: nobody's luck depends on who else there is."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.population.drawn import (
    MARKET,
    MIXES,
    ZONES,
    describe,
    draw_all,
    make_company,
    stories,
    streams,
)

from goodwill.draws import Decision, draw, person_id, seed_key
from goodwill.errors import ParameterError
from goodwill.parameters import defaults, with_overrides
from goodwill.population import (
    USUAL_MARKET,
    Lead,
    Market,
    PersonSpecification,
    Population,
    draw_population,
)
from goodwill.scripts import tabulate
from goodwill.vocabulary import Inbound, Intent

ALMOST_NEVER = 6.8e-6  # two-sided probability beyond 4.5 standard errors


@settings(deadline=None, max_examples=50)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(story: Any, random: Any) -> None:
    shuffled = [random.sample(things, len(things)) for things in story]
    assert draw_all(MARKET, *shuffled) == draw_all(MARKET, *story)


@settings(deadline=None, max_examples=50)
@given(stories(), st.data())
def test_whoever_is_left_out_changes_nobody_else(story: Any, data: st.DataObject) -> None:
    accounts, people, leads = story
    everybody = describe(draw_all(MARKET, accounts, people, leads))
    fewer_people = [person for person in people if data.draw(st.booleans())]
    fewer_leads = [lead for lead in leads if data.draw(st.booleans())]
    homes = {person.account for person in fewer_people}
    fewer_accounts = [
        account._replace(colleagues=data.draw(st.integers(0, account.colleagues)))
        for account in accounts
        if account.name in homes or data.draw(st.booleans())
    ]
    market = data.draw(st.sampled_from([MARKET, MARKET._replace(accounts=7)]))
    remaining = describe(draw_all(market, fewer_accounts, fewer_people, fewer_leads))
    assert remaining.items() <= everybody.items()


@settings(deadline=None, max_examples=50)
@given(stories())
def test_rows_of_people_and_accounts_agree_with_one_another(story: Any) -> None:
    accounts, people, leads = story
    population = draw_all(MARKET, accounts, people, leads)
    ids = [person.id for person in population.persons]
    assert ids == sorted(set(ids))
    assert [one.id for one in population.accounts] == sorted({a.id for a in population.accounts})
    assert len(population.accounts) == MARKET.accounts + len(accounts) + len(leads)
    assert len(population.names) == len(set(population.names)) == len(population.persons)
    members = [row for account in population.accounts for row in account.people]
    assert sorted(members) == list(range(len(ids)))
    for place, account in enumerate(population.accounts):
        assert list(account.people) == sorted(account.people)
        for row in account.people:
            person = population.persons[row]
            assert person.account == place
            assert (person.region, person.zone) == (account.region, ZONES[account.region])


@settings(deadline=None, max_examples=50)
@given(stories())
def test_what_is_given_about_a_person_is_taken_as_it_is(story: Any) -> None:
    accounts, people, leads = story
    population = draw_all(MARKET, accounts, people, leads)
    homes = {account.name: account for account in accounts}
    rows = {name: row for row, name in enumerate(population.names)}
    given_rows = {rows[person.name] for person in people} | {rows[lead.name] for lead in leads}
    assert population.scripts.keys() == given_rows
    for wanted in people:
        person = population.persons[rows[wanted.name]]
        home = population.accounts[person.account]
        assert wanted.intent in (None, person.intent)
        assert wanted.aware in (None, person.aware)
        assert {trait: getattr(person, trait) for trait in wanted.traits} == wanted.traits
        assert population.scripts[rows[wanted.name]] == wanted.script
        assert home[1:-1] == homes[wanted.account][1:-1]


@settings(deadline=None, max_examples=50)
@given(streams, st.sampled_from([None, MARKET]))
def test_a_lead_comes_alone_aware_and_at_its_own_second(
    leads: list[Lead], market: Market | None
) -> None:
    population = draw_all(market, leads=leads)
    rows = {name: row for row, name in enumerate(population.names)}
    assert set(population.scripts) == {rows[lead.name] for lead in leads}
    for lead in leads:
        row = rows[lead.name]
        person = population.persons[row]
        assert person.aware
        assert person.region == lead.region
        assert lead.intents[person.intent] > 0
        assert population.accounts[person.account].people == (row,)
        assert population.scripts[row].visits == ((lead.second, lead.inbound),)
        assert population.scripts[row].roams
        assert not population.scripts[row].constant


def test_ids_are_made_of_names_that_never_change() -> None:
    population = draw_all(
        MARKET._replace(accounts=1),
        [make_company("bobbys_company", 2)],
        [PersonSpecification("bobby", "bobbys_company", None, None)],
        [Lead("a1", 0, "email", 0, MIXES[0], Inbound.DEMO_REQUEST)],
    )
    texts = {
        "bobby": "person bobby",
        "a1": "lead a1",
        "account bobbys_company/person 2": "account bobbys_company/person 2",
        "account 1/person 1": "account 1/person 1",
    }
    ids = dict(zip(population.names, (one.id for one in population.persons), strict=True))
    assert {name: ids[name] for name in texts} == {n: person_id(t) for n, t in texts.items()}
    home = population.accounts[population.persons[population.names.index("bobby")].account]
    assert home.id == person_id("account bobbys_company")


def test_a_person_keeps_its_traits_when_a_trait_is_given() -> None:
    accounts = [make_company("home", 0)]
    free = draw_all(None, accounts, [PersonSpecification("bobby", "home", None, None)])
    bound = draw_all(
        None, accounts, [PersonSpecification("bobby", "home", None, None, {"patience": 3.0})]
    )
    assert bound.persons[0] == free.persons[0]._replace(patience=3.0)


def test_another_replication_has_the_same_names_and_other_luck() -> None:
    accounts = [make_company("home", 30)]
    one, other = (draw_all(None, accounts, replication=number) for number in (0, 1))
    assert one.names == other.names
    assert [person.id for person in one.persons] == [person.id for person in other.persons]
    drawn = ("seniority", "fit", "need", "reach", "patience", "attention", "phone", "frailty")
    for trait in (*drawn, "activity", "taste", "score_noise"):
        pairs = zip(one.persons, other.persons, strict=True)
        assert all(getattr(a, trait) != getattr(b, trait) for a, b in pairs)
    crowds = [
        [len(account.people) for account in draw_all(replication=number).accounts]
        for number in (0, 1)
    ]
    assert crowds[0] != crowds[1]


def test_every_trait_is_the_draw_of_its_decision() -> None:
    for person in draw_all().persons[:20]:
        for decision, value in [
            (Decision.TRAIT_SENIORITY, person.seniority),
            (Decision.TRAIT_NEED, person.need),
        ]:
            assert value == draw(seed_key(2024), person.id, decision, 0, 0, 0)


def test_a_larger_mean_adds_people_and_changes_none() -> None:
    small, large = (draw_all(MARKET._replace(people_per_account=mean)) for mean in (3.0, 8.0))
    assert describe(small).items() < describe(large).items()


def test_no_market_no_story_no_leads_is_an_empty_population() -> None:
    assert draw_all(None) == Population((), (), (), tabulate({}))


def test_without_a_market_colleagues_are_like_the_usual_markets_people() -> None:
    accounts = [make_company("home", 20_000)]
    population = draw_all(None, accounts)
    counts = np.bincount([person.intent for person in population.persons], minlength=6)
    expected = np.array(USUAL_MARKET.intents) * 20_000
    assert counts[Intent.DECIDED] == 0
    assert stats.chisquare(counts[:5], expected[:5]).pvalue > ALMOST_NEVER


def test_the_market_has_its_shares() -> None:
    market = Market(
        20_000, 2.5, (0.5, 0.2, 0.3), 0.35, 0.1, 0.7, (0.1, 0.2, 0.3, 0.1, 0.1, 0.2), (0.7, 0, 0.3)
    )
    population = draw_all(market)
    persons, accounts = population.persons, population.accounts
    columns: list[tuple[list[int], tuple[float, ...]]] = [
        ([account.size for account in accounts], market.sizes),
        ([account.region for account in accounts], market.regions),
        ([account.incumbent for account in accounts], (0.65, 0.35)),
        ([account.front_desk for account in accounts], (0.9, 0.1)),
        ([person.aware for person in persons], (0.3, 0.7)),
        ([person.intent for person in persons], market.intents),
    ]
    for codes, shares in columns:
        counts, expected = np.bincount(codes, minlength=len(shares)), np.array(shares) * len(codes)
        kept = expected > 0
        assert not counts[~kept].any()
        assert stats.chisquare(counts[kept], expected[kept]).pvalue > ALMOST_NEVER
    more = np.array([len(account.people) - 1 for account in accounts])
    law = stats.poisson(1.5)
    counts = np.bincount(np.minimum(more, 7), minlength=8)
    expected = np.append(law.pmf(range(7)), law.sf(6)) * more.size
    assert stats.chisquare(counts, expected).pvalue > ALMOST_NEVER


def test_traits_do_not_depend_on_one_another() -> None:
    persons = draw_all(MARKET._replace(accounts=4000)).persons
    fields = ("fit", "taste", "score_noise", "seniority", "need", "reticence", "machine_opens")
    logarithms = ("patience", "attention", "phone", "frailty", "activity", "reach")
    columns = [np.array([getattr(one, field) for one in persons], float) for field in fields]
    columns += [np.log([getattr(one, field) for one in persons]) for field in logarithms]
    columns += [np.array([one.intent == kind for one in persons], float) for kind in range(5)]
    correlations = np.corrcoef(columns)[:13]
    np.fill_diagonal(correlations, 0.0)
    assert np.abs(correlations).max() < 4.5 / np.sqrt(len(persons))


def test_a_parameter_that_no_law_takes_is_refused() -> None:
    parameters = defaults()
    broken = parameters._replace(traits=parameters.traits._replace(reach_tail=0.01))
    with pytest.raises(ParameterError, match="pareto: "):
        draw_population(
            MARKET,
            (),
            (),
            (),
            zones_of_regions=ZONES,
            key=1,
            replication=0,
            parameters=broken,
        )


def test_people_do_not_differ_where_the_spread_is_zero() -> None:
    sigmas = ("patience", "attention", "phone", "frailty", "activity")
    parameters = with_overrides(defaults(), {f"traits.{name}_sigma": 0.0 for name in sigmas})
    population = draw_population(
        MARKET, (), (), (), zones_of_regions=ZONES, key=1, replication=0, parameters=parameters
    )
    assert {getattr(one, name) for one in population.persons for name in sigmas} == {1.0}


@settings(deadline=None, max_examples=25)
@given(stories())
def test_accounts_as_rows_are_the_accounts_that_they_stand_for(story: Any) -> None:
    population = draw_all(MARKET, *story)
    accounts, written = population.accounts, tuple(population.accounts)
    assert accounts == written
    assert [accounts[row] for row in range(len(accounts))] == list(written)
    assert accounts[1:3] == written[1:3]
    for row, account in enumerate(written):
        assert [population.persons[one].account for one in account.people] == [row] * len(
            account.people
        )
    assert sorted(one for account in written for one in account.people) == list(
        range(len(population.persons))
    )
