"""Tables of questions. Whose form a question belongs to is known by its number alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l


class Question(Model):
    """A question of the event's own, asked in the registration form as `q_<key>`."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(32))
    label: Mapped[dict[str, str]]
    help: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Hint")))
    kind: Mapped[QuestionKind] = mapped_column(default=QuestionKind.TEXT, info=setting(_l("Kind")))
    options: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Options")))
    """`[{"value": "a", "label": {"zh", "en"}}, …]` for choices."""
    required: Mapped[bool] = mapped_column(default=False, info=setting(_l("Required")))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Bounds, unit, default, for whom and what for, as `forms.rules.kept_rules` writes them."""
    position: Mapped[int] = mapped_column(default=0)


class RemovedQuestion(Model):
    """A question that was taken out and whose answers have a period of their own: they go when that ends, as
    promised."""

    __tablename__ = "removed_question"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    keep_days: Mapped[int]
