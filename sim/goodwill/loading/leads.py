"""Read real leads, and what became of them, from CSV files."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from pathlib import Path
from typing import NamedTuple

from goodwill.draws import person_id
from goodwill.errors import ScenarioError
from goodwill.loading.columns import Kind, read_columns
from goodwill.loading.scenarios import DealsPart, LeadsPart
from goodwill.loading.unmapped import refuse_unsafe_cells
from goodwill.vocabulary import SECONDS_PER_DAY


class LeadRow(NamedTuple):
    """One lead as the file has it."""

    id: str
    second: int  # since the scenario's start
    origin: str


class LeadRows(NamedTuple):
    """The leads of a file that come within the horizon, and how many do not."""

    rows: tuple[LeadRow, ...]  # by time
    n_before: int  # come before the scenario's start
    n_after: int  # come at its horizon or later

    @property
    def n_in_all(self) -> int:
        """Count the leads of the file."""
        return len(self.rows) + self.n_before + self.n_after


class Deal(NamedTuple):
    """A lead that was won, really."""

    lead: str
    second: int  # since the scenario's start; may lie beyond the horizon


def read_leads(path: Path, part: LeadsPart, zone: str, start: dt.date, horizon: int) -> LeadRows:
    """Read the leads that come within the horizon, and count the others.

    A file that has dates alone does not say when in the day a lead came: each is given a second of
    that day, on the clock of its region, which depends on its id and on nothing else (assumed:
    all hours alike, as for all other inbound).

    Parameters
    ----------
    path
        A CSV file.
    part
        What the scenario says about it.
    zone
        The clock of the leads' region.
    start, horizon
        The scenario's first day, and its length in seconds.

    Raises
    ------
    ScenarioError
        The file is not what it has to be, or no lead comes within the horizon.
    """
    columns = part.columns
    mapping = {"id": columns.id, "date": columns.date}
    kinds = {"id": Kind.ID, "date": Kind.DATE}
    fill = {}
    if columns.origin:
        mapping["origin"], kinds["origin"] = columns.origin, Kind.WORD
        fill["origin"] = part.missing_origin
    table = read_columns(path, mapping, kinds, fill=fill)
    refuse_unsafe_cells(path, mapped=mapping.values(), ignored=part.ignore_columns)
    moments = [moment for moment in table.dates("date") if moment]
    origins = table.words("origin") if columns.origin else [part.missing_origin] * table.n_rows
    origin_of_time = dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC)
    days_alone = all(moment.time() == dt.time() for moment in moments)
    clock = zoneinfo.ZoneInfo(zone)
    rows = []
    n_before = n_after = 0
    for lead, moment, origin in zip(table.ids("id"), moments, origins, strict=True):
        if days_alone:
            within = dt.timedelta(seconds=person_id(f"second of lead {lead}") % SECONDS_PER_DAY)
            moment = moment.replace(tzinfo=clock) + within  # noqa: PLW2901 - the same, completed
        second = int((moment.astimezone(dt.UTC) - origin_of_time).total_seconds())
        if second < 0:
            n_before += 1
        elif second >= horizon:
            n_after += 1
        else:
            rows.append(LeadRow(lead, second, origin or part.missing_origin))
    if not rows:
        raise ScenarioError(
            f"{path}: none of the {table.n_rows} leads comes within the scenario. They come from "
            f"{min(moments):%Y-%m-%d} to {max(moments):%Y-%m-%d}."
        )
    ordered = tuple(sorted(rows, key=lambda row: (row.second, row.id)))
    return LeadRows(ordered, n_before, n_after)


def read_deals(path: Path, part: DealsPart, start: dt.date) -> tuple[Deal, ...]:
    """Read when which leads were won, by time.

    Raises
    ------
    ScenarioError
        The file is not what it has to be.
    """
    mapping = {"id": part.columns.id, "date": part.columns.date}
    table = read_columns(path, mapping, {"id": Kind.ID, "date": Kind.DATE})
    refuse_unsafe_cells(path, mapped=mapping.values(), ignored=part.ignore_columns)
    origin = dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC)
    deals = [
        Deal(lead, int((moment - origin).total_seconds()))
        for lead, moment in zip(table.ids("id"), table.dates("date"), strict=True)
        if moment
    ]
    return tuple(sorted(deals, key=lambda deal: (deal.second, deal.lead)))
