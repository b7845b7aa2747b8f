"""Things for tests, made by the real verbs: nothing here writes a row that a verb would not."""
