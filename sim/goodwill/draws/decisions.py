"""Number the decisions that luck is drawn for, once and for all."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Decision(IntEnum):
    """One independent source of luck for each decision the model makes.

    A code (0 to 255) is part of every draw: to renumber or reuse one changes all results that
    ever used it. New decisions take a free code of their group; codes of removed ones stay free.
    """

    # Who a person is, drawn once (occurrence 0).
    TRAIT_ACCOUNT = 1
    TRAIT_REGION = 2
    TRAIT_ZONE = 3
    TRAIT_SENIORITY = 4
    TRAIT_FIT = 5
    TRAIT_REACH = 6
    TRAIT_PATIENCE = 7
    TRAIT_EMAIL = 8
    TRAIT_PHONE = 9
    TRAIT_FRAILTY = 10
    TRAIT_HUMOUR = 11
    TRAIT_INTENT = 12
    TRAIT_ESTEEM = 13

    # What a person does unasked (vendor 0 for its own life).
    INTENT_GAP = 32
    INTENT_NEXT = 33
    BUYING_WINDOW = 34
    INBOUND_GAP = 40
    INBOUND_THINNING = 41
    INBOUND_KIND = 42
    READING_DELAY = 43

    # What the vendor observes.
    SCORE_NOISE = 56
    OPEN_HUMAN = 57
    OPEN_MACHINE = 58

    # How a touch arrives, and what comes back.
    PLACEMENT = 64
    PHONE_ANSWER = 65
    # In the order of the outcomes: code = BUDGET_COMPLAINT + outcome.
    BUDGET_COMPLAINT = 72
    BUDGET_OPT_OUT = 73
    BUDGET_ANGRY = 74
    BUDGET_NOT_INTERESTED = 75
    BUDGET_NEUTRAL = 76
    BUDGET_CLICK = 77
    BUDGET_INTERESTED = 78
    BUDGET_DECLINED = 79
    CLICK_DELAY = 96
    REPLY_DELAY = 97

    # The vendor's people, and what follows a reply.
    SERVICE_TIME = 112
    RETORT = 113
    MEETING_DELAY = 120
    NO_SHOW = 121
    QUALIFICATION = 122

    # The decision to buy, and what people say.
    CHOICE = 144
    DEAL_SIZE = 145
    TELLING = 160
    HEARER = 161
    PUBLIC_POST = 162
