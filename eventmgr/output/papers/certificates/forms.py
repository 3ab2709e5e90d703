"""What is typed about certificates."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.output.papers.certificates.numbers import LONGEST
from eventmgr.tools.web.forms import Form, IntField, LineField, PersonNameField, Required

MOST_HOURS = 999


class IssueForm(Form):
    """What new certificates say."""

    hours = IntField(
        _l("Hours attended"),
        least=1,
        most=MOST_HOURS,
        description=_l("Printed on certificates that are issued now; if empty, they state no hours."),
    )


class CheckForm(Form):
    """What everybody types to check a certificate."""

    number = LineField(_l("Number of the certificate"), [Required()], longest=LONGEST)
    name = PersonNameField(_l("Name on the certificate"), [Required()], longest=100)
