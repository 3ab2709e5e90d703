"""Why a unit does not recommend somebody."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.tools.web.forms import Form, Required, TextField


class WordForm(Form):
    """The reason, which the organizers read."""

    reason = TextField(_l("Reason"), [Required()], longest=500)
