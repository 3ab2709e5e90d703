"""What the registration form has asked of supply and demand already, as a first listing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from eventmgr.event.events.setup.templates_by_kind import LISTING_SIDE, LISTING_TEXT, LISTING_TEXT_LABEL
from eventmgr.event.forms.questions import PREFIX, AskedQuestion
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import ListingKind, Side

_LONGEST_TITLE = 40
_ENDS = re.compile(r"[\n。！？；;!?]|\. ")
_PAUSES = re.compile(r"[，,、：: ]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def text_in_words(answers: Mapping[str, Any], questions: Iterable[AskedQuestion] = ()) -> str:
    """What somebody has written of their supply or demand in the form; empty: nothing.

    Args:
        questions: of the form, where it may be older than the name of the question: it is known by its words then.
    """
    names = [PREFIX + LISTING_TEXT, *(one.name for one in questions if one.label.get("zh") == LISTING_TEXT_LABEL)]
    return next((text for name in names if (text := str(answers.get(name) or "").strip())), "")


def side_in_words(answers: Mapping[str, Any]) -> Side | None:
    """Whether they offer or seek; None: both, or they have not said."""
    return {one.value: one for one in Side}.get(str(answers.get(PREFIX + LISTING_SIDE) or ""))


def data_in_words(text: str, side: Side | None) -> dict[str, Any]:
    """The same as the form of a listing is filled in with."""
    lang = _language_of(text)
    return {"side": side.value if side else None, "title": {lang: title_of(text)}, "text": {lang: text}}


def draft_in_words(text: str, side: Side, kind: ListingKind) -> ListingDraft:
    """The text as the draft of a listing."""
    lang = _language_of(text)
    return ListingDraft(side=side, kind=kind, title={lang: title_of(text)}, text={lang: text})


def title_of(text: str) -> str:
    """The first sentence; of a long one what stands before its last pause that fits."""
    first = next((part.strip() for part in _ENDS.split(text) if part.strip()), text.strip())
    longest = _LONGEST_TITLE if _HAN.search(first) else 2 * _LONGEST_TITLE
    if len(first) <= longest:
        return first
    pauses = [found.start() for found in _PAUSES.finditer(first, 0, longest) if found.start() > 0]
    return first[: pauses[-1]] if pauses else first[:longest]


def _language_of(text: str) -> str:
    return "zh" if _HAN.search(text) else "en"
