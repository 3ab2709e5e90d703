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
from eventmgr.event.registration.asking.queries import list_group_titles
from eventmgr.event.registration.details import office_lines
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.event.registration.trail import FIELDS
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.duplicates import queries, services
from eventmgr.office.duplicates.choosing import NOTE, RANK, list_differing, master_of
from eventmgr.office.duplicates.forms import hidden_choices, merge_form
from eventmgr.office.duplicates.models import Merge, TwoPeople
from eventmgr.office.duplicates.pairing import EMAIL, MOBILE, NAMED, SIMILAR, WHY, list_alike
from eventmgr.office.duplicates.panels import PERMISSION, pair_page
from eventmgr.tools.likeness.comparing import FieldOfTwo, fields_of_two
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.forms import MergeForm
from eventmgr.tools.likeness.pairing import Alike, page_of
from eventmgr.tools.likeness.queries import is_known_two, list_known_two, list_merges
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
class Undo:
    """Whether a merge can be undone, and what was done since."""

    refusal: str
    later: list[Line]


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Pairs that may be one person, with why; below, what was merged in the last thirty days."""
    event = event_for(slug, PERMISSION)
    why = query.text("why")
    if why and why not in WHY:
        raise BadValue(_("“%(value)s” is not one of the reasons in this list. Use one of its links.", value=why[:40]))
    two = list_known_two(TwoPeople, TwoPeople.event_id == event.id)
    pairs = list_alike(queries.list_people(event.id), two, queries.list_into([event.id]))
    chosen = [alike for alike in pairs if not why or why in alike.why]
    shown, after = page_of(chosen, query.text("after"), SIZE)
    return render_template(
        "office/duplicates/manage/index.html",
        event=event,
        pairs=_with_people(event, shown),
        total=len(pairs),
        number=len(chosen),
        counts=Counter(reason for alike in pairs for reason in alike.why),
        why=why,
        reasons=REASONS,
        after=after,
        undos=_undos(event),
        live=LIVE,
    )


def _with_people(event: Event, shown: list[Alike]) -> list[tuple[Alike, Registration, Registration, str]]:
    numbers = {number for alike in shown for number in alike.ids}
    rows = {row.id: row for row in list_registrations_by_id(event.id, sorted(numbers))}
    return [(alike, rows[alike.ids[0]], rows[alike.ids[1]], pair_page(event, *alike.ids)) for alike in shown]


def _undos(event: Event) -> dict[Merge, Undo]:
    at, reads = clock.now(), reader_of(event)
    merges = list_merges(Merge, Merge.event_id == event.id, at=at, limit=SIZE)
    refusals: dict[int, str] = {}
    for merge in merges:
        try:
            services.check_undoable(merge, at=at)
        except NotMerged as refusal:
            refusals[merge.id] = refusal.message
    later = services.list_later([merge for merge in merges if merge.id in refusals])
    return {
        merge: Undo(
            refusals.get(merge.id, ""), lines_seen(seen_entries(later.get(merge.id, []), reads), event.timezone)
        )
        for merge in merges
    }


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
        staying, rest, taken = form.choose(left, right)
        taken |= hidden_choices(staying, rest, labels)
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
    event: Event, form: MergeForm, left: Registration, right: Registration, rows: list[FieldOfTwo]
) -> ResponseReturnValue:
    html = render_template(
        "office/duplicates/manage/pair.html",
        event=event,
        form=form,
        left=left,
        right=right,
        fields=sorted(rows, key=lambda row: not row.differs),
        can_merge=left.status in LIVE and right.status in LIVE,
        decided=is_known_two(TwoPeople, left.id, right.id),
    )
    return html, form.status


def _rows(event: Event, left: Registration, right: Registration) -> list[FieldOfTwo]:
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
    named = {name: labels[name] for name in [*values[0], *values[1]]}
    return fields_of_two(named, values[0], values[1], list_differing(left, right))


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
