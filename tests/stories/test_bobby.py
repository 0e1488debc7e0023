"""S3 and S4: what the formula pursuit does to Bobby, and what heeding his silence does instead.

Only his traits and hidden budgets are given; all that is asserted here came about in the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from rehearsing import find_plan, load, rehearse, with_plan

from goodwill.behaviour.memory import halve
from goodwill.eventlog import Event, Kind
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY, Cause, Exit, Outcome, Sender
from goodwill.world import World

FORMULA = (
    "event_offer",
    "assessment_offer",
    "assessment_follow_up",
    "four_choices",
    "calendar_hold",
    "high_road",
)
PRESUMPTION_MEANS_NOTHING = {"levels.presumption": [0.0, 0.0, 0.0, 0.0]}


class Story(NamedTuple):
    """One year of Bobby's."""

    world: World
    events: list[Event]  # his own, as written
    goodwill: float  # at the horizon
    esteem: float  # at the horizon

    def name(self, event: Event) -> str:
        """Give the name of the touch that a record is about."""
        return self.world.touches[event.touch].name

    def touches(self) -> list[Event]:
        """Give the touches that were sent to him."""
        return of_kind(self.events, Kind.TOUCHED)

    def visits(self, since: int = 0) -> list[Event]:
        """Give his visits from a second on."""
        return [event for event in of_kind(self.events, Kind.VISIT) if event.second >= since]

    def angry_replies(self) -> list[Event]:
        """Give his angry replies, as they arrived."""
        replies = of_kind(self.events, Kind.REPLIED)
        return [event for event in replies if event.detail == Outcome.ANGRY_REPLY]


def tell(scenario: Scenario, strategy: str) -> Story:
    """Run a strategy and give Bobby's part of it."""
    told = rehearse(scenario, strategy)
    own = told.select(*Kind, person="bobby")
    events = [Event._make(record) for record in own[np.argsort(own["serial"])].tolist()]
    state = told.find_state("bobby")
    return Story(told.world, events, float(state["goodwill"]), float(state["esteem"]))


@cache
def year(strategy: str) -> Story:
    """Give Bobby's year under one of the scenario's strategies."""
    return tell(load("bobby"), strategy)


@cache
def without_presumption() -> Story:
    """Give his year under the formula, in a world where presuming means nothing."""
    return tell(load("bobby").with_parameters(PRESUMPTION_MEANS_NOTHING), "formula_pursuit")


@cache
def deaf_to_silence(strategy: str) -> Story:
    """Give his year under a strategy without its switches on silence."""
    scenario = load("bobby")
    cadences = find_plan(scenario, strategy).cadences
    deaf = tuple(cadence._replace(switches=()) for cadence in cadences)
    return tell(with_plan(scenario, strategy, cadences=deaf), strategy)


def of_kind(events: list[Event], *kinds: Kind) -> list[Event]:
    """Pick the records of some kinds."""
    return [event for event in events if event.kind in kinds]


def goes_by_the_formula(story: Story) -> bool:
    """Say whether the touches are those of the story, in its order and at its intervals."""
    touches = story.touches()
    if tuple(story.name(touch) for touch in touches) != FORMULA:
        return False
    seconds = [story.visits()[0].second, *(touch.second for touch in touches)]
    days = np.diff(seconds) / SECONDS_PER_DAY
    # A week; "a few months"; "a few days"; "one month"; while that was talked over; at once.
    least, most = (5.0, 60.0, 2.0, 28.0, 3.0, 0.0), (14.0, 120.0, 7.0, 35.0, 10.0, 3.0)
    return bool(np.all((days >= least) & (days <= most)))


def meets_silence_and_then_anger(story: Story) -> bool:
    """Say whether he is silent to four touches and angry at the hold, the fifth."""
    outcomes = [touch.outcome for touch in story.touches()[:5]]
    answered = [story.name(reply) for reply in story.angry_replies()]
    silent = [Outcome.SILENCE] * 4
    return outcomes == [*silent, Outcome.ANGRY_REPLY] and answered == ["calendar_hold"]


def begins_without_harm(story: Story) -> bool:
    """Say whether the first two touches cost nothing, and the last three ever more."""
    lost = [touch.lost for touch in story.touches()]
    return len(lost) == 6 and lost[:2] == [0.0, 0.0] and 0.0 < lost[2] < lost[3] < lost[4]


def talks_while_silent(story: Story) -> bool:
    """Say whether he tells others of the fourth touch, before he ever answers one."""
    told = [story.name(event) for event in of_kind(story.events, Kind.TOLD)]
    n_people = sum(event.detail for event in of_kind(story.events, Kind.TOLD))
    return told == ["four_choices", "calendar_hold", "high_road"] and n_people >= 10


def ends_in_a_retort_by_the_colleague(story: Story) -> bool:
    """Say whether a colleague of the first sender sends the hold and the retort to the reply."""
    touches = story.touches()
    if len(touches) < 6 or not story.angry_replies():
        return False
    first, second = touches[1].rep, touches[4].rep
    names = [story.world.reps[number].name for number in (first, second)]
    reply, retort = story.angry_replies()[0], touches[5]
    same_sender = [touch.rep for touch in touches[1:4]] == [first] * 3
    said_back = retort.rep == second and retort.cause == Cause.RETORT
    left = [event.detail for event in of_kind(story.events, Kind.EXITED)]
    return (
        names == ["joe", "adam"]
        and same_sender
        and said_back
        and reply.second < retort.second < reply.second + SECONDS_PER_DAY
        and Exit.FINISHED in left
    )


def loses_him(story: Story, holdout: Story) -> bool:
    """Say whether his goodwill is gone and he reads less, but still esteems the content."""
    hold = story.touches()[-2].second
    reads_on_alone = len(holdout.visits(hold))
    return (
        story.goodwill < -0.8 < 0.0 < holdout.goodwill
        and story.esteem > 0.1
        and reads_on_alone >= 5
        and len(story.visits(hold)) <= 0.6 * reads_on_alone
    )


def holds_s3(story: Story, holdout: Story) -> bool:
    """Say whether everything of system S3 came about."""
    return (
        goes_by_the_formula(story)
        and meets_silence_and_then_anger(story)
        and begins_without_harm(story)
        and talks_while_silent(story)
        and ends_in_a_retort_by_the_colleague(story)
        and loses_him(story, holdout)
    )


def test_s3_the_formula_pursuit_ends_in_anger_and_a_retort() -> None:
    """The mechanisms are the formula's deafness to silence, and presumption itself."""
    holdout = year("holdout")
    assert holds_s3(year("formula_pursuit"), holdout)
    assert not holds_s3(year("formula_silence_aware"), holdout)
    assert not holds_s3(without_presumption(), holdout)


@pytest.mark.parametrize(
    "part",
    [
        goes_by_the_formula,
        meets_silence_and_then_anger,
        begins_without_harm,
        talks_while_silent,
        ends_in_a_retort_by_the_colleague,
    ],
)
def test_s3_every_part_of_the_story_comes_about(part: Callable[[Story], bool]) -> None:
    assert part(year("formula_pursuit"))
    assert not part(year("formula_silence_aware"))


def test_s3_without_presumption_the_same_touches_anger_nobody() -> None:
    """Off: every level of presumption amounts to nothing; the touches stay the same."""
    story = without_presumption()
    assert [story.name(touch) for touch in story.touches()] == list(FORMULA[:5])
    assert not story.angry_replies()
    assert not meets_silence_and_then_anger(story)


def test_s3_the_anger_leaves_his_esteem_for_the_content_alone() -> None:
    """He read in the months before: what that was worth to him only fades from then on."""
    days = (135, 140)  # before the hold, after the retort
    before, after = (
        tell(replace(load("bobby"), horizon=day * SECONDS_PER_DAY), "formula_pursuit")
        for day in days
    )
    memory = after.world.parameters.memory
    assert len(after.touches()) == len(before.touches()) + 2
    assert after.goodwill < before.goodwill - 1.0
    assert after.esteem >= before.esteem * halve(days[1] - days[0], memory.esteem_days)


def sends_content_instead(story: Story) -> bool:
    """Say whether two unanswered touches turn sales into content, which presumes nothing."""
    touches, kinds = story.touches(), story.world.touches
    switches = of_kind(story.events, Kind.SWITCHED)
    if not switches:
        return False
    before = [touch for touch in touches if touch.serial < switches[0].serial]
    after = [kinds[touch.touch] for touch in touches if touch.serial > switches[0].serial]
    return (
        [touch.outcome for touch in before] == [Outcome.SILENCE] * 2
        and len(after) >= 5
        and all(kind.sender == Sender.AUTOMATION and kind.presumption == 0 for kind in after)
        and all(kind.usefulness >= 0.5 for kind in after)
    )


def keeps_him(story: Story, holdout: Story) -> bool:
    """Say whether he reads on, is never angry, and likes the vendor no less than if left alone."""
    return (
        not story.angry_replies()
        and len(story.visits()) >= len(holdout.visits()) - 1
        and story.goodwill >= holdout.goodwill
    )


def holds_s4(story: Story, holdout: Story) -> bool:
    """Say whether everything of system S4 came about."""
    return sends_content_instead(story) and keeps_him(story, holdout)


@pytest.mark.parametrize("strategy", ["silence_aware", "formula_silence_aware"])
def test_s4_silence_turns_sales_into_content_and_keeps_the_reader(strategy: str) -> None:
    """The mechanism is the switch on silence: off, the cadences run on to their end."""
    holdout = year("holdout")
    assert holds_s4(year(strategy), holdout)
    assert not holds_s4(deaf_to_silence(strategy), holdout)


def test_s4_heeding_silence_is_all_that_divides_a_reader_from_an_enemy() -> None:
    """Without its switch the aware formula is the formula: the same year, touch by touch."""
    deaf, formula = deaf_to_silence("formula_silence_aware"), year("formula_pursuit")
    named = [
        [(touch.second, story.name(touch)) for touch in story.touches()[:5]]
        for story in (deaf, formula)
    ]
    assert named[0] == named[1]
    assert not keeps_him(deaf, year("holdout"))
    assert year("formula_silence_aware").goodwill - formula.goodwill > 1.0


def test_s3_and_s4_the_story_does_not_hang_on_one_seed() -> None:
    """With luck of ten other kinds: the same touches and anger nearly always, half the reading."""
    company = replace(load("bobby"), market=None)
    n_read = dict.fromkeys(("formula_pursuit", "silence_aware", "holdout"), 0)
    n_angered = dict(n_read)
    for seed in range(10):
        for strategy in n_read:
            story = tell(replace(company, seed=seed), strategy)
            n_read[strategy] += len(story.visits(136 * SECONDS_PER_DAY))
            angered = goes_by_the_formula(story) and meets_silence_and_then_anger(story)
            n_angered[strategy] += angered
    assert n_angered["formula_pursuit"] >= 8
    assert n_angered["silence_aware"] == n_angered["holdout"] == 0
    assert n_read["formula_pursuit"] < 0.65 * n_read["holdout"]
    assert n_read["silence_aware"] >= n_read["holdout"]
