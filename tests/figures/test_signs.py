"""Signs that would overlap are told apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.figures.signs import MAX_LEVEL, SIGNS, Mark, Placed, place

GAP = 1.0

marks = st.lists(
    st.builds(Mark, st.floats(0, 20), st.sampled_from(sorted(SIGNS)), st.booleans()), max_size=40
).map(lambda found: sorted(found, key=lambda mark: mark.day))


def _side(one: Placed) -> bool:
    return SIGNS[one.mark.sign].above


@settings(deadline=None)
@given(marks)
def test_no_two_signs_overlap(found: list[Mark]) -> None:
    placed = place(found, GAP)
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            if (_side(one), one.level) == (_side(other), other.level):
                assert abs(one.mark.day - other.mark.day) >= GAP


@settings(deadline=None)
@given(marks)
def test_every_mark_is_drawn_or_counted(found: list[Mark]) -> None:
    placed = place(found, GAP)
    for sign in SIGNS:
        for reached in (True, False):
            drawn = sum(one.n_alike for one in placed if one.mark[1:] == (sign, reached))
            assert drawn == sum(mark[1:] == (sign, reached) for mark in found)


def test_a_mark_that_stands_alone_is_next_to_the_line() -> None:
    assert place([Mark(1, "email"), Mark(5, "email")], GAP) == [
        Placed(Mark(1, "email"), 0, 1),
        Placed(Mark(5, "email"), 0, 1),
    ]


def test_what_the_person_does_does_not_push_what_the_vendor_does() -> None:
    placed = place([Mark(1, "email"), Mark(1, "visit")], GAP)
    assert [one.level for one in placed] == [0, 0]


def test_a_crowd_of_one_sign_becomes_one_with_a_count() -> None:
    crowd = [Mark(1 + at / 10, "call") for at in range(MAX_LEVEL + 2)]
    assert place(crowd, GAP) == [Placed(Mark(1, "call"), 0, MAX_LEVEL + 2)]


def test_a_pair_is_stacked_and_not_counted() -> None:
    assert [one.n_alike for one in place([Mark(1, "call"), Mark(1.1, "call")], GAP)] == [1, 1]


def test_signs_of_one_side_differ_in_their_shape() -> None:
    for above in (True, False):
        shapes = [(sign.marker, sign.colour) for sign in SIGNS.values() if sign.above is above]
        assert len(set(shapes)) == len(shapes)
