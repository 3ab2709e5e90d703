"""What organizers type about deals, and what a side tells on its link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, FileField, FormField, RadioField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, _n, language, localized
from eventmgr.ground.masking import mask_contact
from eventmgr.ground.text import mail_address
from eventmgr.matchmaking.outcomes.deals.drafts import AmountDraft, DealDraft, SideDraft
from eventmgr.matchmaking.outcomes.deals.money import (
    CURRENCIES,
    HOME,
    UNITS,
    rate_text,
    read_amount,
    read_rate,
    typed_as,
)
from eventmgr.matchmaking.outcomes.deals.services.planning import MONTHS, Plan
from eventmgr.matchmaking.outcomes.models import (
    CHAIN,
    AmountKind,
    Deal,
    DealMetric,
    DealParty,
    DealType,
    ReportKind,
    Stage,
)
from eventmgr.matchmaking.outcomes.reminding.services import SideReport
from eventmgr.tools.metrics.forms import metric_form_of
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.forms import (
    BilingualLine,
    CodeMultiSelect,
    CodeSelect,
    DateField,
    Form,
    LineField,
    NumberedList,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
)

MOST_SIDES = 6
_LANGUAGES = (("zh", _l("Chinese")), ("en", _l("English")))
_KINDS_SHOWN = (AmountKind.PLANNED, AmountKind.CONTRACT, AmountKind.FOREIGN, AmountKind.IN_PLACE)


class SideRow(PlainForm):
    """One side; an empty name leaves the row out."""

    name = OrganizationField(_l("Organization"), longest=200)
    province = CodeSelect(_l("Province/region"), blank=_l("not stated"))
    sector = CodeSelect(_l("Sector"), blank=_l("not stated"))
    contact_name = PersonNameField(_l("Contact"), longest=50)
    contact_email = LineField(_l("E-mail"), longest=254)
    contact_mobile = LineField(_l("Mobile number"), longest=40)
    language = CodeSelect(_l("Language of the e-mails"), choices=_LANGUAGES, default="zh")
    stored_contacts: Mapping[str, str] = MappingProxyType({})

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.province.offer(choices_provinces(language()))
        self.sector.offer(choices_sectors(language()))

    @property
    def counts(self) -> bool:
        """Whether a side is named."""
        return bool(self.name.data)

    def side(self) -> SideDraft:
        """What was typed; what is wrong stands beside its field."""
        return SideDraft(
            self.name.data or "",
            self.province.data,
            self.sector.data,
            self.contact_name.data or "",
            self._contact("contact_email", _mailbox),
            self._contact("contact_mobile", normalize_mobile),
            self.language.data or "zh",
        )

    def _contact(self, name: str, read: Callable[[str], str]) -> str:
        """What was typed; what is left as it was shown, masked, stays as it is."""
        stands = self.stored_contacts.get(name, "")
        return stands if stands and self[name].data == mask_contact(stands) else _read(self[name], read)

    def keep(self, side: DealParty) -> None:
        """Number and address of that side may be left as they are shown."""
        self.stored_contacts = {name: getattr(side, name) for name in ("contact_email", "contact_mobile")}


class AmountRow(PlainForm):
    """One amount; an empty one leaves the row out."""

    kind = CodeSelect(_l("Kind of amount"), choices=[(kind.value, kind.label) for kind in _KINDS_SHOWN])
    amount = LineField(_l("Amount"), longest=40)
    unit = CodeSelect(_l("Amount in"), choices=[(key, label) for key, (_size, label) in UNITS.items()], default="wan")
    currency = CodeSelect(_l("Currency"), choices=[(code, code) for code in CURRENCIES], default=HOME)
    rate = LineField(_l("Rate: yuan for one unit of the currency"), longest=20)
    rate_on = DateField(_l("Day of the rate"))

    @property
    def counts(self) -> bool:
        """Whether an amount is typed."""
        return bool(self.amount.data)

    def draft(self) -> AmountDraft | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        original = read_amount(self.amount.data or "", self.unit.data or "wan")
        if original is None:
            _fault(
                self.amount,
                _("This is not an amount. Enter it as 1200, 3,500.5 or 1.2亿; fractions of a cent do not count."),
            )
        currency, rate = self.currency.data or HOME, None
        if currency != HOME:
            rate = read_rate(self.rate.data or "")
            if rate is None:
                _fault(self.rate, _("An amount in another currency needs its exchange rate, such as 7.1234."))
            if self.rate_on.data is None:
                _fault(self.rate_on, _("Enter the date of the rate."))
        if original is None or self.rate.errors or self.rate_on.errors:
            return None
        kind = AmountKind(self.kind.data or AmountKind.PLANNED.value)
        return AmountDraft(kind, original, currency, rate, self.rate_on.data if rate else None)


class DealForm(Form):
    """A deal: title, type, amount, stage and parties."""

    title = BilingualLine(_l("Title"), [Required()], longest=200)
    type = CodeSelect(_l("Type of cooperation"), [Required()], choices=DealType.choices())
    stage = CodeSelect(_l("Stage"), [Required()], choices=[(stage.value, stage.label) for stage in CHAIN])
    on_date = DateField(_l("Reached on"), description=_l("Leave empty: today."))
    stage_note = LineField(_l("Note on the stage"), longest=500)
    told_by = CodeSelect(_l("Reported by the province"), blank=_l("not stated"))
    stems_from = CodeSelect(
        _l("Stems from"),
        blank=_l("none"),
        description=_l("The deal that led to this one. Each counts once, by its own amount."),
    )
    note = TextField(_l("Note"), longest=1000)
    sides = NumberedList(FormField(SideRow), _l("Sides"), max_entries=MOST_SIDES)
    amounts = NumberedList(FormField(AmountRow), _l("Amounts"), max_entries=len(_KINDS_SHOWN))

    def prepare(self, others: list[Any], deal: Deal | None = None) -> DealForm:
        """Offer the deals that this one may stem from, and empty rows."""
        self.told_by.offer(choices_provinces(language()))
        self.stems_from.offer([(str(item.id), f"#{item.id} {localized(item.title)}") for item in others])
        if deal is not None:
            del self.stage, self.on_date, self.stage_note
            for row, side in zip(self.sides, deal.parties, strict=False):
                row.form.keep(side)
        while len(self.sides) < MOST_SIDES and (len(self.sides) < 3 or self.sides[-1].form.counts):
            self.sides.append_entry()
        used = {row.form.kind.data for row in self.amounts if row.form.counts}
        for kind in _KINDS_SHOWN:
            if len(self.amounts) < len(_KINDS_SHOWN) and kind.value not in used:
                self.amounts.append_entry({"kind": kind.value, "unit": "wan", "currency": HOME})
        return self

    def draft(self) -> DealDraft | None:
        """The typed values as the service takes them; None where something is wrong, which then stands beside its
        field."""
        for position in (0, 1):
            row = self.sides[position].form
            if not row.name.data:
                _fault(row.name, _("A deal has two sides. Name the organization."))
        sides = tuple(row.side() for row in self.sides.counting())
        amounts = [row.draft() for row in self.amounts.counting()]
        kinds: set[str | None] = set()
        for row in self.amounts.counting():
            if row.kind.data in kinds:
                _fault(row.kind, _("This kind of amount is stated twice."))
            kinds.add(row.kind.data)
        if self.errors or any(row.errors for field in (self.sides, self.amounts) for row in field):
            return None
        more: dict[str, Any] = {}
        if "stage" in self:
            more = {
                "stage": Stage(self.stage.data),
                "on_date": self.on_date.data,
                "stage_note": self.stage_note.data or "",
            }
        return DealDraft(
            title=self.title.data,
            sides=sides,
            type=DealType(self.type.data),
            amounts=tuple(item for item in amounts if item is not None),
            told_by_code=self.told_by.data,
            note=self.note.data or "",
            stems_from_id=int(self.stems_from.data) if self.stems_from.data else None,
            **more,
        )


def values_of(deal: Deal) -> dict[str, Any]:
    """What the form shows of an existing deal."""
    return {
        "title": deal.title,
        "type": deal.type.value,
        "told_by": deal.told_by_code,
        "stems_from": str(deal.stems_from_id) if deal.stems_from_id else None,
        "note": deal.note,
        "sides": [
            {
                "name": side.name,
                "province": side.province_code,
                "sector": side.sector_code,
                "contact_name": side.contact_name,
                "contact_email": mask_contact(side.contact_email),
                "contact_mobile": mask_contact(side.contact_mobile),
                "language": side.language,
            }
            for side in deal.parties
        ],
        "amounts": [
            _amount_values(item) for item in sorted(deal.amounts, key=lambda item: _KINDS_SHOWN.index(item.kind))
        ],
    }


def _amount_values(item: Any) -> dict[str, Any]:
    text, unit = typed_as(item.amount if item.original is None else item.original)
    return {
        "kind": item.kind.value,
        "amount": text,
        "unit": unit,
        "currency": item.currency,
        "rate": rate_text(item.rate) if item.rate else "",
        "rate_on": item.rate_on,
    }


MetricForm = metric_form_of(DealMetric)


class StageForm(Form):
    """The deal has come further."""

    stage = CodeSelect(_l("Stage"), [Required()], blank=_l("Please select"))
    on_date = DateField(_l("Reached on"), [Required()])
    type = CodeSelect(
        _l("Type of cooperation"),
        [Required()],
        blank=_l("Please select"),
        description=_l("What came of a meeting has no type yet. Ratios count some types only."),
    )
    note = LineField(_l("Note"), longest=500)

    def prepare(self, deal: Deal, *, asks_type: bool) -> StageForm:
        """Offer the later stages, and the types where nobody has chosen one."""
        if asks_type:
            self.type.offer([(kind.value, kind.label) for kind in DealType])
        else:
            del self.type
        later = CHAIN[CHAIN.index(deal.stage) + 1 :] if deal.stage in CHAIN else ()
        self.stage.offer([(stage.value, stage.label) for stage in later])
        return self


class EndForm(Form):
    """The deal has ended early."""

    on_date = DateField(_l("Ended on"), [Required()])
    reason = LineField(_l("Reason"), [Required()], longest=500)


class ReopenForm(Form):
    """A deal that had ended goes on."""

    on_date = DateField(_l("Resumed on"), [Required()])
    note = LineField(_l("Note"), longest=500)


class EvidenceForm(Form):
    """A file that proves a stage."""

    stage = CodeSelect(_l("Proves the stage"), [Required()], choices=Stage.choices())
    file = FileField(
        _l("File"), description=_l("PDF, Word, Excel, PowerPoint, PNG or JPEG, up to 10 MB; kept encrypted.")
    )


class PlanForm(Form):
    """What holds for all deals of an event."""

    months = CodeMultiSelect(_l("Months after which the sides are asked"))
    confirms = BooleanField(_l("Reports of the sides need confirmation"))
    counted_types = CodeMultiSelect(_l("Types counted for ratios"), [Required()], choices=DealType.choices())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.months.offer(
            [
                (str(item), _n("%(num)s month after it was recorded", "%(num)s months after it was recorded", item))
                for item in MONTHS
            ]
        )

    def plan(self) -> Plan:
        """The plan of asking about deals, as entered."""
        return Plan(
            tuple(int(item) for item in self.months.data or ()),
            bool(self.confirms.data),
            tuple(DealType(item) for item in self.counted_types.data or ()),
        )


def plan_data(plan: Plan) -> dict[str, Any]:
    """The plan of asking about deals, as the form shows it."""
    return {
        "months": [str(item) for item in plan.months],
        "confirms": plan.confirms,
        "counted_types": [item.value for item in plan.counted_types],
    }


class TellForm(Form):
    """What has changed, as a side tells it."""

    kind = RadioField(
        _l("What has changed?"),
        [Required()],
        choices=[
            SelectChoice(ReportKind.ADVANCED.value, _l("It has reached a later stage")),
            SelectChoice(ReportKind.FUNDS.value, _l("Funds are in place")),
            SelectChoice(ReportKind.ENDED.value, _l("It has ended early")),
        ],
        validate_choice=True,
    )
    stage = CodeSelect(_l("Stage"), blank=_l("Please select"))
    on_date = DateField(_l("Date"), description=_l("Leave empty: today."))
    amount = LineField(_l("Funds in place"), longest=40)
    unit = CodeSelect(_l("Amount in"), choices=[(key, label) for key, (_size, label) in UNITS.items()], default="wan")
    reason = LineField(_l("Reason"), longest=500)

    def prepare(self, deal: Deal) -> TellForm:
        """Offer the stages that come after the present one."""
        later = CHAIN[CHAIN.index(deal.stage) + 1 :] if deal.stage in CHAIN else ()
        self.stage.offer([(stage.value, stage.label) for stage in later])
        if not later:
            self.kind.choices = [item for item in self.kind.choices if item.value != ReportKind.ADVANCED.value]
        return self

    def report(self) -> SideReport | None:
        """What was told; None where something is wrong, which then stands beside its field."""
        kind, amount = ReportKind(self.kind.data), None
        if kind is ReportKind.FUNDS:
            amount = read_amount(self.amount.data or "", self.unit.data or "wan")
            if not amount:
                _fault(
                    self.amount,
                    _("This is not an amount. Enter it as 1200, 3,500.5 or 1.2亿; fractions of a cent do not count."),
                )
                return None
        stage = Stage(self.stage.data) if kind is ReportKind.ADVANCED and self.stage.data else None
        reason = (self.reason.data or "") if kind is ReportKind.ENDED else ""
        return SideReport(kind, stage, self.on_date.data, reason, amount)


def _mailbox(typed: str) -> str:
    try:
        return mail_address(typed)
    except ValueError:
        raise Refusal(_("This is not a complete e-mail address, such as name@example.com.")) from None


def _read(field: Any, clean: Callable[[str], str]) -> str:
    try:
        return str(clean(field.data)) if field.data else ""
    except Refusal as refusal:
        _fault(field, refusal.message)
        return ""


def _fault(field: Any, message: str) -> None:
    field.errors = [*field.errors, message]
