"""Codes of decisions are frozen: they are part of every draw."""

import pytest

from goodwill.draws import Decision

# A row may be added; a row that changes or goes changes all results there ever were.
FROZEN = {
    "TRAIT_SENIORITY": 1,
    "TRAIT_FIT": 2,
    "TRAIT_NEED": 3,
    "TRAIT_REACH": 4,
    "TRAIT_PATIENCE": 5,
    "TRAIT_ATTENTION": 6,
    "TRAIT_PHONE": 7,
    "TRAIT_FRAILTY": 8,
    "TRAIT_ACTIVITY": 9,
    "TRAIT_TASTE": 10,
    "TRAIT_RETICENCE": 11,
    "TRAIT_MACHINE_OPENS": 12,
    "TRAIT_INTENT": 13,
    "TRAIT_AWARE": 14,
    "SCORE_NOISE": 15,
    "ACCOUNT_SIZE": 24,
    "ACCOUNT_REGION": 25,
    "ACCOUNT_INCUMBENT": 26,
    "ACCOUNT_FRONT_DESK": 27,
    "ACCOUNT_PEOPLE": 28,
    "PROBLEM_GAP": 32,
    "PROBLEM_THINNING": 33,
    "PROJECT_GAP": 34,
    "FADING_GAP": 35,
    "CONTRACT_GAP": 36,
    "BUYING_WINDOW": 37,
    "INBOUND_GAP": 40,
    "INBOUND_THINNING": 41,
    "INBOUND_KIND": 42,
    "READING_DELAY": 43,
    "BOUNCE": 64,
    "PLACEMENT": 65,
    "CONNECT": 66,
    "FRONT_DESK": 67,
    "OPEN_HUMAN": 68,
    "BUDGET_COMPLAINT": 72,
    "BUDGET_OPT_OUT": 73,
    "BUDGET_ANGRY_REPLY": 74,
    "BUDGET_NOT_INTERESTED": 75,
    "BUDGET_NEUTRAL_REPLY": 76,
    "BUDGET_CLICK": 77,
    "BUDGET_INTERESTED": 78,
    "BUDGET_DECLINED": 79,
    "BUDGET_OPT_OUT_PHONE": 80,
    "BUDGET_OPT_OUT_VOICEMAIL": 81,
    "BUDGET_OPT_OUT_INVITE": 82,
    "BUDGET_OPT_OUT_MAIL": 83,
    "BUDGET_OPT_OUT_SMS": 84,
    "BUDGET_OPT_OUT_SOCIAL": 85,
    "CLICK_DELAY": 96,
    "REPLY_DELAY": 97,
    "SERVICE_TIME": 112,
    "RETORT": 113,
    "MEETING_DELAY": 120,
    "NO_SHOW": 121,
    "QUALIFICATION": 122,
    "CHOICE_NO_DECISION": 144,
    "CHOICE_SOMETHING": 145,
    "CHOICE_VENDOR": 146,
    "CHOICE_INCUMBENT": 147,
    "CHOICE_COMPETITOR": 148,
    "DEAL_SIZE": 149,
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
