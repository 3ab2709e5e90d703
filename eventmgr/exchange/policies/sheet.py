"""The list of policies as a file, and such a file as policies: heads and cells. What was exported can be imported
again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, Policy
from eventmgr.exchange.policies.validity import validity_of
from eventmgr.exchange.policies.wording import joined, labels_of_members, place_of
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, language
from eventmgr.tools.sheets import Value
from eventmgr.tools.taxonomy import find_sector
from eventmgr.tools.taxonomy.sizes import SizeClass


@dataclass(frozen=True)
class Column:
    """A column of the file."""

    key: str
    label: Any
    value: Callable[[Policy], Value]

    def text(self, row: Policy) -> str:
        """The value of the cell as text."""
        value = self.value(row)
        return "" if value is None else str(value)


def _both(name: str, column: Any) -> list[Column]:
    def of(lang: str) -> Callable[[Policy], Value]:
        return lambda policy: getattr(policy, name).get(lang) or None

    label = label_of(column)
    return [
        Column(f"{name}_zh", _l("%(label)s (Chinese)", label=label), of("zh")),
        Column(f"{name}_en", _l("%(label)s (English)", label=label), of("en")),
    ]


def heads() -> Sequence[Column]:
    """The columns, for their heads alone."""
    return columns(day=date.min)


def columns(*, day: date) -> Sequence[Column]:
    """All columns, in their order; validity is that of the day."""
    return [
        *_both("title", Policy.title),
        Column("level", label_of(Policy.level), lambda policy: str(policy.level.label)),
        Column("province_code", label_of(Policy.province_code), place_of),
        *_both("issuer", Policy.issuer),
        Column("number", label_of(Policy.number), lambda policy: policy.number or None),
        Column("issued_on", label_of(Policy.issued_on), lambda policy: policy.issued_on),
        Column("effective_on", label_of(Policy.effective_on), lambda policy: policy.effective_on),
        Column("valid_until", label_of(Policy.valid_until), lambda policy: policy.valid_until),
        Column("validity", _l("Validity"), lambda policy: str(validity_of(policy, day=day).label)),
        Column("sector_codes", label_of(Policy.sector_codes), lambda policy: joined(_sectors(policy)) or None),
        Column(
            "kinds",
            label_of(Policy.kinds),
            lambda policy: joined(labels_of_members(ApplicantKind, policy.kinds)) or None,
        ),
        Column(
            "sizes", label_of(Policy.sizes), lambda policy: joined(labels_of_members(SizeClass, policy.sizes)) or None
        ),
        Column(
            "tags", label_of(Policy.tags), lambda policy: joined(labels_of_members(ApplicantTag, policy.tags)) or None
        ),
        Column("support", label_of(Policy.support), lambda policy: str(policy.support.label)),
        Column("rate", label_of(Policy.rate), lambda policy: policy.rate),
        Column("ceiling", label_of(Policy.ceiling), lambda policy: policy.ceiling / 100 if policy.ceiling else None),
        Column("window_from", label_of(Policy.window_from), lambda policy: policy.window_from),
        Column("window_to", label_of(Policy.window_to), lambda policy: policy.window_to),
        *_both("summary", Policy.summary),
        *_both("text", Policy.text),
        Column("source_url", label_of(Policy.source_url), lambda policy: policy.source_url or None),
        *_both("contact", Policy.contact),
    ]


def _sectors(policy: Policy) -> list[str]:
    known = (find_sector(code) for code in policy.sector_codes)
    return [sector.labelled(language()) for sector in known if sector]
