"""Write customers.csv and requests.csv: made-up lists of people for the pattern table.

Every value comes from a digest of its row's number, so that the files are the same wherever they
are made. Nothing can be learnt from them about the world but the shares of origins, which are those
of a Brazilian marketplace's requests of January to May 2018 (Olist, 5,998 requests).
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

N_CUSTOMERS = 4_000
N_REQUESTS = 1_500
FIRST_DAY = dt.date(2018, 1, 1)
N_DAYS = 151  # until the end of May
ORIGINS = {  # requests of each
    "organic_search": 1736,
    "paid_search": 1182,
    "social": 1051,
    "unknown": 813,
    "direct_traffic": 380,
    "email": 347,
    "referral": 211,
    "other": 114,
    "display": 75,
    "missing": 48,
    "other_publicities": 41,
}


def digest(*parts: object) -> str:
    """Give 16 hex digits that depend on `parts` alone."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:16]


def draw(*parts: object) -> float:
    """Give a number from 0 to below 1 that depends on `parts` alone."""
    return int(digest(*parts)[:13], 16) / 16**13


def choose_origin(request: int) -> str:
    """Give an origin; origins come in turn by their shares, in an order that looks like chance."""
    place = (request + 0.5) / N_REQUESTS * sum(ORIGINS.values())
    for origin, n_requests in ORIGINS.items():
        place -= n_requests
        if place < 0:
            return origin
    raise AssertionError(request)


def make_requests() -> list[tuple[str, str, str]]:
    """Make requests, by day."""
    rows = []
    for request in range(N_REQUESTS):
        day = FIRST_DAY + dt.timedelta(days=int(N_DAYS * draw("day", request)))
        rows.append((digest("request", request), day.isoformat(), choose_origin(request)))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    here = Path(__file__).parent
    customers = ((f"c{number:04}", "2024-01-01") for number in range(N_CUSTOMERS))
    write(here / "customers.csv", ("id", "date"), customers)
    write(here / "requests.csv", ("id", "date", "origin"), make_requests())
