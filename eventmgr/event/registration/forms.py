"""Forms in which organizers give a reason: of a refusal, or what they need covered data for."""

from __future__ import annotations

from eventmgr.event.registration.covering import NOTE_LENGTH, WHY, Need, read_need
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _l
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, Required, TextField


class ReasonForm(Form):
    """Asks for the reason why somebody is refused."""

    reason = TextField(_l("Reason"), longest=500)
    kept = TextField(_l("A reason used before"), longest=500)
    """Picked, where none was typed."""


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
            need = read_need({"why": self.why.data or "", "note": self.note.data or ""})
        except Refusal as refusal:
            if not self[refusal.field].errors:
                self[refusal.field].errors = [refusal.message]
            return None
        return need if is_whole else None


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
