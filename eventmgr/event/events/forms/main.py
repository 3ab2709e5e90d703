"""What an event of sixty people needs to be told, of several sections, as one form."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.forms.rules import RegistrationRulesForm
from eventmgr.event.events.forms.sections import (
    ContactForm,
    FactsForm,
    SectionForm,
    TimeForm,
    idle_ticks,
    is_reachable,
    offer_moves,
    words_of_moving,
)
from eventmgr.event.events.models import Approval, Event, HostRole
from eventmgr.event.events.services import Row
from eventmgr.ground.i18n import _, _l, language
from eventmgr.tools.taxonomy import choices_provinces
from eventmgr.tools.web.forms import BilingualLine, PersonNameField, Required, field_of

_PARTS = {"venues": "venue", "hosts": "host"}
"""Lists of which the form asks for the only row."""


class MainForm(SectionForm):
    """What is set most, as its sections ask for it. Of venues and hosts the first one, as long as there is no other."""

    asks = False
    """Whether more people hold places than `capacity` says, so that the reader has to confirm it."""

    title = FactsForm.title
    summary = FactsForm.summary
    starts_at = field_of(Event.starts_at, [Required()])
    ends_at = field_of(Event.ends_at, [Required()])
    move_agenda = TimeForm.move_agenda
    move_deadlines = TimeForm.move_deadlines
    moves = TimeForm.moves
    province_code = TimeForm.province_code
    city = TimeForm.city
    venue = BilingualLine(_l("Venue"), description=_l("“To be announced” will do."))
    host = BilingualLine(HostRole.HOST.label)
    contact_name = PersonNameField(_l("Contact"), longest=60)
    phone = ContactForm.phone
    email = ContactForm.email
    capacity = RegistrationRulesForm.capacity
    fewer_places = RegistrationRulesForm.fewer_places
    approval = RegistrationRulesForm.approval
    has_waiting_list = RegistrationRulesForm.has_waiting_list
    registration_closes_at = RegistrationRulesForm.registration_closes_at

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The main settings as the form shows them."""
        rows = {field: (getattr(event, part) or [None])[0] for part, field in _PARTS.items()}
        names = {field: row.name if row is not None else {} for field, row in rows.items()}
        return super().read(event) | ContactForm.read(event) | {"approval": event.approval.value} | names

    def prepare(self, event: Event) -> None:
        """Times are typed on the event's clock; several venues or hosts have their own page."""
        self.event = event
        for field in (self.starts_at, self.ends_at, self.registration_closes_at):
            field.zone = event.timezone
        self.province_code.offer(choices_provinces(language()))
        self.move_deadlines.description = words_of_moving(event)
        offer_moves(self.moves, event)
        for part, name in _PARTS.items():
            if len(getattr(event, part)) > 1:
                del self[name]
        if "host" in self and event.hosts:
            self.host.label.text = event.hosts[0].role.label

    @property
    def unasked(self) -> frozenset[str]:
        """What needs no answer: ticks where nothing would move, the confirmation unless it is needed."""
        confirmation = () if self.asks or self.fewer_places.data else ("fewer_places",)
        return idle_ticks(self.move_deadlines, self.moves).union(confirmation)

    def values(self) -> dict[str, Any]:
        """Columns, approval and contact as their columns hold them."""
        contact = {"name": self.contact_name.data, "phone": self.phone.data, "email": self.email.data}
        return super().values() | {
            "approval": Approval(self.approval.data),
            "contact": {name: value for name, value in contact.items() if value},
        }

    def drafts(self, event: Event, part: str) -> list[Row]:
        """The only row of `venues` or `hosts` with the name that was typed; nothing where its own page asks."""
        name = _PARTS[part]
        if name not in self or not self[name].data:
            return []
        rows = getattr(event, part)
        new = {"role": HostRole.HOST} if part == "hosts" and not rows else {}
        return [Row(values={"name": self[name].data, **new}, id=rows[0].id if rows else None)]

    def validate(self, *args: object, **kwargs: object) -> bool:
        """Who has a name can be reached; a venue or a host that there is keeps a name."""
        fine = bool(super().validate(*args, **kwargs))
        for part, name in _PARTS.items():
            if name in self and getattr(self.event, part) and not self[name].data:
                self[name].errors = [*self[name].errors, _("Fill in “%(label)s”.", label=self[name].label.text)]
                fine = False
        return (not self.contact_name.data or is_reachable(self)) and fine
