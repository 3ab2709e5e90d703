"""Every kind of e-mail of an event as its reader will see it, and the organizers' own sentence in it."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for
from eventmgr.event.events.forms.acts import OwnWordsForm
from eventmgr.event.events.manage.asking import sample_of
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import LetterKind, letter_kinds
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.texts.queries import list_texts
from eventmgr.tools.messages.texts.services import HOUSE
from eventmgr.tools.web.pages import Answer, finish, form_page

_DECIDES = "letters.decide"


@bp.route("/events/<slug>/letters/texts/")
def letter_texts(slug: str) -> str:
    """All kinds: who gets them and when, and which bear a sentence of the organizers' own."""
    event = event_for(slug, _DECIDES)
    return render_template(
        "event/events/manage/letter_texts.html",
        event=event,
        kinds=letter_kinds(event).values(),
        changed={text.kind for text in list_texts(event.id)},
        changed_by_house={text.kind for text in list_texts(HOUSE)},
    )


@bp.route("/events/<slug>/letters/texts/<kind>/", methods=["GET", "POST"])
def letter_text(slug: str, kind: str) -> ResponseReturnValue:
    """One kind in both languages, to a made-up reader; `none` takes the own sentence out again."""
    event = event_for(slug, _DECIDES)
    chosen = _kind(event, kind)
    form = OwnWordsForm(data=OwnWordsForm.read(event, kind)).watching()
    if request.method == "POST" and ("none" in request.form or form.validate()):

        def save() -> Answer:
            services.hold(event)
            if "none" in request.form:
                services.set_own_words(event, kind, {}, act=act_now())
            elif form.compare(OwnWordsForm(None, data=OwnWordsForm.read(event, kind))):
                services.set_own_words(event, kind, form.own_words.data or {}, act=act_now())
            has_words = services.own_words_of(event, kind, "zh") or services.own_words_of(event, kind, "en")
            return Answer(
                url_for(".letter_text", slug=slug, kind=kind),
                _("Your sentence will be included in these e-mails from now on.")
                if has_words
                else _("These e-mails have been reset to the original text."),
            )

        if answer := finish(form, save):
            return answer
    samples = [chosen.sample(event, language) for language in LANGUAGES] if chosen.sample else []
    return form_page(
        "event/events/manage/letter_text.html",
        form,
        event=event,
        kind=chosen,
        samples=[sample_of(letter) for letter in samples],
        has_words=bool(event.own_words.get(kind)),
    )


def _kind(event: Event, name: str) -> LetterKind:
    chosen = letter_kinds(event).get(name)
    if chosen is None:
        raise NotFound(_("There is no such kind of e-mail. Choose one from the list."))
    return chosen
