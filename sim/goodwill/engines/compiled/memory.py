"""Where a compiled world keeps its records: one header, and tables that it points to.

Compiled code passes a world around as one record, the header: what is true for everybody, and the
address of every table. An accessor such as ``life_of(world, row)`` gives one record of a table,
to read and to write. Passing some fifty arrays from function to function instead would make
compiling take minutes. Nobody checks an index: :mod:`goodwill.engines.compiled.days` sees to it
that there is room before anything happens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from goodwill.engines.compiled.layout import TABLES
from goodwill.kernels import kernel

whole = cast("Callable[[Any], int]", np.int64)
"""Make a whole number of 64 bits of what a record holds in fewer."""

Record = Any
"""One record of a table, the header included; its fields are read and written by name."""


def _point(name: str) -> Callable[[Record, int], Record]:
    """Make the accessor of a table."""
    record = numba.from_dtype(TABLES[name])
    size = TABLES[name].itemsize

    make_intrinsic: Any = intrinsic

    @make_intrinsic  # type: ignore[untyped-decorator]
    def find_record(_: Any, world: Any, index: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            header, place = arguments
            word = ir.IntType(64)
            field = cgutils.get_record_member(builder, header, world.offset(f"at_{name}"), word)
            base = builder.load(field, align=1)
            place = context.cast(builder, place, signature.args[1], types.int64)
            here = builder.add(base, builder.mul(place, word(size)))
            return builder.inttoptr(here, context.get_value_type(record))

        return record(world, index), generate

    return find_record


_make_intrinsic: Any = intrinsic


@_make_intrinsic  # type: ignore[untyped-decorator]
def fetch_ahead(_: Any, record: Any, offset: Any) -> Any:
    """Have the processor fetch a part of a record that will be read soon; changes nothing."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        byte = ir.IntType(8).as_pointer()
        flag = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
        fetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        start = builder.bitcast(arguments[0], byte)
        place = context.cast(builder, arguments[1], signature.args[1], types.int64)
        builder.call(fetch, [builder.gep(start, [place]), flag(1), flag(3), flag(1)])
        return context.get_dummy_value()

    return types.void(record, offset), generate


life_of = _point("lives")
person_of = _point("persons")
node_at = _point("nodes")
account_of = _point("accounts")
file_of = _point("files")
touch_of = _point("touches")
rep_of = _point("reps")
desk_of = _point("desks")
task_at = _point("tasks")
script_at = _point("scripts")
given_visit_at = _point("script_visits")
zone_of = _point("zones")
offset_at = _point("offsets")
comparison_at = _point("comparisons")
rule_at = _point("rules")
cadence_at = _point("cadences")
step_at = _point("steps")
switch_at = _point("switches")
suppression_at = _point("suppressions")
reply_policy_of = _point("replies")
cap_at = _point("caps")
place_at = _point("places")
telling_at = _point("tellings")
record_at = _point("log")
next_of = _point("next")
touched_at = _point("touched")
urgent_at = _point("urgent")
normal_at = _point("normal")
waiting_at = _point("waiting")
booking_at = _point("bookings")
compensator_at = _point("compensators")
day_at = _point("days")
kind_at = _point("kinds")
sent_at = _point("sent")
quarter_end_at = _point("quarter_ends")
refusal_at = _point("refusals")
member_at = _point("members")
desk_call_at = _point("desk_calls")


def _point_first(name: str) -> Callable[[Record], Record]:
    """Make the accessor of a table of one record."""
    find_record = _point(name)

    @kernel
    def find_only(world: Record) -> Record:
        return find_record(world, 0)

    return find_only


plan_of = _point_first("plan")
levels_of = _point_first("levels")
living_of = _point_first("living")
noticing_of = _point_first("noticing")
memory_of = _point_first("memory")
relevance_of = _point_first("relevance")
answering_of = _point_first("answering")
delays_of = _point_first("delays")
deciding_of = _point_first("deciding")
talking_of = _point_first("talking")
vendor_of = _point_first("vendor")
