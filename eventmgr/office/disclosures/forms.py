"""For whom a list is, what for, and what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from eventmgr.event.forms.fields import DOCUMENT
from eventmgr.ground.i18n import _, _l
from eventmgr.office.disclosures.arranged.columns import RIDE, ROOM, Of, read_scope
from eventmgr.office.disclosures.contents import COLUMN_LABELS, COLUMNS, USUAL
from eventmgr.office.disclosures.services import MOST_DAYS, Wanted
from eventmgr.tools.web.forms import CodeMultiSelect, CodeSelect, Form, IntField, LineField, Required

_NUMBERS = {"mobile", *DOCUMENT}
"""Columns that need a reason."""
_LANGUAGES = (("zh", _l("Chinese")), ("en", _l("English")))


class DisclosureForm(Form):
    """A list for a recipient."""

    recipient = LineField(
        _l("Receiving organization"),
        [Required()],
        longest=100,
        description=_l("The hotel, carrier or host site that gets the list."),
    )
    contact = LineField(
        _l("Contact at the recipient"),
        [Required()],
        longest=200,
        description=_l("Name and telephone or e-mail of the person responsible for the list there."),
    )
    purpose = LineField(
        _l("Purpose"),
        [Required()],
        longest=300,
        description=_l("Participants read it on their own pages: “room booking, 12 to 14 May”."),
    )
    scope = CodeSelect(
        _l("Only people of"),
        blank=_l("Everybody whom the filter finds"),
        description=_l("A hotel gets only the people in its own rooms, a carrier only those in its own vehicles."),
    )
    columns = CodeMultiSelect(_l("Columns"), description=_l("Only what the purpose needs. The name is always in it."))
    mobile_need = LineField(
        _l("Reason for mobile or document numbers"),
        longest=200,
        description=_l("Only if such a column is chosen; kept in the change log."),
    )
    language = CodeSelect(_l("Language of the list"), [Required()], choices=_LANGUAGES)

    def prepare(self, known: Collection[str], scopes: Sequence[tuple[str, str]], *, sees_plan: bool) -> None:
        """Offer the columns that the event asks, with rooms and rides where there are any and their reader may see
        them."""
        self.scope.offer(scopes if sees_plan else [])
        offered = {*known, *_arranged(scopes)} if sees_plan else set(known)
        self.columns.offer([(key, str(COLUMN_LABELS[key])) for key in COLUMNS if key in offered and key != "name"])

    def faults(self) -> bool:
        """Whether something is missing that another field asks for; the fault then stands beside its field."""
        if _NUMBERS & set(self.columns.data or ()) and not self.mobile_need.data:
            self.mobile_need.errors = [
                *self.mobile_need.errors,
                _("Say what the mobile or document numbers are needed for, or leave those columns out."),
            ]
        return bool(self.errors)

    def wanted(self) -> Wanted:
        """What is handed over, to whom and why, as typed."""
        columns = self.columns.data or []
        return Wanted(
            self.recipient.data or "",
            self.contact.data or "",
            self.purpose.data or "",
            ",".join(columns),
            (self.mobile_need.data or "") if _NUMBERS & set(columns) else "",
            self.language.data or "zh",
            self.scope.data or "",
        )


def _arranged(scopes: Sequence[tuple[str, str]]) -> set[str]:
    there = {scope.of for value, _words in scopes if (scope := read_scope(value))}
    return (set(ROOM) if Of.HOTEL in there else set()) | (set(RIDE) if Of.RIDES in there else set())


def usual(known: Collection[str]) -> list[str]:
    """The columns that are chosen at first."""
    return [key for key in USUAL if key in known]


class LinkForm(Form):
    """How long a link opens the list."""

    days = IntField(_l("Days until the link expires"), [Required()], least=1, most=MOST_DAYS)
