"""Draw finished tables and stories; compute nothing that a table does not hold."""
