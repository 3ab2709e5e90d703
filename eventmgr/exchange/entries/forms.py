"""What is typed to enter an organization, and to decide on it."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.exchange.entries.models import OrganizationEntry
from eventmgr.exchange.entries.services import Draft
from eventmgr.ground.columns import label_of
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.accounts.forms import email_address
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.forms import (
    CodeSelect,
    Form,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
)

NEW = "new"


class JoinForm(Form):
    """An organization, and who of it is written to."""

    name = OrganizationField(label_of(OrganizationEntry.name), [Required()], longest=200)
    credit_code = LineField(label_of(OrganizationEntry.credit_code), [Required()], longest=40)
    province_code = CodeSelect(
        label_of(OrganizationEntry.province_code),
        [Required()],
        blank=_l("Please select"),
        choices=lambda: choices_provinces(language()),
    )
    sector_code = CodeSelect(
        label_of(OrganizationEntry.sector_code),
        [Required()],
        blank=_l("Please select"),
        choices=lambda: choices_sectors(language()),
    )
    size_class = CodeSelect(label_of(OrganizationEntry.size_class), blank=_l("not stated"), choices=SizeClass.choices())
    summary = TextField(
        label_of(OrganizationEntry.summary),
        longest=1000,
        description=_l("What the organization makes or does, in two or three sentences."),
    )
    contact_name = PersonNameField(_l("Your name"), [Required()], longest=50)
    email = LineField(
        _l("E-mail"),
        [Required(), email_address],
        longest=254,
        description=_l("A link to confirm goes there, and later the link to the page of your organization."),
    )
    consent = BooleanField(_l("Consent"), [Required()])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """The code is one (GB 32100)."""
        is_valid = bool(super().validate(*args, **kwargs))
        if self.credit_code.data and not self.credit_code.errors:
            try:
                self.credit_code.data = normalize_credit_code(self.credit_code.data)
            except Refusal as refusal:
                self.credit_code.errors = [*self.credit_code.errors, refusal.message]
                is_valid = False
        return is_valid

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        size = SizeClass(self.size_class.data) if self.size_class.data else None
        return Draft(
            self.name.data or "",
            self.credit_code.data or "",
            self.province_code.data or "",
            self.sector_code.data or "",
            size,
            self.summary.data or "",
            self.contact_name.data or "",
            (self.email.data or "").lower(),
            language(),
        )


class AcceptForm(Form):
    """Which organization of the directory it is."""

    same = RadioField(_l("Is it one that is known already?"), [Required()], validate_choice=True)

    def prepare(self, alike: list[Organization]) -> AcceptForm:
        """Offer those that may be the same; where there are none, it is new."""
        self.same.choices = [
            *(SelectChoice(str(one.id), _("It is %(name)s", name=organization_name(one))) for one in alike),
            SelectChoice(NEW, _l("It is a new one")),
        ]
        if not alike:
            self.same.data = NEW
        return self


class DeclineForm(Form):
    """Why it is not accepted."""

    reason = TextField(
        _l("Reason"), [Required()], longest=1000, description=_l("The organization reads it in the e-mail.")
    )
