"""Read what people wrote, strictly: YAML, quantities and CSV, and say where it is wrong.

Import from the modules, each named for what it reads: ``documents`` (YAML), ``units`` (quantities
in text), ``fields`` (the same as pydantic types), ``faults`` (a document against a model),
``columns`` (CSV). Nothing is imported here, so that reading a CSV file loads neither YAML nor
pydantic.
"""
