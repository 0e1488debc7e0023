"""Write what was found: a page that opens offline, and its tables beside it."""
