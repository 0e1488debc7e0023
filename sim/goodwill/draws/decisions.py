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
    TRAIT_SENIORITY = 1
    TRAIT_FIT = 2
    TRAIT_NEED = 3
    TRAIT_REACH = 4
    TRAIT_PATIENCE = 5
    TRAIT_ATTENTION = 6
    TRAIT_PHONE = 7
    TRAIT_FRAILTY = 8
    TRAIT_ACTIVITY = 9
    TRAIT_TASTE = 10
    TRAIT_RETICENCE = 11
    TRAIT_MACHINE_OPENS = 12
    TRAIT_INTENT = 13
    TRAIT_AWARE = 14
    SCORE_NOISE = 15

    # What an account is, drawn once; the account stands in the person's place.
    ACCOUNT_SIZE = 24
    ACCOUNT_REGION = 25
    ACCOUNT_INCUMBENT = 26
    ACCOUNT_FRONT_DESK = 27
    ACCOUNT_PEOPLE = 28

    # What a person does unasked (vendor 0 for its own life).
    PROBLEM_GAP = 32
    PROBLEM_THINNING = 33
    PROJECT_GAP = 34
    FADING_GAP = 35
    CONTRACT_GAP = 36
    BUYING_WINDOW = 37
    INBOUND_GAP = 40
    INBOUND_THINNING = 41
    INBOUND_KIND = 42
    READING_DELAY = 43

    # How a touch arrives, and what comes back.
    BOUNCE = 64
    PLACEMENT = 65
    CONNECT = 66
    FRONT_DESK = 67
    OPEN_HUMAN = 68
    # Code = BUDGET_COMPLAINT + budget index: outcomes first, then opt-outs of the other channels.
    BUDGET_COMPLAINT = 72
    BUDGET_OPT_OUT = 73
    BUDGET_ANGRY_REPLY = 74
    BUDGET_NOT_INTERESTED = 75
    BUDGET_NEUTRAL_REPLY = 76
    BUDGET_CLICK = 77
    BUDGET_INTERESTED = 78
    BUDGET_DECLINED = 79
    BUDGET_OPT_OUT_PHONE = 80
    BUDGET_OPT_OUT_VOICEMAIL = 81
    BUDGET_OPT_OUT_INVITE = 82
    BUDGET_OPT_OUT_MAIL = 83
    BUDGET_OPT_OUT_SMS = 84
    BUDGET_OPT_OUT_SOCIAL = 85
    CLICK_DELAY = 96
    REPLY_DELAY = 97

    # The vendor's people, and what follows a reply.
    SERVICE_TIME = 112
    RETORT = 113
    MEETING_DELAY = 120
    NO_SHOW = 121
    QUALIFICATION = 122

    # The decision to buy (occurrence: the buying spell), and what people say.
    CHOICE_NO_DECISION = 144
    CHOICE_SOMETHING = 145
    CHOICE_VENDOR = 146
    CHOICE_INCUMBENT = 147
    CHOICE_COMPETITOR = 148
    DEAL_SIZE = 149
    TELLING = 160
    HEARER = 161
    PUBLIC_POST = 162
