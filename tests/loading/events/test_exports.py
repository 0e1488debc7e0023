"""Test that the exports of each tool are recognised and mean what they should."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.loading.events.reading_text import DATA, KEY

from goodwill.loading.events import EventKind, Received, read_events, shipped_mappings
from goodwill.vocabulary import NOBODY, Channel

FILES = {
    "sendgrid": ["sendgrid.csv"],
    "sendgrid as posted": ["sendgrid.json"],
    "hubspot": ["hubspot.csv"],
    "hubspot_engagements": ["hubspot_engagements.csv"],
    "mailchimp": [
        "mailchimp_recipients.csv",
        "mailchimp_activity.csv",
        "mailchimp_unsubscribes.csv",
    ],
    "mautic": ["mautic.csv", "mautic_do_not_contact.csv"],
    "outreach": ["outreach.csv", "outreach_calls.csv"],
    "salesloft": ["salesloft.csv"],
    "plain": ["plain.csv"],
}
HOLDS = {
    "sendgrid": ("email", "ann.reader@example.com"),
    "sendgrid as posted": ("email", "ann.reader@example.com"),
    "hubspot": ("email", "ann.reader@example.com"),
    "hubspot_engagements": ("id", "501"),
    "mailchimp": ("id", "7d5a01"),
    "mautic": ("id", "88"),
    "outreach": ("id", "9001"),
    "salesloft": ("id", "401"),
    "plain": ("id", "crm-1"),
}
# What happened to Ann, by minutes since the first event of the file; * made by a machine.
ANN = {
    "sendgrid": "0 sent 1, 0 delivered 1, 0 opened* 1, 60 opened 1, 61 clicked 1",
    "sendgrid as posted": "0 sent 1, 0 delivered 1, 0 opened* 1, 61 clicked 1",
    "hubspot": "0 sent 1, 0 delivered 1, 106 opened 1, 107 clicked 1",
    "hubspot_engagements": "0 called 1, 0 connected 1, 4320 meeting_booked 1, 10080 meeting 0",
    "mailchimp": "0 sent 1, 30 opened 1, 30 clicked 1",
    "mautic": "0 sent 1, 0 delivered 1, 140 opened 1, 10080 sent 2, 10080 delivered 2, "
    "10140 unsubscribed 2",
    "outreach": "0 sent 1, 0 delivered 1, 72 opened 1, 72 clicked 1, 180 replied_interested 1, "
    "1740 called 2, 1740 connected 2, 4320 inquired 0",
    "salesloft": "0 sent 1, 45 opened 1, 46 clicked 1, 120 replied_not_interested 1, "
    "1770 called 2, 1770 voicemail 2",
    "plain": "0 sent 1, 20 clicked 1",
}


def read(name: str) -> Received:
    return read_events([DATA / file for file in FILES[name]], None, KEY)


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_recognised_and_tells_what_happened_to_ann(name: str) -> None:
    events = read(name).events
    first = int(events.second.min())
    ann = events.people.index(KEY.hide(*HOLDS[name]))
    told = [
        f"{(int(events.second[at]) - first) // 60} {EventKind(events.kind[at]).name.lower()}"
        f"{'*' * int(events.machine[at])} {events.touch[at]}"
        for at in range(len(events))
        if events.person[at] == ann
    ]
    assert ", ".join(told) == ANN[name]


def test_every_shipped_mapping_is_tried() -> None:
    used = {source.mapping for name in FILES for source in read(name).reception.sources}
    assert used == set(shipped_mappings())


@pytest.mark.parametrize("name", FILES)
def test_no_row_is_lost_without_a_word(name: str) -> None:
    reception = read(name).reception
    for source in reception.sources:
        assert source.n_rows > sum(source.rows_left_out.values())
    assert sum(reception.kinds.values()) == reception.n_events
    assert reception.describe()["rows"] == reception.n_rows


def test_mails_are_mails_and_calls_are_calls() -> None:
    events = read("outreach").events
    counts = {
        channel: int((events.channel == channel).sum())
        for channel in (NOBODY, Channel.EMAIL, Channel.PHONE)
    }
    assert counts == {NOBODY: 0, Channel.EMAIL: 14, Channel.PHONE: 6}


def test_the_moment_of_the_first_event_is_that_of_the_file() -> None:
    reception = read("salesloft").reception
    assert reception.first == dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    assert read("salesloft").events.start == dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


def test_money_is_kept_where_there_is_any() -> None:
    events = read("plain").events
    assert events.amount[events.amount > 0].tolist() == [12500.5, 1000.0]


def test_the_same_messages_posted_and_saved_are_the_same_events() -> None:
    posted, saved = read("sendgrid as posted").events, read("sendgrid").events
    ann = saved.people.index(posted.people[0])
    happened = {
        (int(saved.second[at]), int(saved.kind[at]), bool(saved.machine[at]))
        for at in range(len(saved))
        if saved.person[at] == ann
    }
    told = zip(posted.second.tolist(), posted.kind.tolist(), posted.machine.tolist(), strict=True)
    assert happened - set(told) == {(36_000, EventKind.OPENED, False)}


def test_one_person_in_two_tools_is_one_person_if_both_say_the_address() -> None:
    both = read_events([DATA / "sendgrid.csv", DATA / "hubspot.csv"], None, KEY)
    assert both.events.n_people == 5
