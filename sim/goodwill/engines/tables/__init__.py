"""A world as tables: the same numbers in arrays that compiled code can walk through."""

from goodwill.engines.tables.plans import PlanTables, make_plan_tables
from goodwill.engines.tables.records import make_record
from goodwill.engines.tables.worlds import Tables, make_tables

__all__ = ["PlanTables", "Tables", "make_plan_tables", "make_record", "make_tables"]
