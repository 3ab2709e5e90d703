"""How papers look, as typed."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FileField

from eventmgr.ground.i18n import _l
from eventmgr.output.papers.look.models import PaperLook
from eventmgr.output.papers.look.palette import COLOURS
from eventmgr.tools.web.fields import BilingualLine, CodeSelect
from eventmgr.tools.web.forms import Form


class LookForm(Form):
    """Logo, colour, what stands at the top of pages."""

    logo = FileField(_l("Logo"), description=_l("PNG or JPEG, at most 1 MB; it is set 14 mm high."))
    removes_logo = BooleanField(_l("Print without a logo"))
    colour = CodeSelect(
        _l("Colour"),
        choices=[(key, words) for key, (_value, words) in COLOURS.items()],
        blank=_l("The usual one"),
        description=_l("For lines below titles, the event's title on badges and the frame of certificates."),
    )
    header = BilingualLine(_l("At the top of pages"), longest=60, description=_l("If empty, the title of the event."))


def look_data(row: PaperLook | None) -> dict[str, Any]:
    """What the form shows at first."""
    return {"colour": row.colour or None, "header": row.header} if row else {}
