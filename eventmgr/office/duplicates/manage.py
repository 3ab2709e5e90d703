"""The organizers' pages of registrations that may be one person's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.access import reader_of, seen_entries
from eventmgr.event.registration.content.details import office_lines
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries import list_group_titles, list_registrations_by_id
from eventmgr.event.registration.trail import FIELDS
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.duplicates import queries, services
from eventmgr.office.duplicates.choosing import NOTE, RANK, list_different, master_of
from eventmgr.office.duplicates.errors import NotParted
from eventmgr.office.duplicates.forms import MergeForm, hidden_choices, merge_form
from eventmgr.office.duplicates.models import Merge
from eventmgr.office.duplicates.pairing import EMAIL, MOBILE, NAMED, SIMILAR, WHY, Alike, Pair, list_alike, page_of
from eventmgr.office.duplicates.panels import PERMISSION, pair_page
from eventmgr.tools.log.wording import Line, lines_seen
from eventmgr.tools.web.pages import Answer, attempt, finish, go_to
from eventmgr.tools.web.paging import SIZE
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("duplicates_manage", __name__, url_prefix="/manage/events/<slug>/duplicates")

REASONS = {
    MOBILE: _l("same mobile number"),
    EMAIL: _l("same e-mail address"),
    NAMED: _l("same name and organization"),
    SIMILAR: _l("same name, similar organization"),
}


@dataclass(frozen=True)
class Row:
    """A field of two registrations, as the page shows it."""

    field: str
    label: str
    values: tuple[str, str]
    differs: bool


@dataclass(frozen=True)
class Undo:
    """A merge, and whether it can be undone."""

    merge: Merge
    refusal: str
    later: list[Line]


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Pairs that may be one person, with why; below, what was merged in the last thirty days."""
    event = event_for(slug, PERMISSION)
    why = query.text("why")
    if why and why not in WHY:
        raise BadValue(_("“%(value)s” is not one of the reasons in this list. Use one of its links.", value=why[:40]))
    decided = queries.list_two_people(event.id), queries.list_into([event.id])
    pairs = list_alike(queries.list_people(event.id), *decided)
    chosen = [alike for alike in pairs if not why or why in alike.why]
    shown, after = page_of(chosen, _after(query.text("after")), SIZE)
    return render_template(
        "office/duplicates/manage/index.html",
        event=event,
        pairs=_with_people(event, shown),
        total=len(pairs),
        number=len(chosen),
        counts=Counter(reason for alike in pairs for reason in alike.why),
        why=why,
        reasons=REASONS,
        after=f"{after[0]}-{after[1]}" if after else "",
        pair_page=pair_page,
        undos=_undos(event),
        live=LIVE,
    )


def _after(cursor: str) -> Pair:
    if not cursor:
        return (0, 0)
    first, dash, second = cursor.partition("-")
    if not (dash and first.isascii() and second.isascii() and first.isdecimal() and second.isdecimal()):
        raise BadValue(_("“after” does not belong to this list. Start from its first page."))
    if len(cursor) > 30:
        raise BadValue(_("“after” does not belong to this list. Start from its first page."))
    return int(first), int(second)


def _with_people(event: Event, shown: list[Alike]) -> list[tuple[Alike, Registration, Registration]]:
    rows = {
        row.id: row for row in list_registrations_by_id(event.id, sorted({n for alike in shown for n in alike.ids}))
    }
    return [(alike, rows[alike.ids[0]], rows[alike.ids[1]]) for alike in shown]


def _undos(event: Event) -> list[Undo]:
    at, reads = clock.now(), reader_of(event)
    merges = queries.list_recent(event.id, since=at - services.UNDONE_FOR, limit=SIZE)
    refusals: dict[int, str] = {}
    for merge in merges:
        try:
            services.check_undoable(merge, at=at)
        except NotParted as refusal:
            refusals[merge.id] = refusal.message
    later = services.list_later([merge for merge in merges if merge.id in refusals])
    return [
        Undo(
            merge,
            refusals.get(merge.id, ""),
            lines_seen(seen_entries(later.get(merge.id, []), reads), event.timezone),
        )
        for merge in merges
    ]


@bp.route("/<int:registration_id>/<int:other_id>/", methods=["GET", "POST"])
def pair(slug: str, registration_id: int, other_id: int) -> ResponseReturnValue:
    """Two registrations side by side; sent, they become one."""
    event = event_for(slug, PERMISSION)
    left, right = get_of(event, Registration, registration_id), get_of(event, Registration, other_id)
    if registration_id == other_id:
        raise NotFound(_("There is no such registration in this event."))
    if registration_id > other_id:
        return redirect(pair_page(event, registration_id, other_id), 303)
    rows = _rows(event, left, right)
    labels = {row.field: row.label for row in rows if row.differs}
    form = merge_form(left, right, labels)
    if form.validate_on_submit():
        staying, rest = (left, right) if form.kept_id == left.id else (right, left)
        taken = form.taken_from(rest.id) | hidden_choices(staying, rest, labels)
        seen = form.as_shown.data or ""

        def work() -> Answer:
            services.merge(event, staying, rest, taken, seen=seen, act=act_now())
            return Answer(
                url_for("registration_manage.show", slug=slug, registration_id=staying.id),
                _("The two registrations are now one. This can be undone for 30 days."),
            )

        if answer := finish(form, work, using=partial(carry_out, event, quiet=True)):
            return answer
    return _pair(event, form, left, right, rows)


def _pair(
    event: Event, form: MergeForm, left: Registration, right: Registration, rows: list[Row]
) -> ResponseReturnValue:
    html = render_template(
        "office/duplicates/manage/pair.html",
        event=event,
        form=form,
        left=left,
        right=right,
        different=[row for row in rows if row.differs],
        same=[row for row in rows if not row.differs],
        can_merge=left.status in LIVE and right.status in LIVE,
        decided=queries.is_two_people(left.id, right.id),
    )
    return html, form.status


def _rows(event: Event, left: Registration, right: Registration) -> list[Row]:
    """What both say, field by field, as far as the reader may see it; covered as elsewhere."""
    reads, asked = reader_of(event), list_questions(event.id)
    groups = list_group_titles(event.id) if left.answers.get("group") or right.answers.get("group") else {}
    values: list[dict[str, str]] = []
    labels: dict[str, str] = {}
    for registration in (left, right):
        lines = office_lines(registration, asked, language(), groups=groups, reads=reads)
        value_of: dict[str, str] = {}
        for field, some in groupby(lines, key=lambda line: master_of(line.field)):
            parts = list(some)
            value_of[field] = " · ".join(filter(None, [value_of.get(field, ""), *(part.value for part in parts)]))
            labels.setdefault(field, parts[0].label)
        own = {NOTE: registration.office_note, RANK: registration.rank}
        value_of |= {name: str(value) for name, value in own.items() if value and reads(name)}
        values.append(value_of)
    labels |= {name: str(LABELS.get(name) or FIELDS[name]) for name in (NOTE, RANK)}
    different = set(list_different(left, right))
    names = dict.fromkeys([*values[0], *values[1]])
    return [
        Row(name, str(labels[name]), (values[0].get(name, ""), values[1].get(name, "")), name in different)
        for name in names
    ]


@bp.route("/<int:registration_id>/<int:other_id>/two-people", methods=["POST"])
def two_people(slug: str, registration_id: int, other_id: int) -> ResponseReturnValue:
    """They are two people: neither is shown as perhaps the other any more."""
    event = event_for(slug, PERMISSION)
    left, right = get_of(event, Registration, registration_id), get_of(event, Registration, other_id)
    if left.id == right.id:
        raise NotFound(_("There is no such registration in this event."))
    carry_out(event, lambda: services.are_two_people(event, left, right, act=act_now()), quiet=True)
    return go_to(
        url_for(".index", slug=slug), _("Noted: these are two people. They are not listed as duplicates again.")
    )


@bp.route("/merges/<int:merge_id>/undo", methods=["POST"])
def undo(slug: str, merge_id: int) -> ResponseReturnValue:
    """The merge is undone, unless something came after it."""
    event = event_for(slug, PERMISSION)
    merge = get_of(event, Merge, merge_id)
    return attempt(
        lambda: services.part(event, merge, act=act_now()),
        _("The merge has been undone; both registrations have their former content back."),
        url_for(".index", slug=slug),
        using=partial(carry_out, event, quiet=True),
    )
