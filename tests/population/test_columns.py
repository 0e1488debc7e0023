"""Columns hold, bit for bit, what would be drawn one by one."""

import numpy as np

from goodwill.draws import Decision, choose, draw, lognormal, normal, pareto, poisson, seed_key
from goodwill.population.columns import Luck

KEY, REPLICATION = seed_key(5), 3
IDS = np.array([0, 1, 17, 2**40, 2**62 + 9, *range(1000, 1995)])
LUCK = Luck(KEY, IDS, REPLICATION)
UNIFORMS = [draw(KEY, number, Decision.TRAIT_FIT, 0, 0, REPLICATION) for number in IDS.tolist()]


def test_uniform_numbers_are_those_of_the_decision() -> None:
    assert LUCK.uniforms(Decision.TRAIT_FIT).tolist() == UNIFORMS
    assert LUCK.happens(Decision.TRAIT_FIT, 0.3).tolist() == [u < 0.3 for u in UNIFORMS]
    later = draw(KEY, 17, Decision.TRAIT_FIT, 0, 2, REPLICATION)
    assert LUCK.uniforms(Decision.TRAIT_FIT, 2)[2] == later


def test_variates_are_those_of_the_kernels() -> None:
    fit = Decision.TRAIT_FIT
    means = np.linspace(0.0, 50.0, IDS.size)
    assert LUCK.normals(fit).tolist() == [normal(u) for u in UNIFORMS]
    assert LUCK.lognormals(fit, 2.0, 0.7).tolist() == [lognormal(u, 2.0, 0.7) for u in UNIFORMS]
    assert LUCK.paretos(fit, 2.2, 2.0, 40.0).tolist() == [
        pareto(u, 2.2, 2.0, 40.0) for u in UNIFORMS
    ]
    assert LUCK.poissons(fit, means).tolist() == [
        poisson(u, mean) for u, mean in zip(UNIFORMS, means.tolist(), strict=True)
    ]


def test_each_chooses_from_the_mix_of_its_own() -> None:
    mixes = np.array([[0.2, 0.5, 0.3], [0.0, 1.0, 3.0]])
    mix_of_each = np.arange(IDS.size) % 2
    assert LUCK.choices(Decision.TRAIT_FIT, mixes, mix_of_each).tolist() == [
        choose(u, tuple(mixes[mix].tolist()))
        for u, mix in zip(UNIFORMS, mix_of_each.tolist(), strict=True)
    ]


def test_a_column_of_nobody_is_empty() -> None:
    nobody = Luck(KEY, np.array([], np.int64), 0)
    assert nobody.normals(Decision.TRAIT_FIT).size == 0
