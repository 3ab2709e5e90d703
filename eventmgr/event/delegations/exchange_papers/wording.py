"""What is said of exchange papers. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from eventmgr.event.delegations.models import PaperVersion
from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting.passages import paragraphs_of


class Changed(NamedTuple):
    """A paragraph that one of two versions has and the other has not."""

    text: str
    is_new: bool


def writer_of(unit_code: str, version: PaperVersion) -> str:
    """Who wrote it: the delegation, where nobody else is named."""
    return version.written_by or get_unit(unit_code).name(language())


def changes_between(before: str, after: str) -> list[Changed]:
    """What was taken out and what was put in, by paragraphs, as they stand in the text."""
    old, new = _paragraphs(before), _paragraphs(after)
    changed = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            changed += [Changed(text, is_new=False) for text in old[start:end]]
            changed += [Changed(text, is_new=True) for text in new[new_start:new_end]]
    return changed


def changes_of(versions: Sequence[PaperVersion]) -> dict[int, list[Changed]]:
    """Number of each version but the first → what it changes; `versions` begin with the newest."""
    return {new.number: changes_between(old.text, new.text) for new, old in pairwise(versions)}


def _paragraphs(text: str) -> list[str]:
    return [one.text for one in paragraphs_of(text)]
