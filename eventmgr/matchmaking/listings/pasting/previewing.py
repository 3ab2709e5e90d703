"""Pasted rows before they are taken: what each says, why it cannot be taken, and what is near to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import ListingKind
from eventmgr.matchmaking.listings.near.finding import hints_for
from eventmgr.matchmaking.listings.near.saying import near_words
from eventmgr.matchmaking.listings.pasting.reading import PastedRow
from eventmgr.matchmaking.listings.services import Settings


@dataclass(frozen=True)
class Previewed:
    """A row: its draft if it can be taken, else why not; what it is near to, in words."""

    row: PastedRow
    draft: ListingDraft | None
    problems: Sequence[str]
    near: str = ""


def preview(
    event: Event, settings: Settings, rows: Sequence[PastedRow], organizations: Mapping[str, int | None]
) -> list[Previewed]:
    """The rows in their order; two statements, however many.

    Args:
        organizations: name in a row ("": none) → number of the organization; None where it is new. A name that is
        missing
            here is none that can be used.
    """
    kind = next(iter(settings.collected), ListingKind.PRODUCT)
    drafts = [_draft(row, kind) for row in rows]
    usable = [
        number
        for number, (row, draft) in enumerate(zip(rows, drafts, strict=True))
        if draft and row.organization in organizations
    ]
    belongs = [organizations[rows[number].organization] or 0 for number in usable]
    hints = dict(
        zip(
            usable, hints_for(event.id, belongs, [draft for number in usable if (draft := drafts[number])]), strict=True
        )
    )
    previewed = []
    for number, (row, draft) in enumerate(zip(rows, drafts, strict=True)):
        problems = [problem.translated(_) for problem in row.problems]
        if row.organization not in organizations:
            problems.append(_("The row does not say whose listing it is."))
        provinces = list(dict.fromkeys(hint.province_code for hint in hints.get(number, [])))
        previewed.append(Previewed(row, None if problems else draft, problems, near_words(provinces)))
    return previewed


def _draft(row: PastedRow, kind: ListingKind) -> ListingDraft | None:
    if row.problems or row.side is None:
        return None
    lang = language()
    return ListingDraft(row.side, {lang: row.title}, {lang: row.text}, kind=kind, topic_id=row.topic_id)
