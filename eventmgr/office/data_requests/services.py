"""The verbs of requests on personal information: asked, withdrawn, answered, ended again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.deciding.services.decisions import restrict
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.event.registration.states import limit_use, owe_call
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.office.data_requests import letters, queries
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.tools.log.services import SYSTEM, Act, record

DECISIONS = {
    RequestKind.RESTRICT: (RequestState.GRANTED, RequestState.DECLINED),
    RequestKind.OBJECT: (RequestState.GRANTED, RequestState.DECLINED),
    RequestKind.OTHER: (RequestState.ANSWERED,),
    RequestKind.DELETE: (RequestState.ANSWERED,),
}
"""What a request of each kind may become."""


def ask(
    event: Event,
    registration: Registration,
    kind: RequestKind,
    text: str,
    *,
    days: int,
    act: Act,
    by_organizers: bool = False,
) -> DataRequest:
    """Put a request into the queue of the event; it is due in `days`.

    Raises:
        Refusal: the same is asked for already, or holds.
        NotPossible: everything personal of the registration was deleted.
    """
    lock(event)
    db.session.refresh(registration)
    if registration.forgotten_at is not None:
        raise NotPossible(
            _("Everything personal in this registration was deleted; there is nothing left to ask about.")
        )
    for other in queries.list_own(registration.id):
        if other.kind is kind and kind is not RequestKind.OTHER and other.is_in_force:
            raise Refusal(_("This has already been granted and is in force."), field="kind")
        if (
            other.kind is kind
            and other.state is RequestState.OPEN
            and (kind is not RequestKind.OTHER or text == other.text)
        ):
            raise Refusal(_("The same request is already open; it has not been answered yet."), field="kind")
    request = DataRequest(
        event_id=event.id,
        registration_id=registration.id,
        kind=kind,
        state=RequestState.OPEN,
        text=text,
        by_organizers=by_organizers,
        asked_at=act.at,
        due_at=act.at + timedelta(days=days),
    )
    db.session.add(request)
    db.session.flush()
    _record("rights_asked", event, registration, request, act=act)
    return request


def wish_deletion(event: Event, registration: Registration, *, days: int, act: Act) -> None:
    """Somebody deletes what is held of them, and the law stops it: the wish waits in the queue, and from now on the
    data is only kept. Doing so twice is no fault. The event is locked."""
    if not any(waits(request) for request in queries.list_own(registration.id)):
        request = DataRequest(
            event_id=event.id,
            registration_id=registration.id,
            kind=RequestKind.DELETE,
            state=RequestState.OPEN,
            asked_at=act.at,
            due_at=act.at + timedelta(days=days),
        )
        db.session.add(request)
        db.session.flush()
        _record("rights_asked", event, registration, request, act=act)
    restrict(event, registration, on=True, act=act)


def waits(request: DataRequest) -> bool:
    """Whether it is a wish to delete that the law stops."""
    is_on = request.state in (RequestState.OPEN, RequestState.ANSWERED) and request.gone_at is None
    return request.kind is RequestKind.DELETE and is_on


def carry_out(request: DataRequest, *, at: datetime) -> None:
    """The law no longer stops it: everything personal goes, and the person is told."""
    event, act = request.registration.event, Act(SYSTEM, at)
    lock(event)
    request.state, request.answered_at = RequestState.GRANTED, at
    _record("rights_answered", event, request.registration, request, act=act)
    forget(event, request.registration, act=act, notify=bool(request.registration.email))


def take_back(event: Event, request: DataRequest, *, act: Act) -> None:
    """Its person does not want it any more: an open one leaves the queue, what was granted ends.

    Raises:
        NotPossible: it has ended already.
    """
    lock(event)
    db.session.refresh(request)
    if request.state is RequestState.OPEN:
        request.state = RequestState.WITHDRAWN
        if request.kind is RequestKind.DELETE:
            _unrestrict(event, request, act=act)
        _record("rights_withdrawn", event, request.registration, request, act=act)
        return
    _end(event, request, act=act)


def answer(event: Event, request: DataRequest, decision: RequestState, text: str, *, act: Act) -> None:
    """The organizers answer; what was granted holds at once. The person reads the answer on the own page and gets it by
    e-mail, or is phoned.

    Raises:
        Refusal: there is no answer, or the decision is none for this kind.
        NotPossible: it is not open any more.
    """
    if not text:
        raise Refusal(_("Write an answer: it is included in the e-mail."), field="answer")
    if decision not in DECISIONS[request.kind]:
        raise Refusal(_("Choose whether the request is granted."), field="decision")
    lock(event)
    db.session.refresh(request)
    if request.state is not RequestState.OPEN:
        raise NotPossible(_("This request is no longer open. Reload the page to see the outcome."))
    request.state, request.answer, request.answered_at = decision, text, act.at
    if decision is RequestState.GRANTED:
        _apply(event, request, on=True, act=act)
    _record("rights_answered", event, request.registration, request, act=act)
    _tell("answered", event, request, at=act.at)


def lift(event: Event, request: DataRequest, *, act: Act) -> None:
    """The organizers end what was granted, because its person wants it so or the reason is gone; the person is told.

    Raises:
        NotPossible: it does not hold.
    """
    lock(event)
    db.session.refresh(request)
    _end(event, request, act=act)
    _tell("lifted", event, request, at=act.at)


def _end(event: Event, request: DataRequest, *, act: Act) -> None:
    if not request.is_in_force:
        raise NotPossible(_("This request has already ended. Reload the page."))
    request.lifted_at = act.at
    _apply(event, request, on=False, act=act)


def _apply(event: Event, request: DataRequest, *, on: bool, act: Act) -> None:
    if request.kind is RequestKind.RESTRICT and not on:
        _unrestrict(event, request, act=act)
    elif request.kind is RequestKind.RESTRICT:
        restrict(event, request.registration, on=True, act=act)
    elif request.kind is RequestKind.OBJECT:
        limit_use(event, request.registration, on=on, act=act)


def _unrestrict(event: Event, request: DataRequest, *, act: Act) -> None:
    """The restriction ends unless another request of the person still says so."""
    others = [other for other in queries.list_own(request.registration_id) if other.id != request.id]
    if not any(waits(other) or (other.kind is RequestKind.RESTRICT and other.is_in_force) for other in others):
        restrict(event, request.registration, on=False, act=act)


def _tell(kind: str, event: Event, request: DataRequest, *, at: datetime) -> None:
    if not letters.write(kind, request, event, at=at):
        owe_call(request.registration, at=at)


def _record(action: str, event: Event, registration: Registration, request: DataRequest, *, act: Act) -> None:
    state = [None, request.state.value] if action == "rights_answered" else None
    changes = {"request_kind": [None, request.kind.value], **({"request_state": state} if state else {})}
    record(act, action, registration, event_id=event.id, object_name=registration.name, changes=changes)


def let_go(registration_ids: Collection[int], *, at: datetime) -> None:
    """The words of what these people asked go; what is open is answered by that."""
    for request in queries.list_of(registration_ids):
        request.text = request.answer = ""
        request.gone_at = at
        if request.state is RequestState.OPEN:
            request.state = RequestState.WITHDRAWN
