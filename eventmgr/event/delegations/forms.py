"""Who a liaison is, what is due when, what a unit answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.delegations.board.labels import CHANGES_UNTIL, FIELDS
from eventmgr.event.delegations.board.standing import LINK_DAYS, dues_of
from eventmgr.event.delegations.models import DelegationPlan, Due, Liaison
from eventmgr.event.delegations.services import REMINDERS, Person, Plan
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.ground.text import mail_address
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    LineField,
    PersonNameField,
    Required,
    TextField,
)

_LANGUAGES = (("zh", _l("Chinese")), ("en", _l("English")))


class LiaisonForm(Form):
    """Somebody who speaks for a unit. Number and address are not shown: what is left empty stays as it is."""

    name = PersonNameField(FIELDS["name"], [Required()], longest=50)
    office = LineField(FIELDS["office"], longest=200)
    title = LineField(FIELDS["title"], longest=100)
    mobile = LineField(FIELDS["mobile"], longest=40)
    email = LineField(FIELDS["email"], longest=254)
    language = CodeSelect(_l("Language of the e-mails"), [Required()], choices=_LANGUAGES)

    def person(self, existing: Liaison | None = None) -> Person | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        mobile = _read(self.mobile, normalize_mobile) or (existing.mobile if existing else "")
        email = _read(self.email, _mailbox) or (existing.email if existing else "")
        if not email and not mobile and not self.errors:
            self.mobile.errors = [*self.mobile.errors, _("Enter a mobile number or an e-mail address, better both.")]
        if self.mobile.errors or self.email.errors:
            return None
        return Person(
            self.name.data or "",
            self.office.data or "",
            self.title.data or "",
            mobile,
            email,
            self.language.data or "zh",
        )


class ColleagueForm(LiaisonForm):
    """The colleague to whom a liaison hands over: the link goes to their mailbox."""

    email = LineField(FIELDS["email"], [Required()], longest=254)


class OwnForm(Form):
    """What is known of a liaison, as they correct it."""

    name = PersonNameField(FIELDS["name"], [Required()], longest=50)
    office = LineField(FIELDS["office"], longest=200)
    title = LineField(FIELDS["title"], longest=100)
    mobile = LineField(FIELDS["mobile"], longest=40)

    def person(self) -> Person | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        mobile = _read(self.mobile, normalize_mobile)
        if self.mobile.errors:
            return None
        return Person(self.name.data or "", self.office.data or "", self.title.data or "", mobile)


def _mailbox(typed: str) -> str:
    try:
        return mail_address(typed)
    except ValueError:
        raise Refusal(_("This is not a complete e-mail address, such as name@example.com.")) from None


def _read(field: Any, clean: Any) -> str:
    try:
        return str(clean(field.data)) if field.data else ""
    except Refusal as refusal:
        field.errors = [*field.errors, refusal.message]
        return ""


class AnswerForm(Form):
    """Whether a unit takes part."""

    takes_part = RadioField(
        _l("Does your delegation take part?"),
        [Required()],
        choices=[SelectChoice("yes", _l("It takes part")), SelectChoice("no", _l("It does not take part"))],
        validate_choice=True,
    )
    reason = TextField(_l("Reason"), longest=500, description=_l("Only if it does not take part."))


class DeadlinesForm(Form):
    """Deadlines of one delegation that differ from those of all."""

    confirm_due_at = InstantField(Due.CONFIRM.label, description=_l("Leave empty: as for all delegations."))
    list_due_at = InstantField(Due.LIST.label, description=_l("Leave empty: as for all delegations."))
    paper_due_at = InstantField(Due.PAPER.label, description=_l("Leave empty: as for all delegations."))

    def prepare(self, event: Event) -> None:
        """On the event's clock; without what its delegations cannot owe."""
        _keep_dues(self, event)

    def dues(self) -> dict[Due, datetime | None]:
        """The deadlines that were entered; None where the general one holds."""
        return {due: self[due.column].data for due in Due if due.column in self}


def _keep_dues(form: Form, event: Event) -> None:
    owed = dues_of(event)
    for due in Due:
        if due in owed:
            form[due.column].zone = event.timezone
        else:
            del form[due.column]


class PlanForm(Form):
    """What holds for all delegations of an event."""

    confirm_due_at = InstantField(
        Due.CONFIRM.label,
        description=_l("When each delegation must say whether it takes part. Leave empty: no deadline."),
    )
    list_due_at = InstantField(
        Due.LIST.label, description=_l("When each list must be complete. Leave empty: when registration closes.")
    )
    paper_due_at = InstantField(
        Due.PAPER.label,
        description=_l("When each delegation must have submitted its exchange paper. Leave empty: no deadline."),
    )
    changes_until = InstantField(
        CHANGES_UNTIL,
        description=_l(
            "Until then they can enter, correct and substitute people and cancel registrations, also "
            "after registration has closed. Leave empty: as long as participants can do so "
            "themselves."
        ),
    )
    link_days = IntField(_l("Links expire this many days after the event"), [Required()], least=0, most=90)
    reminds = BooleanField(_l("Remind overdue delegations automatically"))
    days_before = CodeMultiSelect(_l("When"))
    names_for_accounts = BooleanField(
        _l("Provincial accounts see who is on the list of their delegation"),
        description=_l("First make sure that the event's privacy notice says so. If off, they see numbers only."),
    )

    def prepare(self, event: Event) -> None:
        """On the event's clock; the distances in words."""
        _keep_dues(self, event)
        self.changes_until.zone = event.timezone
        self.days_before.offer(
            [
                (str(days), _n("%(num)s day before", "%(num)s days before", days) if days else _("once it has passed"))
                for days in REMINDERS
            ]
        )

    def plan(self, paper_due_at: datetime | None = None) -> Plan | None:
        """What was set; None where something is wrong, which then stands beside its field.

        Args:
            paper_due_at: the deadline of exchange papers, which stays while the form does not ask for it.
        """
        if self.reminds.data and not self.days_before.data:
            self.days_before.errors = [*self.days_before.errors, _("Choose at least one distance from the deadline.")]
            return None
        return Plan(
            self.confirm_due_at.data,
            self.list_due_at.data,
            int(self.link_days.data or 0),
            bool(self.reminds.data),
            [int(days) for days in self.days_before.data or ()],
            self.changes_until.data,
            bool(self.names_for_accounts.data),
            self.paper_due_at.data if "paper_due_at" in self else paper_due_at,
        )


def plan_data(plan: DelegationPlan | None) -> dict[str, Any]:
    """What the form of the plan shows."""
    if plan is None:
        usual = Plan()
        return {"link_days": LINK_DAYS, "reminds": False, "days_before": [str(days) for days in usual.days_before]}
    return {
        **{due.column: getattr(plan, due.column) for due in Due},
        "link_days": plan.link_days,
        "names_for_accounts": plan.names_for_accounts,
        "changes_until": plan.changes_until,
        "reminds": plan.reminds,
        "days_before": [str(days) for days in plan.days_before],
    }


class ChaseForm(Form):
    """Which deadline the reminder is about."""

    due = RadioField(
        _l("Deadline"),
        [Required()],
        choices=[SelectChoice(due.value, due.label) for due in Due],
        validate_choice=True,
    )

    def prepare(self, event: Event) -> None:
        """Without what delegations of the event cannot owe."""
        self.due.choices = [SelectChoice(due.value, due.label) for due in dues_of(event)]


class EarlierForm(Form):
    """From which event liaisons are taken over."""

    earlier = CodeSelect(_l("Event"), [Required()], blank=_l("Please select"))
