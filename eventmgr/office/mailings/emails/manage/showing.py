"""A bulk e-mail: who gets it and what, its files, a test to oneself; how far it has come."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import Sample, sample_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_attachment, get_of
from eventmgr.event.events.views import download
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.labels import STATUSES
from eventmgr.event.registration.letters.samples import sample_registration
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import ways_without_email
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _, _n, speaking
from eventmgr.ground.settings import bulk_mail_bytes
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.office.mailings.audience import EMAIL, Audience, audience_of, count_bounced
from eventmgr.office.mailings.emails import letters, panels, queries, services
from eventmgr.office.mailings.emails.forms import AttachForm
from eventmgr.office.mailings.emails.manage.blueprint import bp
from eventmgr.office.mailings.emails.timing import due_of
from eventmgr.office.mailings.filters import filters_in_words_of
from eventmgr.office.mailings.models import LEFT_OUT, BulkMail, BulkMailState, RecipientState
from eventmgr.office.mailings.panels import list_address
from eventmgr.office.mailings.wording import language_for, languages_of, title_of
from eventmgr.tools.messages.composing import from_parts
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import masked
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.uploads.checking import CheckedFile, Upload
from eventmgr.tools.uploads.forms import sent_uploads
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import Answer, attempt, go_to, submit_read
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.requests.parameters import query

_MOST_TESTS, _HOUR = 20, 3600


@bp.route("/<int:bulk_mail_id>/", methods=["GET", "POST"])
def show(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Who gets it and what, before it is sent; how far it has come, afterwards. Files for it are sent to the same
    address."""
    event = event_for(slug, panels.PERMISSION)
    mail = get_of(event, BulkMail, bulk_mail_id)
    most_bytes = bulk_mail_bytes()
    form = AttachForm()
    form.prepare(event, most_bytes=most_bytes)

    def read() -> list[CheckedFile]:
        return [services.check_upload(upload, most_bytes) for upload in _uploads(event, form, most_bytes)]

    def add(files: list[CheckedFile]) -> Answer:
        services.attach(event, mail, files, most_bytes=most_bytes, act=act_now())
        return Answer(f"{url_for('.show', slug=slug, bulk_mail_id=bulk_mail_id)}#attachments", _attached(files))

    if answer := submit_read(form, read, add, makes=f"bulkmail-files:{bulk_mail_id}"):
        return answer
    return _page(event, get_of(event, BulkMail, bulk_mail_id), form), form.status


def _uploads(event: Event, form: AttachForm, most_bytes: int) -> list[Upload]:
    """What was chosen, of the device and of the event."""
    uploads = sent_uploads(form.files.name, most_bytes=most_bytes)
    if form.own.data:
        file = get_attachment(event, int(form.own.data))
        uploads.append(Upload(file.filename, file.content))
    return uploads


def _attached(files: list[CheckedFile]) -> str:
    return _n("%(num)s file attached.", "%(num)s files attached.", len(files))


@bp.route("/<int:bulk_mail_id>/files/<int:bulk_mail_file_id>/<filename>")
def file(slug: str, bulk_mail_id: int, bulk_mail_file_id: int, filename: str) -> ResponseReturnValue:
    """Download a file of the bulk e-mail."""
    event = event_for(slug, panels.PERMISSION)
    found = queries.get_file(get_of(event, BulkMail, bulk_mail_id), bulk_mail_file_id)
    if found.content is None or filename != found.filename:
        raise NotFound(_("This e-mail has no such file."))
    return download(found.filename, found.content_type.partition(";")[0], found.content, etag=found.sha256)


@bp.route("/<int:bulk_mail_id>/files/<int:bulk_mail_file_id>/remove", methods=["POST"])
def remove_file(slug: str, bulk_mail_id: int, bulk_mail_file_id: int) -> ResponseReturnValue:
    """A file of the draft goes."""
    event = event_for(slug, panels.PERMISSION)
    mail = get_of(event, BulkMail, bulk_mail_id)
    name = queries.get_file(mail, bulk_mail_file_id).filename
    return attempt(
        lambda: services.detach(event, mail, bulk_mail_file_id, act=act_now()),
        _("“%(name)s” has been removed.", name=name),
        f"{url_for('.show', slug=slug, bulk_mail_id=bulk_mail_id)}#attachments",
    )


def _page(event: Event, mail: BulkMail, form: AttachForm) -> Response:
    counts = queries.count_recipients([mail.id])[mail.id]
    audience, refusal = _audience(event, mail) if mail.started_at is None else (Audience(), "")
    html = render_template(
        "office/mailings/emails/manage/show.html",
        event=event,
        mail=mail,
        states=BulkMailState,
        state=mail.state,
        due_at=mail.due_at or due_of(mail, event),
        is_over=mail.due_at is not None and mail.due_at <= clock.now(),
        paused_for=mail.paused_for.label,
        refusal=refusal,
        audience=audience,
        statuses=[(status.value, str(STATUSES[status]), n) for status, n in audience.count_states().items()],
        languages=_languages(mail, audience),
        unreached=audience.of(RecipientState.UNREACHED),
        unsubscribed=audience.of(RecipientState.UNSUBSCRIBED),
        said=filters_in_words_of(event, mail.filters),
        listed=list_address(event, mail.filters),
        without=_hinted(event, mail, "no_email"),
        ways=ways_without_email(event, mail.filters)
        if audience.of(RecipientState.UNREACHED) or mail.started_at
        else [],
        bounced=count_bounced(event, filter_of(mail.filters, event)) if audience.listed else 0,
        came_back=_hinted(event, mail, "bounced"),
        samples=_samples(event, mail, audience),
        reader=query.text("reader"),
        total=sum(number for state, number in counts.items() if state not in LEFT_OUT),
        written=counts.get(RecipientState.WRITTEN, 0),
        form=form,
        copying=Form(),
        name=title_of(mail, event),
        files=mail.files,
        files_size=sum(person.size for person in mail.files),
        mailed_size=letters.mailed_size(mail),
        is_large=letters.mailed_size(mail) > letters.REFUSED_FROM,
        refused_from=letters.REFUSED_FROM,
        left_out=[(state, counts[state]) for state in LEFT_OUT if counts.get(state)],
    )
    answer = make_response(html)
    if mail.state is BulkMailState.SENDING:
        answer.headers["Refresh"] = "5"
    return answer


def _audience(event: Event, mail: BulkMail) -> tuple[Audience, str]:
    """Who is on the list now; nobody, and why, where the list knows the filter no longer."""
    try:
        return audience_of(event, mail, EMAIL, at=clock.now()), ""
    except BadValue as refusal:
        return Audience(), refusal.message


def _languages(mail: BulkMail, audience: Audience) -> dict[str, int]:
    """Language of the e-mail → how many get it in it."""
    numbers: dict[str, int] = {}
    for language, number in audience.count_languages().items():
        written = language_for(mail, language)
        numbers[written] = numbers.get(written, 0) + number
    return numbers


def _hinted(event: Event, mail: BulkMail, flag: str) -> str:
    """Those of the list who bear a hint; empty where it is narrowed by another one already."""
    return "" if "flag" in mail.filters else list_address(event, mail.filters, flag=flag)


def _samples(event: Event, mail: BulkMail, audience: Audience) -> list[Sample]:
    return [sample_of(letter) for letter in _written_to(event, mail, _reader(event, audience))]


def _reader(event: Event, audience: Audience) -> Registration | None:
    """Somebody of the list whose name holds what the address asks for, else the first of it; None where nobody gets
    it."""
    sought = query.text("reader")
    found = [one for one in audience.reached if sought.casefold() in one.name.casefold()] or audience.reached
    return next(iter(list_registrations_by_id(event.id, [found[0].id])), None) if found else None


def _written_to(event: Event, mail: BulkMail, reader: Registration | None) -> list[OutboxLetter]:
    """The e-mail to that reader, or to a made-up one in each of its languages; rows in no session."""
    at = clock.now()
    readers = [reader] if reader is not None else []
    if not readers:
        readers = [sample_registration(event, language, Status.CONFIRMED, at=at) for language in languages_of(mail)]
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
    mail = get_of(event, BulkMail, bulk_mail_id)
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
                        "events.letter_test",
                        subject,
                        shown.text,
                        language=letter.language,
                        to_name=name,
                        to_address=address,
                        event_id=event.id,
                        attachments=letters.files_of(mail),
                    ),
                    at=at,
                )

    write(send)
    return go_to(
        url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id),
        _("The e-mail is on its way to %(address)s.", address=address),
    )
