"""Find and read the real leads that a scenario names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from goodwill.errors import ScenarioError
from goodwill.loading.findings import Findings, Source
from goodwill.loading.leads import Deal, LeadRows, read_deals, read_leads
from goodwill.loading.nodes import Location
from goodwill.loading.scenarios import LeadsPart, ScenarioFile
from goodwill.loading.trees import find_inside, find_tree
from goodwill.loading.units import format_duration
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
            advice = (
                f"Name the folder where it is in {DATA_VARIABLE}, or by --data DIR if the command "
                "takes one."
            )
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
            rows = _read_rows(file, part, source.part, specifier) if file else _NO_ROWS
            deals = (
                read_deals(deals_file, part.deals, source.part.start)
                if deals_file and part.deals
                else ()
            )
        except ScenarioError as error:
            findings.take(error)
            return Stream()
        files = tuple(path for path in (file, deals_file) if path)
        known = {row.id for row in rows.rows}
        real = tuple(deal for deal in deals if deal.lead in known)
        if file:
            _note_left_out(findings, source, rows)
            _note_deals(findings, source, len(deals), len(real))
        return Stream(specifier.specify_leads(part, rows.rows), real, files)


_NO_ROWS = LeadRows((), 0, 0)


def _read_rows(
    file: Path, part: LeadsPart, scenario: ScenarioFile, specifier: Specifier
) -> LeadRows:
    clock = specifier.geography.clock(specifier.find_region(part.region, ("leads",)))
    return read_leads(file, part, clock, scenario.start, scenario.horizon)


def _note_left_out(findings: Findings, source: Source[ScenarioFile], rows: LeadRows) -> None:
    """Say how many leads the horizon leaves out."""
    start, horizon = source.part.start, format_duration(source.part.horizon)
    parts = []
    if rows.n_before:
        parts.append(f"{rows.n_before:,} before the start, {start}")
    if rows.n_after:
        parts.append(f"{rows.n_after:,} after the horizon of {horizon}")
    if parts:
        remark = f"left out of {rows.n_in_all:,} leads: {'; '.join(parts)}."
        findings.note(source.document, ("leads", "file"), remark)


def _note_deals(
    findings: Findings, source: Source[ScenarioFile], n_in_all: int, n_known: int
) -> None:
    """Say how many deals are of no lead that comes within the horizon."""
    n_out = n_in_all - n_known
    if n_out:
        remark = f"left out of {n_in_all:,} deals: {n_out:,} without a lead within the horizon."
        findings.note(source.document, ("leads", "deals", "file"), remark)
