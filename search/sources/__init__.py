"""Sources of the index: what can be found, and how its records are built and shown."""
