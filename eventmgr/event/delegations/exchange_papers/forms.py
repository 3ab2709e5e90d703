"""What is typed about an exchange paper."""

from __future__ import annotations

from typing import Any

from wtforms import FileField

from eventmgr.event.delegations.exchange_papers.services import LONGEST_NOTE, LONGEST_TEXT, TAKEN, Draft
from eventmgr.event.delegations.models import PaperVersion
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l
from eventmgr.tools.uploads.checking import Unacceptable, Upload, check_file
from eventmgr.tools.uploads.word_texts import WORD, text_of_word
from eventmgr.tools.web.forms import Form, LineField, Required, TextField


class PaperForm(Form):
    """A version of an exchange paper: its text typed, or taken from a Word file."""

    title = LineField(_l("Title"), [Required()], longest=200)
    written_by = LineField(
        _l("Authoring organization"),
        longest=200,
        description=_l("The office or organization that wrote it. Leave empty if it is the delegation itself."),
    )
    file = FileField(
        _l("File"),
        description=_l("Word (.docx) or PDF, at most 10 MB. The text of a Word file replaces what stands below."),
    )
    text = TextField(
        _l("Text"),
        longest=LONGEST_TEXT,
        description=_l("As it is printed: one paragraph a line; lines such as “一、…” or “# …” become headings."),
    )

    def draft(self, upload: Upload) -> Draft:
        """What is submitted.

        Args:
            upload: the file that came with it; empty: none did.

        Raises:
            Refusal: its file is not taken, or there is no text.
        """
        file = check_file(upload, endings=TAKEN) if upload.filename else None
        is_word = file is not None and file.kind.ending == WORD
        text = _text_of(file.content, self.title.data or "") if file and is_word else self.text.data or ""
        if not text:
            raise Unacceptable(_("Enter the text, or choose a Word file from which it is taken."), field="text")
        return Draft(self.title.data or "", text, self.written_by.data or "", file)


def _text_of(content: bytes, title: str) -> str:
    """The text of a Word file without the title, where it begins with that.

    Raises:
        Unacceptable: it cannot be read, or is too long.
    """
    try:
        text = text_of_word(content, most=LONGEST_TEXT + 1)
    except BadValue as fault:
        raise Unacceptable(fault.message, field="file") from fault
    if len(text) > LONGEST_TEXT:
        words = _("The text of this file has more than %(most)s characters. Shorten it.", most=LONGEST_TEXT)
        raise Unacceptable(words, field="file")
    first, _rest, after = text.partition("\n")
    return after.strip() if after.strip() and first.lstrip("# ") == title else text


class ReturnForm(Form):
    """What is to be revised."""

    note = TextField(
        _l("What is to be revised"),
        [Required()],
        longest=LONGEST_NOTE,
        description=_l("Liaison and deputy get it by e-mail, with a link to submit the next version."),
    )


def paper_form(version: PaperVersion | None) -> PaperForm:
    """The form with what the newest version says."""
    data: dict[str, Any] = {}
    if version is not None:
        data = {"title": version.title, "written_by": version.written_by, "text": version.text}
    return PaperForm(data=data)
