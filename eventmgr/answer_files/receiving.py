"""What was uploaded, held against its question: by its bytes, never by its name or what the browser calls it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.answer_files.pictures import is_picture, redraw
from eventmgr.errors import BadValue
from eventmgr.events.setup.sniffing import FileType, safe_filename, sniff
from eventmgr.forms.attached import ACCEPTS, PICTURE, USUAL_MEGABYTES, kinds_in_words
from eventmgr.forms.questions import AskedQuestion, QuestionKind
from eventmgr.i18n import _, language

_KIND_OF = {".pdf": "pdf", ".docx": "word", ".xlsx": "excel", ".pptx": "slides"}


@dataclass(frozen=True)
class Received:
    """A file as it is kept."""

    filename: str
    kind: FileType
    content: bytes


def most_bytes(question: AskedQuestion) -> int:
    """How large a file may be."""
    return (question.rules.megabytes or USUAL_MEGABYTES) << 20


def receive(question: AskedQuestion, filename: str, content: bytes) -> Received:
    """The file as it will be kept; pictures are drawn anew.

    Raises:
        BadValue: it is empty, too large, broken or of no accepted kind; the sentence names the question.
    """
    label = question.label_in(language())
    if not content:
        raise BadValue(_("“%(label)s”: the file is empty. Choose another one.", label=label))
    if len(content) > most_bytes(question):
        size = most_bytes(question) >> 20
        raise BadValue(
            _("“%(label)s”: the file is larger than %(size)s MB. Make it smaller and choose it again.", label=label, size=size)
        )  # fmt: skip
    accepts = (PICTURE,) if question.kind is QuestionKind.IMAGE else question.rules.accepts or tuple(ACCEPTS)
    if is_picture(content) and PICTURE in accepts:
        try:
            drawn, kind = redraw(content)
        except BadValue as refusal:
            raise BadValue(_("“%(label)s”: %(value)s", label=label, value=refusal.message)) from refusal
        return Received(safe_filename(filename, kind), kind, drawn)
    found = sniff(content)
    if found is None or _KIND_OF.get(found.ending) not in accepts:
        raise BadValue(
            _("“%(label)s” takes other kinds of files: %(kinds)s.", label=label, kinds=kinds_in_words(accepts))
        )  # fmt: skip
    return Received(safe_filename(filename, found), found, content)
