"""Who may stand in a list for a recipient and who is left out for which reason; its columns and its mark. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.event.forms.fields import DOCUMENT, LABELS
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.office_list.columns import Column
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _, _l
from eventmgr.office.disclosures.arranged.columns import ARRANGED, ARRANGED_LABELS, Line, arranged_columns, of_person

COLUMNS = (
    *("name", "name_latin", "organization", "mobile", "gender", "lodging", "arrival", "departure"),
    *(*ARRANGED, *DOCUMENT),
)
"""What may be passed on, in the order in which it is asked; nothing else ever is. The consent names each
(`privacy.consents.STAY_WORDS`; rooms and rides since its words name them, `STAY_PLAN`); of identity documents one of
its own (`IDENTITY_STAY_WORDS`)."""
COLUMN_LABELS = {**LABELS, **ARRANGED_LABELS}
ALWAYS, USUAL = ("name",), ("organization", "gender", "lodging", "arrival", "departure")
READ = (
    *("id", "name", "name_latin", "organization_name", "mobile", "answers", "sensitive", "id_document"),
    *("status", "objected_at", "consent_asked_at", "restricted_at", "forgotten_at"),
)
"""Attributes of registrations that a list is made from."""


class LeftOut(LabelledEnum):
    """Why somebody who has a place is not in the list."""

    NO_CONSENT = "no_consent", _l("did not consent to being passed on, or withdrew it")
    FORMER_WORDS = "former_words", _l("consented to an earlier text, which names neither room nor rides")
    RESTRICTED = "restricted", _l("processing is restricted at their request")
    OBJECTED = "objected", _l("objected to what taking part does not need")


@dataclass(frozen=True)
class Sorted:
    """Everybody with a place whom the filter finds."""

    listed: Sequence[Any]
    left_out: Sequence[tuple[Any, LeftOut]]
    without_plan: frozenset[int] = frozenset()
    """Numbers of those in the list whose consent covers neither room nor rides: these cells stay empty."""

    def counts(self) -> dict[LeftOut, int]:
        """Reason → how many are left out for it."""
        return {reason: n for reason in LeftOut if (n := sum(why is reason for _row, why in self.left_out))}


def sort_out(
    rows: Iterable[Any],
    consenting: Collection[int],
    covered: Collection[int] = frozenset(),
    *,
    people: Collection[int] | None = None,
) -> Sorted:
    """Whoever holds a place, by whether they may be in the list.

    Args:
        consenting: numbers of the registrations whose separate consent holds.
        covered: numbers of those whose consent covers room and rides.
        people: of these alone the list is, which tells of each where they sleep or ride.
    """
    listed, left_out = [], []
    for row in rows:
        if row.status not in HOLDING or row.forgotten_at is not None or (people is not None and row.id not in people):
            continue
        reason = _reason(row, consenting)
        if reason is None and people is not None and row.id not in covered:
            reason = LeftOut.FORMER_WORDS
        if reason is None:
            listed.append(row)
        else:
            left_out.append((row, reason))
    return Sorted(listed, left_out, frozenset(row.id for row in listed if row.id not in covered))


def _reason(row: Any, consenting: Collection[int]) -> LeftOut | None:
    if row.restricted_at is not None:
        return LeftOut.RESTRICTED
    if row.objected_at is not None:
        return LeftOut.OBJECTED
    return LeftOut.NO_CONSENT if row.id not in consenting or row.consent_asked_at is not None else None


def chosen(known: Mapping[str, Column], keys: str) -> list[Column]:
    """The columns that were chosen and that the event still asks, of `Line`s; the name always."""
    wanted = {*ALWAYS, *keys.split(",")}
    whole = {key: of_person(column) for key, column in known.items() if key not in ARRANGED} | arranged_columns()
    return [whole[key] for key in COLUMNS if key in wanted and key in whole]


def narrowed(columns: Sequence[Column], agreeing: Collection[int]) -> list[Column]:
    """The columns, of identity documents with the cells of those alone who agree to that: numbers of registrations."""
    return [_only_of(column, agreeing) if column.key in DOCUMENT else column for column in columns]


def _only_of(column: Column, agreeing: Collection[int]) -> Column:
    def text(line: Line) -> str:
        return column.text(line) if line.person.id in agreeing else ""

    return replace(column, text=text, value=None)


def names_documents(keys: str) -> bool:
    """Whether the chosen columns name identity documents."""
    return bool(set(DOCUMENT) & set(keys.split(",")))


def names_plan(keys: str) -> bool:
    """Whether the chosen columns name rooms or rides."""
    return bool(set(ARRANGED) & set(keys.split(",")))


def words_of(keys: str, *, with_document: bool = True, with_plan: bool = True) -> str:
    """The chosen columns in words, those of identity documents, rooms and rides left out where somebody's were."""
    wanted = {*ALWAYS, *keys.split(",")} - (set() if with_document else set(DOCUMENT))
    wanted -= set() if with_plan else set(ARRANGED)
    return _(", ").join(str(COLUMN_LABELS[key]) for key in COLUMNS if key in wanted)


def mark_of(recipient: str, day: str, number: int) -> str:
    """What stands on every page: for whom, when, which copy, and that it stays there."""
    return _(
        "Do not pass on · For %(recipient)s only · %(day)s · Copy %(number)s",
        recipient=recipient,
        day=day,
        number=number,
    )
