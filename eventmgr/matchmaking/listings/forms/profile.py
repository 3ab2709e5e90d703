"""What an organization says of itself."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import folded
from eventmgr.matchmaking.listings.content.drafts import ProfileFacts
from eventmgr.matchmaking.listings.content.reading import read_words, say_tags
from eventmgr.matchmaking.listings.labels import LEADING, PROFILE_FIELDS
from eventmgr.matchmaking.listings.models import ChainStage
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, topics
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.forms import BilingualText, CodeMultiSelect, CodeSelect, Form, LineField

_OPEN = _l("not stated")


class ProfileForm(Form):
    """What an organization says of itself."""

    summary = BilingualText(PROFILE_FIELDS["summary"], longest=1000)
    province_code = CodeSelect(
        PROFILE_FIELDS["province_code"], blank=_OPEN, choices=lambda: choices_provinces(language())
    )
    size_class = CodeSelect(PROFILE_FIELDS["size_class"], blank=_OPEN, choices=SizeClass.choices())
    credit_code = LineField(PROFILE_FIELDS["credit_code"], longest=40)
    sector_codes = CodeMultiSelect(PROFILE_FIELDS["sector_codes"], choices=lambda: choices_sectors(language()))
    topic_ids = CodeMultiSelect(PROFILE_FIELDS["topic_ids"], choices=lambda: choices_topics(language()))
    chain_stage = CodeSelect(
        PROFILE_FIELDS["chain_stage"],
        blank=_OPEN,
        choices=ChainStage.choices(),
    )
    is_leading = RadioField(
        PROFILE_FIELDS["is_leading"],
        choices=[SelectChoice("", _OPEN), SelectChoice("yes", LEADING[True]), SelectChoice("no", LEADING[False])],
        validate_choice=True,
    )
    capability_tags = LineField(
        PROFILE_FIELDS["capability_tags"],
        longest=600,
        description=_l("For example 两化融合贯标 or 智能工厂, separated by commas."),
    )
    brand = LineField(PROFILE_FIELDS["brand"], longest=100)
    group_name = LineField(
        PROFILE_FIELDS["group_name"],
        longest=200,
        description=_l("Organizations that give the same group are never brought together in meetings."),
    )
    website = LineField(PROFILE_FIELDS["website"], longest=200)
    in_directory = BooleanField(
        PROFILE_FIELDS["in_directory"],
        description=_l(
            "Everybody finds the organization there, with what stands on this page and its published listings."
        ),
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Code, website and tags are as they should be."""
        is_valid = bool(super().validate(*args, **kwargs))
        self.tags: list[str] = []
        for name, read in (("credit_code", self._code), ("website", self._website), ("capability_tags", self._tags)):
            try:
                read()
            except Refusal as fault:
                self[name].errors = [*self[name].errors, fault.message]
                is_valid = False
        return is_valid

    def _code(self) -> None:
        if self.credit_code.data:
            self.credit_code.data = normalize_credit_code(self.credit_code.data)

    def _website(self) -> None:
        typed = self.website.data or ""
        if typed and not typed.startswith(("http://", "https://")):
            typed = f"https://{typed}"
        host = typed.partition("://")[2].partition("/")[0]
        if typed and ("." not in host or any(char.isspace() or char in "\"'<>\\@" for char in typed)):
            raise BadValue(_("Enter the address of a website, such as https://www.example.com."))
        self.website.data = typed

    def _tags(self) -> None:
        known = {folded(name): topic.id for topic in topics() for name in (topic.name_zh, topic.name_en)}
        self.tags = [known.get(folded(word), word) for word in read_words(self.capability_tags.data or "")]

    def facts(self) -> ProfileFacts:
        """What was typed; ask after it has been validated."""
        leading = {"yes": True, "no": False}.get(self.is_leading.data or "")
        return ProfileFacts(
            summary=self.summary.data,
            sector_codes=tuple(self.sector_codes.data or ()),
            topic_ids=tuple(self.topic_ids.data or ()),
            chain_stage=self.chain_stage.data or "",
            is_leading=leading,
            capability_tags=tuple(self.tags),
            brand=self.brand.data or "",
            group_name=self.group_name.data or "",
            website=self.website.data or "",
            in_directory=bool(self.in_directory.data),
            province_code=self.province_code.data or "",
            size_class=self.size_class.data or "",
            credit_code=self.credit_code.data or "",
        )


def profile_data(facts: ProfileFacts) -> dict[str, Any]:
    """The profile as the form shows it."""
    data = {**vars(facts), "capability_tags": ", ".join(say_tags(facts.capability_tags))}
    data["is_leading"] = "" if facts.is_leading is None else "yes" if facts.is_leading else "no"
    return data
