"""Generate the tables of the ODD page."""

from __future__ import annotations

from collections import Counter

from docs.writing.marks import tabulate
from docs.writing.sources import (
    PACKAGE,
    Described,
    Named,
    explain,
    read_body,
    read_class,
    read_first_line,
    read_functions,
    read_sections,
)

from goodwill.parameters import ledger

_PEOPLE = PACKAGE / "behaviour" / "people.py"
_STATE = PACKAGE / "engines" / "reference" / "state.py"
_WORLD = PACKAGE / "world.py"
_WORDS = PACKAGE / "vocabulary.py"

_SCALES = ("Intent", "Inbound", "Stage", "Channel", "Tone", "Ask", "Placement", "Outcome")
_ENDS = ("Alternative", "Cause", "Reason", "Exit")
_BEHAVIOUR = (
    *("readiness", "memory", "noticing", "answering"),
    *("living", "deciding", "talking", "scoring"),
)


def list_fixed() -> list[str]:
    """Tabulate what is fixed about each entity."""
    people = [read_class(_PEOPLE, name) for name in ("Person", "Account")]
    others = [read_class(_WORLD, name) for name in ("Rep", "Vendor")]
    return _list_all([*people, *others, read_class(_PEOPLE, "TouchKind")])


def list_changing() -> list[str]:
    """Tabulate what changes; what only serves the engine is left out."""
    states = [read_class(_STATE, name) for name in ("Life", "Relationship", "Enrolment")]
    return _list_all([*states, read_class(_PEOPLE, "Mood")])


def _list_all(shown: list[Described]) -> list[str]:
    lines: list[str] = []
    for one in shown:
        kept = [field for field in one.fields if not field.kind.startswith("simpy.")]
        explained = explain(one._replace(fields=tuple(kept)))
        rows = [(f"`{field.name}`", f"`{field.kind}`", field.text) for field in explained.fields]
        lines += [f"**{one.name}.** {one.text}.", "", *tabulate(("field", "type", "what"), rows)]
        lines.append("")
    return lines[:-1]


def list_scales() -> list[str]:
    """Tabulate the closed vocabularies."""
    rows = []
    for name in (*_SCALES, *_ENDS):
        found = read_class(_WORDS, name)
        words = "; ".join(_write_member(one) for one in found.fields)
        rows.append((f"`{name}`", found.text, words))
    return tabulate(("vocabulary", "what it says", "members"), rows)


def _write_member(member: Named) -> str:
    word = member.name.lower().replace("_", " ")
    return f"{word} ({member.text})" if member.text else word


def list_moments() -> list[str]:
    """Tabulate what comes first within a second."""
    found = explain(read_class(PACKAGE / "engines" / "moments.py", "Moment"))
    rows = [(member.kind, member.name.lower(), member.text) for member in found.fields]
    return tabulate(("turn", "moment", "what happens"), rows)


def list_observables() -> list[str]:
    """Tabulate what a strategy can see."""
    found = explain(read_class(PACKAGE / "strategy" / "observation.py", "Observation"))
    return tabulate(("observable", "what"), [(f"`{one.name}`", one.text) for one in found.fields])


def list_couplings() -> list[str]:
    """Tabulate the ways from one person to another."""
    found = explain(read_class(_WORLD, "Couplings"))
    return tabulate(
        ("coupling", "what passes"), [(f"`{one.name}`", one.text) for one in found.fields]
    )


def list_decisions() -> list[str]:
    """Tabulate the sources of luck."""
    sections = read_sections(PACKAGE / "draws" / "decisions.py", "Decision")
    rows = [
        (
            str(len(members)),
            text.rstrip("."),
            ", ".join(one.name.lower() for one in members),
        )
        for text, members in sections
    ]
    return tabulate(("sources", "of what", "names"), rows)


def list_records() -> list[str]:
    """Tabulate the kinds of records that a run leaves."""
    found = explain(read_class(PACKAGE / "eventlog.py", "Kind"))
    rows = [(f"`{one.name.lower()}`", one.text) for one in found.fields]
    return tabulate(("record", "what it says"), rows)


def list_parameters() -> list[str]:
    """Count the parameters of each submodel by how well they are known."""
    counts: dict[str, Counter[str]] = {}
    for entry in ledger():
        counts.setdefault(entry.group, Counter())[entry.confidence] += 1
    kinds = sorted({kind for found in counts.values() for kind in found}, key=_CONFIDENCES.index)
    rows = [
        (f"`{group}`", str(found.total()), *(str(found[kind] or "-") for kind in kinds))
        for group, found in counts.items()
    ]
    total = sum((found for found in counts.values()), Counter[str]())
    rows.append(("all", str(total.total()), *(str(total[kind] or "-") for kind in kinds)))
    return tabulate(("group", "parameters", *kinds), rows)


_CONFIDENCES = ("high", "medium", "low", "assumed")


def list_submodels() -> list[str]:
    """Tabulate the kernels of the behaviour, by module."""
    lines = []
    for module in _BEHAVIOUR:
        path = PACKAGE / "behaviour" / f"{module}.py"
        rows = [(f"`{one.name}`", one.text) for one in read_functions(path, "kernel")]
        lines += [f"**`behaviour/{module}.py`.** {read_first_line(path)}.", ""]
        lines += [*tabulate(("kernel", "what it does"), rows), ""]
    return lines[:-1]


def print_formulas() -> list[str]:
    """Print the central kernels in full, as the code has them."""
    lines = []
    for module, names in _CENTRAL.items():
        path = PACKAGE / "behaviour" / f"{module}.py"
        bodies = "\n\n\n".join(read_body(path, name) for name in names)
        lines += [f"`behaviour/{module}.py`", "", "```python", *bodies.splitlines(), "```", ""]
    return lines[:-1]


_CENTRAL = {
    "readiness": ("find_readiness", "find_gap", "find_relevance"),
    "memory": ("halve", "find_impulse", "find_loss", "take_in"),
    "noticing": ("find_inbox_share", "find_connect_probability"),
    "answering": ("find_appeal", "find_hazard", "find_hazards", "spend"),
    "living": ("find_visit_probability",),
    "deciding": ("find_utility", "decide", "find_deal_size", "find_show_probability"),
    "talking": ("find_telling", "find_hearsay", "find_post_probability"),
}
"""Functions that hold the formulas, by module of the behaviour."""


PARTS = {
    "what is fixed": list_fixed,
    "what changes": list_changing,
    "vocabularies": list_scales,
    "moments": list_moments,
    "observables": list_observables,
    "couplings": list_couplings,
    "sources of luck": list_decisions,
    "records": list_records,
    "parameters": list_parameters,
    "submodels": list_submodels,
    "formulas": print_formulas,
}
"""What generates each part, by name."""
