"""How enquiries are texts, in the language of their reader. Pure but for that language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.exchange.investment.enquiries.waiting import is_late
from eventmgr.exchange.investment.models import InvestmentEnquiry
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import get_province, get_sector


def asker_words(enquiry: InvestmentEnquiry) -> str:
    """Province, sector and size of who asks, in a line: all that is known of them before they agree."""
    return " · ".join(said for _label, said in asker_lines(enquiry))


def asker_lines(enquiry: InvestmentEnquiry) -> list[tuple[Any, str]]:
    """(label, words) of the same."""
    lang = language()
    lines = [
        (label_of(InvestmentEnquiry.province_code), get_province(enquiry.province_code).name(lang)),
        (label_of(InvestmentEnquiry.sector_code), get_sector(enquiry.sector_code).short(lang)),
    ]
    if enquiry.size_class is not None:
        lines.append((label_of(InvestmentEnquiry.size_class), str(enquiry.size_class.label)))
    return lines


def words_of_list(*, at: datetime) -> dict[str, Any]:
    """What every list of enquiries is drawn with: who asks, and whether the answer is overdue."""
    return {"asker_words": asker_words, "is_late": lambda enquiry: is_late(enquiry, at=at)}
