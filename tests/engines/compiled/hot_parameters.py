"""Parameters under which everything happens within days."""

from __future__ import annotations

from small_worlds import LIVELY

from goodwill.parameters import defaults, with_overrides

_HOT: dict[str, object] = {
    "living.candidates_per_year": 400.0,
    "living.inbound_per_year": [90.0, 120.0, 200.0, 60.0, 80.0, 50.0],
    "living.inbound_mix": [[0.3, 0.2, 0.2, 0.1, 0.2]] * 6,
    "living.problem_per_year": 40.0,
    "living.project_per_year": 50.0,
    "living.fade_per_year": 30.0,
    "living.window_days": 6.0,
    "living.contract_days": 15.0,
    "living.read_hours": 5.0,
    "noticing.bounce": 0.01,
    "noticing.reputation_mails": 40.0,
    "noticing.reputation_days": 4.0,
    "noticing.connect": 0.3,
    "noticing.front_desk": 0.6,
    "memory.neglect_hours": 4.0,
    "memory.bait_days": 2.0,
    "answering.base": [-5.0, -4.2, -4.2, -4.0, -3.8, -2.6, -3.2, -3.4],
    "delays.click_hours": 0.3,
    "delays.reply_hours": 0.6,
    "delays.meeting_days": 1.0,
    "delays.no_show": 0.3,
    "talking.sharp_bad": 0.02,
    "talking.sharp_good": 0.02,
    "talking.rate_bad": 3.0,
    "talking.rate_good": 2.0,
    "talking.post": 0.3,
    "talking.post_standing": 0.1,
    "vendor.redial_hours": 0.5,
    "vendor.redials": 3.0,
}
# Whoever does the same at the same time is answered at the same second.
_TIED: dict[str, object] = {
    "living.read_hours": 1.0,
    "living.read_sigma": 0.0,
    "memory.neglect_hours": 1.0,
    "delays.click_hours": 1.0,
    "delays.click_sigma": 0.0,
    "delays.reply_hours": 1.0,
    "delays.reply_sigma": 0.0,
    "delays.live_minutes": 60.0,
    "delays.meeting_sigma": 0.0,
    "vendor.meeting_minutes": 60.0,
    "vendor.no_show_minutes": 0.0,
    "vendor.redial_hours": 1.0,
}
# Answers cross what is sent meanwhile, and one another.
_SLOW: dict[str, object] = {
    "delays.click_hours": 20.0,
    "delays.click_sigma": 2.0,
    "delays.reply_hours": 30.0,
    "delays.reply_sigma": 2.0,
    "delays.live_minutes": 500.0,
    "delays.meeting_days": 5.0,
    "living.opportunity_shortens": 0.3,
}
# One wants to hear no more on one channel after the other.
_FED_UP: dict[str, object] = {
    "answering.base": [-1.0, 2.0, -2.0, -4.0, -4.0, -4.0, -4.0, -4.0],
    "noticing.connect": 0.9,
}
PARAMETERS = (
    *(with_overrides(defaults(), _HOT | change) for change in ({}, _TIED, _SLOW, _FED_UP)),
    LIVELY,
)
