"""Count what one touch needs of the processor at least: luck, exponentials, logarithms, rows.

Counted in the readable engine, call by call: it computes nothing twice for want of a place to keep
it, and the compiled engine gives the same log.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from types import FrameType
from typing import Any

from benchmarks import engines


def count_needs(n_people: int) -> dict[str, float]:
    """Run the yardstick's cadence on the SimPy engine, and count.

    Parameters
    ----------
    n_people
        Contacts; the counts of a touch hardly depend on it.

    Returns
    -------
    dict
        By touch: ``blocks`` of Philox (a draw takes one of four words), ``exp``, ``log``, ``rows``.
    """
    from goodwill.draws import draw, draw_many

    counts: Counter[str] = Counter()
    one, many = draw.__code__, draw_many.__code__
    names = {math.exp: "exp", math.log: "log"}

    def notice(frame: FrameType, event: str, argument: Any) -> None:
        if event == "c_call":
            if argument in names:
                counts[names[argument]] += 1
        elif event == "return":
            if frame.f_code is one:
                counts["blocks"] += 1
            elif frame.f_code is many and argument is not None:
                counts["blocks"] += argument.size

    run = engines.find_engine("simpy")
    world = engines.make_world(n_people)
    sys.setprofile(notice)
    try:
        history = run(world)
    finally:
        sys.setprofile(None)
    found = engines.count(history)
    counts["rows"] = int(found["n_rows"])
    return {name: counts[name] / found["n_touches"] for name in ("blocks", "exp", "log", "rows")}
