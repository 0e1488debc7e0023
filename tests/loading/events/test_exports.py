"""Test that the exports of each tool are recognised and mean what they should."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.loading.events.reading_text import DATA, KEY, receive

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


@pytest.mark.parametrize("column", ["portalSubscriptionStatus", "portal_subscription_status"])
def test_hubspot_says_who_unsubscribed_in_the_status_of_the_portal(
    tmp_path: Path, column: str
) -> None:
    text = (DATA / "hubspot.csv").read_text().replace("portalSubscriptionStatus", column)
    reception = receive(tmp_path, text).reception
    assert reception.kinds["unsubscribed"] == 1
    assert reception.notes == ()
    (note,) = receive(tmp_path, text.replace("UNSUBSCRIBED", "Ann left")).reception.notes
    assert f"events.csv: cells of column {column!r} with a word that no event of" in note
    assert "Ann" not in note


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_the_examples_is_unknown(name: str) -> None:
    notes = read(name).reception.notes
    assert [note for note in notes if "that no event of the mapping asks for" in note] == []


def test_words_that_no_event_asks_for_are_counted_and_not_repeated(tmp_path: Path) -> None:
    text = (DATA / "salesloft.csv").read_text()
    text = text.replace("email_viewed", "Ann Reader").replace("Left Voicemail", "Ann Reader")
    received = receive(tmp_path, text.replace("added_to_cadence", "Ann Reader"))
    of_dispositions, of_types = received.reception.notes
    assert "column 'disposition' with a word that no event of the mapping asks for: 1." in (
        of_dispositions
    )
    assert "column 'type' with a word that no event of the mapping asks for: 2." in of_types
    assert "Ann" not in of_dispositions + of_types


def test_a_call_of_hubspot_is_known_by_the_number_of_its_disposition(tmp_path: Path) -> None:
    text = (DATA / "hubspot_engagements.csv").read_text()
    for word, number in (
        ("Connected", "f240bbac-87c9-4f6e-bf70-924b57d47db7"),
        ("Left voicemail", "b2cf5968-551e-4856-9783-52b3da59a7d0"),
        ("No answer", "73a0d17f-1163-4015-bdd5-ec830791da20"),
    ):
        text = text.replace(word, number)
    reception = receive(tmp_path, text).reception
    assert (reception.kinds, reception.notes) == (read("hubspot_engagements").reception.kinds, ())


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("bounce_type", "hard", "bounced"),
        ("type", "Hard", "bounced"),
        ("bounce_type", "soft", "soft_bounced"),
        ("type", "soft", "soft_bounced"),
        ("type", "", "soft_bounced"),
        ("something_else", "", "soft_bounced"),
    ],
)
def test_mail_bounced_for_good_only_where_mailchimp_says_so(
    tmp_path: Path, column: str, cell: str, kind: str
) -> None:
    rows = f"sent,c1,7,2026-01-05,\nbounce,c1,7,2026-01-06,{cell}\n"
    received = receive(tmp_path, f"action,campaign_id,member_id,timestamp,{column}\n{rows}")
    assert received.reception.kinds == {"sent": 1, kind: 1}
