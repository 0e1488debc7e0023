"""One module a row, or for rows that share their runs: each holds an ``EXPERIMENT``.

``patterns.toml`` names the module of each row.
"""
