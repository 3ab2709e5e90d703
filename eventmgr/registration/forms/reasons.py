"""Why somebody is refused."""

from __future__ import annotations

from eventmgr.i18n import _l
from eventmgr.web.forms import Form, TextField


class ReasonForm(Form):
    """Why somebody is refused."""

    class Meta(Form.Meta):
        """The token is checked once, for the whole application."""

        csrf = False

    reason = TextField(_l("Reason"), longest=500)
    kept = TextField(_l("A reason used before"), longest=500)
    """Picked, where none was typed."""
