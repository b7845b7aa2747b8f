"""One set of tests for every search engine, by subject.

An engine joins by a line in ``shelf.BACKENDS``; each test class then runs for it
as well, and knows nothing of it but the protocol. Permissions come first: what a
person may not find must show in no hit, total, facet, suggestion or spelling.
"""
