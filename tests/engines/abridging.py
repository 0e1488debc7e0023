"""Print of a value only what is not as usual: failing worlds are long to read otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def abridge(value: Any, usual: Mapping[type, Any]) -> str:
    """Give a short form of a value made of named tuples, against the usual one of each type."""
    if type(value) in usual:
        return _abridge_fields(value, usual[type(value)], usual)
    if type(value) is tuple:
        inside = ", ".join(abridge(one, usual) for one in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return repr(value)


def _abridge_fields(value: Any, ordinary: Any, usual: Mapping[type, Any]) -> str:
    """Name the fields of a named tuple that differ from those of an ordinary one."""
    fields = []
    for name, one, other in zip(value._fields, value, ordinary, strict=True):
        if one == other:
            continue
        nested = type(one) is type(other) and hasattr(one, "_fields") and type(one) not in usual
        shown = _abridge_fields(one, other, usual) if nested else abridge(one, usual)
        fields.append(f"{name}={shown}")
    return f"{type(value).__name__}({', '.join(fields)})"
