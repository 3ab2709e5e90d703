"""The e-mails that ask for answers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from eventmgr.event.events.mail import (
    CONTACT,
    EVENT,
    OWN_WORDS,
    SAMPLE_ADDRESS,
    SAMPLE_NAMES,
    letter_about,
    link_to,
    unsubscribe_link,
)
from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters.writing import facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_instant, localized, speaking
from eventmgr.programme.surveys.content.usual import TITLE
from eventmgr.programme.surveys.models import Survey
from eventmgr.tools.messages.composing import GREETING, absolute_url
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts import LEAVE
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder

INVITATION, REMINDER = "surveys.invitation", "surveys.reminder"


def write(kind: str, survey: Survey, registration: Registration, event: Event, *, at: datetime) -> bool:
    """Ask this person; whether mail can reach the address."""
    return enqueue_if_reachable(lambda: _letter(kind, survey, registration, event), at=at)


def _letter(kind: str, survey: Survey, registration: Registration, event: Event) -> Letter:
    lang = registration.language
    facts = facts_of(event, lang)
    link = own_link(registration, facts)
    leave = Secret(
        LEAVE, (registration.id, registration.link_version), instead=absolute_url("events.show", slug=event.slug)
    )
    with speaking(lang):
        promise = promise_of(survey)
        until = format_instant(survey.closes_at, event.timezone, lang) if survey.closes_at else ""
    return letter_about(
        event,
        KINDS[kind],
        registration,
        about=f"registration:{registration.id}",
        context={
            "survey": localized(survey.title, lang),
            "promise": promise,
            "until": until,
            "link": absolute_url("surveys.answer", token=link.mark, survey_id=survey.id),
        },
        secrets=[link, leave],
        leave=absolute_url("invitations.opt_out", token=leave.mark),
    )


def promise_of(survey: Survey) -> str:
    """What becomes of names, in the language spoken now."""
    if survey.is_anonymous:
        return _(
            "The questionnaire is anonymous: it is only recorded that you have answered, never what. "
            "No answer carries a name or a time, and nobody can link the two afterwards."
        )
    return _("Your answers are kept with your name; only the organizers see them.")


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    registration = Registration(
        id=0, event_id=event.id, name=SAMPLE_NAMES[language], email=SAMPLE_ADDRESS, language=language, link_version=0
    )
    survey = Survey(id=0, event_id=event.id, title=TITLE, is_anonymous=True, closes_at=event.ends_at)
    return unsent(_letter(kind, survey, registration, event), at=event.created_at)


_PLACEHOLDERS = (
    GREETING,
    EVENT,
    Placeholder("survey", "问卷", _l("title of the questionnaire")),
    Placeholder("promise", "匿名说明", _l("how names are handled"), is_block=True, is_needed=True),
    Placeholder("until", "截止时间", _l("deadline for answers")),
    link_to(_l("the questionnaire; on a line of its own it becomes a button"), "问卷链接"),
    CONTACT,
    OWN_WORDS,
    unsubscribe_link(_l("the link that stops such e-mails")),
)
KINDS = {
    kind: LetterKind(
        kind,
        label,
        purpose,
        partial(_sample, kind),
        f"programme/surveys/mail/{kind.partition('.')[2]}.txt",
        _PLACEHOLDERS,
    )
    for kind, label, purpose in (
        (INVITATION, _l("Questionnaire"), _l("To those whom a questionnaire asks, once it is open.")),
        (
            REMINDER,
            _l("Reminder of a questionnaire"),
            _l("To those who have not answered, at most as often as is set; two reminders at most."),
        ),
    )
}
LETTERS = tuple(KINDS.values())
