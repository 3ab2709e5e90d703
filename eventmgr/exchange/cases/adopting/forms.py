"""What is typed of an adoption, and why one is not accepted."""

from __future__ import annotations

from wtforms import BooleanField

from eventmgr.exchange.cases.adopting.services import EDITED, Draft
from eventmgr.exchange.cases.models import CaseAdoption
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, language
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.taxonomy import choices_provinces
from eventmgr.tools.web.forms import CodeSelect, Form, Required, TextField, field_of


class AdoptionForm(Form):
    """What an organization says of its adoption."""

    province_code = CodeSelect(
        label_of(CaseAdoption.province_code),
        [Required()],
        blank=_l("Please select"),
        choices=lambda: choices_provinces(language()),
    )
    since = field_of(CaseAdoption.since, [Required()])
    words = field_of(
        CaseAdoption.words, [Required()], description=_l("In your own words, in one language at least. Figures help.")
    )
    consent = BooleanField(_l("Consent"), [Required()])

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        return {name: self[name].data for name in EDITED}


class DeclineForm(Form):
    """Why it is not accepted."""

    reason = TextField(
        _l("Reason"),
        [Required()],
        longest=1000,
        description=_l("Those who keep the page of the organization read it in the e-mail."),
    )


def adoption_form(adoption: CaseAdoption | None, organization: Organization, *, is_fresh: bool = False) -> AdoptionForm:
    """The form of that adoption, or of a new one, which begins where the organization is.

    Args:
        is_fresh: leaves what was posted out of account.
    """
    data = (
        {name: getattr(adoption, name) for name in EDITED}
        if adoption is not None
        else {"province_code": organization.province_code or ""}
    )
    return AdoptionForm(None, data=data) if is_fresh else AdoptionForm(data=data)
