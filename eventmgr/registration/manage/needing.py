"""The forms that ask what covered data are needed for, and who gets a file of them."""

from __future__ import annotations

from eventmgr.errors import Refusal
from eventmgr.i18n import _l
from eventmgr.registration.office_list.covering import NOTE_LENGTH, WHY, Need, read_need
from eventmgr.web.forms import CodeSelect, Form, LineField, Required


class NeedForm(Form):
    """What somebody needs covered data for."""

    why = CodeSelect(
        _l("What do you need it for?"),
        blank=_l("Please select"),
        choices=lambda: [(why, str(label)) for why, label in WHY.items()],
    )
    note = LineField(_l("In your own words"), longest=NOTE_LENGTH)

    def need(self) -> Need | None:
        """What was said; None where something is missing, which the form then tells."""
        is_whole = self.validate()
        try:
            said = read_need({"why": self.why.data or "", "note": self.note.data or ""})
        except Refusal as refusal:
            if not self[refusal.field].errors:
                self[refusal.field].errors = [refusal.message]
            return None
        return said if is_whole else None


class ExportForm(NeedForm):
    """What a file with everything in full is needed for, and who gets it."""

    recipient = LineField(
        _l("Recipient of the file"),
        [Required()],
        longest=100,
        description=_l("The person or organization that gets this file. It is recorded in the change log."),
    )


class FilesForm(NeedForm):
    """What files of participants are needed for, and those of which question."""

    question = CodeSelect(_l("Question"), blank=_l("All questions"))
