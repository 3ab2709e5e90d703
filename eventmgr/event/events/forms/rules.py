"""The section of an event's settings that says who gets a place, until when, and who may change what."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.events.derived.opening import CURRENCIES
from eventmgr.event.events.forms.sections import SectionForm
from eventmgr.event.events.models import Approval, Cost, Event
from eventmgr.event.forms.fields import ALWAYS, LABELS, OPTIONAL, mode
from eventmgr.event.forms.questions import PREFIX, SILENT
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.tools.web.forms import (
    AmountField,
    CodeMultiSelect,
    CodeSelect,
    Required,
    field_of,
)

MONTHS = ((6, 6), (12, 12), (24, 24), (36, 36), (60, 60))


class RegistrationRulesForm(SectionForm):
    """The rules by which people get a place, and their deadlines."""

    asks = False
    """Whether more people hold places than `capacity` says, so that the reader has to confirm it."""

    @property
    def unasked(self) -> frozenset[str]:
        """The confirmation, unless it is needed."""
        return frozenset() if self.asks or self.fewer_places.data else frozenset({"fewer_places"})

    capacity = field_of(Event.capacity, least=0, most=100_000, description=_l("Leave empty for no limit."))
    fewer_places = BooleanField(
        _l("Keep this number: nobody loses a place, and places that become free are not reassigned")
    )
    approval = RadioField(
        label_of(Event.approval), choices=[SelectChoice(approval.value, approval.label) for approval in Approval]
    )
    has_waiting_list = BooleanField(
        _l("Offer a waiting list when the event is full"),
        description=_l(
            "Its order, and whether places are offered before they are given, are set on the page “Waiting list”."
        ),
    )
    by_invitation = field_of(Event.by_invitation)
    needs_unit_word = field_of(
        Event.needs_unit_word,
        description=_l(
            "People who register for an invited delegation by themselves stay pending until its liaison "
            "recommends them. People entered by a liaison count as recommended."
        ),
    )
    registration_opens_at = field_of(Event.registration_opens_at, description=_l("Leave empty: on publication."))
    registration_closes_at = field_of(
        Event.registration_closes_at, description=_l("Leave empty: when the event begins.")
    )
    changes_close_at = field_of(
        Event.changes_close_at,
        description=_l(
            "Changes made later are requests that you accept or decline. Leave empty: changes are "
            "always saved, and you are told about those made after registration has closed."
        ),
    )
    reviewed_fields = CodeMultiSelect(
        label_of(Event.reviewed_fields),
        description=_l(
            "Once a place is confirmed, a change to any of these needs your approval too, whenever it is made."
        ),
    )
    audience = field_of(
        Event.audience,
        description=_l(
            "Job functions, sectors, kinds of companies. Delegations and guests are named by the page itself."
        ),
    )
    cost = CodeSelect(label_of(Event.fee), blank=_l("Not stated"), choices=Cost.choices())
    fee = AmountField(_l("Amount per person"))
    fee_currency = CodeSelect(label_of(Event.fee_currency), choices=[*CURRENCIES.items()])
    fee_note = field_of(Event.fee_note, description=_l("For example: accommodation at one's own expense."))
    retention_months = CodeSelect(
        label_of(Event.retention_months), [Required()], choices=[(str(n), str(n)) for n, _m in MONTHS]
    )

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The rules of registration as the form shows them."""
        cost = None if event.fee is None else Cost.PAID.value if event.fee else Cost.FREE.value
        own = {"approval": event.approval.value, "cost": cost, "fee": event.fee or None}
        return super().read(event) | own | {"retention_months": str(event.retention_months)}

    def prepare(self, event: Event) -> None:
        """Times are typed on the event's clock; an unusual period stays on offer."""
        for field in (self.registration_opens_at, self.registration_closes_at, self.changes_close_at):
            field.zone = event.timezone
        self.reviewed_fields.offer(_reviewable(event))
        months = sorted({*(n for n, _m in MONTHS), event.retention_months})
        self.retention_months.offer([(str(n), str(n)) for n in months])

    def values(self) -> dict[str, Any]:
        """Columns, approval and months as such; the fee as its column holds it."""
        fees = {None: None, Cost.FREE.value: 0, Cost.PAID.value: self.fee.data}
        return super().values() | {
            "approval": Approval(self.approval.data),
            "retention_months": int(self.retention_months.data or 36),
            "fee": fees[self.cost.data],
            "fee_currency": self.fee_currency.data or "CNY",
        }

    def validate(self, *args: object, **kwargs: object) -> bool:
        """A fee has an amount."""
        fine = bool(super().validate(*args, **kwargs))
        if self.cost.data == Cost.PAID.value and not self.fee.data and not self.fee.errors:
            self.fee.errors = [*self.fee.errors, _("Fill in “%(label)s”.", label=self.fee.label.text)]
            return False
        return fine


def _reviewable(event: Event) -> list[tuple[str, str]]:
    """Fields and questions that the event asks; those that were chosen and are not asked now stay on offer."""
    asked = [name for name in (*ALWAYS, *OPTIONAL) if mode(event.fields, name) != "off"]
    offered = [(name, str(LABELS[name])) for name in asked]
    offered += [
        (PREFIX + question.key, localized(question.label, language()) or question.key)
        for question in event.questions
        if question.kind not in SILENT
    ]
    known = dict(offered)
    return [*offered, *((name, str(LABELS.get(name, name))) for name in event.reviewed_fields if name not in known)]
