"""What can befall the embedded engine: forks, kills, full disks, deleted and damaged folders."""

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from search.backends.base import IndexBusy, IndexMissing, SearchUnavailable, rebuild
from search.backends.embedded import EmbeddedBackend
from search.backends.embedded.folder import IndexFolder
from search.backends.embedded.library import engine_errors
from search.records import IndexRecord, PageContent, SearchRequest

ROOT_DIR = Path(__file__).resolve().parents[2]
STAFF = frozenset({"staff"})


def record(key: object, title: str = "Notulen rapat", text: str = "isi") -> IndexRecord:
    return IndexRecord(
        id=f"evidence:{key}",
        group=str(key),
        source="evidence",
        title=title,
        tokens=STAFF,
        url="/",
        pages=(PageContent(1, "", text),),
    )


def total(backend: EmbeddedBackend, text: str = "notulen") -> int:
    return backend.search(SearchRequest(tokens=STAFF, text=text)).total


@pytest.fixture
def backend(tmp_path):
    made = EmbeddedBackend(tmp_path / "index")
    rebuild(made, [record(1)])
    yield made
    made.close()


def in_another_process(code: str, *arguments: str, **options) -> subprocess.Popen[str]:
    """Run code with ``backend`` and ``record`` at hand; ``sys.argv[1]`` is the index folder."""
    prelude = """
        import sys
        from search.backends.base import *
        from tests.search.test_embedded import *
        backend = EmbeddedBackend(sys.argv[1])
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(prelude) + textwrap.dedent(code), *arguments],
        cwd=ROOT_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def test_the_library_is_not_loaded_before_its_first_use():
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings.test';"
        "import django; django.setup(); import portal.urls, search.backends.embedded;"
        "from search.backends.current import current_backend; current_backend().generation();"
        "assert 'tantivy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT_DIR, check=True, timeout=60)


def test_a_child_forked_after_a_search_searches_too_and_sees_later_commits(tmp_path):
    done = in_another_process(
        """
        import os
        generation = rebuild(backend, [record(1)])
        for turn in range(10):
            backend.upsert(generation, [record(turn + 2)])
            backend.commit(generation)
            backend.close()
            assert total(backend) == turn + 2
            pid = os.fork()
            if pid == 0:
                os._exit(0 if total(backend) == turn + 2 else 1)
            assert os.waitpid(pid, 0)[1] == 0, turn
        print("well")
        """,
        str(tmp_path / "index"),
    )
    assert done.communicate(timeout=60)[0].strip() == "well"


def test_a_commit_of_another_process_is_seen_by_the_next_search(backend, tmp_path):
    assert total(backend) == 1
    other = in_another_process(
        """
        backend.upsert(backend.generation(), [record(2)])
        backend.commit(backend.generation())
        """,
        str(tmp_path / "index"),
    )
    assert other.communicate(timeout=60)[0] == ""
    assert total(backend) == 2


def test_one_process_writes_the_other_is_told(backend, tmp_path):
    generation = backend.generation()
    backend.upsert(generation, [record(2)])
    other = EmbeddedBackend(tmp_path / "index")
    with pytest.raises(IndexBusy):
        other.upsert(generation, [record(3)])

    backend.commit(generation)
    backend.close()
    other.upsert(generation, [record(3)])
    other.commit(generation)
    other.close()
    assert total(backend) == 3


def test_a_killed_writer_loses_nothing_it_had_committed(tmp_path):
    index = tmp_path / "index"
    rebuild(EmbeddedBackend(index), [record(0)])
    chance = random.Random(5)
    for turn in range(5):
        writer = in_another_process(
            """
            import itertools, uuid
            generation = backend.generation()
            for number in itertools.count():
                key = uuid.uuid4().hex
                backend.upsert(generation, [record(key)])
                backend.commit(generation)
                print(key, flush=True)
            """,
            str(index),
        )
        acknowledged = [writer.stdout.readline().strip()]
        time.sleep(chance.random() / 2)
        writer.send_signal(signal.SIGKILL)
        # A line that was cut by the kill is no acknowledgement.
        acknowledged += [
            line.strip()
            for line in writer.stdout.read().splitlines(keepends=True)
            if line.endswith("\n")
        ]
        writer.communicate()

        backend = EmbeddedBackend(index)
        held = backend.digests(backend.generation())
        assert {f"evidence:{key}" for key in acknowledged} <= held.keys(), turn
        backend.upsert(backend.generation(), [record(f"after{turn}")])
        backend.commit(backend.generation())
        backend.close()


def test_a_deleted_folder_is_noticed_and_another_index_takes_over(backend, tmp_path):
    generation = backend.generation()
    backend.upsert(generation, [record(2)])
    assert total(backend) == 1
    while (tmp_path / "index").exists():
        # The open writer may add a file meanwhile.
        shutil.rmtree(tmp_path / "index", ignore_errors=True)

    assert backend.generation() is None
    with pytest.raises(IndexMissing):
        total(backend)
    with pytest.raises(IndexMissing):
        backend.commit(generation)
    rebuild(backend, [record(1), record(2)])
    assert total(backend) == 2


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "gone"])
def test_any_damaged_file_ends_in_one_kind_of_error(tmp_path, damage):
    whole = tmp_path / "whole"
    rebuild(EmbeddedBackend(whole), [record(n, text="kata " * 50) for n in range(50)])
    (generation,) = EmbeddedBackend(whole).generations()
    harmed = []
    for path in sorted((whole / generation).iterdir()):
        index = tmp_path / f"{damage}-{path.name}"
        shutil.copytree(whole, index)
        file, data = index / generation / path.name, path.read_bytes()
        file.write_bytes(
            {"empty": b"", "cut": data[: len(data) // 2]}.get(damage, os.urandom(len(data)))
        )
        if damage == "gone":
            file.unlink()
        harmed.append(str(index))
    # In a process of its own: a damaged file might end it by a signal.
    done = in_another_process(
        """
        from search.records import Sort
        for folder in sys.argv[2:]:
            backend = EmbeddedBackend(folder)
            try:
                for sort in Sort:
                    backend.search(SearchRequest(tokens=STAFF, text="kata", sort=sort))
                    backend.suggest("ka", STAFF, 5)
                backend.digests(backend.generation() or backend.generations()[0])
            except SearchUnavailable:
                pass
        """,
        str(whole),
        *harmed,
    )
    output = done.communicate(timeout=60)[0]
    assert done.returncode == 0, output


def test_an_index_of_another_schema_is_missing(backend, tmp_path):
    (generation,) = backend.generations()
    (tmp_path / "index" / generation / "portal-schema").write_text("0/0.0\n")
    other = EmbeddedBackend(tmp_path / "index")

    assert other.generation() is None
    with pytest.raises(IndexMissing):
        total(other)


@pytest.mark.parametrize(
    "pointer", ["", "\x00", "../../etc", "generation-000009-abcdef", "x" * 999]
)
def test_a_strange_pointer_is_no_index(backend, tmp_path, pointer):
    (tmp_path / "index" / "current").write_text(pointer)

    assert backend.generation() is None
    with pytest.raises(IndexMissing):
        total(EmbeddedBackend(tmp_path / "index"))


def test_a_full_disk_loses_the_batch_only_and_the_next_writer_works(tmp_path):
    done = in_another_process(
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        generation = rebuild(backend, [record(1)])
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        # A file may not grow beyond 1,000 bytes: writing fails as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
        try:
            for turn in range(3):
                try:
                    many = [record(n, text=f"kata{n} " * 500) for n in range(900)]
                    backend.upsert(generation, many)
                    backend.commit(generation)
                except SearchUnavailable:
                    pass
                else:
                    raise AssertionError("the disk was full")
                assert total(backend) == 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        backend.upsert(generation, [record(2)])
        backend.commit(generation)
        assert total(backend) == 2
        print("well")
        """,
        str(tmp_path / "index"),
    )
    assert done.communicate(timeout=120)[0].strip().endswith("well")


def test_threads_search_while_another_process_writes_and_rebuilds(tmp_path):
    index = tmp_path / "index"
    backend = EmbeddedBackend(index)
    rebuild(backend, [record(n) for n in range(20)])
    writer = in_another_process(
        """
        for turn in range(5):
            rebuild(backend, [record(n) for n in range(20)])
            generation = backend.generation()
            for n in range(5):
                backend.upsert(generation, [record(n, text=f"turn {turn}")])
                backend.commit(generation)
            backend.close()
        """,
        str(index),
    )
    wrong: list[object] = []

    def search() -> None:
        while writer.poll() is None:
            try:
                found = total(backend)
            except SearchUnavailable as error:
                wrong.append(error)
            else:
                if found != 20:
                    wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    output = writer.communicate(timeout=120)[0]
    for thread in threads:
        thread.join()
    assert (writer.returncode, output, wrong) == (0, "", [])


def test_a_panic_of_the_library_is_our_error():
    class PanicException(BaseException):
        """As the library's: of no importable name."""

    with pytest.raises(SearchUnavailable), engine_errors("Searching"):
        raise PanicException("called `Option::unwrap()` on a `None` value")
    with pytest.raises(KeyboardInterrupt), engine_errors("Searching"):
        raise KeyboardInterrupt


def test_no_call_of_ours_makes_the_library_panic(backend, capfd):
    for text in ("", '""', '"a"', "*", "a*", "apa", '"x y" "z"', "?"):
        for filters in ({}, {"kind": frozenset()}, {"kind": frozenset({""})}):
            backend.search(SearchRequest(tokens=STAFF, text=text, filters=filters, facets=()))

    assert "panicked" not in capfd.readouterr().err


def test_a_pointer_that_moves_between_two_looks_is_followed(backend, tmp_path, monkeypatch):
    folder = IndexFolder(tmp_path / "index")
    here = folder.current()
    pointed = iter(["generation-000001-aaaaaa", "generation-000002-bbbbbb", here])
    monkeypatch.setattr(folder, "_pointed", lambda: next(pointed))

    assert folder.current() == here


def test_a_pointer_to_nothing_is_no_index(backend, tmp_path):
    (tmp_path / "index" / "current").write_text("generation-000009-aaaaaa\n", "utf-8")

    assert IndexFolder(tmp_path / "index").current() is None
