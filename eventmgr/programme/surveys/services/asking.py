"""Who is asked gets an e-mail with the link, and reminders as long as nothing was answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.programme.surveys import letters, queries, statements
from eventmgr.programme.surveys.labels import SurveyState, state_at
from eventmgr.programme.surveys.models import Survey
from eventmgr.programme.surveys.services.editing import name_of
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.messages.optouts.services import left_alone

MOST_LETTERS = 3
"""About one questionnaire to one person: the first e-mail and two reminders."""
AT_ONCE = 200
"""People written to in one transaction; the next run goes on."""


def write_due(event: Event, survey: Survey, *, at: datetime) -> int:
    """Write to some of those whose turn it is; how many that were."""
    queries.get_locked(survey)
    if state_at(survey, event, at) is not SurveyState.OPEN or not survey.remind_days:
        return 0
    people = queries.list_to_write(survey, at - timedelta(days=survey.remind_days), MOST_LETTERS, AT_ONCE)
    alone = left_alone([person.email for person in people])
    written = 0
    counts = queries.count_letters(survey.id, [person.id for person in people])
    for person in people:
        kind = letters.REMINDER if counts.get(person.id) else letters.INVITATION
        if person.email not in alone and letters.write(kind, survey, person, event, at=at):
            written += 1
        statements.note_letter(survey.id, person.id, at)
    if written:
        told = {"people": [None, written]}
        record(Act(SYSTEM, at), "asked", survey, event_id=event.id, object_name=name_of(survey), changes=told)
    return len(people)
