"""Tables of questionnaires. Answers bear no instant, and their numbers are random: neither tells who answered when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Sealed

_RANDOM = BigInteger().with_variant(Integer, "sqlite")
"""On SQLite the number is the row's own place: without that the order of the rows would be that of answering."""


class SurveyKind(LabelledEnum):
    """How a question of a questionnaire is answered; a section has no answer."""

    SECTION = "section", _l("Section (title of the questions below it, no answer)")
    SCALE = "scale", _l("Scale")
    MATRIX = "matrix", _l("Matrix (several rows, one scale)")
    CHOICE = "choice", _l("Single choice")
    CHOICES = "choices", _l("Multiple choice")
    YES_NO = "yes_no", _l("Yes or no")
    TEXT = "text", _l("Open answer")


class SplitBy(LabelledEnum):
    """What is kept beside an anonymous answer, so that results can be told apart by it."""

    NOTHING = "nothing", _l("Not grouped")
    ROLE = "role", _l("By type of participant")
    PROVINCE = "province", _l("By province")


class Survey(Model):
    """A questionnaire of an event."""

    __tablename__ = "survey"
    not_found = _l("There is no such questionnaire.")
    __table_args__ = (
        CheckConstraint("opens_at IS NULL OR closes_at IS NULL OR closes_at > opens_at", name="closes_after_opening"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[dict[str, str]]
    intro: Mapped[dict[str, str]] = mapped_column(default=dict)
    is_anonymous: Mapped[bool] = mapped_column(default=True)
    split_by: Mapped[SplitBy] = mapped_column(default=SplitBy.NOTHING)
    is_published: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    """The agenda item that it is about; None: the whole event."""
    roles: Mapped[list[Any]] = mapped_column(default=list)
    """Types of participants who are asked; none: all of them."""
    only_attended: Mapped[bool] = mapped_column(default=True)
    """Whether only those are asked who were there."""
    remind_days: Mapped[int] = mapped_column(default=0)
    """Who has not answered is reminded after so many days; 0: nobody is written to."""
    quotes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Key of an open question → answers that organizers have chosen for the summary."""
    created_at: Mapped[datetime]


class SurveyQuestion(Model):
    """A question of a questionnaire."""

    __tablename__ = "survey_question"
    not_found = _l("There is no such question.")
    __table_args__ = (UniqueConstraint("survey_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(16))
    kind: Mapped[SurveyKind]
    label: Mapped[dict[str, str]]
    help: Mapped[dict[str, str]] = mapped_column(default=dict)
    required: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list[Any]] = mapped_column(default=list)
    """`[{"value": "a1", "label": {"zh", "en"}}, …]`: what is chosen from, or the rows of a matrix."""
    scale: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`{"steps": 5, "low": {"zh", "en"}, "high": {"zh", "en"}}` of a scale from 1."""
    condition: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """When it is asked, a tree as `forms.conditions` judges it; empty: always."""
    position: Mapped[int] = mapped_column(default=0)


class SurveyTicket(Model):
    """Who is asked by link, and whether they have answered: never what, and never when."""

    __tablename__ = "survey_ticket"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    has_answered: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime | None]
    """When the last e-mail about it was written."""
    letters: Mapped[int] = mapped_column(default=0)


class SurveyCode(Model):
    """A QR code on the wall: whoever scans it answers without a name."""

    __tablename__ = "survey_code"
    not_found = _l("There is no such QR code.")

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    """The agenda item that is rated; None: what the questionnaire is about."""
    speaker: Mapped[str] = mapped_column(String(100), default="")
    """The speaker who is rated; empty: the item as a whole."""
    link_version: Mapped[int] = mapped_column(default=1)


class SurveyAnswer(Model):
    """What one person answered. Of an anonymous questionnaire it names nobody."""

    __tablename__ = "survey_answer"
    __table_args__ = (UniqueConstraint("survey_id", "registration_id"),)

    id: Mapped[int] = mapped_column(_RANDOM, primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    """Who it was; None in an anonymous questionnaire, and by a code on the wall."""
    code_id: Mapped[int | None] = mapped_column(ForeignKey("survey_code.id", ondelete="SET NULL"), index=True)
    part: Mapped[str] = mapped_column(String(32), default="")
    """Of an anonymous answer the type of participant or the province, where enough people share it."""
    content: Mapped[dict[str, Any]]
    """Key of a question → answer."""


class SurveyUrn(Model):
    """Anonymous answers wait here, shuffled, until there are some to be written together: no order and no transaction
    then joins an answer with a ticket."""

    __tablename__ = "survey_urn"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    waiting: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """`{"answers": [[number of the code or None, part, content], …]}`, sealed: while there are one or two, even the
    database itself does not tell what they say."""
    is_settled: Mapped[bool] = mapped_column(default=False)
    """Whether everything was mixed once more after the questionnaire had closed."""
