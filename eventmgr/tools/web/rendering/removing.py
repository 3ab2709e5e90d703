"""The page that asks once before something is removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template

from eventmgr.ground.i18n import _


def removal_page(
    event: Any,
    question: str,
    *,
    keep: str,
    name: str = "",
    effects: Sequence[str] = (),
    lost: Sequence[str] = (),
    yes: str = "",
) -> str:
    """The page whose only form posts to its own address.

    Args:
        question: the heading, in the reader's language.
        keep: the address that whoever changes their mind goes to.
        name: what is removed, where the question does not say it.
        effects, lost: sentences about what becomes of it, and of what goes with it.
        yes: the word of the button; else Delete.
    """
    return render_template(
        "manage/remove.html",
        event=event,
        question=question,
        name=name,
        effects=effects,
        lost=lost,
        keep=keep,
        yes=yes or _("Delete"),
    )


def removal_question(event: Any, name: str, *, keep: str) -> str:
    """The page for what has a name and takes nothing along."""
    told = [_("The change log keeps a record of it.")]
    return removal_page(event, _("Remove “%(name)s”?", name=name), effects=told, keep=keep, yes=_("Remove"))
