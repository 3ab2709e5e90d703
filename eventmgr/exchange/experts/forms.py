"""What is typed and chosen about experts, by whoever enters them and by themselves."""

from __future__ import annotations

from typing import Any

from eventmgr.exchange.cases.forms import few
from eventmgr.exchange.experts.models import PARTS, Expert
from eventmgr.exchange.experts.services import Draft
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, language
from eventmgr.identity.accounts.forms import email_address
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, get_province
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    CodeSelect,
    Form,
    LineField,
    OrganizationField,
    Required,
    field_of,
)

_SAID = ("name", "title", "organization", "province_code", "sector_codes", "topic_ids", "text")


class ExpertForm(Form):
    """What is said of an expert."""

    name = field_of(Expert.name, [Required()])
    title = field_of(Expert.title)
    organization = OrganizationField(label_of(Expert.organization), longest=200)
    province_code = CodeSelect(label_of(Expert.province_code), [Required()], blank=_l("Please select"))
    sector_codes = CodeMultiSelect(
        label_of(Expert.sector_codes), [Required(), few], choices=lambda: choices_sectors(language())
    )
    topic_ids = CodeMultiSelect(label_of(Expert.topic_ids), [few], choices=lambda: choices_topics(language()))
    text = field_of(Expert.text, description=_l("In one or two sentences: on what, for whom."))

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        return {name: self[name].data or ([] if name == "topic_ids" else "") for name in _SAID} | {
            name: self[name].data or {} for name in ("name", "title", "text")
        }


class EntryForm(ExpertForm):
    """An expert as an office or a province enters them."""

    email = LineField(
        label_of(Expert.email),
        [Required(), email_address],
        longest=254,
        description=_l("A link goes there by which the expert agrees or declines. Never published."),
    )
    language = CodeSelect(label_of(Expert.language), [Required()], choices=[("zh", "中文"), ("en", "English")])

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        address = {"email": (self.email.data or "").lower(), "language": self.language.data or "zh"}
        return {**super().draft(), **address}


class OwnForm(ExpertForm):
    """The same as the expert corrects it, and what of it is shown."""

    shown = CodeMultiSelect(label_of(Expert.shown), choices=lambda: list(PARTS.items()))

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        return {**super().draft(), "shown": self.shown.data or []}


def entry_form(expert: Expert | None, *, own: str, is_fresh: bool = False) -> EntryForm:
    """The form of that expert, or of a new one.

    Args:
        own: the one province whose experts the account may keep; empty: every one's.
        is_fresh: leaves what was posted out of account.
    """
    data = _data(expert, *_SAID, "email", "language") if expert else {"province_code": own, "language": language()}
    form = EntryForm(None, data=data) if is_fresh else EntryForm(data=data)
    form.province_code.offer([(own, get_province(own).name(language()))] if own else choices_provinces(language()))
    return form


def own_form(expert: Expert, *, is_fresh: bool = False) -> OwnForm:
    """The form by which that expert corrects and agrees."""
    data = _data(expert, *_SAID, "shown")
    form = OwnForm(None, data=data) if is_fresh else OwnForm(data=data)
    form.province_code.offer(choices_provinces(language()))
    return form


def _data(expert: Expert, *names: str) -> dict[str, Any]:
    return {name: getattr(expert, name) for name in names}
