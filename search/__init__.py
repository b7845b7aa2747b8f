"""Search: one index of everything a person may find, asked with that person's tokens."""
