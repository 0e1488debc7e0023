"""Real cases: public data, of which one half calibrates a case's own numbers and the other checks.

A case is a scenario (``scenarios/cases/``) and the numbers that are not certain in it
(``scenarios/cases/priors/``). Its data are never part of goodwill: they are read from a folder.
"""

from goodwill.calibration.cases.curves import Curve, Halves, Prediction
from goodwill.calibration.cases.definition import CASES, Case, Number, load_case
from goodwill.calibration.cases.studying import CaseStudy, study_case

__all__ = [
    "CASES",
    "Case",
    "CaseStudy",
    "Curve",
    "Halves",
    "Number",
    "Prediction",
    "load_case",
    "study_case",
]
