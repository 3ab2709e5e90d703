"""Changing what e-mails of a kind say, of an event or of the whole house: typed, looked at, tried on oneself, kept, or
given back to the original. What was sent stays as it was sent."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import escape

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.forms.acts import LetterTextForm
from eventmgr.event.events.manage.asking import Sample, sample_of
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import find_newest
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.features import LetterKind, all_letter_kinds, letter_kinds
from eventmgr.ground.i18n import LANGUAGES, _, speaking
from eventmgr.identity.accounts.access import act_now, admin_required, staff_required
from eventmgr.tools.messages import blocks
from eventmgr.tools.messages.composing import base_url, from_parts
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import masked
from eventmgr.tools.messages.services import enqueue
from eventmgr.tools.messages.texts.queries import list_texts
from eventmgr.tools.messages.texts.services import HOUSE, trying
from eventmgr.tools.messages.texts.wording import Wording
from eventmgr.tools.web.pages import form_page, go_to
from eventmgr.tools.web.rate_limits.limits import limit

_DECIDES, _READS = "letters.decide", "letters.read"
_MOST_TESTS, _HOUR = 20, 3600


@bp.route("/letters/texts/")
def house_texts() -> str:
    """Every text that the house sends, and which of them somebody has changed for all events."""
    admin_required()
    changed = {text.kind for text in list_texts(HOUSE)}
    return render_template("event/events/manage/house_texts.html", kinds=all_letter_kinds().values(), changed=changed)


@bp.route("/letters/texts/<kind>/", methods=["GET", "POST"])
def house_text(kind: str) -> ResponseReturnValue:
    """One kind, for all events that have no text of their own."""
    admin_required()
    return _edit(None, _kind(all_letter_kinds(), kind))


@bp.route("/events/<slug>/letters/texts/<kind>/edit", methods=["GET", "POST"])
def letter_wording(slug: str, kind: str) -> ResponseReturnValue:
    """Change the wording of one kind of e-mail for this event."""
    event = event_for(slug, _DECIDES)
    return _edit(event, _kind(letter_kinds(event), kind))


def _edit(event: Event | None, kind: LetterKind) -> ResponseReturnValue:
    number = HOUSE if event is None else event.id
    form = LetterTextForm(data=LetterTextForm.read(_standing(number, kind))).watching()
    shown: list[Sample] = []
    if request.method == "POST" and ("original" in request.form or form.validate()):
        try:
            if "preview" in request.form or "test" in request.form:
                shown = _tried(event, kind, form)
            else:
                write(lambda: _save(event, kind, form))
                return go_to(
                    request.path, _("E-mails written from now on use this text; those already sent stay as they are.")
                )
        except Refusal as refusal:
            form.refuse(refusal)
    changed = {text.language for text in list_texts(number) if text.kind == kind.kind}
    return form_page(
        "event/events/manage/letter_wording.html",
        form,
        event=event,
        kind=kind,
        samples=shown,
        placeholders=kind.placeholders,
        is_changed=bool(changed),
        may_read=_may_read(event, kind),
    )


def _standing(number: int, kind: LetterKind) -> dict[str, Wording]:
    return {language: services.current_text(number, kind, language) for language in LANGUAGES}


def _save(event: Event | None, kind: LetterKind, form: LetterTextForm) -> None:
    services.hold_texts(event)
    if "original" in request.form:
        services.set_letter_text(event, kind, dict.fromkeys(LANGUAGES), act=act_now())
        return
    number = HOUSE if event is None else event.id
    if form.compare(LetterTextForm(None, data=LetterTextForm.read(_standing(number, kind)))):
        services.set_letter_text(event, kind, services.checked(event, kind, form.typed()), act=act_now())


def _tried(event: Event | None, kind: LetterKind, form: LetterTextForm) -> list[Sample]:
    """The typed text to readers, and one of them in one's own mailbox if that was asked for."""
    texts = {language: text for language, text in services.checked(event, kind, form.typed()).items() if text}
    about = event or find_newest()
    with trying({(kind.kind, language): text for language, text in texts.items()}):
        letters = _letters(about, kind, (form.reader.data or "") if _may_read(event, kind) else "")
    if letters is None:
        raw = _standing(HOUSE, kind) | texts
        return [_raw(kind, language, wording) for language, wording in raw.items()]
    if "test" in request.form:
        _send_to_oneself(event, letters)
    return [sample_of(letter) for letter in letters]


def _may_read(event: Event | None, kind: LetterKind) -> bool:
    """Whether the reader may see the e-mail to a real recipient: whoever may read those that were sent."""
    return kind.real is not None and event is not None and may(event, _READS)


def _letters(event: Event | None, kind: LetterKind, sought: str) -> list[OutboxLetter] | None:
    """To the real reader that was asked for, or to a made-up one in each language; None: there is no event to tell of.

    Raises:
        WrongText: nobody is called so.
    """
    if kind.sample is None or event is None:
        return None
    if sought and kind.real is not None:
        letter = kind.real(event, sought)
        if letter is None:
            raise services.WrongText(
                _("Nobody with an e-mail address has “%(words)s” in their name or organization.", words=sought),
                field="reader",
            )
        return [letter]
    return [kind.sample(event, language) for language in LANGUAGES]


def _raw(kind: LetterKind, language: str, wording: Wording) -> Sample:
    """The text with its placeholders as they are written: what is about no event has no made-up reader."""
    with speaking(language):
        parts = blocks.parse(wording.body, base_url())
        return Sample(str(kind.label), language, 1, wording.subject, "", parts, has_code=False, calendar="")


def _send_to_oneself(event: Event | None, letters: list[OutboxLetter]) -> None:
    """The same e-mails without what only their readers may have, to whoever asks; they wait for nothing.

    Raises:
        TooMany: somebody tries too often.
    """
    user, at = staff_required(), clock.now()
    limit(f"letter-test:{user.id}", _MOST_TESTS, _HOUR, at)
    name, address = user.name, user.email

    def send() -> None:
        for letter in letters:
            with speaking(letter.language):
                shown = masked(letter, escape(_("The check-in code is shown here. Only the recipient sees it.")))
                subject = _("[Test] %(subject)s", subject=shown.subject)
                enqueue(
                    from_parts(
                        "events.letter_test",
                        subject,
                        shown.text,
                        language=letter.language,
                        to_name=name,
                        to_address=address,
                        event_id=event.id if event is not None else None,
                        about=letter.about if letter.about != "registration:0" else "",
                    ),
                    at=at,
                )

    write(send)
    flash(_("The e-mail is on its way to %(address)s.", address=address), "success")


def _kind(kinds: Mapping[str, LetterKind], name: str) -> LetterKind:
    chosen = kinds.get(name)
    if chosen is None:
        raise NotFound(_("There is no such kind of e-mail. Choose one from the list."))
    return chosen
