"""Whom and what the answers of a registration name: found when organizers look, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eventmgr.event.forms.kinds.naming import Candidate, meant, names_of, read_mention
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration import queries
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import merged_into
from eventmgr.event.registration.queries import Bearer


def list_people_named(registration: Registration, asked: Iterable[AskedQuestion]) -> Mapping[str, Sequence[Bearer]]:
    """Field of an answered question for a person of the event → the other registrations of the event that it may mean: one,
    none, or several that cannot be told apart. One statement, a second where a number was typed."""
    mentions = {
        question.name: read_mention(str(registration.answers[question.name]))
        for question in asked
        if question.kind is QuestionKind.PERSON and registration.answers.get(question.name)
    }
    if not mentions:
        return {}
    numbers = {mention.number for mention in mentions.values() if mention.number is not None}
    into = merged_into(registration.event_id) if numbers else {}
    stands = {number: into.get(number, number) for number in numbers}
    bearers = queries.list_bearers(registration.event_id, names_of(mentions.values()), set(stands.values()))
    others = {bearer.id: bearer for bearer in bearers if bearer.id != registration.id}
    candidates = [
        Candidate(bearer.id, bearer.person_key, bearer.organization_key, bearer.status in LIVE)
        for bearer in others.values()
    ]
    for number, end in stands.items():
        if number != end and end in others:
            candidates.append(Candidate(number, "", "", stands=True))
    return {
        name: [others[stands.get(number, number)] for number in meant(mention, candidates)]
        for name, mention in mentions.items()
    }


def list_organizations_named(registration: Registration, asked: Iterable[AskedQuestion]) -> Mapping[str, str]:
    """Field of an answered question for an organization → the name that was typed."""
    return {
        question.name: str(registration.answers[question.name])
        for question in asked
        if question.kind is QuestionKind.ORGANIZATION and registration.answers.get(question.name)
    }
