"""Codes of decisions are frozen: they are part of every draw."""

import pytest

from goodwill.draws import Decision

# A row may be added; a row that changes or goes changes all results there ever were.
FROZEN = {
    "TRAIT_ACCOUNT": 1,
    "TRAIT_REGION": 2,
    "TRAIT_ZONE": 3,
    "TRAIT_SENIORITY": 4,
    "TRAIT_FIT": 5,
    "TRAIT_REACH": 6,
    "TRAIT_PATIENCE": 7,
    "TRAIT_EMAIL": 8,
    "TRAIT_PHONE": 9,
    "TRAIT_FRAILTY": 10,
    "TRAIT_HUMOUR": 11,
    "TRAIT_INTENT": 12,
    "TRAIT_ESTEEM": 13,
    "INTENT_GAP": 32,
    "INTENT_NEXT": 33,
    "BUYING_WINDOW": 34,
    "INBOUND_GAP": 40,
    "INBOUND_THINNING": 41,
    "INBOUND_KIND": 42,
    "READING_DELAY": 43,
    "SCORE_NOISE": 56,
    "OPEN_HUMAN": 57,
    "OPEN_MACHINE": 58,
    "PLACEMENT": 64,
    "PHONE_ANSWER": 65,
    "BUDGET_COMPLAINT": 72,
    "BUDGET_OPT_OUT": 73,
    "BUDGET_ANGRY": 74,
    "BUDGET_NOT_INTERESTED": 75,
    "BUDGET_NEUTRAL": 76,
    "BUDGET_CLICK": 77,
    "BUDGET_INTERESTED": 78,
    "BUDGET_DECLINED": 79,
    "CLICK_DELAY": 96,
    "REPLY_DELAY": 97,
    "SERVICE_TIME": 112,
    "RETORT": 113,
    "MEETING_DELAY": 120,
    "NO_SHOW": 121,
    "QUALIFICATION": 122,
    "CHOICE": 144,
    "DEAL_SIZE": 145,
    "TELLING": 160,
    "HEARER": 161,
    "PUBLIC_POST": 162,
}


def test_codes_are_those_of_the_frozen_table() -> None:
    assert {decision.name: decision.value for decision in Decision} == FROZEN


def test_no_code_has_two_names() -> None:
    assert len(Decision.__members__) == len(set(FROZEN.values()))


@pytest.mark.parametrize("decision", list(Decision))
def test_a_code_fits_its_eight_bits(decision: Decision) -> None:
    assert 0 < decision < 256
