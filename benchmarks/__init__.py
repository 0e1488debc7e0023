"""Measure what goodwill costs: beside other frameworks, as it grows, and beside what is possible.

``make bench`` runs everything and writes ``docs/performance.md``; ``make bench-quick`` takes a
minute and only prints.
"""
