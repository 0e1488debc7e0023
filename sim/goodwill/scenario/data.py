"""Find and read the real leads that a scenario names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from goodwill.errors import ScenarioError
from goodwill.loading.findings import Findings, Source
from goodwill.loading.leads import Deal, read_deals, read_leads
from goodwill.loading.nodes import Location
from goodwill.loading.scenarios import LeadsPart, ScenarioFile
from goodwill.loading.trees import find_inside, find_tree
from goodwill.population import Lead
from goodwill.scenario.specifying import Specifier

DATA_VARIABLE = "GOODWILL_DATA"


class Stream(NamedTuple):
    """Leads, what became of them, and the files that say so."""

    leads: tuple[Lead, ...] = ()
    deals: tuple[Deal, ...] = ()  # of these leads alone
    files: tuple[Path, ...] = ()


class DataFolder(NamedTuple):
    """Where files of leads are looked for."""

    folder: Path | None  # before the scenario's own folder
    demanded: bool  # whether they must be there

    def find(
        self, findings: Findings, source: Source[ScenarioFile], location: Location
    ) -> Path | None:
        """Find the file that is named at a place in a scenario."""
        name: object = source.document.values
        for element in location:
            name = name[element]  # type: ignore[index]
        scenario = Path(source.document.file)
        variable = os.environ.get(DATA_VARIABLE)
        folder = self.folder or (Path(variable) if variable else None)
        places = [(folder, folder)] if folder else []
        places.append((find_tree(scenario), scenario.parent))
        tried = []
        for tree, origin in places:
            try:
                path = find_inside(tree, origin, str(name))
            except ScenarioError as error:
                findings.add(source.document, location, str(error))
                return None
            if path.is_file():
                return path
            tried.append(str(path))
        if self.demanded:
            advice = f"Name the folder where it is with --data DIR, or in {DATA_VARIABLE}."
            problem = f"there is no file {' or '.join(tried)}. {advice}"
            findings.add(source.document, location, problem)
        return None

    def read(
        self, findings: Findings, source: Source[ScenarioFile], specifier: Specifier
    ) -> Stream:
        """Read leads and deals as far as there are any."""
        part = source.part.leads
        if part is None:
            return Stream()
        file = self.find(findings, source, ("leads", "file"))
        deals_file = self.find(findings, source, ("leads", "deals", "file")) if part.deals else None
        try:
            leads = _read_leads(file, part, source.part, specifier) if file else ()
            known = {lead.name for lead in leads}
            deals = (
                read_deals(deals_file, part.deals, source.part.start)
                if deals_file and part.deals
                else ()
            )
        except ScenarioError as error:
            findings.take(error)
            return Stream()
        files = tuple(path for path in (file, deals_file) if path)
        return Stream(leads, tuple(deal for deal in deals if deal.lead in known), files)


def _read_leads(
    file: Path, part: LeadsPart, scenario: ScenarioFile, specifier: Specifier
) -> tuple[Lead, ...]:
    clock = specifier.geography.clock(specifier.find_region(part.region, ("leads",)))
    rows = read_leads(file, part, clock, scenario.start, scenario.horizon)
    return specifier.specify_leads(part, rows)
