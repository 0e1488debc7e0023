"""The score that a vendor sees."""

from hypothesis import given
from hypothesis import strategies as st

from goodwill.behaviour.scoring import shown_score

points = st.floats(-1e6, 1e6)
spreads = st.floats(1e-3, 1e6)


@given(points, spreads)
def test_the_average_person_scores_fifty_and_a_deviation_is_ten(
    centre: float, spread: float
) -> None:
    assert shown_score(centre, 0.0, 5.0, centre, spread) == 50.0
    assert abs(shown_score(centre + spread, 0.0, 5.0, centre, spread) - 60.0) < 1e-6


@given(points, st.floats(-9, 9), st.floats(0, 1e6), points, spreads)
def test_a_score_lies_between_0_and_100(
    raw: float, score_noise: float, noise: float, centre: float, spread: float
) -> None:
    assert 0.0 <= shown_score(raw, score_noise, noise, centre, spread) <= 100.0


@given(points, points, st.floats(-9, 9), points, spreads)
def test_more_points_never_lower_a_score(
    one: float, other: float, score_noise: float, centre: float, spread: float
) -> None:
    low, high = sorted((one, other))
    shown = [shown_score(raw, score_noise, 3.0, centre, spread) for raw in (low, high)]
    assert shown[0] <= shown[1]
