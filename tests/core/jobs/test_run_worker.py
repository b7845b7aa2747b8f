"""The options of ``run_worker``."""

import pytest
from django.core.management import CommandError, call_command

from portal.core.jobs.queue import register_pump


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "portal.core.management.commands.run_worker.Worker.run",
        lambda worker: started.append(worker),
    )
    monkeypatch.setattr("portal.core.jobs.registry._pumps", {})
    started.clear()


started: list = []


def test_queues_in_the_order_named_each_once() -> None:
    call_command("run_worker", queue="slow, fast,slow", name="first")
    assert started[0].queues == ("slow", "fast")
    assert started[0].fork
    assert started[0].name == "first"


def test_an_unknown_queue_is_named() -> None:
    with pytest.raises(CommandError, match="unhurried"):
        call_command("run_worker", queue="fast,unhurried")
    assert not started


def test_a_queue_with_a_pump_is_not_forked() -> None:
    register_pump("index", bool)
    with pytest.raises(CommandError, match="--no-fork"):
        call_command("run_worker", queue="index")
    call_command("run_worker", queue="index", no_fork=True)
    assert not started[0].fork


def test_a_full_first_queue_does_not_starve_the_others() -> None:
    call_command("run_worker", queue="fast,slow")
    first = [started[0]._queues_in_order()[0] for _claim in range(20)]
    assert first.count("slow") == 2
