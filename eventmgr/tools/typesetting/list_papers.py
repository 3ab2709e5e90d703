"""A list on paper, declared: title, columns, what it says, what it says when it is empty, who may print it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from eventmgr.ground.enums import Label
from eventmgr.ground.features import Paper
from eventmgr.tools.typesetting.lists import Column, Listing, ListLook


def list_paper(
    name: str,
    title: Label,
    purpose: Label,
    read: Callable[..., Listing],
    *,
    columns: Sequence[Column],
    empty: Label,
    opens: tuple[str, ...],
    look: ListLook = ListLook(),  # a value that nobody changes
    **more: Any,
) -> Paper:
    """A list as a paper.

    Args:
        name: its address.
        read: `read(event, lang, printing)` → what it says.
        empty: what is said where it has no page.
        more: as `Paper` has it.
    """

    def make(event: Any, lang: str, printing: Any) -> bytes:
        from eventmgr.tools.typesetting.tables import build  # noqa: PLC0415 - loads ReportLab, for documents only

        return build(read(event, lang, printing), str(title), columns, str(empty), look, lang=lang)

    return Paper(name, title, purpose, make, opens, **more)
