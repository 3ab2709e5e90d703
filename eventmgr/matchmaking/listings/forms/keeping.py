"""Who keeps the page of an organization."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import mail_address, whole_number
from eventmgr.matchmaking.listings.services import KeeperFacts
from eventmgr.tools.taxonomy import choices_provinces
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, OrganizationField, PersonNameField, Required

_LANGUAGES = (("zh", _l("Chinese")), ("en", _l("English")))


class OwnForm(Form):
    """What is known of a keeper, as they correct it."""

    name = PersonNameField(_l("Name"), [Required()], longest=50)
    mobile = LineField(_l("Mobile number"), longest=40)
    language = CodeSelect(_l("Language of the e-mails"), [Required()], choices=_LANGUAGES)

    def number(self) -> str | None:
        """The mobile number as it is kept; None where it is none, which then stands beside its field."""
        try:
            return normalize_mobile(self.mobile.data) if self.mobile.data else ""
        except Refusal as refusal:
            self.mobile.errors = [*self.mobile.errors, refusal.message]
            return None


class InvitationForm(OwnForm):
    """Who is invited to keep the page of which organization."""

    registered = CodeSelect(_l("Registered for this event"), blank=_l("another one, named below"))
    organization = OrganizationField(_l("Name of the organization"))
    province_code = CodeSelect(
        _l("Province/region"),
        blank=_l("not known"),
        choices=lambda: choices_provinces(language()),
        description=_l("Only for an organization that is new here."),
    )
    email = LineField(_l("E-mail"), [Required()], longest=254)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """One of the two ways to say which organization it is."""
        is_valid = bool(super().validate(*args, **kwargs))
        if not self.registered.data and not self.organization.data:
            self.organization.errors = [*self.organization.errors, _("Select an organization, or type its name.")]
            is_valid = False
        return is_valid

    def begin_with(self, contact_of: Callable[[int], Mapping[str, str]]) -> None:
        """Where a registered organization is chosen and nobody is named, the form names whoever of it can be written
        to."""
        number = whole_number(self.registered.data or "")
        if number is None or self.registered.data not in self.registered.codes() or self.name.data or self.email.data:
            return
        for name, value in contact_of(number).items():
            self[name].data = value

    def person(self) -> KeeperFacts | None:
        """Who was named; None where something is wrong, which then stands beside its field."""
        mobile = self.number()
        email = read_address(self.email)
        if mobile is None or not email:
            return None
        return KeeperFacts(self.name.data or "", email, mobile, self.language.data or "zh")


class AgainForm(Form):
    """Asks for the address to which the link is sent again."""

    email = LineField(_l("E-mail"), [Required()], longest=254)


def read_address(field: Any) -> str:
    """The address that was typed, lower case; empty where it is none, which then stands beside the field."""
    try:
        return mail_address(field.data or "").lower()
    except ValueError:
        field.errors = [*field.errors, _("This is not a complete e-mail address, such as name@example.com.")]
        return ""
