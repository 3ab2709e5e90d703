"""Where a robot speaks, and what of."""

from __future__ import annotations

from wtforms import BooleanField

from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.robots.services import LONGEST, SHORTEST, Wanted
from eventmgr.tools.web.forms import CodeSelect, Form, IntField, LineField, Required


class RobotForm(Form):
    """The robot of an event."""

    address = LineField(
        _l("Webhook address"),
        longest=300,
        description=_l(
            "As WeCom, DingTalk or Feishu shows it. It is kept encrypted and not shown again; leave empty to keep it."
        ),
    )
    secret = LineField(
        _l("Secret for signatures"), longest=200, description=_l("DingTalk and Feishu, if “signature” is chosen.")
    )
    language = CodeSelect(_l("Language"), [Required()], choices=(("zh", _l("Chinese")), ("en", _l("English"))))
    says_new = BooleanField(_l("New registrations to review"))
    every_minutes = IntField(_l("At most once in this many minutes"), [Required()], least=SHORTEST, most=LONGEST)
    says_overdue = BooleanField(_l("Overdue requests about personal information, once a day"))
    says_closed = BooleanField(_l("The registration deadline has passed"))

    def wanted(self) -> Wanted:
        """The robot as it was typed."""
        return Wanted(
            self.address.data or "",
            self.secret.data or "",
            self.language.data or "zh",
            bool(self.says_new.data),
            bool(self.says_overdue.data),
            bool(self.says_closed.data),
            int(self.every_minutes.data or 30),
        )
