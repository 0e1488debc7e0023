"""Simulate outreach strategies on people whose intent the vendor cannot see."""

__version__ = "0.1.0"
