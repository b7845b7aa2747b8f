"""Takes steps of publishing, each in a process of its own that dies in the middle of it.

    python -m tests.guidelines.dying '[["edit", [12], 3, 7], …]'

Each step names its kind, its pages, the person, and before which write to the
database the process is killed; 0 means right before the commit. The last line
says of each whether it was killed or survived.
"""

import json
import os
import signal
import sys
from datetime import timedelta
from typing import Any

import django


def die(*args: Any) -> None:
    """As when the power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


def take(kind: str, pks: list[int], user_id: int, write: int) -> None:
    """Load the page as a person does, then press the button and die."""
    from django.db import connection
    from django.test import Client

    from guidelines.models import RegulationPage
    from guidelines.tasks import publish_due
    from portal.core import clock
    from portal.core.jobs.queue import run_pending_inline
    from portal.people.models import User
    from tests.guidelines.cms import bulk, decide, form_of, press
    from tests.helpers import sign_in

    writes = 0

    def count(execute: Any, sql: str, *args: Any) -> Any:
        nonlocal writes
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            writes += 1
            if writes == write:
                die()
        return execute(sql, *args)

    pages = list(RegulationPage.objects.filter(pk__in=pks).order_by("pk"))
    client = sign_in(Client(), User.objects.get(pk=user_id))
    fields = form_of(client, pages[0]) if kind == "edit" else {}
    if kind == "schedule":
        with clock.set_clock(clock.now() + timedelta(hours=2)):
            publish_due()
            with connection.execute_wrapper(count):
                _die_at_commit(connection, write, "guidelines.page_published")
                run_pending_inline(("fast",))
        return
    with connection.execute_wrapper(count):
        _die_at_commit(connection, write, "guidelines.page_published")
        if kind == "edit":
            press(client, pages[0], fields, "publish")
        elif kind == "bulk":
            bulk(client, "publish", *pages)
        else:
            decide(client, pages[0], "approve")


def _die_at_commit(connection: Any, write: int, uid: str) -> None:
    """From the moment a page was published in this process, the next commit kills it."""
    from wagtail.signals import page_published

    def arm(sender: Any, **kwargs: Any) -> None:
        connection.commit = die

    if write == 0:
        page_published.connect(arm, weak=False, dispatch_uid=uid)


def warm_up(pks: list[int], user_id: int) -> None:
    """Import and compile what every step needs, and leave no connection open for the forks."""
    from django.db import connections
    from django.test import Client

    from guidelines.models import RegulationPage
    from portal.people.models import User
    from tests.guidelines.cms import form_of
    from tests.helpers import sign_in

    form_of(sign_in(Client(), User.objects.get(pk=user_id)), RegulationPage.objects.get(pk=pks[0]))
    connections.close_all()


def main() -> None:
    """Fork for each step and wait for its end."""
    django.setup()
    steps, outcomes = json.loads(sys.argv[1]), []
    warm_up(*steps[0][1:3])
    for step in steps:
        child = os.fork()
        if not child:
            take(*step)
            sys.stdout.flush()
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        outcomes.append("killed" if os.WIFSIGNALED(status) else "survived")
    sys.stdout.write(json.dumps(outcomes) + "\n")


if __name__ == "__main__":
    main()
