"""What is typed at the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, FileField, ValidationError

from eventmgr.event.events.models import Event
from eventmgr.exchange.desk.models import LONGEST_TEXT, Desk, DeskAnswer, DeskRequest
from eventmgr.exchange.desk.panels import FittingExpert
from eventmgr.exchange.desk.services import Draft, Target
from eventmgr.exchange.desk.whose import Whose, whose_of
from eventmgr.exchange.desk.wording import OFFICE, category_choices, desk_choices
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.identity.accounts.forms import email_address
from eventmgr.identity.accounts.models import User
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeSelect,
    Form,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
    field_of,
)

LONGEST_NOTE = 1000
_MOST_OWN, _LONGEST_OWN = 12, 60
_STARS = [("5", _l("5 – very satisfied")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _l("1 – not satisfied"))]


class AskForm(Form):
    """A question, and how its answer reaches who asks."""

    province = CodeSelect(
        _l("Which desk"),
        [Required()],
        blank=_l("Please select"),
        description=_l(
            "The province whose policies, land or services it is about; the main office for everything else."
        ),
    )
    category = CodeSelect(_l("Category"), [Required()], blank=_l("Please select"))
    text = TextField(_l("Your question"), [Required()], longest=LONGEST_TEXT)
    name = PersonNameField(_l("Your name"), [Required()], longest=50)
    organization = OrganizationField(_l("Organization"), longest=200)
    email = LineField(_l("E-mail"), [Required(), email_address], longest=254)
    mobile = LineField(_l("Telephone"), longest=40, description=_l("Only if you would rather be called."))
    file = FileField(_l("File"), description=_l("PDF, Word, Excel or a picture. More can be added on the next page."))
    consent = BooleanField(_l("Consent"), [Required()])

    def prepare(self, desks: Sequence[Desk], event_id: int | None = None) -> AskForm:
        """Offer the desks and their categories; an event's form asks its own desk."""
        self.event_id = event_id
        if event_id is None:
            self.province.offer(desk_choices())
        else:
            del self.province
        self.category.offer(category_choices(desks))
        self.desks = desks
        return self

    def validate_category(self, field: Field) -> None:
        """One of a desk's own goes with that desk alone."""
        whose = self.whose()
        for desk in self.desks:
            if whose_of(desk) != whose and field.data in {own["key"] for own in desk.own_categories}:
                raise ValidationError(
                    _("This category belongs to another desk. Choose another category, or that desk.")
                )

    def whose(self) -> Whose:
        """The desk that the request goes to."""
        return Whose(event_id=self.event_id) if self.event_id is not None else whose_desk(self.province.data)

    def draft(self) -> Draft:
        """The request as it was typed."""
        return Draft(
            self.whose(),
            self.category.data or "",
            self.text.data or "",
            self.name.data or "",
            self.organization.data or "",
            self.email.data or "",
            self.mobile.data or "",
            language(),
        )


def whose_desk(chosen: str | None) -> Whose:
    """The desk that was chosen of those of provinces and of the office."""
    return Whose() if not chosen or chosen == OFFICE else Whose(chosen)


class TextForm(Form):
    """What is said in a request: an answer, a question, a reply."""

    text = TextField(_l("Text"), [Required()], longest=LONGEST_TEXT)

    def called(self, label: str) -> TextForm:
        """This form, with another label of its field."""
        self.text.label.text = label
        return self


class FileForm(Form):
    """Adds a file to the request."""

    file = FileField(_l("File"), description=_l("PDF, Word, Excel or a picture."))


class RateForm(Form):
    """Asks how satisfied somebody is with the answer."""

    stars = CodeSelect(
        _l("Are you satisfied with the answer?"), [Required()], blank=_l("Please select"), choices=_STARS
    )


class HandOverForm(Form):
    """To whom a request is handed: one of them."""

    province = CodeSelect(_l("To another desk"), blank=_l("Nobody"))
    event = CodeSelect(
        _l("To the desk of an event"),
        blank=_l("Nobody"),
        description=_l("Events to come or under way whose desk is switched on; their team answers."),
    )
    account = CodeSelect(_l("To an account"), blank=_l("Nobody"))
    expert = CodeSelect(
        _l("To an expert of the list"),
        blank=_l("Nobody"),
        description=_l("Experts who agreed to be asked and fit by field or province; name and address are filled in."),
    )
    expert_name = PersonNameField(_l("Name of the expert"), longest=50)
    expert_email = LineField(
        _l("E-mail of the expert"),
        [email_address],
        longest=254,
        description=_l("The expert gets a link that opens this request alone, without the sender's contact details."),
    )
    note = TextField(_l("Note"), longest=LONGEST_NOTE, description=_l("The sender does not read it."))

    def prepare(
        self, accounts: Sequence[User], events: Sequence[Event], experts: Sequence[FittingExpert]
    ) -> HandOverForm:
        """Offer desks, events, accounts and experts; without events or experts none is asked for."""
        self.experts = {one.key: one for one in experts}
        if experts:
            self.expert.offer([(one.key, " · ".join(filter(None, (one.name, one.words)))) for one in experts])
        else:
            del self.expert
        if events:
            self.event.offer([(event.slug, localized(event.title)) for event in events])
        else:
            del self.event
        self.province.offer(desk_choices())
        self.account.offer([(str(user.id), user.name) for user in accounts])
        return self

    def validate_province(self, _field: Field) -> None:
        """Require exactly one receiver."""
        chosen = (self.province.data, self._slug(), self.account.data, self._expert(), self.expert_email.data)
        if sum(map(bool, chosen)) != 1:
            raise ValidationError(
                _("Choose one: another desk, the desk of an event, an account, or an expert with an e-mail address.")
                if "event" in self
                else _("Choose one: another desk, an account, or an expert with an e-mail address.")
            )

    def _slug(self) -> str:
        return str(self.event.data or "") if "event" in self else ""

    def _expert(self) -> FittingExpert | None:
        return self.experts.get(str(self.expert.data)) if "expert" in self else None

    def target(self, accounts: Sequence[User], events: Sequence[Event]) -> Target:
        """To whom the request is handed over: an account, an expert, another province's desk or an event's."""
        if self._slug():
            event = next(one for one in events if one.slug == self._slug())
            return Target(whose=Whose(event_id=event.id), event=event)
        if listed := self._expert():
            return Target(expert_name=listed.name, expert_email=listed.email)
        if self.expert_email.data:
            return Target(expert_name=self.expert_name.data or "", expert_email=self.expert_email.data)
        if self.account.data:
            return Target(account=next(user for user in accounts if str(user.id) == self.account.data))
        return Target(whose=whose_desk(self.province.data))


class DeskForm(Form):
    """What a desk says of itself."""

    answered_by = BilingualLine(label_of(Desk.answered_by), longest=100)
    phone = field_of(Desk.phone)
    hours = BilingualLine(label_of(Desk.hours), longest=100)
    categories = TextField(
        label_of(Desk.own_categories),
        longest=2000,
        description=_l("Besides those that every desk has; one per line: Chinese | English"),
    )

    def validate_categories(self, field: Field) -> None:
        """Not too many, none too long."""
        lines = [line for line in (field.data or "").splitlines() if line.strip()]
        if len(lines) > _MOST_OWN or any(len(part) > _LONGEST_OWN for line in lines for part in line.split("|")):
            raise ValidationError(
                _(
                    "At most %(most)s categories, each of at most %(long)s characters.",
                    most=_MOST_OWN,
                    long=_LONGEST_OWN,
                )
            )

    def draft(self, desk: Desk | None, mark: str) -> dict[str, Any]:
        """What was typed; a category whose Chinese or English stands as before keeps its key."""
        return {
            "answered_by": self.answered_by.data,
            "phone": self.phone.data or "",
            "hours": self.hours.data,
            "own_categories": read_own(self.categories.data or "", desk.own_categories if desk else (), mark),
        }


def read_own(typed: str, before: Sequence[Mapping[str, str]], mark: str) -> list[dict[str, str]]:
    """Categories of lines `中文 | English`, with keys that begin with the mark of the desk. Those that go leave their
    keys unused."""
    used = {own["key"] for own in before}
    keys = {own[lang]: own["key"] for own in before for lang in ("en", "zh") if own.get(lang)}
    numbers = [int(match[1]) for key in used if (match := re.fullmatch(r".*-(\d+)", key))]
    number, result = max(numbers, default=0), list[dict[str, str]]()
    for line in typed.splitlines():
        zh, _bar, en = (part.strip() for part in line.partition("|"))
        if not (zh or en):
            continue
        key = keys.get(zh) or keys.get(en)
        if key is None or key in {own["key"] for own in result}:
            number += 1
            key = f"{mark}-{number}"
        result.append({name: value for name, value in (("key", key), ("zh", zh), ("en", en)) if value})
    return result


def own_lines(desk: Desk | None) -> str:
    """The desk's own categories, as they are typed."""
    return (
        "\n".join(" | ".join((own.get("zh", ""), own.get("en", ""))).strip(" |") for own in desk.own_categories)
        if desk
        else ""
    )


class ReleaseForm(Form):
    """A question and its answer as everybody reads them."""

    category = CodeSelect(label_of(DeskAnswer.category), [Required()], blank=_l("Please select"))
    question = BilingualText(label_of(DeskAnswer.question), [Required()], longest=500)
    answer = BilingualText(
        label_of(DeskAnswer.answer),
        [Required()],
        longest=LONGEST_TEXT,
        description=_l("Leave out names, organizations, numbers and whatever else tells who asked."),
    )

    def prepare(self, desks: Sequence[Desk], request: DeskRequest | None) -> ReleaseForm:
        """Offer the categories; nothing that names who asked may stand in it."""
        self.category.offer(category_choices(desks))
        self.request = request
        return self

    def validate_question(self, field: Field) -> None:
        """Refuse a question that names the sender (see `prepare`)."""
        self._names_nobody(field)

    def validate_answer(self, field: Field) -> None:
        """Refuse an answer that names the sender (see `prepare`)."""
        self._names_nobody(field)

    def _names_nobody(self, field: Field) -> None:
        if self.request is None:
            return
        for said in (self.request.name, self.request.organization, self.request.email, self.request.mobile):
            if len(said) > 1 and any(said in text for text in (field.data or {}).values()):
                raise ValidationError(_("“%(said)s” tells who asked. Take it out.", said=said))

    def draft(self) -> dict[str, Any]:
        """The published answer as it was typed."""
        return {"category": self.category.data, "question": self.question.data, "answer": self.answer.data}
