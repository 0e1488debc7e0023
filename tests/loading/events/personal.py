"""Know what is personal in the fixtures, and find it wherever it hides."""

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

DATA = Path(__file__).parents[2] / "data" / "events"
FIXTURES = {
    "sendgrid": [DATA / "sendgrid.csv"],
    "sendgrid as posted": [DATA / "sendgrid.json"],
    "hubspot": [DATA / "hubspot.csv"],
    "hubspot_engagements": [DATA / "hubspot_engagements.csv"],
    "mailchimp": [
        DATA / f"mailchimp_{part}.csv" for part in ("recipients", "activity", "unsubscribes")
    ],
    "mautic": [DATA / "mautic.csv", DATA / "mautic_do_not_contact.csv"],
    "outreach": [DATA / "outreach.csv", DATA / "outreach_calls.csv"],
    "salesloft": [DATA / "salesloft.csv"],
    "plain": [DATA / "plain.csv"],
}
NAMED = ("name", "email", "recipient", "phone", "to", "body", "comments", "note", "subject", "ip")
IMPERSONAL = ("type", "agent", "status")
IDENTIFYING = ("member_id", "person", "lead_id", "prospectid", "contact_id", "person_id")

_LEAST = 5  # shorter ones are found by chance


def personal_strings(export: str) -> set[str]:
    """Give what stands in the columns of names, addresses, numbers, ids and free text."""
    return {
        cell.strip()
        for path in FIXTURES[export]
        for row in read_cells(path)
        for column, cell in row.items()
        if any(word in column.casefold() for word in (*NAMED, *IDENTIFYING))
        and len(cell.strip()) >= _LEAST
        and not any(word in column.casefold() for word in IMPERSONAL)
    }


def read_cells(path: Path) -> list[dict[str, str]]:
    """Give the rows of a fixture as text by column."""
    if path.suffix == ".json":
        return [
            {key: f"{cell}" for key, cell in row.items()} for row in json.loads(path.read_text())
        ]
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def encodings(text: str) -> Iterator[bytes]:
    """Write a text in the ways in which it might get out unseen."""
    for one in {text, text.casefold(), text.upper(), text.title()}:
        raw = one.encode()
        yield raw
        yield one.encode("utf-16-le")
        yield raw.hex().encode()
        yield quote(one, safe="").encode()
        yield quote(one).encode()
        yield quote(one, safe="").replace("%20", "+").encode()
        yield json.dumps(one)[1:-1].encode()
        for shift in range(3):  # within something longer, base64 begins at one of three places
            code = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
            yield code[(0, 2, 3)[shift] : -1]
            yield base64.urlsafe_b64encode(b"\0" * shift + raw).rstrip(b"=")[(0, 2, 3)[shift] : -1]


def find_personal(personal: Iterable[str], contents: Iterable[bytes]) -> list[str]:
    """Give the texts that are found in some contents, in whatever way they are written."""
    seen = [form for content in contents for form in (content, content.lower())]
    return sorted(
        text
        for text in personal
        if any(code in content for code in set(encodings(text)) for content in seen)
    )
