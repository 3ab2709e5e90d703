"""Who is invited, typed or pasted one a line; codes for several."""

from __future__ import annotations

import re

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.invitations.services import MOST_AT_ONCE, Invitee, Terms
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import clean_line
from eventmgr.tools.messages.letters import checked_address
from eventmgr.tools.taxonomy import choices_units
from eventmgr.tools.web.forms import CodeSelect, Form, InstantField, IntField, LineField, Required, TextField

_LANGUAGES = (("zh", _l("Chinese")), ("en", _l("English")))
_PARTS = re.compile(r"[\t,，;；]+|(?<=\S)[ \u3000]+(?=\S+@)")
"""Between name and address of a pasted line: cells of a spreadsheet, commas, or a blank before the address."""


class TermsForm(Form):
    """What an invitation is for."""

    role = CodeSelect(_l("Attending as"), blank=_l("as they say themselves"))
    unit = CodeSelect(_l("Delegation"), blank=_l("as they say themselves"))
    expires_at = InstantField(_l("Valid until"), description=_l("Leave empty: as long as registration is open."))
    language = CodeSelect(_l("Language of the e-mails"), [Required()], choices=_LANGUAGES)

    def prepare(self, event: Event) -> None:
        """Offer what the event takes, on its clock."""
        self.expires_at.zone = event.timezone
        self.role.offer([(one.key, one.called()) for one in types_of(event) if not one.is_hidden])
        invited = tuple(sorted(unit.unit_code for unit in event.units))
        self.unit.offer(choices_units(language(), invited or None))

    def terms(self) -> Terms:
        """The terms of the invitation as chosen in the form."""
        return Terms(self.role.data or "", self.unit.data or "", self.expires_at.data, self.language.data or "zh")


class PeopleForm(TermsForm):
    """Who is invited, each with a link of their own."""

    people = TextField(
        _l("People"),
        [Required()],
        longest=60_000,
        description=_l("One per line: name, then e-mail address. Rows from a spreadsheet can be pasted as they are."),
    )

    def invitees(self) -> list[Invitee]:
        """Those who stand in the text, each address once; the faults stand beside the field."""
        invited: dict[str, Invitee] = {}
        wrong: list[str] = []
        for number, line in enumerate((self.people.data or "").split("\n"), 1):
            parts = [clean_line(part) for part in _PARTS.split(line) if part.strip()]
            if not parts:
                continue
            address = next((part for part in parts if "@" in part), "")
            name = next((part for part in parts if "@" not in part), "")
            try:
                person = Invitee(name[:50], checked_address(address) if address else "")
            except Refusal as refusal:
                wrong.append(_("Line %(number)s: %(fault)s", number=number, fault=refusal.message))
                continue
            if not name:
                wrong.append(_("Line %(number)s has no name.", number=number))
            invited.setdefault(person.email.lower() or f"{number}", person)
        if len(invited) > MOST_AT_ONCE:
            wrong.append(
                _("These are %(num)s people; invite at most %(most)s at once.", num=len(invited), most=MOST_AT_ONCE)
            )
        if wrong:
            self.people.errors = [*self.people.errors, *wrong[:5]]
        return [] if wrong else [*invited.values()]


class CodeForm(TermsForm):
    """A code by which several people can register."""

    name = LineField(_l("Purpose"), [Required()], longest=100, description=_l("Seen by organizers only."))
    uses_most = IntField(_l("Number of uses"), [Required()], least=1, most=100_000)


class TypedCodeForm(Form):
    """A code that a visitor types."""

    code = LineField(_l("Invitation code"), [Required()], longest=40)
