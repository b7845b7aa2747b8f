"""The default engine: a Tantivy index in a folder, no service.

Tantivy is loaded by the first use and only here (``library``): it does not
survive a fork, so a process that forks must never have loaded it.
"""

from search.backends.embedded.backend import EmbeddedBackend

__all__ = ["EmbeddedBackend"]
