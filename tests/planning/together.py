"""Several calls at the same instant, on a database that truly commits."""

import threading

from django.db import DatabaseError, connection

from portal.core.errors import DomainError


def at_once(*calls):
    """Start all calls together in threads of their own; results or exceptions, in order."""
    barrier = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(10)
            results[place] = call()
        except (DomainError, DatabaseError) as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
