"""How a policy is said, in the language of its reader. Pure but for that language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, Policy
from eventmgr.exchange.policies.validity import validity_of
from eventmgr.ground.columns import label_of
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import LANGUAGES, _, _l, format_date, format_days, language, localized, speaking
from eventmgr.ground.text import folded
from eventmgr.tools.taxonomy import get_province
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.taxonomy.spoken import sectors_of

_Member = TypeVar("_Member", bound=Enum)
WHO = _l("Who may apply")
WHEN = _l("Applications")


def place_of(policy: Policy) -> str:
    """The name of the province where the policy holds."""
    return get_province(policy.province_code).name(language()) if policy.province_code else _("Whole country")


def members_of(kind: type[_Member], values: Iterable[str]) -> list[_Member]:
    """The members of these values that there are, in their order."""
    wanted = set(values)
    return [member for member in kind if member.value in wanted]


def labels_of_members(kind: type[LabelledEnum], values: Iterable[str]) -> list[str]:
    """The labels of the members with these values."""
    return [str(member.label) for member in members_of(kind, values)]


def tags_named(words: Iterable[object]) -> set[ApplicantTag]:
    """What these words of a profile name, written in either language."""
    wanted = {folded(str(word)) for word in words}
    named = set()
    for lang in LANGUAGES:
        with speaking(lang):
            named |= {tag for tag in ApplicantTag if folded(str(tag.label)) in wanted}
    return named


def joined(words: Iterable[str]) -> str:
    """Join words as the language spoken does."""
    return ("、" if language() == "zh" else ", ").join(words)


def ceiling_words(ceiling: int) -> str:
    """How much at most, from hundredths of 10,000 yuan."""
    if language() == "zh":
        amount = f"{ceiling / 100:,.2f}".rstrip("0").rstrip(".")
        return f"{amount} 万元"
    return f"CNY {ceiling * 100:,}"


def support_words(policy: Policy) -> str:
    """What is given: kind, rate, ceiling."""
    parts = [str(policy.support.label)]
    if policy.rate is not None:
        parts.append(f"{policy.rate}%")
    if policy.ceiling is not None:
        parts.append(_("up to %(amount)s", amount=ceiling_words(policy.ceiling)))
    return " · ".join(parts)


def window_words(policy: Policy) -> str:
    """From when to when one can apply; empty where it does not say."""
    first, last = policy.window_from, policy.window_to
    if first is not None and last is not None:
        return format_days(first, last, weekday=False)
    if last is not None:
        return _("until %(day)s", day=format_date(last, weekday=False))
    return _("from %(day)s", day=format_date(first, weekday=False)) if first is not None else ""


def who_words(policy: Policy) -> str:
    """Who may apply, in one line."""
    parts = [
        labels_of_members(ApplicantKind, policy.kinds),
        labels_of_members(SizeClass, policy.sizes),
        labels_of_members(ApplicantTag, policy.tags),
    ]
    return _("; ").join(joined(part) for part in parts if part) or _("No condition is named.")


def policy_lines(policy: Policy, *, day: date) -> list[tuple[Any, str]]:
    """(label, words) of all that it says beside title, summary and text, without what it does not say."""
    days: Sequence[tuple[Any, date | None]] = [
        (label_of(column), value)
        for column, value in (
            (Policy.issued_on, policy.issued_on),
            (Policy.effective_on, policy.effective_on),
            (Policy.valid_until, policy.valid_until),
            (Policy.repealed_on, policy.repealed_on),
        )
    ]
    lines = [
        (label_of(Policy.issuer), localized(policy.issuer)),
        (label_of(Policy.number), policy.number),
        (label_of(Policy.level), str(policy.level.label)),
        (label_of(Policy.province_code), place_of(policy)),
        (_l("Validity"), str(validity_of(policy, day=day).label)),
        *((label, format_date(value, weekday=False)) for label, value in days if value is not None),
        (label_of(Policy.sector_codes), joined(sectors_of(policy)) or _("Every sector")),
        (label_of(Policy.support), support_words(policy)),
        (WHO, who_words(policy)),
        (WHEN, window_words(policy)),
        (label_of(Policy.contact), localized(policy.contact)),
    ]
    return [(label, words) for label, words in lines if words]
