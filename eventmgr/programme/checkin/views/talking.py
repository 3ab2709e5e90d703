"""What a paired device sends and asks for: people, acts of others, its own acts. JSON alone; nothing is kept on the
way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.text import whole_number
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.access import act_of, as_json, device_asking, in_office
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.codes import own_marks, void_marks
from eventmgr.programme.checkin.forms import batch_sent, token_sent
from eventmgr.programme.checkin.models import CheckinDevice, CheckinWalkIn
from eventmgr.programme.checkin.panels import expected_lists
from eventmgr.programme.checkin.queries.people import Extent, Known, get_extent, list_known_people
from eventmgr.programme.checkin.views.blueprint import bp
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.taxonomy import units
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import for_reader, never_kept

_MARGIN = timedelta(minutes=2)
"""What was changed before it was last asked for and committed behind it is told again."""
_MOST_ACTS = 2000
_HEARD_EVERY = timedelta(minutes=1)
_PAIRED = (30, 900)
_DESCRIBES = (CheckinKind.WALK_IN, CheckinKind.SUBSTITUTE)


@bp.route("/pair", methods=["POST"])
@without_token
@as_json
def pair() -> ResponseReturnValue:
    """`token` of a link that works once: the device and the token that it sends from now on."""
    limit(f"checkin-pair:{caller()}", *_PAIRED, at=clock.now())
    token = token_sent()

    def work() -> tuple[CheckinDevice, str]:
        device, own = services.pair(token, at=clock.now())
        record(Act(SYSTEM, clock.now()), "paired", device, event_id=device.event_id, object_name=device.name)
        return device, own

    device, own = write(work)
    return never_kept(jsonify(token=own, device=device.id, name=device.name, now=_ms(clock.now())))


@bp.route("/people")
@as_json
def people() -> ResponseReturnValue:
    """The event, its lists and everybody; with `since` (seconds) only who was changed since then."""
    device, event = device_asking()
    since = whole_number(query.text("since"), most=4_102_444_800)
    changed = datetime.fromtimestamp(since, UTC) - _MARGIN if since else None
    extent = get_extent(event.id, unit=device.unit_code)
    rows = list_known_people(event.id, unit=device.unit_code, since=changed)
    write(lambda: services.hear(device, at=clock.now()))
    return never_kept(
        jsonify(
            **_head(device, event, extent),
            people=[_row(event.id, row) for row in rows],
            units={unit.code: {"zh": unit.short_zh, "en": unit.short_en} for unit in units()},
            types=_types(event),
        )
    )


@bp.route("/changes")
@as_json
def changes() -> ResponseReturnValue:
    """Acts behind number `after`; 304 while nothing has happened since."""
    device, event = device_asking()
    after = whole_number(query.text("after")) or 0
    extent = get_extent(event.id, unit=device.unit_code)
    rows = queries.list_acts_after(event.id, after, list_ids=device.list_ids, unit=device.unit_code, limit=_MOST_ACTS)
    reached = rows[-1][0] if len(rows) == _MOST_ACTS else queries.count_acts(event.id)
    at = clock.now()
    if device.seen_at is None or at - device.seen_at > _HEARD_EVERY:
        write(lambda: services.hear(device, at=at))
    answer = jsonify(
        **_head(device, event, extent, now=False),
        acts=[_act(*row) for row in rows],
        reached=max(reached, after),
        more=len(rows) == _MOST_ACTS,
    )
    return for_reader(answer)


@bp.route("/acts", methods=["POST"])
@without_token
@as_json
def acts() -> ResponseReturnValue:
    """Acts of this device, at most 200: each is answered, so that the device forgets it."""
    device, event = device_asking(sends=True)
    at = clock.now()
    batch = batch_sent(at)
    teller = services.Teller(device.name, device.id, device.list_ids, device.unit_code)
    services.check_walk_ins(device, batch.drafts, at=at)

    def work() -> dict[str, Any]:
        services.hear(device, at=at, skew_ms=batch.skew_ms, waiting=batch.waiting)
        return services.take(event, batch.drafts, teller, act=act_of(device))

    taken = write(work)
    came = {draft.walk_in for draft in batch.drafts if draft.walk_in and draft.kind in _DESCRIBES}
    if device.takes_walk_ins:
        for walk_in in queries.list_walk_ins_by_key(event.id, came).values():
            _register(event, walk_in, device)
    walk_ins = {
        key: {"registration": row.registration_id, "said": row.refused}
        for key, row in queries.list_walk_ins_by_key(event.id, came).items()
    }
    taken |= queries.list_known_keys(event.id, _substitutes(batch.drafts))
    told = {key: reason.value if reason else "" for key, reason in taken.items()}
    return never_kept(jsonify(taken=told, bad=batch.bad, walk_ins=walk_ins, now=_ms(clock.now())))


@bp.route("/sign-out", methods=["POST"])
@without_token
@as_json
def sign_out() -> ResponseReturnValue:
    """The device gives up its token; what it holds it deletes itself."""
    device, event = device_asking(sends=True)
    write(lambda: services.end_device(event, device, act=act_of(device)))
    return never_kept(jsonify(now=_ms(clock.now())))


def _substitutes(drafts: Sequence[services.Draft]) -> list[str]:
    """Keys of acts that may count by now."""
    return [draft.key for draft in drafts if draft.kind is CheckinKind.SUBSTITUTE]


def _register(event: Event, walk_in: CheckinWalkIn, device: CheckinDevice) -> None:
    """In a transaction of its own: who is refused is kept all the same, with why."""
    if walk_in.registration_id is not None:
        return
    try:
        services.check_person(event, walk_in, unit=device.unit_code, at=clock.now())
        if walk_in.replaces_id is not None:
            write(lambda: services.replace_by(event, walk_in, act=in_office(device)))
        else:
            write(lambda: services.register_walk_in(event, walk_in, act=act_of(device)))
    except Refusal as refusal:
        message = refusal.message
        write(lambda: services.note_refused(walk_in, message))


def _head(device: CheckinDevice, event: Event, extent: Extent, *, now: bool = True) -> dict[str, Any]:
    limits = _expected(device, event)
    served = [listed for listed in queries.list_lists(event.id) if listed.id in device.list_ids]
    members = {
        "device": {"id": device.id, "name": device.name, "unit": device.unit_code, "walk_ins": device.takes_walk_ins},
        "event": {"id": event.id, "title": event.title, "timezone": event.timezone},
        "ends_at": _ms(device.ends_at),
        "lists": [
            {
                "id": listed.id,
                "kind": listed.kind.value,
                "title": listed.title,
                "out": listed.has_out,
                "expected": limits.get(listed.id),
            }
            for listed in served
        ],
        "extent": {"number": extent.number, "versions": extent.versions, "changed_at": _ms(extent.changed_at)},
    }
    return {**members, "now": _ms(clock.now())} if now else members


def _expected(device: CheckinDevice, event: Event) -> dict[int, list[int]]:
    """List → numbers of those who are expected on it, of those whom the device knows; lists for everybody are
    missing."""
    limits = {number: people for number, people in expected_lists(event.id).items() if number in device.list_ids}
    if limits and device.unit_code:
        own = {row.id for row in list_known_people(event.id, unit=device.unit_code)}
        limits = {number: people & own for number, people in limits.items()}
    return {number: sorted(people) for number, people in limits.items()}


def _row(event_id: int, known: Known) -> list[Any]:
    """[number, name, initials, unit, last four, type, state, version, marks of its code, marks of replaced codes,
    leadership]. Whoever has no place and waits for none, and whose data is only kept, is known by the code alone."""
    marks = own_marks(event_id, known.id, known.link_version)
    void = void_marks(event_id, known.id, known.link_version)
    state = "n"
    if known.status in HOLDING:
        state = "a" if known.status is Status.ATTENDED else "y"
    elif known.status in LIVE:
        state = "w"
    if state == "n" or known.restricted_at is not None:
        return [known.id, "", "", "", "", "", state, known.link_version, marks, void, ""]
    initials = "".join(word[0] for word in known.pinyin_key.split())
    return [
        known.id,
        known.name,
        initials,
        known.unit_code,
        known.last4,
        known.role,
        state,
        known.link_version,
        marks,
        void,
        known.leadership.value if known.leadership else "",
    ]


def _act(
    number: int,
    key: str,
    kind: CheckinKind,
    list_id: int | None,
    registration_id: int | None,
    walk_in: str | None,
    undoes: str,
    uncounted: Any,
    at: datetime,
    device_id: int | None,
) -> list[Any]:
    return [
        number,
        key,
        kind.value,
        list_id or 0,
        registration_id,
        walk_in or "",
        undoes,
        uncounted.value if uncounted else "",
        _ms(at),
        device_id or 0,
    ]


def _types(event: Event) -> dict[str, dict[str, str]]:
    return {kind.key: kind.both_names for kind in types_of(event)}


def _ms(at: datetime | None) -> int:
    return round(at.timestamp() * 1000) if at else 0
