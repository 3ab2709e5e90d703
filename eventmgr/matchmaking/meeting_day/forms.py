"""What is typed on the day."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from flask import request
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, format_instant, language
from eventmgr.ground.text import mail_address
from eventmgr.matchmaking.meeting_day.labels import AMOUNT_KINDS, CURRENCIES, RATINGS
from eventmgr.matchmaking.meeting_day.models import ActKind, MeetingOutcome, MeetingResult, ScreenKind
from eventmgr.matchmaking.meeting_day.services import Details, Newcomer, Sent
from eventmgr.matchmaking.meeting_day.services.screens import ScreenDraft
from eventmgr.matchmaking.meeting_plans.models import PartyKind
from eventmgr.matchmaking.meeting_plans.slots import Slot
from eventmgr.tools.taxonomy import choices_provinces
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.forms import (
    AmountField,
    CodeMultiSelect,
    CodeSelect,
    Form,
    IntField,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_AT = 14
TEN_THOUSAND = 10_000
"""Amounts are typed in 万."""


def sent_by(teller: str, *parts: object) -> Sent:
    """The act of this post: its key is that of the form together with what was pressed (`said`), so that the same form
    with another answer is another act; its time is what the browser wrote down when it happened, if it did.

    A post without a key was not sent by a page of ours, and is an act of its own.
    """
    try:
        key = uuid.UUID(request.form.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    return Sent(
        str(uuid.uuid5(key, json.dumps([teller, *map(str, parts)]))), teller, _happened(request.form.get("at", ""))
    )


def new_key() -> str:
    """What a form of the day carries."""
    return str(uuid.uuid4())


def _happened(typed: str) -> datetime | None:
    """From milliseconds since 1970, as browsers count."""
    if not typed.isascii() or not typed.isdecimal() or len(typed) > _LONGEST_AT:
        return None
    return _EPOCH + timedelta(milliseconds=int(typed))


class ResultForm(Form):
    """What came of a meeting, with all that may be added."""

    outcome = RadioField(
        _l("Result"),
        choices=[SelectChoice(one.value, one.label) for one in MeetingOutcome],
        validators=[Required()],
    )
    amount_kind = CodeSelect(_l("Kind of amount"), choices=list(AMOUNT_KINDS.items()), blank=_l("No amount"))
    amount = AmountField(_l("Amount, in units of 10,000"), most=99_999_999)
    currency = CodeSelect(_l("Currency"), choices=list(CURRENCIES.items()))
    next_step = LineField(_l("Next step"), longest=500)
    rating = CodeSelect(_l("How useful was the meeting for you?"), choices=list(RATINGS.items()), blank=_l("No rating"))

    def details(self) -> Details:
        """What was typed beside the outcome."""
        amount = self.amount.data
        return Details(
            amount=None if amount is None else Decimal(amount) * TEN_THOUSAND / 100,
            currency=self.currency.data or "CNY",
            amount_kind=self.amount_kind.data or "",
            next_step=self.next_step.data or "",
            rating=int(self.rating.data) if self.rating.data else None,
        )

    def chosen(self) -> MeetingOutcome:
        """The outcome that was chosen."""
        return MeetingOutcome(self.outcome.data)


def values_of(result: MeetingResult | None) -> dict[str, Any]:
    """What the form shows of a result."""
    if result is None:
        return {"currency": "CNY"}
    return {
        "outcome": result.outcome.value,
        "amount_kind": result.amount_kind or None,
        "amount": None if result.amount is None else int(result.amount * 100 / TEN_THOUSAND),
        "currency": result.currency,
        "next_step": result.next_step,
        "rating": str(result.rating) if result.rating else None,
    }


class _OfSlots(Form):
    """Times are chosen among the slots that are still to come."""

    def offer_slots(self, *names: str, slots: Sequence[Slot], zone: str) -> None:
        """Let the fields `names` have the beginnings of these slots."""
        choices = [(code_of(slot.starts_at), format_instant(slot.starts_at, zone, year=False)) for slot in slots]
        for name in names:
            self[name].offer(choices)


class LateForm(_OfSlots):
    """From when on somebody is there."""

    until = CodeSelect(_l("Here from"), validators=[Required()])
    person = CodeSelect(_l("About whom"), blank=_l("the whole organization"))


class AwayForm(_OfSlots):
    """Between which slots somebody is away."""

    since = CodeSelect(_l("Away from"), validators=[Required()])
    until = CodeSelect(_l("Back at"), validators=[Required()])
    person = CodeSelect(_l("About whom"), blank=_l("the whole organization"))


class SeveralForm(_OfSlots):
    """Several organizations at once: a delegation, or those that are ticked."""

    what = RadioField(
        _l("What was reported"),
        choices=[SelectChoice(one.value, one.label) for one in (ActKind.LATE, ActKind.ABSENT, ActKind.LEFT)],
        validators=[Required()],
    )
    until = CodeSelect(_l("Here from"), blank=_l("only if late"))
    unit = CodeSelect(_l("Delegation"), blank=_l("those ticked below"))
    parties = CodeMultiSelect(_l("Organizations in meetings"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Somebody is named; who is late comes at some time."""
        is_valid = bool(super().validate(*args, **kwargs))
        if not self.unit.data and not self.parties.data:
            self.unit.errors = [*self.unit.errors, _("Choose a delegation, or tick organizations.")]
            is_valid = False
        if self.what.data == ActKind.LATE.value and not self.until.data:
            self.until.errors = [*self.until.errors, _("Choose when they arrive.")]
            is_valid = False
        return is_valid


class LeftForm(Form):
    """Records who has left or has not come."""

    person = CodeSelect(_l("About whom"), blank=_l("the whole organization"))


class TableForm(_OfSlots):
    """Which table is lost, or which hall or row of tables, and until when."""

    table = IntField(_l("Table no."), least=1, most=100_000)
    last = IntField(
        _l("To table no."), least=1, most=100_000, description=_l("For several tables in a row; otherwise leave empty.")
    )
    hall = CodeSelect(_l("Whole hall"), blank=_l("no, the tables above"))
    until = CodeSelect(_l("In use again from"), blank=_l("not again"))


class WalkInForm(Form):
    """Registers an organization that comes to the desk without registration."""

    organization = OrganizationField(_l("Organization"), validators=[Required()], longest=200)
    name = PersonNameField(_l("Name"), validators=[Required()], longest=50)
    title = LineField(_l("Position"), longest=100)
    mobile = LineField(_l("Mobile number"), longest=40)
    email = LineField(_l("E-mail"), longest=254, description=_l("Their link is shown as a code to scan in any case."))
    kind = CodeSelect(
        _l("Type of organization"),
        choices=PartyKind.choices,
        validators=[Required()],
    )
    province = CodeSelect(_l("Province/region"), choices=lambda: choices_provinces(language()), blank=_l("unknown"))

    def newcomer(self) -> Newcomer | None:
        """What was typed; None: the mobile number is none, which stands at its field."""
        mobile = ""
        if self.mobile.data:
            try:
                mobile = normalize_mobile(self.mobile.data)
            except Refusal as refusal:
                self.mobile.errors = [*self.mobile.errors, refusal.message]
                return None
        try:
            email = mail_address(self.email.data) if self.email.data else ""
        except ValueError:
            self.email.errors = [
                *self.email.errors,
                _("This is not a complete e-mail address, such as name@example.com."),
            ]
            return None
        return Newcomer(
            organization=self.organization.data or "",
            name=self.name.data or "",
            title=self.title.data or "",
            mobile=mobile,
            email=email,
            kind=PartyKind(self.kind.data),
            province_code=self.province.data or "",
            language=language(),
        )


class ScreenForm(Form):
    """A link for a screen or a phone."""

    kind = CodeSelect(_l("Purpose"), choices=ScreenKind.choices(), validators=[Required()])
    label = LineField(_l("Location, or name of the table host"), validators=[Required()], longest=60)
    hall = CodeSelect(_l("Hall"), blank=_l("All halls"))
    first_table = IntField(_l("From table no."), least=1, most=100_000)
    last_table = IntField(_l("To table no."), least=1, most=100_000)

    def draft(self) -> ScreenDraft:
        """The screen as it was typed."""
        return ScreenDraft(
            kind=ScreenKind(self.kind.data),
            label=self.label.data or "",
            hall_id=int(self.hall.data) if self.hall.data else None,
            first_table=self.first_table.data,
            last_table=self.last_table.data,
        )


def code_of(at: datetime) -> str:
    """An instant as the value of a choice."""
    return str(int(at.timestamp()))


def instant_of(code: str | None) -> datetime | None:
    """The instant of such a value; None: none was chosen."""
    return datetime.fromtimestamp(int(code), UTC) if code else None
