"""Five answers of an organization held against who may apply under a policy; each field says whether it fits. Pure but
for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, Policy
from eventmgr.exchange.policies.validity import Validity, Window, validity_of, window_of
from eventmgr.exchange.policies.wording import joined, labels_of_members, place_of, window_words
from eventmgr.ground.columns import label_of
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _, _l
from eventmgr.tools.taxonomy import get_sector
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.taxonomy.spoken import sectors_of


class Fit(LabelledEnum):
    """Whether an answer fits a condition."""

    YES = "yes", _l("fits"), Tone.OK
    OPEN = "open", _l("not answered"), Tone.WAIT
    LATER = "later", _l("too early"), Tone.WAIT
    NO = "no", _l("does not fit"), Tone.NO


class Verdict(LabelledEnum):
    """What follows of all fields of one policy."""

    NOW = "now", _l("You can apply now")
    OPEN = "open", _l("Depends on what you have not answered")
    LATER = "later", _l("Fits, but not yet")
    SHORT = "short", _l("Does not fit")


@dataclass(frozen=True)
class Answers:
    """What an organization says of itself; empty: it does not say."""

    province: str = ""
    sector: str = ""
    kind: ApplicantKind | None = None
    size: SizeClass | None = None
    tags: Sequence[ApplicantTag] = ()
    has_answered_tags: bool = False
    """Whether the question of tags was answered, if with none."""


@dataclass(frozen=True)
class Condition:
    """One field of a policy against the answers."""

    label: Any
    fit: Fit
    words: str
    """What the policy asks for."""


@dataclass(frozen=True)
class Checked:
    """A policy against the answers."""

    policy: Policy
    conditions: Sequence[Condition]

    @property
    def verdict(self) -> Verdict:
        """What follows of all fields together."""
        fits = {condition.fit for condition in self.conditions}
        if Fit.NO in fits:
            return Verdict.SHORT
        if Fit.OPEN in fits:
            return Verdict.OPEN
        return Verdict.LATER if Fit.LATER in fits else Verdict.NOW


def check(policy: Policy, answers: Answers, *, day: date) -> Checked:
    """That policy against the answers on that day."""
    conditions = [
        _where(policy, answers),
        _sector(policy, answers),
        _of_list(label_of(Policy.kinds), ApplicantKind, policy.kinds, answers.kind),
        _size(policy, answers),
        _tags(policy, answers),
        _when(policy, day),
    ]
    return Checked(policy, [condition for condition in conditions if condition is not None])


def _where(policy: Policy, answers: Answers) -> Condition:
    is_here = policy.province_code in (None, answers.province)
    return Condition(label_of(Policy.province_code), Fit.YES if is_here else Fit.NO, place_of(policy))


def _sector(policy: Policy, answers: Answers) -> Condition:
    label = label_of(Policy.sector_codes)
    if not policy.sector_codes:
        return Condition(label, Fit.YES, _("Every sector"))
    words = joined(sectors_of(policy))
    if not answers.sector:
        return Condition(label, Fit.OPEN, words)
    own = {answers.sector, get_sector(answers.sector).parent}
    is_within = bool(own & set(policy.sector_codes))
    is_wider = any(get_sector(code).parent == answers.sector for code in policy.sector_codes)
    return Condition(label, Fit.YES if is_within else Fit.OPEN if is_wider else Fit.NO, words)


def _of_list(label: Any, kind: type[LabelledEnum], wanted: Sequence[str], own: LabelledEnum | None) -> Condition | None:
    """None: the policy does not ask."""
    if not wanted:
        return None
    fit = Fit.OPEN if own is None else Fit.YES if own.value in wanted else Fit.NO
    return Condition(label, fit, joined(labels_of_members(kind, wanted)))


def _size(policy: Policy, answers: Answers) -> Condition | None:
    condition = _of_list(label_of(Policy.sizes), SizeClass, policy.sizes, answers.size)
    is_no_company = answers.kind not in (None, ApplicantKind.COMPANY)
    if condition is not None and condition.fit is Fit.OPEN and is_no_company:
        return Condition(condition.label, Fit.NO, condition.words)
    return condition


def _tags(policy: Policy, answers: Answers) -> Condition | None:
    if not policy.tags:
        return None
    words = joined(labels_of_members(ApplicantTag, policy.tags))
    is_held = any(tag.value in policy.tags for tag in answers.tags)
    fit = Fit.YES if is_held else Fit.NO if answers.tags or answers.has_answered_tags else Fit.OPEN
    return Condition(label_of(Policy.tags), fit, words)


def _when(policy: Policy, day: date) -> Condition:
    window = window_of(policy, day=day)
    label = _l("Applications")
    if window is None:
        is_coming = validity_of(policy, day=day) is Validity.COMING
        return Condition(label, Fit.LATER if is_coming else Fit.YES, _("No days are named."))
    fit = {Window.OPEN: Fit.YES, Window.COMING: Fit.LATER, Window.CLOSED: Fit.NO}[window]
    return Condition(label, fit, window_words(policy))
