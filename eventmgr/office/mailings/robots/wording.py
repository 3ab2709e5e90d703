"""What a robot says: numbers and a link, nothing about persons."""

from __future__ import annotations

from eventmgr.event.events.derived.calendar_entry import mailed_facts
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _n, speaking
from eventmgr.office.mailings.robots.services import Topic
from eventmgr.tools.messages.composing import absolute_url


def text_of(event: Event, topic: Topic, number: int, language: str) -> str:
    """The text in that language."""
    page = absolute_url("registration_manage.index", slug=event.slug)
    with speaking(language):
        words = _("This is a test. The robot will post its messages here.")
        if topic is Topic.NEW:
            words = _n("%(num)s new registration to review.", "%(num)s new registrations to review.", number)
        elif topic is Topic.OVERDUE:
            words = _n(
                "%(num)s request about personal information is overdue.",
                "%(num)s requests about personal information are overdue.",
                number,
            )
            page = absolute_url("data_requests_manage.index", slug=event.slug)
        elif topic is Topic.CLOSED:
            words = _("The registration deadline has passed.")
    return f"{mailed_facts(event, language)['title']}\n{words}\n{page}"
