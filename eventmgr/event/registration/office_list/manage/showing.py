"""One registration with its history; what is covered of it, and how it is uncovered: one field at a time, with a
reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.kinds.sealed import is_marked
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import PREFIX, AskedQuestion
from eventmgr.event.forms.words import by_section
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration import labels
from eventmgr.event.registration.access import REVEAL, Reads, reader_of, seen_entries
from eventmgr.event.registration.asking.forms import RegistrationForm, registration_form
from eventmgr.event.registration.asking.queries import get_asked, list_group_titles
from eventmgr.event.registration.changing.requested import Wanted, wanted_of
from eventmgr.event.registration.counting.queries import count_chosen
from eventmgr.event.registration.covering import COVERED, covered
from eventmgr.event.registration.deciding.services.marking import possible_marks
from eventmgr.event.registration.details import covered_values, office_lines
from eventmgr.event.registration.manage import uncover
from eventmgr.event.registration.models import Registration, Source, UnitWord
from eventmgr.event.registration.notes import (
    Link,
    merged_with,
    notes,
    organization_pages,
    pair_page,
    tell_places,
    texts,
)
from eventmgr.event.registration.notes import rights as rights_of
from eventmgr.event.registration.office_list.manage.blueprint import bp
from eventmgr.event.registration.office_list.manage.choosing import unit_uses
from eventmgr.event.registration.office_list.manage.listing import rights_at
from eventmgr.event.registration.office_list.manage.phoning import phone_page
from eventmgr.event.registration.office_list.services import list_organizations_named, list_people_named, note_revealed
from eventmgr.event.registration.queries.rows import find_expiry, list_registrations_by_id
from eventmgr.event.registration.queries.unit_words import SPOKEN_OF, find_word, list_unrecommended
from eventmgr.event.registration.states import refuse_restricted
from eventmgr.event.registration.waiting.queries import count_ahead
from eventmgr.ground import clock
from eventmgr.ground.errors import NotAllowed, NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.identity.privacy.consents import PURPOSES
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import lines_seen
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.messages.queries import list_letters
from eventmgr.tools.web.requests.parameters import query

FORM = "form"
"""Instead of a field: all that the form for editing shows."""


@bp.route("/<int:registration_id>/")
def show(slug: str, registration_id: int) -> ResponseReturnValue:
    """One registration: what it says, what was agreed to, its letters, who changed what."""
    event = event_for(slug, "registrations.read")
    return _page(event, get_of(event, Registration, registration_id))


@bp.route("/<int:registration_id>/reveal", methods=["GET", "POST"])
def reveal(slug: str, registration_id: int) -> ResponseReturnValue:
    """Asks what a covered `field` is needed for, records it, and shows it once; with `on` = `phone` on the phone
    list."""
    event = event_for(slug, REVEAL)
    registration = get_of(event, Registration, registration_id)
    refuse_restricted(registration)
    field = (request.form.get("field", "") if request.method == "POST" else query.text("field")) or FORM
    fields = _asked_for(event, registration, field)
    whole_form, by_phone = field == FORM, request.form.get("on") == "phone"

    def draw() -> str:
        if by_phone:
            return phone_page(event, shown=registration.id)
        if whole_form:
            asked = get_asked(event)
            edited = registration_form(asked, registration=registration, by_office=True, uncovered=True).watching()
            return edit_page(event, registration, edited)
        return _page(event, registration, revealed=fields)

    return uncover(
        event,
        whose=registration.name,
        back=url_for(".show", slug=slug, registration_id=registration.id),
        note=lambda need: note_revealed(event, registration, fields, need, act=act_now()),
        draw=draw,
        what=_(", ").join(_labels(event, fields)),
        hidden={"field": field},
    )


def _labels(event: Event, fields: Collection[str]) -> list[str]:
    """The fields and questions in words."""
    own = any(field.startswith(PREFIX) for field in fields)
    asked = {question.name: question.label_in(language()) for question in list_questions(event.id)} if own else {}
    return [asked.get(field) or str(LABELS.get(field, field)) for field in fields]


def edit_page(event: Event, registration: Registration, form: RegistrationForm) -> str:
    """The form that changes a registration."""
    tell_places(form, event.id, count_chosen)
    return render_template(
        "event/registration/manage/edit.html",
        event=event,
        registration=registration,
        form=form,
        may_reveal=may(event, REVEAL),
        covered=_labels(event, [name for name in covered_values(registration) if reader_of(event)(name)]),
    )


def is_uncovered(event: Event, registration: Registration) -> bool:
    """Whether the signed-in account has given a reason for seeing the whole form, and has not saved it since."""
    user = staff_required()
    entries = list_entries(event.id, object_type="registration", object_id=registration.id)
    own = [entry for entry in entries if (entry.actor_kind, entry.actor_id) == (ActorKind.USER, user.id)]
    told = next((entry for entry in own if entry.action in ("revealed", "changed")), None)
    wanted = set(covered_values(registration))
    return told is not None and told.action == "revealed" and wanted <= set(told.changes["uncovered"][1].split(","))


def _asked_for(event: Event, registration: Registration, field: str) -> list[str]:
    """The fields that `field` stands for, as far as there is something to show.

    Raises:
        NotFound: it is no covered field, or there is nothing in it.
        NotAllowed: the reader's role does not open it.
    """
    there, reads = covered_values(registration), reader_of(event)
    if (field in COVERED or field.startswith(PREFIX)) and not reads(field):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    fields = [name for name in there if reads(name) and field in (name, FORM)]
    if not fields:
        raise NotFound(_("There is nothing masked here. Go back to the registration."))
    return fields


def _page(event: Event, registration: Registration, *, revealed: Collection[str] = ()) -> str:
    rights, reads = rights_at(event), reader_of(event)
    history = list_entries(event.id, object_type="registration", object_id=registration.id)
    groups = list_group_titles(event.id) if registration.answers.get("group") else {}
    about = f"registration:{registration.id}"
    asked = list_questions(event.id)
    reads_letters = may(event, "letters.read")
    letters = list_letters(event.id, about=about) if reads_letters else []
    lines = office_lines(registration, asked, language(), groups=groups, reads=reads, revealed=revealed)
    return render_template(
        "event/registration/manage/show.html",
        event=event,
        registration=registration,
        sections=by_section([(line.field, line) for line in lines], asked, language()),
        revealed=_labels(event, revealed),
        named=_named(event, registration, asked, reads),
        notes=notes(registration) if reads("group") else [],
        rights=rights_of(registration),
        wanted=_wanted(registration, reads),
        sees_queue=may(event, "quotas.read"),
        offered_until=find_expiry(registration.id) if registration.status is Status.OFFERED else None,
        number=count_ahead(registration) + 1 if registration.status is Status.WAITLISTED else None,
        reads=reads,
        twin=_twin(event, registration) if reads("looks_like_id") else None,
        pair_page=pair_page,
        unit_word=_unit_word(registration, history),
        awaits_word=_awaits_word(event, registration),
        awaited=labels.AWAITED,
        merged_with=merged_with(event, registration) if reads("looks_like_id") else [],
        consents=list_consents(registration.id) if reads("consents") else [],
        purposes=PURPOSES,
        history=lines_seen(seen_entries(history, reads), event.timezone),
        use=unit_uses(event).get(registration.unit_code),
        letters=letters,
        texts=texts(event, registration) if reads_letters else [],
        bounced=_bounced(registration, letters),
        source=registration.source.label,
        possible={mark.value for mark in possible_marks(event, registration.status, at=clock.now())}
        if rights["marks"]
        else (),
        **rights,
    )


def _unit_word(registration: Registration, history: Sequence[AuditEntry]) -> UnitWord | None:
    """What its delegation has said, if its history tells of that, or the liaison entered it."""
    is_told = registration.source is Source.UNIT or any("unit_word" in entry.changes for entry in history)
    return find_word(registration.id) if is_told else None


def _awaits_word(event: Event, registration: Registration) -> bool:
    """Whether its delegation has not recommended its person, and may still do so."""
    return registration.status in SPOKEN_OF and bool(list_unrecommended(event, [registration.id]))


def _named(
    event: Event, registration: Registration, asked: Sequence[AskedQuestion], reads: Reads
) -> dict[str, list[Link]]:
    """Field of an answer that names somebody of the event, or an organization → the ways there; of a person none where
    nobody was found."""
    asked = [question for question in asked if reads(question.name) and reads("name")]
    named = {
        name: [Link(f"{person.name} · {person.organization_name}", _page_of(event, person.id)) for person in people]
        for name, people in list_people_named(registration, asked).items()
    }
    organizations = list_organizations_named(registration, asked)
    pages = organization_pages(set(organizations.values()))
    return named | {name: [Link(typed, pages[typed])] for name, typed in organizations.items() if typed in pages}


def _page_of(event: Event, number: int) -> str:
    return url_for(".show", slug=event.slug, registration_id=number)


def _bounced(registration: Registration, letters: list[OutboxLetter]) -> OutboxLetter | None:
    """The latest e-mail that came back from the address that the person has now."""
    back = (
        letter for letter in letters if letter.state is LetterState.BOUNCED and letter.to_address == registration.email
    )
    return next(back, None)


def _wanted(registration: Registration, reads: Reads) -> list[Wanted]:
    """The change that is asked for, in words."""
    if registration.change_requested_at is None:
        return []
    groups = list_group_titles(registration.event_id) if "group" in registration.requested_change else {}
    lines = wanted_of(registration, list_questions(registration.event_id), language(), groups=groups, reads=reads)
    wanted = registration.requested_change
    sealed = {field for field, pair in wanted.items() if any(is_marked(answer) for answer in pair)}
    return [_masked(line) if line.field in sealed or line.field in COVERED else line for line in lines]


def _masked(line: Wanted) -> Wanted:
    said = {name: covered(line.field, getattr(line, name)) for name in ("before", "now", "after")}
    return replace(line, **said)


def _twin(event: Event, registration: Registration) -> Registration | None:
    """The registration that may be the same person's."""
    if registration.looks_like_id is None:
        return None
    return next(iter(list_registrations_by_id(event.id, [registration.looks_like_id])), None)
