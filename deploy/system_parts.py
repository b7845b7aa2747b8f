"""Install the parts of the system that tests need, where this account may.

What cannot be installed is named; the tests that need it are then skipped
aloud. Nothing here is needed to run the portal.
"""

import os
import shutil
import subprocess

# What a test calls, and the Debian package that brings it.
PARTS = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "xgettext": "gettext",
    "runuser": "util-linux",
}


def main() -> None:
    """Install what is missing, or say what is."""
    missing = {tool: package for tool, package in PARTS.items() if not shutil.which(tool)}
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Memasang {', '.join(missing.values())} …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        command = ["apt-get", "install", "-y", "-qq", *missing.values()]
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
    for tool, package in missing.items():
        if not shutil.which(tool):
            print(f"Tidak ada: {tool} (paket {package}); ujian yang memerlukannya dilewati.")


if __name__ == "__main__":
    main()
