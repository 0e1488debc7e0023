"""What a vendor makes of what it sees: the lead score."""

from __future__ import annotations

from goodwill.kernels import kernel


@kernel
def shown_score(
    raw: float, score_noise: float, noise: float, centre: float, spread: float
) -> float:
    """Give the lead score that the vendor sees, 0-100.

    Parameters
    ----------
    raw
        Weighted sum of what the vendor has seen, in points.
    score_noise
        What the score gets wrong about this very person, in standard deviations.
    noise
        Standard deviation of that, in points.
    centre, spread
        Points that are shown as 50, and points (above 0) that make 10 more.

    Examples
    --------
    >>> shown_score(48.0, -1.0, 12.0, 30.0, 20.0)
    53.0
    """
    return min(100.0, max(0.0, 50.0 + 10.0 * (raw + noise * score_noise - centre) / spread))
