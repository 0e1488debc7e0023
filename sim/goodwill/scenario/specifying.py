"""Turn what a scenario file says into what populations and worlds are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from goodwill.errors import ScenarioError, hint
from goodwill.loading.calendars import find_second, make_zone_table
from goodwill.loading.documents import Document
from goodwill.loading.findings import Findings, Source
from goodwill.loading.leads import LeadRow
from goodwill.loading.nodes import Location
from goodwill.loading.people import SIZES, PersonPart
from goodwill.loading.positions import shorten
from goodwill.loading.scenarios import (
    MAX_PEOPLE,
    MAX_REPS,
    IntentsPart,
    LeadsPart,
    RepPart,
    ScenarioFile,
    ScorePart,
    check_shares,
)
from goodwill.population import (
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
    ScoreWeights,
)
from goodwill.scenario.definition import Region
from goodwill.scripts import Script
from goodwill.vocabulary import Inbound, Intent
from goodwill.world import Rep, ZoneTable


class Geography(NamedTuple):
    """Where and on which clocks things happen."""

    regions: tuple[Region, ...]
    zones: tuple[ZoneTable, ...]

    @property
    def codes(self) -> dict[str, int]:
        """Give the index of each region by name."""
        return {region.name: at for at, region in enumerate(self.regions)}

    def clock(self, region: int) -> str:
        """Give the name of a region's time zone."""
        return self.zones[self.regions[region].zone].name

    def zone(self, name: str) -> int:
        """Give the index of a time zone by name."""
        return next(at for at, zone in enumerate(self.zones) if zone.name == name)


class Specification(NamedTuple):
    """What a scenario file says, in the terms of populations and worlds."""

    geography: Geography
    market: Market | None
    accounts: tuple[AccountSpecification, ...]
    people: tuple[PersonSpecification, ...]
    reps: tuple[Rep, ...]
    weights: ScoreWeights


class Specifier:
    """Make specifications of the parts of one scenario file, noting what is wrong."""

    def __init__(self, source: Source[ScenarioFile], findings: Findings) -> None:
        self._document: Document = source.document
        self._part = source.part
        self._findings = findings
        self.geography = _locate(source.part)
        self._accounts: dict[str, AccountSpecification] = {}

    def _complain(self, location: Location, problem: str) -> None:
        self._findings.add(self._document, location, problem)

    def specify(self) -> Specification:
        """Specify everything but leads, and check what no single part can know."""
        self._check()
        return Specification(
            geography=self.geography,
            market=self._specify_market(),
            accounts=self._specify_accounts(),
            people=self._specify_people(),
            reps=self._specify_reps(),
            weights=specify_weights(self._part.score),
        )

    def _check(self) -> None:
        part = self._part
        try:
            check_shares({name: one.share for name, one in part.regions.items()}, "regions' shares")
        except ValueError as error:
            self._complain(("regions",), str(error))
        if not (part.market or part.people or part.accounts or part.leads):
            self._complain((), "there is nobody. Write market, people or leads.")
        n_people = len(part.people) + sum(one.colleagues for one in part.accounts.values())
        if part.market:
            n_people += round(part.market.accounts * part.market.people_per_account)
        if n_people > MAX_PEOPLE:
            problem = f"there are some {n_people} people in all. Limit: {MAX_PEOPLE}."
            self._complain(("accounts",), problem)

    def _specify_market(self) -> Market | None:
        """Give the law that the market is drawn from."""
        market = self._part.market
        if market is None:
            return None
        sizes = market.sizes
        return Market(
            accounts=market.accounts,
            people_per_account=market.people_per_account,
            sizes=(sizes.small, sizes.medium, sizes.large),
            incumbents=market.incumbents,
            front_desks=market.front_desks,
            aware=market.aware,
            intents=_spread(market.intents),
            regions=tuple(region.share for region in self.geography.regions),
        )

    def _specify_accounts(self) -> tuple[AccountSpecification, ...]:
        """Give the scripted accounts."""
        for name, part in self._part.accounts.items():
            self._accounts[name] = AccountSpecification(
                name=name,
                size=SIZES.index(part.size),
                region=self.find_region(part.region, ("accounts", name)),
                incumbent=part.incumbent,
                front_desk=part.front_desk,
                colleagues=part.colleagues,
            )
        return tuple(self._accounts.values())

    def _specify_people(self) -> tuple[PersonSpecification, ...]:
        """Give the scripted people; accounts come first."""
        return tuple(
            PersonSpecification(
                name=name,
                account=part.account,
                intent=None if part.intent is None else int(part.intent),
                aware=part.aware,
                traits=part.traits.given(),
                script=self._make_script(name, part),
            )
            for name, part in self._part.people.items()
            if self._check_account(name, part)
        )

    def specify_leads(self, part: LeadsPart, rows: Iterable[LeadRow]) -> tuple[Lead, ...]:
        """Give the leads of a file."""
        region = self.find_region(part.region, ("leads",))
        usual = (_spread(part.intents), int(part.event))
        special = {
            name: (
                usual[0] if one.intents is None else _spread(one.intents),
                usual[1] if one.event is None else int(one.event),
            )
            for name, one in part.origins.items()
        }
        return tuple(
            Lead(row.id, row.second, row.origin, region, *special.get(row.origin, usual))
            for row in rows
        )

    def _specify_reps(self) -> tuple[Rep, ...]:
        """Give the reps, several of a kind numbered."""
        reps: list[Rep] = []
        names: set[str] = set()
        for at, part in enumerate(self._part.reps):
            for rep in self._number_reps(part):
                if rep.name in names:
                    problem = f"there is already a rep {rep.name!r}. Names must differ."
                    self._complain(("reps", at, "name"), problem)
                    break
                names.add(rep.name)
                reps.append(rep)
        if len(reps) > MAX_REPS:
            self._complain(("reps",), f"there are {len(reps)} reps. Limit: {MAX_REPS}.")
        return tuple(reps)

    def find_region(self, name: str | None, location: Location) -> int:
        """Give a region's index; the only one where nothing is said."""
        codes = self.geography.codes
        if name is None and len(codes) == 1:
            return 0
        if name in codes:
            return codes[str(name)]
        if name is None:
            self._complain(location, f"'region' is missing. Known: {', '.join(sorted(codes))}.")
        else:
            problem = f"unknown region {shorten(name)}. {hint(name, codes)}"
            self._complain((*location, "region"), problem)
        return 0

    def _check_account(self, name: str, part: PersonPart) -> bool:
        if part.account not in self._accounts:
            near = hint(part.account, self._accounts) if self._accounts else "None is defined."
            problem = f"unknown account {shorten(part.account)}. {near}"
            self._complain(("people", name, "account"), problem)
        return part.account in self._accounts

    def _make_script(self, name: str, part: PersonPart) -> Script:
        clock = self.geography.clock(self._accounts[part.account].region)
        visits = []
        for at, visit in enumerate(part.visits):
            try:
                moment = visit.at
                second = find_second(moment, clock, self._part.start, self._part.horizon)
                visits.append((second, int(visit.event)))
            except ScenarioError as error:
                self._complain(("people", name, "visits", at, "at"), str(error))
        return Script(part.budgets.given(), tuple(sorted(visits)), part.roams, part.constant_intent)

    def _number_reps(self, part: RepPart) -> list[Rep]:
        opens, closes = part.hours
        zone = self.geography.regions[0].zone
        rep = Rep(
            name=part.name,
            zone=zone if part.zone is None else self.geography.zone(part.zone),
            opens=opens,
            closes=closes,
            weekdays=part.days,
            professionalism=part.professionalism,
            retort=part.retort,
            speed=part.speed,
        )
        if part.count == 1:
            return [rep]
        return [rep._replace(name=f"{part.name} {number}") for number in range(1, part.count + 1)]


def specify_weights(part: ScorePart) -> ScoreWeights:
    """Give the weights of the lead score; what is not written is as usual."""
    usual = ScoreWeights()
    given: Mapping[str, Any] = {
        name: value
        for name, value in part
        if name in ScoreWeights._fields and name != "visit" and value is not None
    }
    points = dict(part.visit)
    visit = tuple(
        usual.visit[event] if points[event.name.lower()] is None else points[event.name.lower()]
        for event in Inbound
    )
    return usual._replace(visit=visit, **given)


def _locate(part: ScenarioFile) -> Geography:
    names = [region.zone for region in part.regions.values()]
    names += [rep.zone for rep in part.reps if rep.zone]
    names = list(dict.fromkeys(names))
    start: dt.date = part.start
    regions = tuple(
        Region(name, region.share, names.index(region.zone))
        for name, region in part.regions.items()
    )
    return Geography(regions, tuple(make_zone_table(name, start, part.horizon) for name in names))


def _spread(part: IntentsPart) -> tuple[float, ...]:
    return tuple(getattr(part, intent.name.lower()) for intent in Intent)
