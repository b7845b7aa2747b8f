"""Compile the message catalogues: ``python -m portal.messages``.

Compiled catalogues are not kept in the repository, and the gettext tools are
not needed on the machine: Babel reads and writes both formats. A catalogue is
compiled only when its source is newer.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIR = Path(__file__).resolve().parent / "locale"


def compile_messages() -> int:
    """Compile what is out of date; how many catalogues were written."""
    written = 0
    for source in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as handle:
            catalog = read_po(handle, locale=source.parent.parent.name)
        growing = target.with_suffix(".part")
        with growing.open("wb") as handle:
            write_mo(handle, catalog)
        growing.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    compile_messages()
