"""Put into sentences which parameters cause how much of what makes a difference uncertain."""

from __future__ import annotations

import math

from goodwill.analysis.apportioning import Apportioned
from goodwill.analysis.narrowing import Effort
from goodwill.analysis.numerals import join_names, write_number
from goodwill.analysis.sentences import Sentence
from goodwill.analysis.sobol import SobolIndex

_MOST_TIMES = 64  # as many points as there were, beyond which nobody is sent
_WORTH_SAYING = 0.01  # share of luck


def write_shares(found: Apportioned) -> tuple[Sentence, ...]:
    """Say what parameters cause by themselves and together, which one most, what was left out."""
    first = (_write_alone(found), *_write_rank(found)) if found.clear else (_write_nothing(found),)
    return (*first, *_write_left_out(found))


def write_share(share: float, error: float) -> str:
    """Write a share with its interval, in percent.

    Examples
    --------
    >>> write_share(0.123, 0.151)
    '12 % (−3 to 27 %)'
    """
    low, high = (f"{100.0 * (share + one):.0f}" for one in (-error, error))
    return f"{100.0 * share:.0f} % ({low} to {high} %)".replace("-0 ", "0 ").replace("-", "−")


def _write_nothing(found: Apportioned) -> Sentence:
    screened, n_worlds = found.screened, found.effort.n_worlds
    return Sentence(
        f"Nothing can be told: in which direction these {len(found.indices)} parameters "
        f"({join_names(screened.kept)}) move what {screened.strategy} brings beyond "
        f"{screened.other} changes from world to world as it would by luck alone. Shares would "
        f"be those of the {n_worlds} worlds that were run. --worlds {4 * n_worlds} may show more."
    )


def _write_alone(found: Apportioned) -> Sentence:
    """Say what parameters do each by itself, what only together, and what other worlds show."""
    alone, n_worlds = found.alone, found.effort.n_worlds
    estimate, low, high = (100.0 * min(1.0, max(0.0, one)) for one in alone)
    text = (
        f"Of how the difference varies (its variance), {estimate:.0f} % ({low:.0f} to {high:.0f} "
        f"%) comes from these {len(found.indices)} each by itself, added up"
    )
    if alone.high >= 1.0:
        text += "; that they do anything only together is not seen."
    else:
        text += f"; the other {100.0 - estimate:.0f} % they do only together."
    if found.luck >= _WORTH_SAYING:
        text += (
            f" About {100.0 * found.luck:.0f} % of all of it is particular to these {n_worlds} "
            f"worlds, and others would not show it: --worlds {2 * n_worlds} would halve that."
        )
    return Sentence(text)


def _write_rank(found: Apportioned) -> tuple[Sentence, ...]:
    """Say which parameter causes most, if intervals tell it, and what would tell it if not.

    What is particular to these worlds may all stand with the first.
    """
    first, *others = found.indices
    low = first.total - first.total_error
    rivals = [one for one in others if _find_high(one) >= low - found.luck]
    if not others:
        return ()
    if not rivals:
        return (Sentence(f"Most is caused by {first.of}, with all it does together with others."),)
    text = (
        f"Which causes most is not told between {join_names([one.of for one in (first, *rivals)])}"
    )
    if _find_high(rivals[0]) < low:
        why = "what is particular to these worlds could turn it"
        return (Sentence(f"{text}: {why}; --worlds {4 * found.effort.n_worlds} makes that less."),)
    remedy = _write_remedy(found.effort, first, rivals[0], len(found.indices))
    return (Sentence(f"{text}: their intervals overlap. {remedy}"),)


def _find_high(index: SobolIndex) -> float:
    return index.total + index.total_error


def _write_remedy(effort: Effort, first: SobolIndex, second: SobolIndex, n_kept: int) -> str:
    """Say how many points would tell two apart, if they differ as they seem: errors go by roots."""
    gap = first.total - second.total
    errors = first.total_error + second.total_error
    times = (errors / gap) ** 2 if gap > 0.0 else math.inf
    if times > _MOST_TIMES:
        return (
            "They may well cause much the same; four times as many --points make intervals half "
            "as wide."
        )
    n_points = effort.n_points * 2 ** math.ceil(math.log2(max(times, 2.0)))
    n_runs = 2 * effort.n_worlds * n_points * (n_kept + 2)
    return (
        f"If {first.of} and {second.of} differ as it seems, --points {n_points} would tell them "
        f"apart ({n_runs:,} runs)."
    )


def _write_left_out(found: Apportioned) -> tuple[Sentence, ...]:
    screened = found.screened
    n_kept, n_left = len(screened.kept), len(screened.left_out)
    sentences = []
    if n_left:
        sentences.append(
            f"Left out: {n_left} of {n_kept + n_left} uncertain parameters, which said less of the "
            f"difference in {screened.n_draws} draws of all; they stay where the scenario has them."
        )
    if found.clear:
        sentences.append(_write_spreads(found))
    if screened.n_clear < n_kept:
        clear = (
            f"only {join_names(screened.kept[: screened.n_clear])}" if screened.n_clear else "none"
        )
        sentences.append(
            f"Of those kept, {clear} could be told from luck in those draws: the others may be "
            "here by chance, and some left out may matter more. "
            f"--draws {4 * found.effort.n_draws} chooses better."
        )
    if screened.narrowed:
        names = join_names(screened.narrowed)
        sentences.append(f"Not moved either, as data narrowed them: {names}.")
    if found.n_refused:
        sentences.append(
            f"{found.n_refused} of {found.effort.n_points} points were left out: the scenario "
            "cannot be under some of their sets."
        )
    return tuple(Sentence(one) for one in sentences)


def _write_spreads(found: Apportioned) -> str:
    """Hold how much the difference varies with these alone against how much with all."""
    alone, with_all = found.spread * math.sqrt(1.0 - found.luck), found.screened.spread
    text = (
        "With those kept alone the difference has a standard deviation of "
        f"{write_number(alone)} USD, luck taken out; "
    )
    if not with_all:
        return f"{text}with all, those draws cannot tell it from luck."
    text += f"with all it is {write_number(with_all)} USD, as far as those draws show"
    if alone**2 >= with_all**2 / 2.0:
        return f"{text}."
    return (
        f"{text}: most of what is not known lies with those left out. --most-parameters "
        f"{2 * len(found.indices)} looks at more."
    )
