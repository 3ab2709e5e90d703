"""How cases are texts, in the language of their reader. Pure but for that language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventmgr.exchange.cases.models import Case
from eventmgr.exchange.policies.wording import joined
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, format_date, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.taxonomy import get_province
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of

SIZE = _l("Size of the organization")


def place_of(case: Case) -> str:
    """The name of the province where it was done."""
    return get_province(case.province_code).name(language())


def condition_lines(case: Case) -> list[tuple[Any, str]]:
    """(label, words) of the conditions under which it was done, without what is not known."""
    size = case.organization.size_class
    lines = [
        (label_of(Case.province_code), place_of(case)),
        (label_of(Case.sector_codes), joined(sectors_of(case))),
        (SIZE, str(size.label) if size else ""),
        (label_of(Case.topic_ids), joined(topics_of(case))),
        (label_of(Case.track), str(case.track.label) if case.track else ""),
        (label_of(Case.cost_band), str(case.cost_band.label) if case.cost_band else ""),
        (label_of(Case.months), str(case.months) if case.months else ""),
        (label_of(Case.in_use_since), format_date(case.in_use_since, weekday=False) if case.in_use_since else ""),
        (label_of(Case.supplier), localized(case.supplier)),
    ]
    return [(label, words) for label, words in lines if words]


def case_lines(case: Case) -> list[tuple[Any, str]]:
    """The conditions of the case, with the organization before them."""
    return [(_l("Organization"), organization_name(case.organization)), *condition_lines(case)]


def consent_lines(case: Case) -> list[tuple[Any, str]]:
    """Who agreed, and when: lines for the office."""
    given = format_date(case.consent_on, weekday=False) if case.consent_on else ""
    lines = [(label_of(Case.consent_by), case.consent_by), (label_of(Case.consent_on), given)]
    return [(label, words) for label, words in lines if words]


def text_sections(case: Case) -> Sequence[tuple[str, Any, str]]:
    """(anchor, heading, text) of situation, measures and results, without empty ones."""
    texts = (("situation", Case.situation), ("measures", Case.measures), ("results", Case.results))
    sections = [(anchor, label_of(column), localized(getattr(case, column.key))) for anchor, column in texts]
    return [section for section in sections if section[2]]
