"""Makes Office files equal from run to run: their zip carries the time of writing."""

import io
import re
import zipfile

FIXED = (2025, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(data: bytes) -> bytes:
    """The same archive with fixed dates, inside and around; order and content stay."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2025-01-01T00:00:00Z\g<3>", content)
            fixed = zipfile.ZipInfo(entry.filename, FIXED)
            fixed.compress_type = entry.compress_type
            fixed.external_attr = 0o644 << 16
            copy.writestr(fixed, content)
    return target.getvalue()
