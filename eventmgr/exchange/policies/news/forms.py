"""What is typed to be told of policies."""

from __future__ import annotations

from eventmgr.exchange.policies.filtering import OF_NEWS, PolicyFilter, read_filter
from eventmgr.exchange.policies.models import Policy, PolicyLevel, SupportKind
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l, language
from eventmgr.identity.accounts.forms import email_address
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, Required


class NewsForm(Form):
    """What somebody wants to be told about, and where."""

    province = CodeSelect(
        label_of(Policy.province_code), blank=_l("All regions"), choices=lambda: choices_provinces(language())
    )
    sector = CodeSelect(_l("Sector"), blank=_l("All sectors"), choices=lambda: choices_sectors(language()))
    level = CodeSelect(label_of(Policy.level), blank=_l("All levels"), choices=PolicyLevel.choices())
    support = CodeSelect(label_of(Policy.support), blank=_l("All kinds of support"), choices=SupportKind.choices())
    q = LineField(_l("Words in title, issuer or number"), longest=40)
    email = LineField(
        _l("E-mail"), [Required(), email_address], longest=254, description=_l("A link to confirm goes there.")
    )

    def filters(self) -> PolicyFilter:
        """What was chosen; ask after it has been validated."""
        return read_filter({name: self[name].data or "" for name in OF_NEWS})

    def address(self) -> str:
        """The address as it is kept."""
        return (self.email.data or "").lower()
