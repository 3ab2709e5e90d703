"""Bulk e-mails as organizers write them, look at them, send them and stop them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from eventmgr import clock
from eventmgr.accounts.access import act_now, staff_required
from eventmgr.bulkmail import labels, letters, panels, queries, services
from eventmgr.bulkmail.audience import Audience, audience_of, count_bounced
from eventmgr.bulkmail.forms import BulkMailForm
from eventmgr.bulkmail.models import BulkMail, BulkMailState, RecipientState
from eventmgr.bulkmail.timing import due_of
from eventmgr.db import write
from eventmgr.errors import BadValue, Refusal
from eventmgr.events.access import event_for
from eventmgr.events.manage.asking import Sample, sample_of
from eventmgr.events.models import Event
from eventmgr.events.services import hold
from eventmgr.i18n import _, speaking
from eventmgr.log.models import ActorKind, AuditEntry
from eventmgr.log.wording import Change, lines_of
from eventmgr.messages.composing import from_parts
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.secrets import masked
from eventmgr.messages.services import enqueue, unsent
from eventmgr.quotas.models import Status
from eventmgr.registration.access import check_filter, reader_of
from eventmgr.registration.labels import STATUSES
from eventmgr.registration.models import Registration
from eventmgr.registration.notes import ways_without_email
from eventmgr.registration.office_list.keeping import filter_of, told_filters
from eventmgr.registration.queries import list_registrations_by_id
from eventmgr.registration.samples import sample_registration
from eventmgr.registration.trail import FILTER_NAMES
from eventmgr.text import whole_number
from eventmgr.web.once import Answer, done, once
from eventmgr.web.paging import LONGEST_CURSOR
from eventmgr.web.rate_limits.limits import limit
from eventmgr.web.requests.parameters import query

bp = Blueprint("bulkmail_manage", __name__, url_prefix="/manage/events/<slug>/bulk-mail")

_MOST_TESTS, _HOUR = 20, 3600
_FIRST = 10
"""Names that a page shows at once; all stand below them."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All of the event, newest first."""
    event = event_for(slug, panels.PERMISSION)
    page = queries.list_mails(event.id, query.text("cursor", longest=LONGEST_CURSOR))
    return render_template(
        "bulkmail/manage/index.html",
        event=event,
        page=page,
        counts=queries.count_recipients([mail.id for mail in page.rows]),
        written=RecipientState.WRITTEN,
        anchors=labels.ANCHORS,
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A draft to those whom the filters in the address find."""
    event = event_for(slug, panels.PERMISSION)
    filters = panels.asked_filters(query, event)
    check_filter(filter_of(filters, event), reader_of(event))
    form = BulkMailForm(data={"when": "now", "side": "before", "in_hours": "days", "anchor": "start"})
    form.prepare(event)
    if form.validate_on_submit() and not form.faults(at=clock.now()):

        def add() -> Answer:
            mail = services.write(event, form.draft(), filters, act=act_now())
            return Answer(
                url_for(".show", slug=slug, bulk_mail_id=mail.id),
                _("The draft is saved. Nobody has been written to yet."),
            )

        try:
            return done(write(lambda: once(form, f"bulkmail:{event.id}", add, at=clock.now())))
        except Refusal as refusal:
            form.refuse(refusal)
    return _typing(event, form, None, filters)


@bp.route("/<int:bulk_mail_id>/edit", methods=["GET", "POST"])
def edit(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Another text or time, as long as it is a draft."""
    event = event_for(slug, panels.PERMISSION)
    mail = queries.get_mail(event, bulk_mail_id)
    form = BulkMailForm(data=BulkMailForm.read(mail)).watching()
    form.prepare(event)
    if form.validate_on_submit() and not form.faults(at=clock.now()):

        def save() -> None:
            hold(event)
            stands = BulkMailForm(None, data=BulkMailForm.read(queries.get_mail(event, bulk_mail_id)))
            stands.prepare(event)
            if form.compare(stands):
                services.change(event, mail, form.draft(), act=act_now())

        try:
            write(save)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The draft is saved. Nobody has been written to yet."), "success")
            return redirect(url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id), 303)
    return _typing(event, form, mail, mail.filters)


def _typing(event: Event, form: BulkMailForm, mail: BulkMail | None, filters: dict[str, str]) -> ResponseReturnValue:
    audience = audience_of(event, filter_of(filters, event), is_necessary=bool(form.is_necessary.data))
    return render_template(
        "bulkmail/manage/edit.html",
        event=event,
        form=form,
        mail=mail,
        placeholders=letters.PLACEHOLDERS,
        number=len(audience.reached),
        said=_said(event, filters),
        listed=panels.list_address(event, filters),
    ), form.status


@bp.route("/<int:bulk_mail_id>/")
def show(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Who gets it and what, before it is sent; how far it has come, afterwards."""
    event = event_for(slug, panels.PERMISSION)
    mail = queries.get_mail(event, bulk_mail_id)
    counts = queries.count_recipients([mail.id])[mail.id]
    audience, refusal = _audience(event, mail) if mail.started_at is None else (Audience(), "")
    html = render_template(
        "bulkmail/manage/show.html",
        event=event,
        mail=mail,
        states=BulkMailState,
        state=mail.state,
        due_at=mail.due_at or due_of(mail, event),
        anchors=labels.ANCHORS,
        is_over=mail.due_at is not None and mail.due_at <= clock.now(),
        paused_for=labels.PAUSED_FOR.get(mail.paused_for, ""),
        refusal=refusal,
        audience=audience,
        statuses=[(status.value, str(STATUSES[status]), n) for status, n in audience.count_states().items()],
        languages=_languages(mail, audience),
        unreached=audience.of(RecipientState.UNREACHED),
        unsubscribed=audience.of(RecipientState.UNSUBSCRIBED),
        first=[one.name for one in audience.reached[:_FIRST]],
        rest=[one.name for one in audience.reached[_FIRST:]],
        said=_said(event, mail.filters),
        listed=panels.list_address(event, mail.filters),
        without=_hinted(event, mail, "no_email"),
        ways=ways_without_email(event, mail.filters)
        if audience.of(RecipientState.UNREACHED) or mail.started_at
        else [],
        bounced=count_bounced(event, filter_of(mail.filters, event)) if audience.listed else 0,
        came_back=_hinted(event, mail, "bounced"),
        samples=_samples(event, mail, audience),
        reader=query.text("reader"),
        total=sum(counts.values()) - sum(counts.get(state, 0) for state in labels.LEFT_OUT),
        written=counts.get(RecipientState.WRITTEN, 0),
        left_out=[(state, label, counts[state]) for state, label in labels.LEFT_OUT.items() if counts.get(state)],
    )
    answer = make_response(html)
    if mail.state is BulkMailState.SENDING:
        answer.headers["Refresh"] = "5"
    return answer


def _audience(event: Event, mail: BulkMail) -> tuple[Audience, str]:
    """Who is on the list now; nobody, and why, where the list knows the filter no longer."""
    try:
        return audience_of(event, filter_of(mail.filters, event), is_necessary=mail.is_necessary), ""
    except BadValue as refusal:
        return Audience(), refusal.message


def _languages(mail: BulkMail, audience: Audience) -> dict[str, int]:
    """Language of the e-mail → how many get it in it."""
    found: dict[str, int] = {}
    for language, number in audience.count_languages().items():
        written = letters.language_for(mail, language)
        found[written] = found.get(written, 0) + number
    return found


def _said(event: Event, filters: dict[str, str]) -> list[Change]:
    """What the list is narrowed by, in the words of the change log."""
    try:
        changes = told_filters(filter_of(filters, event), with_words=True)
    except BadValue:
        return []
    entry = AuditEntry(
        event_id=event.id, object_type=BulkMail.__tablename__, action="created", actor_kind=ActorKind.SYSTEM,
        actor_name="", object_name="", changes=changes, reason="", by_link=False,
    )  # fmt: skip
    said = lines_of([entry], event.timezone)[0].changes
    return [
        replace(one, label=str(FILTER_NAMES[name.partition(".")[2]])) for name, one in zip(changes, said, strict=True)
    ]


def _hinted(event: Event, mail: BulkMail, flag: str) -> str:
    """Those of the list who bear a hint; empty where it is narrowed by another one already."""
    return "" if "flag" in mail.filters else panels.list_address(event, mail.filters, flag=flag)


def _samples(event: Event, mail: BulkMail, audience: Audience) -> list[Sample]:
    return [sample_of(letter) for letter in _written_to(event, mail, _reader(event, audience))]


def _reader(event: Event, audience: Audience) -> Registration | None:
    """Somebody of the list whose name holds what the address asks for, else the first of it; None where nobody gets it."""
    sought = query.text("reader")
    found = [one for one in audience.reached if sought.casefold() in one.name.casefold()] or audience.reached
    return next(iter(list_registrations_by_id(event.id, [found[0].id])), None) if found else None


def _written_to(event: Event, mail: BulkMail, reader: Registration | None) -> list[OutboxLetter]:
    """The e-mail to that reader, or to a made-up one in each of its languages; rows in no session."""
    at = clock.now()
    readers = [reader] if reader is not None else []
    if not readers:
        readers = [
            sample_registration(event, language, Status.CONFIRMED, at=at) for language in letters.languages_of(mail)
        ]
    made = []
    for one in readers:
        try:
            made.append(unsent(letters.letter_to(one, mail, event, at=at), at=at))
        except BadValue:
            continue
    return made


@bp.route("/<int:bulk_mail_id>/test", methods=["POST"])
def send_test(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """The e-mail to oneself, without what only its readers may have."""
    event = event_for(slug, panels.PERMISSION)
    mail = queries.get_mail(event, bulk_mail_id)
    user, at = staff_required(), clock.now()
    limit(f"letter-test:{user.id}", _MOST_TESTS, _HOUR, at)
    name, address, made = user.name, user.email, _written_to(event, mail, None)

    def send() -> None:
        for letter in made:
            with speaking(letter.language):
                shown = masked(letter, escape(""))
                subject = _("[Test] %(subject)s", subject=shown.subject)
                enqueue(
                    from_parts(
                        "events.letter_test", subject, shown.text, language=letter.language, to_name=name,
                        to_address=address, event_id=event.id,
                    ),
                    at=at,
                )  # fmt: skip

    write(send)
    flash(_("The e-mail is on its way to %(address)s.", address=address), "success")
    return redirect(url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id), 303)


@bp.route("/<int:bulk_mail_id>/confirm", methods=["POST"])
def confirm(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Send it, now or at its time; `version` says which draft was looked at."""
    version = whole_number(request.form.get("version", "")) or 0
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.confirm(event, mail, version, act=act_now()),
        lambda mail: _("It will be sent at its time.") if mail.started_at is None else _("Sending has begun."),
    )


@bp.route("/<int:bulk_mail_id>/pause", methods=["POST"])
def pause(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Write no further e-mail until somebody goes on."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.pause(event, mail, act=act_now()),
        lambda _mail: _("Paused. E-mails that are in the outbox already still leave."),
    )


@bp.route("/<int:bulk_mail_id>/resume", methods=["POST"])
def resume(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Go on with those who have not got it."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.resume(event, mail, act=act_now()),
        lambda mail: _("It will be sent at its time.") if mail.started_at is None else _("Sending goes on."),
    )


@bp.route("/<int:bulk_mail_id>/reopen", methods=["POST"])
def reopen(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """A draft again, to be changed, as long as nobody has got it."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.reopen(event, mail, act=act_now()),
        lambda _mail: _("It is a draft again. It is not sent until you confirm it once more."),
    )


@bp.route("/<int:bulk_mail_id>/stop", methods=["POST"])
def stop(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Write no further e-mail, for good."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.stop(event, mail, act=act_now()),
        lambda _mail: _("Stopped. Nobody else gets it."),
    )


@bp.route("/<int:bulk_mail_id>/delete", methods=["POST"])
def delete(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """The draft goes."""
    event = event_for(slug, panels.PERMISSION)
    mail = queries.get_mail(event, bulk_mail_id)
    try:
        write(lambda: services.remove(event, mail, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id), 303)
    flash(_("The draft is deleted."), "success")
    return redirect(url_for(".index", slug=slug), 303)


def _act(
    slug: str,
    bulk_mail_id: int,
    work: Callable[[Event, BulkMail], None],
    said: Callable[[BulkMail], str],
) -> ResponseReturnValue:
    event = event_for(slug, panels.PERMISSION)
    mail = queries.get_mail(event, bulk_mail_id)
    try:
        write(lambda: work(event, mail))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(said(queries.get_mail(event, bulk_mail_id)), "success")
    return redirect(url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id), 303)
