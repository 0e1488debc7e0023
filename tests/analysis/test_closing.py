"""Requests are followed from their own second, and counted by origin."""

from __future__ import annotations

from goodwill.analysis.closing import NEVER, Request, count_closed, follow_requests
from goodwill.eventlog import Kind
from goodwill.running import Result
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative


def test_ends_of_periods_belong_to_them_and_counts_never_fall() -> None:
    requests = [Request("a", 3.0), Request("a", 3.5), Request("a", NEVER), Request("b", 0.0)]
    closings = count_closed(requests, [3.0, 10.0])
    assert list(closings) == ["a", "b"]
    assert closings["a"].n_requests == 3
    assert closings["a"].closed.tolist() == [1, 2]
    assert closings["b"].closed.tolist() == [1, 1]


def test_a_request_is_closed_by_the_first_deal_after_it(pursued: Result) -> None:
    events = pursued.history.events
    won = events[(events["kind"] == Kind.DECIDED) & (events["detail"] == Alternative.VENDOR)]
    ids = {
        person.id: name
        for person, name in zip(pursued.world.persons, pursued.world.names, strict=True)
    }
    assert len(won), "the story has deals"
    name, second = ids[int(won["person"][0])], int(won["second"][0])
    leads = [(name, second - 2 * SECONDS_PER_DAY, "x"), (name, second + 1, "x")]
    followed = follow_requests(pursued.world, pursued.history, [*leads, ("nobody", 5, "y")])
    assert followed == [Request("x", 2.0), Request("x", NEVER), Request("y", NEVER)]
