"""The verbs of exchange papers: submitted, returned, accepted. Whoever changes one holds the event first."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.delegations import letters
from eventmgr.event.delegations import queries as delegations
from eventmgr.event.delegations.board.standing import deadlines_of
from eventmgr.event.delegations.exchange_papers import queries
from eventmgr.event.delegations.models import Due, ExchangePaper, PaperState, PaperVersion
from eventmgr.event.delegations.services import check_open, unit_name
from eventmgr.event.delegations.services.opening import send_link
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.uploads.checking import CheckedFile

TAKEN = (".docx", ".pdf")
"""Endings of the files that come with a paper."""
LONGEST_TEXT = 20_000
LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Draft:
    """What is submitted; see `PaperVersion`."""

    title: str
    text: str
    written_by: str = ""
    file: CheckedFile | None = None


def submit(event: Event, unit_code: str, draft: Draft, *, act: Act, by_office: bool = False) -> PaperVersion | None:
    """A new version of the delegation's paper, to be checked; None where it says what the newest one says already.

    Raises:
        Refusal: the event is over, or the delegation does not take part.
    """
    lock(event)
    check_open(event, at=act.at)
    delegation = delegations.find_delegation(event.id, unit_code)
    if delegation is not None and delegation.takes_part is False:
        raise Refusal(_("The delegation does not take part, so it submits no paper. Change the reply first."))
    paper = queries.find_paper(event.id, unit_code)
    if paper is None:
        paper = ExchangePaper(event_id=event.id, unit_code=unit_code, newest=0, state=PaperState.TO_CHECK)
        db.session.add(paper)
        db.session.flush()
    elif draft.file is None and _says(queries.get_version(paper, paper.newest)) == _says(draft):
        return None
    paper.newest, paper.state, paper.note = paper.newest + 1, PaperState.TO_CHECK, ""
    version = PaperVersion(
        paper_id=paper.id,
        number=paper.newest,
        title=draft.title,
        written_by=draft.written_by,
        text=draft.text,
        by_office=by_office,
        sent_at=act.at,
    )
    if draft.file is not None:
        version.filename, version.content_type = draft.file.filename, draft.file.kind.content_type
        version.content = draft.file.content
    db.session.add(version)
    _record("submitted", event, paper, act=act)
    return version


def accept(event: Event, unit_code: str, number: int, *, act: Act) -> None:
    """That version is printed from now on.

    Raises:
        Refusal: it was read already, or a newer one has come in.
    """
    paper = _held(event, unit_code, number)
    paper.state, paper.bound, paper.note = PaperState.ACCEPTED, number, ""
    _record("accepted", event, paper, act=act)


def give_back(event: Event, unit_code: str, number: int, note: str, *, act: Act) -> int:
    """That version is to be revised: liaison and deputy are told what, with a link; to how many. What was accepted
    before is still printed.

    Raises:
        Refusal: it was read already, or a newer one has come in; the event is over, so that nobody could revise it.
    """
    check_open(event, at=act.at)
    paper = _held(event, unit_code, number)
    paper.state, paper.note = PaperState.RETURNED, note
    _record("returned", event, paper, act=act)
    delegation = delegations.find_delegation(event.id, unit_code)
    due_at = deadlines_of(event, delegations.find_plan(event.id), delegation).get(Due.PAPER)
    readers = [
        one
        for one in delegations.list_liaisons(event.id)
        if one.unit_code == unit_code and one.email and one.invited_at is not None
    ]
    for liaison in readers:
        send_link(letters.PAPER_RETURNED, event, liaison, at=act.at, due=Due.PAPER, due_at=due_at, words={"note": note})
    return len(readers)


def _held(event: Event, unit_code: str, number: int) -> ExchangePaper:
    lock(event)
    paper = queries.get_paper(event, unit_code)
    if paper.newest != number:
        raise Refusal(_("A newer version has been submitted meanwhile. Read that one."))
    if paper.state is not PaperState.TO_CHECK:
        raise Refusal(_("This version has been read already. Reload the page."))
    return paper


def _says(one: PaperVersion | Draft) -> tuple[str, str, str]:
    return one.title, one.written_by, one.text


def _record(action: str, event: Event, paper: ExchangePaper, *, act: Act) -> None:
    changes: dict[str, list[object]] = {"version": [None, paper.newest]}
    record(act, action, paper, event_id=event.id, object_name=unit_name(paper.unit_code), changes=changes)
