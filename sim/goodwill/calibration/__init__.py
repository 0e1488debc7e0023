"""Fit the model to one's own data, and say what such data cannot tell.

Simulations under the prior (:mod:`~goodwill.calibration.reference`) are compared with the data:
:func:`infer` gives a posterior, :mod:`~goodwill.calibration.checking` says whether to believe it.
"""

from goodwill.calibration.inferring import Acceptance, infer
from goodwill.calibration.learning import LearntSummaries, learn_summaries
from goodwill.calibration.posterior import Posterior
from goodwill.calibration.prior import Prior
from goodwill.calibration.reference import Reference

__all__ = [
    "Acceptance",
    "LearntSummaries",
    "Posterior",
    "Prior",
    "Reference",
    "infer",
    "learn_summaries",
]
