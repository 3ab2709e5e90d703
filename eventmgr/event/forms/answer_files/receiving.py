"""What was uploaded, held against its question: by its bytes, never by its name or what the browser calls it."""

from __future__ import annotations

from eventmgr.event.forms.attached import ACCEPTS, PICTURE, USUAL_MEGABYTES, kinds_in_words
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.ground.errors import BadValue, Busy
from eventmgr.ground.i18n import _, language
from eventmgr.ground.limited.outside import refuse_inside_write
from eventmgr.tools.uploads.bounds import is_picture
from eventmgr.tools.uploads.checking import CheckedFile, Upload
from eventmgr.tools.uploads.drawing import redraw
from eventmgr.tools.uploads.sniffing import safe_filename, sniff

_KIND_OF = {".pdf": "pdf", ".docx": "word", ".xlsx": "excel", ".pptx": "slides"}


def most_bytes(question: AskedQuestion) -> int:
    """How large a file may be."""
    return (question.rules.megabytes or USUAL_MEGABYTES) << 20


def receive(question: AskedQuestion, upload: Upload) -> CheckedFile:
    """The file as it will be kept; pictures are drawn anew.

    Raises:
        BadValue: it is empty, too large, broken or of no accepted kind; the sentence names the question.
        Busy: others send pictures; it may be sent again soon.
    """
    refuse_inside_write("a file is checked")
    label, content = question.label_in(language()), upload.content
    if not content:
        raise BadValue(_("“%(label)s”: the file is empty. Choose another one.", label=label))
    if len(content) > most_bytes(question):
        size = most_bytes(question) >> 20
        raise BadValue(
            _(
                "“%(label)s”: the file is larger than %(size)s MB. Make it smaller and choose it again.",
                label=label,
                size=size,
            )
        )
    accepts = (PICTURE,) if question.kind is QuestionKind.IMAGE else question.rules.accepts or tuple(ACCEPTS)
    if is_picture(content) and PICTURE in accepts:
        try:
            drawn, kind = redraw(content)
        except BadValue as refusal:
            raise BadValue(_("“%(label)s”: %(value)s", label=label, value=refusal.message)) from refusal
        except Busy as busy:
            raise Busy(_("“%(label)s”: %(value)s", label=label, value=busy.message)) from busy
        return CheckedFile(safe_filename(upload.filename, kind), kind, drawn)
    file_type = sniff(content)
    if file_type is None or _KIND_OF.get(file_type.ending) not in accepts:
        raise BadValue(
            _("“%(label)s” accepts other kinds of files: %(kinds)s.", label=label, kinds=kinds_in_words(accepts))
        )
    return CheckedFile(safe_filename(upload.filename, file_type), file_type, content)
