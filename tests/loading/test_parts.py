"""Test words of the vocabulary and days of the week."""

from __future__ import annotations

from typing import Annotated

import pydantic
import pytest

from goodwill.loading.parts import Days, Part, Word
from goodwill.vocabulary import Channel


class Sample(Part):
    """Hold one of each."""

    channel: Annotated[Channel, Word(Channel, (Channel.EMAIL, Channel.SMS))] = Channel.EMAIL
    days: Days = 0


def refusal(**values: object) -> str:
    with pytest.raises(pydantic.ValidationError) as error:
        Sample.model_validate(values)
    return str(error.value)


def test_a_word_becomes_the_member_and_the_member_the_word() -> None:
    sample = Sample.model_validate({"channel": "sms"})
    assert sample.channel is Channel.SMS
    assert sample.model_dump()["channel"] == "sms"
    assert Sample(channel=Channel.SMS) == sample


@pytest.mark.parametrize("given", ["SMS", "phone", "smss", 5, None, True, ["sms"]])
def test_what_is_no_accepted_word_is_refused(given: object) -> None:
    assert "Known: email, sms." in refusal(channel=given)


@pytest.mark.parametrize(
    ("given", "mask"),
    [
        ("every_day", 0b1111111),
        ("weekdays", 0b0011111),
        (["monday"], 0b0000001),
        (["sunday", "tuesday", "sunday"], 0b1000010),
    ],
)
def test_days_become_a_mask(given: object, mask: int) -> None:
    assert Sample.model_validate({"days": given}).days == mask


@pytest.mark.parametrize("given", ["Monday", "monday", [], ["moonday"], [1], [["monday"]], 3, None])
def test_what_names_no_days_is_refused(given: object) -> None:
    assert "Write weekdays, every_day or a list such as [monday, friday]." in refusal(days=given)


def test_a_part_refuses_unknown_keys_and_changes() -> None:
    assert "Extra inputs are not permitted" in refusal(chanel="sms")
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        Sample().days = 3
