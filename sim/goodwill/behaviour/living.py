"""A person's own life: what it comes for on its own account, and how its intent changes."""

from __future__ import annotations

from math import exp

from goodwill.behaviour.memory import Liking
from goodwill.draws import choose, exponential, lognormal
from goodwill.kernels import kernel
from goodwill.parameters.groups import LivingParameters
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_YEAR


@kernel
def whole_seconds(seconds: float) -> int:
    """Round a delay down to whole seconds, at least 1."""
    return max(1, int(seconds))


@kernel
def find_visit_probability(
    intent: int, liking: Liking, aware: bool, standing: float, living: LivingParameters
) -> float:
    """Give the chance that a person comes to the site at one of its candidate moments.

    Its rate of coming over the rate of the candidate stream (thinning); at most 1. How active a
    person is scales both alike, and so drops out.
    `standing` is the brand's public standing, in goodwill.
    """
    rate = living.inbound_per_year[intent] * exp(
        living.esteem_on_inbound * liking.esteem
        + living.goodwill_on_inbound * liking.goodwill
        + living.standing_on_inbound * standing
    )
    if not aware:
        rate *= living.unaware_inbound
    return min(1.0, rate / living.candidates_per_year)


@kernel
def wait_for_candidate(u: float, activity: float, living: LivingParameters) -> int:
    """Draw the seconds until a person's next candidate moment."""
    rate = max(living.candidates_per_year * activity, 1e-9)
    return whole_seconds(exponential(u) * SECONDS_PER_YEAR / rate)


@kernel
def choose_inbound(u: float, intent: int, living: LivingParameters) -> int:
    """Draw what a person comes for: an :class:`~goodwill.vocabulary.Inbound`."""
    return choose(u, living.inbound_mix[intent])


@kernel
def wait_to_read(u: float, living: LivingParameters) -> int:
    """Draw the seconds until content that was asked for is opened."""
    return whole_seconds(lognormal(u, living.read_hours * SECONDS_PER_HOUR, living.read_sigma))


@kernel
def wait_for_problem(u: float, living: LivingParameters) -> int:
    """Draw the seconds until a learner's next candidate moment for getting the problem.

    The candidates come at the highest rate that reading can cause; see
    :func:`find_problem_probability`.
    """
    fastest = living.problem_per_year * max(1.0, living.content_creates_demand)
    return whole_seconds(exponential(u) * SECONDS_PER_YEAR / max(fastest, 1e-9))


@kernel
def find_problem_probability(since_reading: int, living: LivingParameters) -> float:
    """Give the chance that such a candidate is real (`since_reading` < 0: never read)."""
    recent = 0 <= since_reading < living.content_demand_days * SECONDS_PER_DAY
    factor = living.content_creates_demand if recent else 1.0
    return factor / max(1.0, living.content_creates_demand)


@kernel
def wait_for_project(u: float, living: LivingParameters) -> int:
    """Draw the seconds until one who explores would get a project."""
    return whole_seconds(exponential(u) * SECONDS_PER_YEAR / max(living.project_per_year, 1e-9))


@kernel
def wait_for_fading(u: float, living: LivingParameters) -> int:
    """Draw the seconds until exploring would fade back to learning."""
    return whole_seconds(exponential(u) * SECONDS_PER_YEAR / max(living.fade_per_year, 1e-9))


@kernel
def wait_for_contract(u: float, living: LivingParameters) -> int:
    """Draw the seconds until the contract of one who is loyal elsewhere ends."""
    return whole_seconds(exponential(u) * living.contract_days * SECONDS_PER_DAY)


@kernel
def share_of_window(u: float, living: LivingParameters) -> float:
    """Draw one of the `window_shape` exponential parts of a buying window, in seconds.

    Their sum is gamma distributed with mean `window_days`.
    """
    return exponential(u) * living.window_days * SECONDS_PER_DAY / living.window_shape


@kernel
def shorten_window(closes: int, now: int, living: LivingParameters) -> int:
    """Say when a window closes in which an opportunity opens at `now`: never later than before."""
    return now + whole_seconds((closes - now) * living.opportunity_shortens)
