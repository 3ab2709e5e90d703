"""A file as it arrived, held against what is accepted: by its bytes, never by its name or what the browser calls it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.errors import Refusal
from eventmgr.events.setup.sniffing import FileType, sniff
from eventmgr.i18n import _


@dataclass(frozen=True)
class Upload:
    """A file as it arrived; its name is only a wish."""

    filename: str
    content: bytes


def checked_type(upload: Upload, *, most_bytes: int, field: str = "file") -> FileType:
    """What its bytes say that it is.

    Args:
        field: of the form, beside which a fault stands.

    Raises:
        Refusal: it is empty, too large or of no accepted type.
    """
    if not upload.content:
        raise Refusal(_("The file is empty. Choose another one."), field=field)
    if len(upload.content) > most_bytes:
        raise Refusal(
            _("The file is larger than %(megabytes)s MB. Make it smaller or split it.", megabytes=most_bytes >> 20),
            field=field,
        )
    kind = sniff(upload.content, upload.filename)
    if kind is None:
        raise Refusal(
            _(
                "This type of file is not accepted. Use PDF, Word, Excel, PowerPoint (without macros), PNG, JPEG or text."
            ),
            field=field,
        )
    return kind
