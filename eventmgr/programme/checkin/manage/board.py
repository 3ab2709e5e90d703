"""The board of the secretariat: who is here by delegation and list, the last acts, what contradicts; renews itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import panels_by_key
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.acts.board import Board, board_of, lines_of
from eventmgr.programme.checkin.acts.kinds import ARRIVAL
from eventmgr.programme.checkin.acts.merge import Conflict, Merged, merge
from eventmgr.programme.checkin.acts.rooms import Gathering
from eventmgr.programme.checkin.labels import state_of
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.manage.closing import why_closed
from eventmgr.programme.checkin.manage.rooms import rooms_of
from eventmgr.programme.checkin.models import CheckinWalkIn
from eventmgr.programme.checkin.panels import BESIDE_GUESTS, Unprinted, expected_lists, unprinted
from eventmgr.programme.checkin.queries import Listed
from eventmgr.programme.checkin.queries.board import get_stamp, list_holders, list_settled
from eventmgr.programme.checkin.queries.people import get_extent
from eventmgr.programme.checkin.queries.rooms import list_gatherings
from eventmgr.tools.taxonomy import units
from eventmgr.tools.web.pages import attempt, go_to
from eventmgr.tools.web.requests.parameters import query

_LAST = 15
_MOST_CONFLICTS = 30


@bp.route("/board/")
def board(slug: str) -> ResponseReturnValue:
    """`list` chooses one; a browser that asks again gets a 304 while nothing has happened."""
    event = event_for(slug, "registrations.mark")
    lists = queries.list_lists(event.id, closed=True)
    listed = _chosen(lists)
    gatherings, waiting = list_gatherings(event.id), unprinted(event.id)
    tag = _tag(event, listed, gatherings, waiting)
    if tag in request.if_none_match:
        answer = Response(status=304)
    else:
        answer = make_response(_page(event, lists, listed, gatherings, waiting))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _chosen(lists: list[Listed]) -> Listed:
    number = whole_number(query.text("list")) or ARRIVAL
    for listed in lists:
        if listed.id == number:
            return listed
    raise NotFound(_("This event has no such list."))


def _tag(event: Event, listed: Listed, gatherings: Sequence[Gathering], waiting: Unprinted) -> str:
    """Which state the page shows, to whom, and in which minute: it tells when devices were heard."""
    parts = (
        queries.count_acts(event.id),
        get_extent(event.id),
        get_stamp(event.id),
        listed,
        gatherings,
        waiting,
        language(),
        staff_required().id,
        f"{clock.now():%H:%M}",
        request.query_string,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def _page(
    event: Event, lists: list[Listed], listed: Listed, gatherings: Sequence[Gathering], waiting: Unprinted
) -> str:
    acts, at = queries.list_acts(event.id), clock.now()
    merged = merge(acts, {each.id: each.kind for each in lists})
    settled = list_settled(event.id)
    conflicts = [conflict for conflict in merged.conflicts if conflict.digest not in settled][::-1]
    shown = conflicts[:_MOST_CONFLICTS]
    keys = {key for conflict in shown for key in conflict.keys}
    act_of = {act.key: act for act in queries.list_shown(event.id, keys=keys)} if keys else {}
    # Before a session of the second day nobody is missing from it, though the event has begun.
    begins_at = next((each.starts_at for each in gatherings if listed.id in each.lists), event.starts_at)
    return render_template(
        "programme/checkin/manage/board.html",
        event=event,
        lists=lists,
        listed=listed,
        closed=why_closed(event, at=at) if listed.id == ARRIVAL else "",
        names={each.id: each.name for each in lists},
        board=_board(event, listed, merged, has_begun=at >= begins_at),
        rooms=rooms_of(event, gatherings, acts, merged, at),
        unprinted=waiting,
        beside=panels_by_key(BESIDE_GUESTS, event, event, [number for number, _name, _unit in waiting.first]),
        conflicts=[(conflict, _acts_of(conflict, act_of)) for conflict in shown],
        more=len(conflicts) - len(shown),
        acts=queries.list_shown(event.id, limit=_LAST),
        undone=merged.undone,
        walk_ins=queries.list_open_walk_ins(event.id),
        devices=[(device, state_of(device, at)) for device in queries.list_devices(event.id)],
        at=at,
        adds=may(event, "registrations.edit"),
    )


def _acts_of(conflict: Conflict, told: dict[str, queries.Shown]) -> list[queries.Shown]:
    return [told[key] for key in conflict.keys if key in told]


def _board(event: Event, listed: Listed, merged: Merged, *, has_begun: bool) -> Board:
    order = [unit.code for unit in units()]
    if listed.id != ARRIVAL:
        only = expected_lists(event.id).get(listed.id)
        holders = [holder for holder in list_holders(event.id) if only is None or holder.id in only]
        return board_of(holders, merged, listed.id, order, has_begun=has_begun)
    people = count_people([event.id])
    lines = lines_of(people["expected"].by("unit"), people["attended"].by("unit"), order)
    return Board(lines, people["staff_attended"].number, has_begun)


@bp.route("/board/conflicts/<digest>/settle", methods=["POST"])
def settle(slug: str, digest: str) -> ResponseReturnValue:
    """Somebody has looked: it is as it is."""
    event = event_for(slug, "registrations.mark")
    if len(digest) == 32:
        write(lambda: services.settle(event, digest, act=act_now()))
    return go_to(url_for(".board", slug=slug), _("Noted as checked."))


@bp.route("/board/acts/<key>/undo", methods=["POST"])
def undo_act(slug: str, key: str) -> ResponseReturnValue:
    """Undo an act of check-in."""
    event = event_for(slug, "registrations.mark")
    return _done(slug, lambda: services.undo(event, key, act=act_now()), _("The entry has been undone."))


@bp.route("/board/acts/<key>/count", methods=["POST"])
def count_act(slug: str, key: str) -> ResponseReturnValue:
    """The act counts after all."""
    event = event_for(slug, "registrations.mark")
    return _done(slug, lambda: services.count_after_all(event, key, act=act_now()), _("The entry now counts."))


@bp.route("/board/walk-ins/<int:walk_in_id>/register", methods=["POST"])
def register_walk_in(slug: str, walk_in_id: int) -> ResponseReturnValue:
    """Somebody whom a device told of is registered on site, or gets the place in which they came."""
    event = event_for(slug, "registrations.edit")
    walk_in = get_of(event, CheckinWalkIn, walk_in_id)
    replaces = walk_in.replaces_id is not None

    def work() -> None:
        if replaces:
            services.replace_by(event, walk_in, act=act_now(), decided=True)
        else:
            services.register_walk_in(event, walk_in, act=act_now())

    said = _("The place has been passed on. The people concerned are notified with the collected e-mails.")
    return _done(slug, work, said if replaces else _("Registered on site."))


def _done(slug: str, work: Callable[[], None], said: str) -> ResponseReturnValue:
    return attempt(work, said, url_for(".board", slug=slug))
