"""How adoptions are texts, in the language of their reader. Pure but for that language."""

from __future__ import annotations

from typing import Any

from eventmgr.exchange.cases.models import CaseAdoption
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, format_date, language
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.taxonomy import get_province


def where_of(adoption: CaseAdoption) -> str:
    """The name of the province where the case was adopted."""
    return get_province(adoption.province_code).name(language())


def since_of(adoption: CaseAdoption) -> str:
    """Since when it has been adopted, as a day in words."""
    return format_date(adoption.since, weekday=False)


def adoption_lines(adoption: CaseAdoption) -> list[tuple[Any, str]]:
    """(label, words) of who, where and since when."""
    return [
        (_l("Adopted by"), organization_name(adoption.organization)),
        (label_of(CaseAdoption.province_code), where_of(adoption)),
        (label_of(CaseAdoption.since), since_of(adoption)),
    ]
