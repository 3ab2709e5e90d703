"""What a file is, by its first bytes, and the name under which it is handed out. Pure; nothing is unpacked.

Sources: PDF 32000-1 section 7.5.2, PNG (third edition) section 5.2, JPEG (ITU-T T.81) annex B, APPNOTE 4.3 (ZIP),
ECMA-376 part 2 (Office).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from eventmgr.ground.limited.archives import has_small_directory
from eventmgr.ground.text import clean_line

LONGEST_NAME = 120
_LONGEST_TYPED = 1000
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIPS = {
    "word/": (f"{_OFFICE}wordprocessingml.document", ".docx"),
    "xl/": (f"{_OFFICE}spreadsheetml.sheet", ".xlsx"),
    "ppt/": (f"{_OFFICE}presentationml.presentation", ".pptx"),
}
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_MEMBERS = 5000


@dataclass(frozen=True)
class FileType:
    """A media type and the ending that its names carry."""

    content_type: str
    ending: str


def sniff(content: bytes, filename: str = "") -> FileType | None:
    """The type of `content`, or None for one that is not accepted; `filename` only tells CSV from plain text."""
    if content.startswith(b"%PDF-"):
        return FileType("application/pdf", ".pdf")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType("image/png", ".png")
    if content.startswith(b"\xff\xd8\xff"):
        return FileType("image/jpeg", ".jpg")
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content and charset_of(content):
        is_csv = filename.lower().endswith(".csv")
        return FileType("text/csv", ".csv") if is_csv else FileType("text/plain", ".txt")
    return None


def safe_filename(name: str, kind: FileType) -> str:
    """The last part of `name` without signs that a file system or a header could misread, with the type's ending."""
    name = _NOT_IN_NAMES.sub(" ", clean_line(name.replace("\\", "/").rsplit("/", 1)[-1][-_LONGEST_TYPED:]))
    name = clean_line(name).strip(". ")
    same = name.lower().endswith(kind.ending) or (kind.ending == ".jpg" and name.lower().endswith(".jpeg"))
    stem, ending = (name.rpartition(".")[0], "." + name.rpartition(".")[2]) if same else (name, kind.ending)
    return f"{(stem.strip('. ') or 'file')[: LONGEST_NAME - len(ending)]}{ending}"


def _office(content: bytes) -> FileType | None:
    """Only what the archive's own list says; a document with macros is not accepted."""
    if not has_small_directory(content, most_parts=_MOST_MEMBERS):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:_MOST_MEMBERS]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    for folder, (content_type, ending) in _ZIPS.items():
        if any(name.startswith(folder) for name in names):
            return FileType(content_type, ending)
    return None


def charset_of(content: bytes) -> str:
    """How a text is encoded, `utf-8` or `gb18030`; empty for what is no text."""
    if _CONTROLS.search(content):
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""
