"""Who may open which paper, and what of it: every page, file, list and link of papers asks here.

A paper opens what the pages of its rooms show (`Paper.opens`). Parts of other rooms in it (`Paper.also`) are left out
for those who do not read these rooms.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import NotAllowed, NotFound, Refusal
from eventmgr.ground.features import Paper, papers, roles_of
from eventmgr.ground.i18n import _
from eventmgr.identity.team.roles import TeamRole


def list_open(event: Event) -> list[Paper]:
    """The papers of the event that the reader may open, in their order."""
    offered = [paper for paper in papers(event).values() if may_open(event, paper)]
    fits = {question: question(event) for question in {paper.is_for for paper in offered}}  # several ask the same
    return [paper for paper in offered if fits[paper.is_for]]


def may_open(event: Event, paper: Paper) -> bool:
    """Whether the signed-in account reads what the paper is made of."""
    return all(map(partial(may, event), paper.opens))


def get_paper(event: Event, name: str) -> Paper:
    """The paper of that name, if the event has it and the reader may open it.

    Raises:
        NotFound: there is none.
        NotAllowed: it shows what pages do not show the reader.
    """
    paper = papers(event).get(name)
    if paper is None or not paper.is_for(event):
        raise NotFound(_("There is no such document. Choose one from the list."))
    if not may_open(event, paper):
        raise NotAllowed(_("This document shows what your role in this event may not see. Contact the owner."))
    return paper


def refuse_empty(event: Event, paper: Paper) -> None:
    """Make no paper that would say nothing.

    Raises:
        Refusal: something is not there yet; the message says what.
    """
    if lacking := paper.lacks(event):
        raise Refusal(lacking)


def list_lacking(event: Event, offered: Collection[Paper]) -> dict[str, str]:
    """Which of these papers would say nothing, and what is not there yet."""
    found = {question: question(event) for question in {paper.lacks for paper in offered}}  # several ask the same
    return {paper.name: found[paper.lacks] for paper in offered if found[paper.lacks]}


def seen_in(event: Event, paper: Paper) -> frozenset[str]:
    """Of what the paper leaves out for some, the permissions that the reader holds."""
    return frozenset(permission for permission in paper.also if may(event, permission))


def left_out(event: Event, paper: Paper) -> list[str]:
    """What of the paper is left out for the reader, in words."""
    seen = seen_in(event, paper)
    return [str(words) for permission, words in paper.also.items() if permission not in seen]


def may_open_made(event: Event, paper: Paper | None, sees: Collection[str]) -> bool:
    """Whether the reader may open a file that was made for somebody who held `sees`."""
    return paper is not None and may_open(event, paper) and all(map(partial(may, event), sees))


def get_desk_paper(event: Event, name: str) -> tuple[Paper, frozenset[str]]:
    """A paper of one person as a check-in device prints it, and what of it check-in staff see.

    Raises:
        NotFound: there is none, or the desk prints none of it.
    """
    paper = papers(event).get(name)
    if paper is None or not paper.at_desk or not paper.is_for(event):
        raise NotFound(_("There is no such document. Choose one from the list."))
    return paper, frozenset(permission for permission in paper.also if TeamRole.CHECK_IN in roles_of(permission))
