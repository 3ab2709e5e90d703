"""The verbs of the desk: asked, asked back, handed over, answered, rated, published, deleted."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_event_numbered
from eventmgr.event.events.services.locking import touch
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.desk import letters, queries, statements
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskFile, DeskLine, DeskRequest, LineKind, RequestStage
from eventmgr.exchange.desk.whose import Whose, whose_of
from eventmgr.exchange.desk.working_days import due_at
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.accounts.models import User
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.messages.house_letters import forget_letters
from eventmgr.tools.uploads.checking import CheckedFile

SCOPE = "desk"
"""Of `site_revision`: rises with whatever the public pages of the desk show."""
MOST_FILES = 3
TAKEN = (".pdf", ".docx", ".xlsx", ".png", ".jpg")
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LONGEST_NUMBER = 6
DESK_FIELDS = ("answered_by", "phone", "hours", "own_categories")
ANSWER_FIELDS = ("category", "question", "answer")


@dataclass(frozen=True)
class Promise:
    """By when an answer is due."""

    days: int
    zone: str
    holidays: Collection[date] = ()
    worked: Collection[date] = ()

    def due(self, at: datetime) -> datetime:
        """For what comes in then."""
        return due_at(at, self.days, self.zone, holidays=self.holidays, worked=self.worked)


@dataclass(frozen=True)
class Draft:
    """What somebody asks, and how they are reached."""

    whose: Whose
    category: str
    text: str
    name: str
    organization: str
    email: str
    mobile: str
    language: str


def ask(draft: Draft, files: Collection[CheckedFile], *, promise: Promise, notify: bool, act: Act) -> DeskRequest:
    """A new request, with its number; the sender gets it by e-mail with the link, unless `notify` is off."""
    request = DeskRequest(
        number=_new_number(),
        province_code=draft.whose.province_code,
        event_id=draft.whose.event_id,
        category=draft.category,
        language=draft.language,
        name=draft.name,
        organization=draft.organization,
        email=draft.email,
        mobile=draft.mobile,
        stage=RequestStage.OPEN,
        asked_at=act.at,
        due_at=promise.due(act.at),
    )
    db.session.add(request)
    db.session.flush()
    _say(request, LineKind.QUESTION, draft.text, act=act)
    for file in files:
        _keep_file(request, file, at=act.at)
    _record("asked", request, act=act)
    if notify:
        letters.write(letters.RECEIVED, request, at=act.at)
    letters.write_to_desk(request, at=act.at)
    return request


def _new_number() -> str:
    while True:
        number = "".join(secrets.choice(_SIGNS) for _sign in range(_LONGEST_NUMBER))
        if not queries.is_number_taken(number):
            return number


def hold(request: DeskRequest) -> DeskRequest:
    """The request as it stands, locked until the transaction ends.

    Raises:
        NotFound: it is gone.
    """
    held = queries.find_locked(request.id)
    if held is None:
        raise NotFound(str(DeskRequest.not_found))
    return held


def add_file(request: DeskRequest, file: CheckedFile, *, act: Act) -> None:
    """One more file of the request.

    Raises:
        Refusal: it is closed, or has as many as it may.
    """
    held = hold(request)
    _check_open(held)
    if len(held.files) >= MOST_FILES:
        raise Refusal(_("A request may have at most %(most)s files.", most=MOST_FILES), field="file")
    _keep_file(request, file, at=act.at)
    _record("file_added", request, act=act)


def answer(request: DeskRequest, text: str, *, by_name: str, act: Act) -> None:
    """The answer; the sender gets it by e-mail.

    Raises:
        Refusal: it is closed already.
    """
    hold(request)
    _check_open(request)
    _say(request, LineKind.ANSWER, text, by_name=by_name, act=act)
    request.stage, request.closed_at = RequestStage.ANSWERED, act.at
    _record("answered", request, act=act)
    letters.write(letters.ANSWERED, request, text=text, at=act.at)


def ask_back(request: DeskRequest, text: str, *, by_name: str, act: Act) -> None:
    """Something must be known first; the sender gets the question by e-mail, and until they reply nothing is due.

    Raises:
        Refusal: it is closed already, or something is being asked.
    """
    hold(request)
    _check_open(request)
    if request.stage is RequestStage.ASKED_BACK:
        raise Refusal(_("A question to the sender is open already. Answer, or wait for the reply."))
    _say(request, LineKind.ASKED_BACK, text, by_name=by_name, act=act)
    request.stage = RequestStage.ASKED_BACK
    _record("asked_back", request, act=act)
    letters.write(letters.ASKED_BACK, request, text=text, at=act.at)


def reply(request: DeskRequest, text: str, *, promise: Promise, notify: bool, act: Act) -> None:
    """The sender adds something; after a question the answer is due anew. Who answers is told by e-mail, unless
    `notify` is off.

    Raises:
        Refusal: it is closed.
    """
    hold(request)
    _check_open(request)
    if request.stage is RequestStage.ASKED_BACK:
        request.stage, request.due_at = RequestStage.OPEN, max(request.due_at, promise.due(act.at))
    _say(request, LineKind.REPLY, text, act=act)
    _record("replied", request, act=act)
    _tell_who_answers(request, text, notify=notify, at=act.at)


def reopen(request: DeskRequest, text: str, *, promise: Promise, notify: bool, act: Act) -> None:
    """The answer did not settle it: the sender asks on; as `reply` otherwise.

    Raises:
        Refusal: it has not been answered, or was deleted.
    """
    hold(request)
    if request.stage is not RequestStage.ANSWERED or request.forgotten_at is not None:
        raise Refusal(_("Only an answered request can be taken up again."))
    _say(request, LineKind.REPLY, text, act=act)
    request.stage, request.closed_at, request.due_at = RequestStage.OPEN, None, promise.due(act.at)
    _record("reopened", request, act=act)
    _tell_who_answers(request, text, notify=notify, at=act.at)


def address_of_answerer(request: DeskRequest) -> str:
    """Where the expert or the account that answers is written to; empty: whoever is in at the desk answers."""
    return request.expert_email or (request.assigned.email if request.assigned else "")


def _tell_who_answers(request: DeskRequest, text: str, *, notify: bool, at: datetime) -> None:
    if notify and request.expert_email:
        letters.write_to_expert(request, text, at=at)
    elif notify and request.assigned is not None:
        letters.write_to_account(request, request.assigned, text, at=at)


@dataclass(frozen=True)
class Target:
    """To whom a request is handed: another desk, that of an event too, an account, or an expert by link."""

    whose: Whose | None = None
    event: Event | None = None
    account: User | None = None
    expert_name: str = ""
    expert_email: str = ""


def hand_over(request: DeskRequest, target: Target, note: str, *, by_name: str, act: Act) -> None:
    """Somebody else answers; what was promised to the sender stays. They are told by e-mail.

    Raises:
        Refusal: it is closed, or theirs already.
    """
    hold(request)
    _check_open(request)
    before = {
        "province_code": _name_of_desk(request),
        "assigned": request.assigned.name if request.assigned else "",
        "expert_name": request.expert_name,
    }
    if target.expert_email:
        request.expert_name, request.expert_email = target.expert_name, target.expert_email
        request.expert_version += 1
    elif target.account is not None:
        request.assigned_id, request.assigned = target.account.id, target.account
    elif target.whose is None or target.whose == whose_of(request):
        raise Refusal(_("The request is at this desk already. Choose another one."), field="province")
    else:
        request.province_code, request.event_id = target.whose.province_code, target.whose.event_id
        request.event, request.assigned = target.event, None
        _end_expert(request)
    after = {
        "province_code": _name_of_desk(request),
        "assigned": request.assigned.name if request.assigned else "",
        "expert_name": request.expert_name,
    }
    _say(request, LineKind.HANDED_OVER, note, by_name=by_name, act=act)
    _record("handed_over", request, act=act, changes=difference(before, after))
    if target.expert_email:
        letters.write_to_expert(request, note, at=act.at)
    elif target.account is not None:
        letters.write_to_account(request, target.account, note, at=act.at)
    else:
        letters.write_to_desk(request, at=act.at)


def _name_of_desk(request: DeskRequest) -> str | dict[str, str]:
    """What the trail keeps of it: the title of the event, else a code, the office's too."""
    return dict(request.event.title) if request.event is not None else whose_of(request).mark


def withdraw(request: DeskRequest, *, act: Act) -> None:
    """The sender needs no answer any more.

    Raises:
        Refusal: it is closed already.
    """
    hold(request)
    _check_open(request)
    request.stage, request.closed_at = RequestStage.WITHDRAWN, act.at
    _record("withdrawn", request, act=act)


def rate(request: DeskRequest, stars: int, *, act: Act) -> None:
    """How content the sender is with the answer; may be changed.

    Raises:
        Refusal: it has not been answered.
    """
    hold(request)
    if request.stage is not RequestStage.ANSWERED:
        raise Refusal(_("A request can be rated once it has been answered."))
    request.satisfaction = stars
    _record("rated", request, act=act)


def forget(request: DeskRequest, *, act: Act) -> None:
    """Who asked, all that was said and the files are deleted; category, desk and dates stay for the figures."""
    hold(request)
    if request.forgotten_at is not None:
        return
    if request.closed_at is None:
        request.stage, request.closed_at = RequestStage.WITHDRAWN, act.at
    request.name = request.organization = request.email = request.mobile = ""
    request.forgotten_at, request.link_version = act.at, request.link_version + 1
    _end_expert(request)
    db.session.flush()
    statements.delete_contents(request.id)
    forget_letters(request)
    _record("forgotten", request, act=act)


def note_contacts_read(request: DeskRequest, *, act: Act) -> None:
    """Somebody has looked at how the sender is reached."""
    _record("contacts_read", request, act=act)


def put_desk(whose: Whose, draft: Mapping[str, Any], *, act: Act) -> bool:
    """What a desk says of itself, that of an event on the event's page too; whether anything changed."""
    _make_anew(whose.event_id)
    desk = queries.find_desk(whose)
    if desk is None:
        desk = Desk(
            province_code=whose.province_code,
            event_id=whose.event_id,
            answered_by={},
            hours={},
            phone="",
            own_categories=[],
        )
        db.session.add(desk)
        db.session.flush()
    changes = difference(_spoken({name: getattr(desk, name) for name in DESK_FIELDS}), _spoken(draft))
    for name, value in draft.items():
        setattr(desk, name, value)
    if changes:
        record(act, "edited", desk, event_id=whose.event_id, object_name=whose.province_code, changes=changes)
    return bool(changes)


def copy_desk(copy: Event, source: Event, *, act: Act) -> None:
    """What the desk of an event says of itself goes along with a copy of the event; requests and answers stay."""
    desk = queries.find_desk(Whose(event_id=source.id))
    if desk is not None:
        put_desk(Whose(event_id=copy.id), {name: getattr(desk, name) for name in DESK_FIELDS}, act=act)


def _spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same, categories by their names alone."""
    names = [" | ".join(filter(None, (own.get("zh"), own.get("en")))) for own in values["own_categories"]]
    return {**values, "own_categories": names}


def release(draft: Mapping[str, Any], *, whose: Whose, request: DeskRequest | None, act: Act) -> DeskAnswer:
    """A question and its answer for everybody."""
    _make_anew(whose.event_id)
    made = DeskAnswer(
        uid=uuid4().hex,
        request_id=request.id if request else None,
        province_code=whose.province_code,
        event_id=whose.event_id,
        is_published=True,
        search_text=_searched(draft),
        published_at=act.at,
        updated_at=act.at,
        **draft,
    )
    db.session.add(made)
    db.session.flush()
    record(act, "published", made, event_id=made.event_id, object_name=_title(made))
    return made


def edit_answer(published: DeskAnswer, draft: Mapping[str, Any], *, act: Act) -> bool:
    """What the answer says from now on; whether anything changed."""
    changes = difference({name: getattr(published, name) for name in ANSWER_FIELDS}, draft)
    if not changes:
        return False
    _make_anew(published.event_id)
    for name, value in draft.items():
        setattr(published, name, value)
    published.search_text, published.updated_at = _searched(draft), act.at
    record(act, "edited", published, event_id=published.event_id, object_name=_title(published), changes=changes)
    return True


def show_answer(published: DeskAnswer, *, is_published: bool, act: Act) -> None:
    """Publish the answer, or withdraw it."""
    _make_anew(published.event_id)
    db.session.refresh(published)
    if published.is_published is not is_published:
        published.is_published, published.updated_at = is_published, act.at
        record(
            act,
            "published" if is_published else "withdrawn",
            published,
            event_id=published.event_id,
            object_name=_title(published),
        )


def _make_anew(event_id: int | None) -> None:
    """Pages that everybody reads show something else from now on, those of that event too."""
    if event_id is not None:
        touch(get_event_numbered(event_id))
    raise_site_revision(SCOPE)


def _check_open(request: DeskRequest) -> None:
    if request.closed_at is not None:
        raise Refusal(_("This request is closed. Reload the page to see what became of it."))


def _say(request: DeskRequest, kind: LineKind, text: str, *, by_name: str = "", act: Act) -> None:
    db.session.add(DeskLine(request_id=request.id, kind=kind, text=text, by_name=by_name, at=act.at))
    db.session.flush()


def _keep_file(request: DeskRequest, file: CheckedFile, *, at: datetime) -> None:
    db.session.add(DeskFile.of(file, at=at, request_id=request.id))
    db.session.flush()


def _end_expert(request: DeskRequest) -> None:
    request.expert_name = request.expert_email = ""
    request.expert_version += 1


def _record(action: str, request: DeskRequest, *, act: Act, changes: Mapping[str, Any] | None = None) -> None:
    record(act, action, request, event_id=request.event_id, object_name=request.number, changes=changes or {})


def _searched(draft: Mapping[str, Any]) -> str:
    return "\n".join(folded(text) for name in ("question", "answer") for text in draft[name].values())


def _title(published: DeskAnswer) -> str:
    return str(published.question.get("zh") or published.question.get("en") or "")[:100]
