"""An anonymous questionnaire about the study visit that has closed, with plausible answers; and one about the seminar
that opens at its end, with a code for the wall."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from eventmgr.console.sample import queries
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.programme.surveys.content.questions import Item, kept
from eventmgr.programme.surveys.content.usual import INTRO, TITLE, usual_items
from eventmgr.programme.surveys.models import (
    SplitBy,
    Survey,
    SurveyAnswer,
    SurveyCode,
    SurveyKind,
    SurveyQuestion,
    SurveyTicket,
    SurveyUrn,
)
from eventmgr.tools.log.services import Act, Actor

_SHARE = 0.72
"""Of those who came so many have answered."""
_REASONS = (
    "行程偏紧，每个现场停留时间不足。",
    "部分车间噪声大，讲解听不清。",
    "午餐时间太短。",
    "往返车程较长，路上时间可安排交流。",
    "现场人数多，后排看不到设备。",
    "讲解偏重宣传，技术细节不多。",
)
_IDEAS = (
    "建议增加与车间技术人员面对面交流的时间。",
    "希望提前发放各现场的技术资料。",
    "建议按行业分组考察。",
    "More time for questions at each site, please.",
    "产线改造前后的成本对比讲得很实在，希望会后共享课件。",
    "建议下次安排中小企业改造案例。",
    "大巴座位安排合理，会务组很周到。",
    "希望建立后续联络群，便于对接。",
)


def add_surveys(visit: Event, seminar: Event, office: Actor, seed: int) -> list[Entry]:
    """Make the questionnaires of the visit and of the seminar; return the entries of the log."""
    begun = Act(office, visit.ends_at - timedelta(days=3))
    closed = _survey(
        visit, begun, opens_at=visit.ends_at, closes_at=visit.ends_at + timedelta(days=10), split_by=SplitBy.PROVINCE
    )
    _answer(closed, Random(seed))
    ahead = Act(office, seminar.created_at + timedelta(days=1))
    later = _survey(seminar, ahead, opens_at=seminar.ends_at, closes_at=seminar.ends_at + timedelta(days=10))
    db.session.add(SurveyCode(survey_id=later.id, link_version=1))
    return [
        Entry(act, action, survey, survey.event_id, TITLE["zh"])
        for survey, act in ((closed, begun), (later, ahead))
        for action in ("created", "published")
    ]


def _survey(event: Event, act: Act, **values: Any) -> Survey:
    survey = Survey(
        event_id=event.id,
        title=TITLE,
        intro=INTRO,
        is_anonymous=True,
        is_published=True,
        only_attended=True,
        remind_days=3,
        quotes={},
        created_at=act.at,
        **values,
    )
    db.session.add(survey)
    db.session.flush()
    for position, item in enumerate(usual_items()):
        db.session.add(
            SurveyQuestion(
                survey_id=survey.id,
                key=item.key,
                kind=item.kind,
                label=item.label,
                help=item.help,
                required=item.required,
                options=list(item.options),
                scale=dict(item.scale),
                condition=dict(item.condition),
                position=position,
            )
        )
    db.session.flush()
    return survey


def _answer(survey: Survey, random: Random) -> None:
    came = queries.list_attended(survey.event_id)
    sizes: dict[str, int] = {}
    for _number, province in came:
        sizes[province] = sizes.get(province, 0) + 1
    ids = sorted(random.getrandbits(60) for _person in came)
    random.shuffle(came)
    for rank, (number, province) in enumerate(came):
        has_answered = rank < len(came) * _SHARE
        db.session.add(SurveyTicket(survey_id=survey.id, registration_id=number, has_answered=has_answered, letters=1))
        if has_answered:
            content = kept(usual_items(), {item.key: _answer_to(item, random) for item in usual_items()})
            part = province if sizes[province] >= 5 else ""
            db.session.add(SurveyAnswer(id=ids[rank], survey_id=survey.id, part=part, content=content))
    db.session.add(SurveyUrn(survey_id=survey.id, waiting={}, is_settled=True))
    survey.quotes = {"11": [_IDEAS[4]]}


def _answer_to(item: Item, random: Random) -> Any:
    """A plausible answer; None: none."""
    if item.kind is SurveyKind.SCALE:
        steps = [step for step in (item.steps, item.steps - 1, item.steps - 2, 2) for _again in range(step)]
        return str(random.choice(steps))
    if item.kind is SurveyKind.MATRIX:
        return {str(option["value"]): str(random.choice((5, 5, 5, 4, 4, 4, 3, 2))) for option in item.options}
    if item.kind is SurveyKind.CHOICES:
        values = [str(option["value"]) for option in item.options]
        return sorted(random.sample(values, random.randint(1, 3)))
    if item.kind is SurveyKind.YES_NO:
        return "yes" if random.random() < 0.9 else "no"
    if item.kind is SurveyKind.TEXT:
        texts = _REASONS if item.condition else _IDEAS
        return random.choice(texts) if item.condition or random.random() < 0.6 else None
    return None
