"""What people do and feel: pure kernels, state in, outcome and new state out, luck passed in.

Every function here is plain Python on numbers and small named tuples, marked with
:func:`goodwill.kernels.kernel` so that a compiled engine can use the very same code. None knows
files, clocks, SimPy or strategies. Times are whole seconds since the scenario's start.
"""
