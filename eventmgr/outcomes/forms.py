"""What an organizer types about a conclusion."""

from __future__ import annotations

from eventmgr.i18n import _l
from eventmgr.outcomes.models import Conclusion, ConclusionStatus
from eventmgr.outcomes.services import ConclusionDraft
from eventmgr.web.forms import BilingualLine, BilingualText, CodeSelect, DateField, Form, LineField, Required

STATES = {
    ConclusionStatus.OPEN: _l("Open"),
    ConclusionStatus.DONE: _l("Done"),
    ConclusionStatus.DROPPED: _l("Dropped"),
}


class ConclusionForm(Form):
    """A conclusion: what, who, by when."""

    text = BilingualText(_l("Conclusion"), [Required()], longest=1000)
    owner = BilingualLine(_l("Who does it"), [Required()])
    due_on = DateField(_l("Due on"))
    state = CodeSelect(_l("State"), [Required()])
    note = LineField(_l("Note"), longest=500)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.state.offer([(state.value, words) for state, words in STATES.items()])

    def draft(self) -> ConclusionDraft:
        """The typed values as the service takes them."""
        return ConclusionDraft(
            text=self.text.data,
            owner=self.owner.data,
            due_on=self.due_on.data,
            status=ConclusionStatus(self.state.data),
            note=self.note.data or "",
        )


def values_of(conclusion: Conclusion) -> dict[str, object]:
    """What the form shows of an existing conclusion."""
    return {
        "text": conclusion.text,
        "owner": conclusion.owner,
        "due_on": conclusion.due_on,
        "state": conclusion.status.value,
        "note": conclusion.note,
    }
