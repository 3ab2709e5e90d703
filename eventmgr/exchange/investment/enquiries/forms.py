"""What is typed to ask about an offer, to answer, and to say what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField

from eventmgr.event.events.models import Event
from eventmgr.exchange.investment.enquiries.services import Draft
from eventmgr.exchange.investment.models import EnquiryResult, InvestmentEnquiry
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, language, localized
from eventmgr.identity.accounts.forms import email_address
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
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

_OPEN = _l("Please select")
LONGEST_TEXT = 2000


class EnquiryForm(Form):
    """What is read by who offers, and who asks."""

    province_code = CodeSelect(
        label_of(InvestmentEnquiry.province_code),
        [Required()],
        blank=_OPEN,
        choices=lambda: choices_provinces(language()),
    )
    sector_code = CodeSelect(
        label_of(InvestmentEnquiry.sector_code), [Required()], blank=_OPEN, choices=lambda: choices_sectors(language())
    )
    size_class = CodeSelect(label_of(InvestmentEnquiry.size_class), blank=_l("not stated"), choices=SizeClass.choices())
    text = TextField(
        label_of(InvestmentEnquiry.text),
        [Required()],
        longest=LONGEST_TEXT,
        description=_l("What you look for, how large and by when. Do not name your organization here."),
    )
    organization = OrganizationField(_l("Organization"), [Required()], longest=200)
    contact_name = PersonNameField(_l("Your name"), [Required()], longest=50)
    email = LineField(
        _l("E-mail"),
        [Required(), email_address],
        longest=254,
        description=_l("A link to confirm goes there, and later the answer."),
    )
    mobile = LineField(_l("Telephone"), longest=20)
    consent = BooleanField(_l("Consent"), [Required()])

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        return Draft(
            province_code=self.province_code.data or "",
            sector_code=self.sector_code.data or "",
            size_class=SizeClass(self.size_class.data) if self.size_class.data else None,
            text=self.text.data or "",
            organization=self.organization.data or "",
            contact_name=self.contact_name.data or "",
            email=(self.email.data or "").lower(),
            mobile=self.mobile.data or "",
            language=language(),
        )


class InterestForm(Form):
    """Who offers would like to know who asks."""

    answer = TextField(_l("Your answer"), [Required()], longest=LONGEST_TEXT)
    contact = LineField(
        _l("Whom to turn to"),
        [Required()],
        longest=500,
        description=_l("Name, telephone, e-mail. Whoever asks reads it once they agree to be shown."),
    )


class DeclineForm(Form):
    """Why who offers is not interested."""

    reason = TextField(_l("Reason"), [Required()], longest=1000, description=_l("Whoever asks reads it in the e-mail."))


class ResultForm(Form):
    """Asks what came of the enquiry."""

    result = CodeSelect(label_of(InvestmentEnquiry.result), [Required()], blank=_OPEN, choices=EnquiryResult.choices())
    words = TextField(label_of(InvestmentEnquiry.result_words), longest=1000)


class DealForm(Form):
    """At which event the deal is recorded."""

    event = CodeSelect(_l("Event"), [Required()], blank=_OPEN)

    def prepare(self, events: Sequence[Event]) -> DealForm:
        """Offer the events whose outcomes the account may record."""
        self.event.offer([(one.slug, localized(one.title)) for one in events])
        self.has_events = bool(events)
        return self
