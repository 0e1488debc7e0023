"""Test that kinds of touches become what was written."""

from __future__ import annotations

import pytest

from goodwill.behaviour.people import TouchKind
from goodwill.errors import ScenarioError
from goodwill.loading.documents import parse_document
from goodwill.loading.faults import check
from goodwill.loading.touches import MAX_TOUCHES, TouchFile, make_touch
from goodwill.vocabulary import NOBODY, Ask, Channel, Claim, Sender, Tone

LEAST = "description: Some touch., channel: email, sender: automation"


def read(text: str) -> TouchFile:
    return check(TouchFile, parse_document(text, "touches.yaml"))


def make(keys: str) -> TouchKind:
    part = read(f"touches:\n  it: {{{keys}}}").touches["it"]
    return make_touch("it", part, {"east": 0, "west": 1}, call_minutes=4.0)


def refusal(keys: str) -> str:
    with pytest.raises(ScenarioError) as error:
        make(keys)
    return str(error.value)


def test_every_key_of_a_touch_has_its_meaning() -> None:
    touch = make(
        "description: An invitation., channel: calendar_invite, sender: other_rep, presumption: 1, "
        "usefulness: 0.3, relevance: 0.6, personalisation: 20 %, asks: meeting, tone: snarky, "
        "follows_up_on: webinar_signup, region: west, rep_time: 6 minutes, cost: 0.01 USD, "
        "recycled: true, retort: true, apology: true, answers_request: true"
    )
    assert touch == TouchKind(
        name="it",
        channel=Channel.CALENDAR_INVITE,
        sender=Sender.OTHER_REP,
        presumption=1,
        usefulness=0.3,
        relevance=0.6,
        personalisation=0.2,
        ask=Ask.MEETING,
        tone=Tone.SNARKY,
        claim=Claim.WEBINAR_SIGNUP,
        region=1,
        minutes=6.0,
        cost=0.01,
        recycled=True,
        bait=False,
        voicemail=False,
        retort=True,
        apology=True,
        fulfils=True,
    )


def test_what_is_not_written_has_the_documented_default() -> None:
    touch = make(LEAST)
    assert touch.presumption == 0
    assert (touch.usefulness, touch.relevance, touch.personalisation) == (0.0, 0.5, 0.0)
    assert (touch.ask, touch.tone, touch.claim) == (Ask.NOTHING, Tone.PLAIN, Claim.NONE)
    assert (touch.region, touch.minutes, touch.cost) == (NOBODY, 0.0, 0.0)
    assert not any(touch[-6:])


@pytest.mark.parametrize(
    ("channel", "sender", "minutes"),
    [("email", "automation", 0.0), ("phone", "rep", 4.0), ("email", "other_rep", 5.0)],
)
def test_work_that_is_not_written_depends_on_who_does_what(
    channel: str, sender: str, minutes: float
) -> None:
    assert make(f"description: It., channel: {channel}, sender: {sender}").minutes == minutes


def test_only_calls_without_a_time_of_their_own_follow_the_ledger() -> None:
    part = read(
        "touches:\n"
        "  call: {description: A., channel: phone, sender: rep}\n"
        "  timed: {description: A., channel: phone, sender: rep, rep_time: 1 minute}\n"
        "  robot: {description: A., channel: phone, sender: automation}\n"
        "  mail: {description: A., channel: email, sender: rep}\n"
    )
    assert [name for name, one in part.touches.items() if one.timed_by_ledger] == ["call"]


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ("channel: email, sender: rep", "'description' is missing."),
        (f"{LEAST}, chanel: sms", "unknown key 'chanel'. Did you mean 'channel'?"),
        ("description: A., channel: e-mail, sender: rep", "Did you mean 'email'?"),
        (f"{LEAST}, presumption: 4", "less than or equal to 3"),
        (f"{LEAST}, presumption: '1'", "is text, not a number"),
        (f"{LEAST}, presumption: 0.5", "must be a whole number"),
        (f"{LEAST}, usefulness: 1.5", "is not within 0 to 1"),
        (f"{LEAST}, usefulness: true", "is not text"),
        (f"{LEAST}, recycled: yes", "Did you mean true?"),
        (f"{LEAST}, cost: 5", "'5' is no amount of money"),
        (f"{LEAST}, cost: 5 EUR", "cost is in EUR. Only USD is accepted."),
        (f"{LEAST}, rep_time: 6", "has no unit"),
        (f"{LEAST}, rep_time: 6 minutes", "automation needs none"),
        (f"{LEAST}, leaves_voicemail: true", "only a call does"),
        (f"{LEAST}, bait: true", "Write 'asks: free_offer'."),
        (f"{LEAST}, channel: sms", "already in line"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(keys: str, problem: str) -> None:
    message = refusal(keys)
    assert message.startswith("touches.yaml:2:")
    assert problem in message


def test_all_faults_are_named_at_once() -> None:
    message = refusal("channel: fax, sender: robot, presumption: 9")
    for expected in ("'description'", "'fax'", "'robot'", "presumption"):
        assert expected in message


def test_too_many_touches_are_refused() -> None:
    touches = "\n".join(f"  touch {number}: {{{LEAST}}}" for number in range(MAX_TOUCHES + 1))
    with pytest.raises(ScenarioError, match=f"at most {MAX_TOUCHES}"):
        read(f"touches:\n{touches}")


def test_the_schema_describes_every_key() -> None:
    shape = TouchFile.model_json_schema()["$defs"]["TouchPart"]
    assert set(shape["required"]) == {"description", "channel", "sender"}
    assert [name for name, one in shape["properties"].items() if not one.get("description")] == []
    assert shape["properties"]["channel"]["enum"] == [one.name.lower() for one in Channel]
