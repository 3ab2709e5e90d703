"""A file as it arrived, held against what is accepted: by its bytes, never by its name or what the browser calls it.

Everywhere the order is: read what was sent, check it, draw it anew, and only then `write`. What keeps a file takes a
`CheckedFile`, which is made here and in `answer_files/receiving.py`, and making one inside `write` is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from eventmgr.ground.errors import BadValue, Busy, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.limited.outside import refuse_inside_write
from eventmgr.tools.uploads.bounds import is_picture
from eventmgr.tools.uploads.drawing import LONGEST_SIDE, redraw
from eventmgr.tools.uploads.sniffing import FileType, safe_filename, sniff

MOST_BYTES = 10 << 20
"""Of a file where nothing else is said."""


@dataclass(frozen=True)
class Upload:
    """A file as it arrived; its name is only a wish."""

    filename: str
    content: bytes


@dataclass(frozen=True)
class CheckedFile:
    """A file as it will be kept."""

    filename: str
    kind: FileType
    content: bytes

    @property
    def size(self) -> int:
        """The size in bytes."""
        return len(self.content)


class Unacceptable(Refusal):
    """A file that is not taken as it is."""

    status = 422


def check_file(
    upload: Upload,
    *,
    most_bytes: int = MOST_BYTES,
    field: str = "file",
    endings: Collection[str] = (),
    draws: bool = False,
) -> CheckedFile:
    """The file as it will be kept, which is what its bytes say that it is.

    Args:
        field: of the form, beside which a fault stands.
        endings: of the types that are accepted, such as `.pdf`; empty: all that we know.
        draws: pictures are drawn anew.

    Raises:
        Unacceptable: it is empty, too large, broken or of no accepted type.
        Busy: others send pictures; it may be sent again soon.
    """
    refuse_inside_write("a file is checked")
    if not upload.content:
        raise Unacceptable(_("The file is empty. Choose another one."), field=field)
    if len(upload.content) > most_bytes:
        raise Unacceptable(
            _("The file is larger than %(megabytes)s MB. Make it smaller or split it.", megabytes=most_bytes >> 20),
            field=field,
        )
    if draws and is_picture(upload.content):
        content, drawn = redraw_for(field, upload.content)
        return CheckedFile(safe_filename(upload.filename, drawn), drawn, content)
    kind = sniff(upload.content, upload.filename)
    if kind is None or (endings and kind.ending not in endings):
        raise Unacceptable(_why_not(endings), field=field)
    return CheckedFile(safe_filename(upload.filename, kind), kind, upload.content)


def redraw_for(
    field: str, content: bytes, *, longest: int = LONGEST_SIDE, as_png: bool = False
) -> tuple[bytes, FileType]:
    """`redraw`, whose refusals stand beside that field."""
    try:
        return redraw(content, longest=longest, as_png=as_png)
    except BadValue as fault:
        raise Unacceptable(fault.message, field=field) from fault
    except Busy as busy:
        raise Busy(busy.message, field=field) from busy


def _why_not(endings: Collection[str]) -> str:
    if endings:
        return _("PDF, Word, Excel, PowerPoint, PNG and JPEG files are accepted.")
    return _("This type of file is not accepted. Use PDF, Word, Excel, PowerPoint (without macros), PNG, JPEG or text.")
