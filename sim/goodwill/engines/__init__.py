"""Engines: what makes a world live. Each takes a World and gives a History."""
