"""Numbers of the desk, of cases and of the directory, counted one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import select

from eventmgr.event.events.queries import get_event
from eventmgr.exchange.calls import queries as calls
from eventmgr.exchange.calls.models import CallStage, CallState, CaseCall, SubmissionState
from eventmgr.exchange.cases import queries as cases
from eventmgr.exchange.cases.adopting import queries as adopting
from eventmgr.exchange.cases.filtering import read_filter as case_filter
from eventmgr.exchange.cases.models import AdoptionState, CaseAdoption
from eventmgr.exchange.desk import queries as desk
from eventmgr.exchange.desk.filtering import AnswerFilter, read_desk
from eventmgr.exchange.desk.models import DeskRequest, RequestStage
from eventmgr.exchange.desk.whose import Whose
from eventmgr.exchange.entries import queries as entries
from eventmgr.exchange.entries.filtering import read_filter as directory_filter
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.exchange.experts import queries as experts
from eventmgr.exchange.experts.filtering import read_filter as expert_filter
from eventmgr.exchange.investment import queries as investment
from eventmgr.exchange.investment.enquiries import queries as enquiries
from eventmgr.exchange.investment.enquiries.waiting import LATE, UNRECORDED
from eventmgr.exchange.investment.filtering import read_filter as offer_filter
from eventmgr.exchange.investment.models import EnquiryState
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.board.views import today
from eventmgr.tools.web.paging import Page


def _open_requests(seen: Any, *, are_late: bool) -> int:
    """Of the desk of an event where the number leads there, else of those of provinces and of the office."""
    parts = urlsplit(seen.mark.href or seen.address).path.split("/")
    slug = parts[3] if parts[1:3] == ["manage", "events"] else None
    rows = [row for row in db.session.scalars(select(DeskRequest)) if row.stage is RequestStage.OPEN]
    rows = [row for row in rows if (row.event.slug if row.event else None) == slug]
    return sum((row.due_at < clock.now()) is are_late for row in rows)


def _waiting(_seen: Any) -> int:
    return sum(row.state is EntryState.WAITING for row in db.session.scalars(select(OrganizationEntry)))


def _rows(page_of: Callable[[str | None], Page[Any]]) -> int:
    """The rows of all pages of a list."""
    page = page_of(None)
    rows = len(page.rows)
    while page.next:
        page = page_of(page.next)
        rows += len(page.rows)
    return rows


def _asked(seen: Any) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(seen.mark.href or seen.address).query))


def _cases(seen: Any) -> int:
    filters = case_filter(_asked(seen))
    return _rows(lambda cursor: cases.get_list_page(filters, cursor))


def _offers(seen: Any) -> int:
    filters = offer_filter(_asked(seen))
    return _rows(lambda cursor: investment.get_list_page(filters, cursor, day=today()))


def _kept_cases(seen: Any) -> int:
    filters = case_filter(_asked(seen))
    return _rows(lambda cursor: cases.get_office_page(filters, cursor, own=""))


def _adoptions(seen: Any) -> int:
    """Of the page of a case, or as the filters have it."""
    path, asked = urlsplit(seen.mark.href or seen.address).path, _asked(seen)
    if not path.startswith("/cases/learning/"):
        return adopting.count_of_case(cases.get_public(path.split("/")[2]))
    source, learner = asked.get("source", ""), asked.get("learner", "")
    return _rows(lambda cursor: adopting.get_public_page(source, learner, cursor))


def _adoptions_waiting(_seen: Any) -> int:
    return sum(row.state is AdoptionState.REPORTED for row in db.session.scalars(select(CaseAdoption)))


def _stage_asked(seen: Any) -> CallStage | None:
    asked = _asked(seen).get("stage", "")
    return CallStage(asked) if asked else None


def _calls(seen: Any) -> int:
    stage = _stage_asked(seen)
    return _rows(lambda cursor: calls.get_office_page(stage, cursor, day=today(), is_office=True))


def _submissions(seen: Any) -> int:
    path, state = urlsplit(seen.mark.href or seen.address).path, _asked(seen).get("state", "")
    call = calls.get_call(int(path.split("/")[3]), is_office=True)
    wanted = SubmissionState(state) if state else None
    return _rows(lambda cursor: calls.get_submissions_page(call, wanted, cursor, own=""))


def _undecided(_seen: Any) -> int:
    return sum(
        call.state is CallState.PUBLISHED and call.closes_on < today() for call in db.session.scalars(select(CaseCall))
    )


def _enquiries(wanted: EnquiryState | str) -> int:
    return _rows(lambda cursor: enquiries.get_office_page("", wanted, None, cursor, at=clock.now()))


def _organizations(seen: Any) -> int:
    filters = directory_filter(_asked(seen))
    return _rows(lambda cursor: entries.get_directory_page(filters, cursor))


def _experts(seen: Any) -> int:
    filters = expert_filter(_asked(seen))
    return _rows(lambda cursor: experts.get_list_page(filters, cursor))


def _answers(seen: Any) -> int:
    asked = _asked(seen)
    parts = urlsplit(seen.mark.href or seen.address).path.split("/")
    event = get_event(parts[2]) if parts[1] == "events" else None
    whose = Whose(event_id=event.id) if event else read_desk(asked.get("province", ""))
    filters = AnswerFilter(asked.get("q", ""), whose, asked.get("category", ""))
    return _rows(lambda cursor: desk.get_answer_page(filters, cursor))


EXCHANGE_NUMBERS: dict[str, Any] = {
    "desk_late": lambda seen: _open_requests(seen, are_late=True),
    "desk_open": lambda seen: _open_requests(seen, are_late=False),
    "desk_answers": _answers,
    "desk_figures": lambda seen: seen.mark.number,
    "cases_public": _cases,
    "cases": _kept_cases,
    "case_wants": lambda seen: seen.mark.number,
    "case_adoptions": _adoptions,
    "case_wants_pairs": lambda seen: seen.mark.number,
    "adoptions_waiting": _adoptions_waiting,
    "case_likeness": lambda seen: seen.mark.number,
    "case_calls": _calls,
    "case_submissions": _submissions,
    "calls_undecided": _undecided,
    "scores_awaited": lambda _seen: calls.count_awaited(day=today()),
    "case_average": lambda seen: seen.mark.number,
    "offers_public": _offers,
    "enquiries_waiting": lambda _seen: _enquiries(EnquiryState.ASKED),
    "enquiries_late": lambda _seen: _enquiries(LATE),
    "enquiries_unrecorded": lambda _seen: _enquiries(UNRECORDED),
    "organizations_public": _organizations,
    "entries_waiting": _waiting,
    "experts_public": _experts,
}
