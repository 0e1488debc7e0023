"""Write leads.csv and deals.csv: made-up files of the shape of a real inbound stream.

Every value comes from a digest of its row's number, so that the files are the same wherever they
are made. Nothing can be learnt from them about the world.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

N_LEADS = 400
FIRST_DAY = dt.date(2024, 1, 1)
N_DAYS = 274  # until the end of September
LAST_WIN = dt.datetime(2024, 12, 31, tzinfo=dt.UTC)
DEALS = 0.1  # share of leads
ORIGINS = {  # with their shares; an empty one is missing, as it is in real files
    "organic_search": 0.29,
    "paid_search": 0.20,
    "social": 0.17,
    "unknown": 0.13,
    "email": 0.07,
    "direct_traffic": 0.06,
    "referral": 0.05,
    "display": 0.02,
    "": 0.01,
}


def digest(*parts: object) -> str:
    """Give 32 hex digits that depend on `parts` alone."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:32]


def draw(*parts: object) -> float:
    """Give a number from 0 to below 1 that depends on `parts` alone."""
    return int(digest(*parts)[:13], 16) / 16**13


def choose_origin(lead: int) -> str:
    """Draw where a lead comes from; what rounding leaves over is missing as well."""
    left = draw("origin", lead)
    for origin, share in ORIGINS.items():
        left -= share
        if left < 0.0:
            return origin
    return ""


def make_leads() -> list[tuple[str, str, str, str]]:
    """Make the leads, by day; there are more of them as the months go by."""
    rows = []
    for lead in range(N_LEADS):
        day = FIRST_DAY + dt.timedelta(days=int(N_DAYS * draw("day", lead) ** 0.7))
        page = digest("page", int(12 * draw("page", lead)))
        rows.append((digest("lead", lead), day.isoformat(), page, choose_origin(lead)))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def make_deals(leads: Iterable[tuple[str, str, str, str]]) -> list[tuple[str, str, str]]:
    """Make the deals of some leads: who, with which seller, and when (UTC)."""
    rows = []
    for key, contacted, _, _ in leads:
        days = 3.0 + 120.0 * draw("delay", key) ** 2
        start = dt.datetime.fromisoformat(contacted).replace(tzinfo=dt.UTC)
        won = start + dt.timedelta(seconds=int(days * 86_400))
        if draw("deal", key) < DEALS and won < LAST_WIN:
            rows.append((key, digest("seller", key), f"{won:%Y-%m-%d %H:%M:%S}"))
    return rows


def write_rows(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one file, with LF as line end on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write both files into a folder."""
    leads = make_leads()
    columns = ("mql_id", "first_contact_date", "landing_page_id", "origin")
    write_rows(folder / "leads.csv", columns, leads)
    write_rows(folder / "deals.csv", ("mql_id", "seller_id", "won_date"), make_deals(leads))


if __name__ == "__main__":
    main(Path(__file__).parent)
