"""Who may stand in a list for a recipient and who is left out for which reason; its columns and its mark. Pure."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.forms.fields import DOCUMENT, LABELS
from eventmgr.i18n import _, _l
from eventmgr.quotas.models import HOLDING
from eventmgr.registration.office_list.columns import Column

COLUMNS = ("name", "name_latin", "organization", "mobile", "gender", "lodging", "arrival", "departure", *DOCUMENT)
"""What may be passed on, in the order in which it is asked; nothing else ever is. The consent names each
(`privacy.consents.STAY_WORDS`); of identity documents one of its own (`IDENTITY_STAY_WORDS`)."""
ALWAYS, USUAL = ("name",), ("organization", "gender", "lodging", "arrival", "departure")
READ = (
    *("id", "name", "name_latin", "organization_name", "mobile", "answers", "sensitive", "id_document"),
    *("status", "objected_at", "consent_asked_at", "restricted_at", "forgotten_at"),
)
"""Attributes of registrations that a list is made from."""


class LeftOut(enum.Enum):
    """Why somebody who has a place is not in the list."""

    NO_CONSENT = "no_consent"
    RESTRICTED = "restricted"
    OBJECTED = "objected"


REASONS = {
    LeftOut.NO_CONSENT: _l("did not consent to being passed on, or withdrew it"),
    LeftOut.RESTRICTED: _l("processing is restricted at their request"),
    LeftOut.OBJECTED: _l("objected to what taking part does not need"),
}


@dataclass(frozen=True)
class Sorted:
    """Everybody with a place whom the filter finds."""

    listed: Sequence[Any]
    left_out: Sequence[tuple[Any, LeftOut]]

    def counts(self) -> dict[LeftOut, int]:
        """Reason → how many are left out for it."""
        return {reason: n for reason in LeftOut if (n := sum(why is reason for _row, why in self.left_out))}


def sort_out(rows: Iterable[Any], consenting: Collection[int]) -> Sorted:
    """Whoever holds a place, by whether they may be in the list.

    Args:
        consenting: numbers of the registrations whose separate consent holds.
    """
    listed, left_out = [], []
    for row in rows:
        if row.status not in HOLDING or row.forgotten_at is not None:
            continue
        reason = _reason(row, consenting)
        if reason is None:
            listed.append(row)
        else:
            left_out.append((row, reason))
    return Sorted(listed, left_out)


def _reason(row: Any, consenting: Collection[int]) -> LeftOut | None:
    if row.restricted_at is not None:
        return LeftOut.RESTRICTED
    if row.objected_at is not None:
        return LeftOut.OBJECTED
    return LeftOut.NO_CONSENT if row.id not in consenting or row.consent_asked_at is not None else None


def chosen(known: Mapping[str, Column], keys: str) -> list[Column]:
    """The columns that were chosen and that the event still asks; the name always."""
    wanted = {*ALWAYS, *keys.split(",")}
    return [known[key] for key in COLUMNS if key in wanted and key in known]


def narrowed(columns: Sequence[Column], agreeing: Collection[int]) -> list[Column]:
    """The columns, of identity documents with the cells of those alone who agree to that: numbers of registrations."""
    return [_only_of(column, agreeing) if column.key in DOCUMENT else column for column in columns]


def _only_of(column: Column, agreeing: Collection[int]) -> Column:
    return replace(column, text=lambda row: column.text(row) if row.id in agreeing else "")


def names_documents(keys: str) -> bool:
    """Whether the chosen columns name identity documents."""
    return bool(set(DOCUMENT) & set(keys.split(",")))


def words_of(keys: str, *, with_document: bool = True) -> str:
    """The chosen columns in words, those of identity documents left out where somebody's was."""
    wanted = {*ALWAYS, *keys.split(",")} - (set() if with_document else set(DOCUMENT))
    return _(", ").join(str(LABELS[key]) for key in COLUMNS if key in wanted)


def mark_of(recipient: str, day: str, number: int) -> str:
    """What stands on every page: for whom, when, which copy, and that it stays there."""
    return _(
        "Do not pass on · For %(recipient)s only · %(day)s · Copy %(number)s",
        recipient=recipient,
        day=day,
        number=number,
    )
