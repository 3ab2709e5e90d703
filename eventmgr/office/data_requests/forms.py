"""What is asked about personal information, and what is answered."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from eventmgr.ground.i18n import _, _l
from eventmgr.office.data_requests.labels import ASKED, EFFECTS
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.office.data_requests.services import DECISIONS
from eventmgr.tools.web.forms import CodeSelect, Form, Required, TextField

LONGEST = 2000
_DECIDED = {
    RequestState.GRANTED: _l("Grant the request"),
    RequestState.DECLINED: _l("Do not grant it"),
    RequestState.ANSWERED: _l("Answer"),
}


class AskForm(Form):
    """A request: of which kind, and in the person's own words."""

    kind = CodeSelect(
        _l("What do you ask for?"),
        [Required()],
        blank=_l("Please select"),
        choices=[(kind.value, kind.label) for kind in ASKED],
    )
    text = TextField(
        _l("In your words"),
        longest=LONGEST,
        description=_l("Needed for another request or question; otherwise you may leave it empty."),
    )

    def for_organizers(self) -> AskForm:
        """The same in the words of those who enter what somebody else asks."""
        self.kind.label.text, self.text.label.text = _("Request"), _("In the person's words")
        return self

    def validate_text(self, field: Any) -> None:
        """A question without words asks nothing."""
        if self.kind.data == RequestKind.OTHER.value and not field.data:
            raise ValidationError(_("Write what you ask for."))

    def wanted(self) -> RequestKind:
        """The kind that was chosen."""
        return RequestKind(self.kind.data)


class AnswerForm(Form):
    """The answer, and whether the request is granted."""

    decision = CodeSelect(_l("Decision"), [Required()], blank=_l("Please select"))
    answer = TextField(
        _l("Answer"),
        [Required()],
        longest=LONGEST,
        description=_l("The person reads it on their own page and in the e-mail."),
    )

    def prepare(self, request: DataRequest) -> None:
        """Offer what a request of this kind may become."""
        self.decision.offer([(state.value, _DECIDED[state]) for state in DECISIONS[request.kind]])
        if request.kind is not RequestKind.OTHER:
            self.decision.description = _("If granted: %(effect)s", effect=EFFECTS[request.kind])

    def decided(self) -> RequestState:
        """The decision that was chosen."""
        return RequestState(self.decision.data)
