"""Make the Python environment: ``python3 deploy/environment.py .venv [test]``.

Uses the standard library only. Reads the dependencies from ``pyproject.toml``
and installs them into the folder; a stamp with their digest makes a second run
end at once. On a Debian without the package python3-venv it installs that
package where it may, else it says which one is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT_DIR = Path(__file__).resolve().parents[1]
OLDEST, TOO_NEW = (3, 11), (3, 14)


def requirements(extras: list[str]) -> list[str]:
    """Dependencies of the project and of the named extras, as pip takes them."""
    project = tomllib.loads((ROOT_DIR / "pyproject.toml").read_text())["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return wanted


def main() -> None:
    """Create and fill the environment unless its stamp says that it is right."""
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        sys.exit(f"Python {sys.version.split()[0]} tidak didukung; pasang Python 3.11.")
    folder, extras = Path(sys.argv[1]).absolute(), sys.argv[2:]
    wanted = requirements(extras)
    stamp = folder / ("installed-" + "-".join(["run", *extras]))
    digest = hashlib.sha256("\n".join([sys.version, *wanted]).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    if not (folder / "bin" / "python").exists() or not has_pip(folder):
        create(folder)
    print(f"Memasang {len(wanted)} paket Python ke {folder.name} (sekali saja) …", flush=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet",
           "--disable-pip-version-check", *wanted]
    if subprocess.run(pip, check=False).returncode:
        sys.exit("Paket Python tidak terpasang. Periksa sambungan jaringan, lalu jalankan lagi.")
    stamp.write_text(digest)


def has_pip(folder: Path) -> bool:
    """Whether the environment can install packages; a broken one is made anew."""
    command = [str(folder / "bin" / "python"), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def create(folder: Path) -> None:
    """Make an empty environment with pip."""
    print(f"Membuat lingkungan Python {folder.name} …", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return
    # Debian ships venv without the part that brings pip.
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Memasang {package} …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", package], env=environment, **quiet)
        if subprocess.run(command, check=False).returncode == 0:
            return
    sys.exit(f"Paket Debian {package} belum ada. Pasang dengan: sudo apt install {package}")


if __name__ == "__main__":
    main()
