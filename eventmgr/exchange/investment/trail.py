"""What the trail says of enquiries about offers."""

from __future__ import annotations

from eventmgr.exchange.investment.models import EnquiryResult, InvestmentEnquiry
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

WORDS = (
    Words(
        InvestmentEnquiry,
        _l("Enquiry about an offer"),
        actions={
            "sent": _l("sent"),
            "confirmed": _l("e-mail address confirmed"),
            "answered": _l("answered"),
            "declined": _l("declined"),
            "agreed": _l("agreed to be shown"),
            "withdrawn": _l("withdrawn"),
            "closed": _l("closed"),
            "recorded": _l("recorded as a deal"),
            "contacts_read": _l("contact details shown"),
            "forgotten": _l("personal information deleted"),
        },
        values={"result": EnquiryResult},
    ),
)
