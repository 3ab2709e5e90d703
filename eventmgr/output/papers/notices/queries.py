"""Reading what a printed notice says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event, HostRole, Notice
from eventmgr.event.forms.fields import DEFAULTS, LABELS
from eventmgr.ground.db import db
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, format_date, format_instant, format_span, localized
from eventmgr.output.papers.notices.choices import NoticeChoice
from eventmgr.output.papers.notices.contents import PrintedNotice
from eventmgr.output.papers.queries import get_occasion_with_look
from eventmgr.programme.study_visits.queries import list_whole_stops
from eventmgr.programme.study_visits.services import rules_in_words
from eventmgr.programme.study_visits.switch import VISITS
from eventmgr.programme.training.hours import hours_in_words
from eventmgr.programme.training.queries import find_course
from eventmgr.tools import taxonomy
from eventmgr.tools.typesetting.passages import Passage, paragraphs_of

_ASKED = ("name", "organization", "title", "mobile", "arrival", "departure", "lodging", "remarks")
"""Columns of the form to reply, as far as the event asks for them; nothing sensitive, for one sheet serves a
delegation."""
_ALWAYS = frozenset({"name", "organization", "title", "mobile"})


def list_notices(event_id: int) -> list[Notice]:
    """All notices of the event, the main one first, then what was added to it."""
    query = select(Notice).where(Notice.event_id == event_id).order_by(Notice.published_on, Notice.id)
    return list(db.session.scalars(query))


def get_printed_notice(event: Event, lang: str, choice: NoticeChoice, notices: Sequence[Notice]) -> PrintedNotice:
    """The chosen notice, the main one where none is; where there is none, the description of the event."""
    notice = next((one for one in notices if choice.notice in ("", str(one.id))), None)
    occasion = get_occasion_with_look(event, lang)
    title = localized(notice.title, lang) if notice else _("Notice of “%(title)s”", title=occasion.title)
    text = localized(notice.body if notice else event.description, lang)
    first = [localized(host.name, lang) for host in event.hosts if host.role is HostRole.HOST] or [occasion.author]
    day = notice.published_on if notice else event.published_on
    return PrintedNotice(
        occasion=occasion,
        title=title,
        issuer=first[0] if choice.head else "",
        number=notice.number if notice else "",
        addressed=_addressed(event, lang),
        paragraphs=(*paragraphs_of(text), *_of_stops(event, lang), *_of_training(event, lang)),
        signed=tuple(first),
        day=format_date(day, lang, weekday=False) if day else "",
        columns=tuple(_columns(event)) if choice.form else (),
        reply=tuple(_reply(event, lang)) if choice.form else (),
    )


def _of_stops(event: Event, lang: str) -> Iterator[Passage]:
    """Stops of a visit with what their hosts ask; whom they do not admit is nobody's business here."""
    stops = list_whole_stops(event.id) if is_on(VISITS, event) else []
    if stops:
        yield Passage(_("Stops of the visit"), is_heading=True)
    for stop in stops:
        when = format_span(stop.item.starts_at, stop.item.ends_at, event.timezone, lang)
        where = localized(stop.item.location, lang)
        yield Passage(
            ("，" if lang == "zh" else ", ").join(
                part for part in (when, localized(stop.item.title, lang), where) if part
            )
        )
        notes = [*rules_in_words(stop.row), localized(stop.row.safety, lang)]
        said = ("；" if lang == "zh" else "; ").join(note for note in notes if note)
        if said:
            yield Passage(_("Please note: %(notes)s", notes=said))


def _of_training(event: Event, lang: str) -> Iterator[Passage]:
    """Hours of a training, and what a certificate needs."""
    course = find_course(event.id)
    if course is None:
        return
    titles = {item.id: localized(item.title, lang) for item in list_items(event.id)}
    yield Passage(_("Training hours and certificate"), is_heading=True)
    for lesson in course.lessons:
        when = format_instant(lesson.starts_at, event.timezone, lang, year=False)
        yield Passage(
            _(
                "%(when)s %(title)s: %(hours)s training hours",
                when=when,
                title=titles[lesson.item_id],
                hours=hours_in_words(lesson.tenths),
            )
        )
    values = {
        "needed": hours_in_words(course.needed),
        "base": hours_in_words(course.base),
        "threshold": course.threshold,
    }
    yield Passage(
        _(
            "Attendance is recorded by check-in at each session. Participants who have attended %(needed)s of "
            "%(base)s training hours (%(threshold)s%%) get a certificate of training.",
            **values,
        )
    )


def _addressed(event: Event, lang: str) -> str:
    """To whom it goes: the invited delegations in official order."""
    invited = {unit.unit_code for unit in event.units}
    names = [unit.name(lang) for unit in taxonomy.units() if unit.code in invited]
    return (("、" if lang == "zh" else ", ").join(names) + ("：" if lang == "zh" else ":")) if names else ""


def _columns(event: Event) -> Iterator[str]:
    modes = DEFAULTS | event.fields
    return (str(LABELS[key]) for key in _ASKED if key in _ALWAYS or modes.get(key, "off") != "off")


def _reply(event: Event, lang: str) -> Iterator[str]:
    if event.registration_closes_at:
        closes = format_instant(event.registration_closes_at, event.timezone, lang)
        yield _("Please reply by %(when)s.", when=closes)
    contact = " ".join(part for key in ("name", "phone", "email") if (part := event.contact.get(key, "")))
    if contact:
        yield _("Contact: %(contact)s", contact=contact)
