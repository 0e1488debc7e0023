"""Test what is kept of an export, what is left out, and that both are said."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loading.events.reading_text import KEY, MAPPING, PLAIN, parse_mapping, receive

from goodwill.errors import ScenarioError
from goodwill.loading.events import EventKind, Received, read_events
from goodwill.loading.events.reception import Reason
from goodwill.vocabulary import Channel


def kinds(received: Received) -> list[str]:
    return [EventKind(kind).name.lower() for kind in received.events.kind]


def test_rows_that_say_the_same_twice_are_counted_and_kept_once(tmp_path: Path) -> None:
    row = "p1,2026-01-05 09:00,sent\n"
    received = receive(tmp_path, PLAIN + row * 3 + "p1,2026-01-05 09:01,sent\n")
    assert len(received.events) == 2
    assert received.reception.events_left_out == {Reason.DUPLICATE: 2}
    assert received.reception.n_rows == 4


def test_events_with_ids_of_their_own_are_no_duplicates(tmp_path: Path) -> None:
    lines = "p1,2026-01-05 09:00,sent,{}\n"
    text = "person,time,kind,event_id\n" + "".join(lines.format(id_) for id_ in ("a", "b", "a"))
    received = receive(tmp_path, text)
    assert len(received.events) == 2
    assert received.reception.sources[0].rows_left_out == {Reason.REPEATED_ID: 1}
    assert received.reception.events_left_out == {}


def test_answers_before_the_first_touch_are_counted_and_dropped(tmp_path: Path) -> None:
    received = receive(
        tmp_path,
        PLAIN + "p1,2026-01-04,clicked\np1,2026-01-04,inquired\np1,2026-01-05,sent\n"
        "p1,2026-01-06,clicked\np2,2026-01-06,replied\n",
    )
    assert kinds(received) == ["inquired", "sent", "clicked"]
    assert received.reception.events_left_out == {Reason.BEFORE_FIRST_TOUCH: 2}
    assert received.events.n_people == 1
    assert received.events.start == dt.datetime(2026, 1, 4, tzinfo=dt.UTC)


def test_a_file_of_answers_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no event is left: all are answers"):
        receive(tmp_path, PLAIN + "p1,2026-01-04,clicked\n")


def test_what_was_delivered_was_sent_where_nothing_says_so(tmp_path: Path) -> None:
    text = "person,time,kind,message\np1,2026-01-05,delivered,m1\np1,2026-01-06,opened,m1\n"
    received = receive(tmp_path, text + "p2,2026-01-05,bounced,m1\np1,2026-01-07,delivered,\n")
    assert sorted(kinds(received)) == ["bounced", "delivered", "delivered", "opened"] + ["sent"] * 3
    (note,) = received.reception.notes
    assert "3 were inferred from delivered or bounced" in note
    assert received.events.touch.tolist() == [1, 1, 1, 1, 1, 2, 2]


def test_answers_that_name_their_message_do_not_say_when_it_was_sent(tmp_path: Path) -> None:
    text = "person,time,kind,message\np1,2026-01-06,clicked,m1\np1,2026-01-05,opened,m1\n"
    with pytest.raises(ScenarioError, match="all are answers, and the files do not say to what"):
        receive(tmp_path, text)
    received = receive(tmp_path, text + "p1,2026-01-05 08:00,inquired,\n")
    assert kinds(received) == ["inquired"]
    assert received.reception.events_left_out == {Reason.BEFORE_FIRST_TOUCH: 2}
    assert received.reception.notes == ()


def test_of_bounces_alone_it_is_not_inferred_that_all_mail_bounced(tmp_path: Path) -> None:
    text = PLAIN + "p1,2026-01-05,bounced\np2,2026-01-05,opened\n"
    with pytest.raises(ScenarioError, match="Export what was sent or delivered as well"):
        receive(tmp_path, text)
    assert kinds(receive(tmp_path, text + "p2,2026-01-05,delivered\n")).count("sent") == 2


def test_a_call_that_connected_was_dialled(tmp_path: Path) -> None:
    received = receive(tmp_path, PLAIN + "p1,2026-01-05,connected\np1,2026-01-05,sent\n")
    assert kinds(received) == ["sent", "called", "connected"]


def test_nothing_is_inferred_where_something_was_said(tmp_path: Path) -> None:
    received = receive(tmp_path, PLAIN + "p1,2026-01-05,sent\np2,2026-01-05,delivered\n")
    assert kinds(received) == ["sent"]
    assert received.reception.notes == ()


def test_rows_about_nobody_are_counted(tmp_path: Path) -> None:
    received = receive(tmp_path, PLAIN + ",2026-01-05,sent\np1,2026-01-05,sent\n")
    assert received.reception.sources[0].rows_left_out == {Reason.WITHOUT_PERSON: 1}


def test_a_byte_order_mark_and_other_separators_make_no_difference(tmp_path: Path) -> None:
    text = PLAIN + "p1,2026-01-05,sent\n"
    plain = receive(tmp_path, text).events
    for other in (b"\xef\xbb\xbf" + text.encode(), text.replace(",", ";"), text.replace(",", "\t")):
        events = receive(tmp_path, other).events
        assert (events.people, events.second.tolist()) == (plain.people, plain.second.tolist())


def test_a_mapping_of_ones_own_is_followed(tmp_path: Path) -> None:
    mapping = parse_mapping(
        MAPPING + "times: {zone_column: zone, zone: Europe/Amsterdam}\n"
        "channels: {column: how, words: {post: direct_mail}}\nchannel: email\n"
        "leave_out: [{test: 'yes'}]\nmay_be_missing: [test]\n"
    )
    text = (
        "WHO,When,what,zone,how\nann@example.com,2026-01-05 12:00,Mail,,\n"
        "ANN@example.com,2026-01-05 12:00,read,+00:00,post\nbo@busy.invalid,2026-01-06,noise,,\n"
    )
    received = receive(tmp_path, text, mapping)
    assert received.events.second.tolist() == [11 * 3_600, 12 * 3_600]
    assert received.events.channel.tolist() == [Channel.EMAIL, Channel.DIRECT_MAIL]
    assert received.reception.sources[0].rows_left_out == {Reason.NO_EVENT: 1}


def test_files_that_belong_together_share_people_and_messages(tmp_path: Path) -> None:
    sent, opened = tmp_path / "sent.csv", tmp_path / "opened.csv"
    header = "person,time,kind,message\n"
    sent.write_text(header + "p1,2026-01-05,sent,m1\np1,2026-01-06,sent,m2\n")
    opened.write_text(header + "p1,2026-01-07,clicked,m1\n")
    received = read_events([sent, opened], None, KEY)
    assert received.events.touch.tolist() == [1, 2, 1]
    assert [source.n_rows for source in received.reception.sources] == [2, 1]


def read_both(folder: Path, one: str, other: str) -> Received:
    """Read two files that belong together."""
    for name, text in (("one.csv", one), ("other.csv", other)):
        (folder / name).write_text(text)
    return read_events([folder / "one.csv", folder / "other.csv"], None, KEY)


WITH_ID = "person,time,kind,event_id\n"


def test_an_event_that_two_files_hold_is_one_event(tmp_path: Path) -> None:
    january = WITH_ID + "p1,2026-01-30,sent,a\np1,2026-01-31,opened,b\n"
    february = WITH_ID + "p1,2026-01-31 00:00:01,opened,b\np1,2026-02-01,clicked,c\n"
    received = read_both(tmp_path, january, february)
    assert kinds(received) == ["sent", "opened", "clicked"]
    left_out = [source.rows_left_out for source in received.reception.sources]
    assert left_out == [{}, {Reason.REPEATED_ID: 1}]


def test_a_later_file_may_say_more_of_the_same_id(tmp_path: Path) -> None:
    header = "id,engagement_type,timestamp,contact_id,disposition,meeting_outcome\n"
    early = header + "1,CALL,1767603600000,7,,\n2,MEETING,1767690000000,7,,SCHEDULED\n"
    late = header + "1,CALL,1767603600000,7,Connected,\n2,MEETING,1767690000000,7,,COMPLETED\n"
    received = read_both(tmp_path, early, late)
    assert kinds(received) == ["called", "connected", "meeting_booked", "meeting"]
    assert kinds(read_both(tmp_path, late, late)) == ["called", "connected", "meeting"]


def test_the_same_id_of_another_tool_is_another_event(tmp_path: Path) -> None:
    other = "id,person_id,occurred_at,type\na,7,2026-01-05,sent_email\n"
    received = read_both(tmp_path, WITH_ID + "7,2026-01-05,sent,a\n", other)
    assert kinds(received) == ["sent", "sent"]


def test_what_one_file_says_does_not_speak_for_another(tmp_path: Path) -> None:
    sending = "person,time,kind,channel\np1,2026-01-05,sent,email\np1,2026-01-05,opened,email\n"
    silent = (
        "person,time,kind,channel,message\np1,2026-01-06,delivered,sms,m1\n"
        "p1,2026-01-06,bounced,sms,m2\np2,2026-01-06,delivered,email,m1\n"
        "p2,2026-01-07,clicked,email,m1\n"
    )
    received = read_both(tmp_path, sending, silent)
    assert received.events.count()[EventKind.SENT] == 4
    assert received.reception.events_left_out == {}
    (note,) = received.reception.notes
    assert note.startswith(f"{tmp_path / 'other.csv'}: no event is of kind 'sent': 3 were inferred")


@pytest.mark.parametrize(
    ("said", "arrived", "n_sent"),
    [
        ("p1,2026-01-05,sent,email,m1", "p1,2026-01-05,delivered,email,m1", 1),
        ("p1,2026-01-06,sent,email,m1", "p1,2026-01-05,delivered,email,m1", 1),
        ("p1,2026-01-05,sent,email,m1", "p1,2026-01-05,delivered,email,m2", 2),
        ("p1,2026-01-05,sent,email,m1", "p2,2026-01-05,delivered,email,m1", 2),
        ("p1,2026-01-05,sent,email,m1", "p1,2026-01-06,delivered,email,", 1),
        ("p1,2026-01-05,sent,email,", "p1,2026-01-06,delivered,email,m1", 1),
        ("p1,2026-01-05,sent,,", "p1,2026-01-06,delivered,email,m1", 1),
        ("p1,2026-01-05,sent,email,", "p1,2026-01-06,delivered,,", 1),
        ("p1,2026-01-05,sent,email,", "p1,2026-01-06,delivered,sms,m1", 2),
        ("p1,2026-01-05,sent,email,", "p1,2026-01-04,delivered,email,", 2),
    ],
)
def test_what_another_file_says_was_sent_is_not_sent_twice(
    tmp_path: Path, said: str, arrived: str, n_sent: int
) -> None:
    header = "person,time,kind,channel,message\n"
    received = read_both(tmp_path, f"{header}{said}\n", f"{header}{arrived}\n")
    assert received.events.count()[EventKind.SENT] == n_sent


def test_an_amount_is_read_where_there_is_money(tmp_path: Path) -> None:
    text = "person,time,kind,amount\np1,2026-01-05,sent,none yet\np1,2026-01-06,won,12.5\n"
    received = receive(tmp_path, text)
    assert np.nansum(received.events.amount) == 12.5
    with pytest.raises(ScenarioError, match=":3: amount: the cell is no number"):
        receive(tmp_path, text.replace("12.5", "12.5 EUR"))


def test_second_zero_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(PLAIN + "p1,2026-01-05,sent\n")
    start = dt.datetime(2026, 1, 6, tzinfo=dt.UTC)
    assert read_events(path, None, KEY, start=start).events.second.tolist() == [-86_400]


ROWS = [
    f"p{person},2026-01-{day:02d} 10:00:{second:02d},{kind},email,m{day},{amount}"
    for person, day, second, kind, amount in [
        (1, 5, 0, "sent", ""),
        (1, 5, 30, "opened", ""),
        (2, 5, 0, "sent", ""),
        (2, 6, 1, "sent", ""),
        (2, 5, 2, "clicked", ""),
        (3, 9, 0, "clicked", ""),
        (3, 9, 0, "won", "10"),
        (3, 9, 0, "won", "20"),
        (1, 5, 30, "opened", ""),
    ]
]


@settings(deadline=None, max_examples=25)
@given(st.permutations(ROWS))
def test_the_order_of_the_rows_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    header = "person,time,kind,channel,message,amount\n"
    folder = tmp_path_factory.getbasetemp()
    first = receive(folder, header + "\n".join(ROWS))
    again = receive(folder, header + "\n".join(rows))
    assert first.events.people == again.events.people
    for name, column in first.events.columns().items():
        np.testing.assert_array_equal(column, again.events.columns()[name])
    assert first.reception == again.reception


@settings(deadline=None, max_examples=30)
@given(st.randoms(use_true_random=False))
def test_every_row_is_an_event_or_is_counted(
    tmp_path_factory: pytest.TempPathFactory, luck: random.Random
) -> None:
    words = [kind.name.lower() for kind in EventKind]
    rows = [
        f"{luck.choice(['p1', 'p2', ''])},2026-01-0{luck.randint(1, 9)},{luck.choice(words)}"
        for _ in range(40)
    ]
    rows.append("p1,2026-01-01,sent")  # so that nothing is inferred
    rows.append("p1,2026-01-01,called")
    received = receive(tmp_path_factory.getbasetemp(), PLAIN + "\n".join(rows))
    reception = received.reception
    left_out = sum(reception.events_left_out.values())
    left_out += sum(reception.sources[0].rows_left_out.values())
    assert len(received.events) + left_out == reception.n_rows == 42
