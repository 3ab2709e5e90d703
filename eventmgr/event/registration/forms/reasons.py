"""Why somebody is refused."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.tools.web.forms import Form, TextField


class ReasonForm(Form):
    """Why somebody is refused."""

    reason = TextField(_l("Reason"), longest=500)
    kept = TextField(_l("A reason used before"), longest=500)
    """Picked, where none was typed."""
