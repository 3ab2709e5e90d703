"""Short messages to people without an e-mail address."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.registration.notes import WITHOUT_EMAIL
from eventmgr.team.roles import TeamRole
from eventmgr.texting import leaving as _leaving  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.texting import manage, panels, trail
from eventmgr.texting.models import ShortMessage

FEATURE = Feature(
    "texting",
    blueprints=(manage.bp,),
    words=trail.WORDS,
    typed_tables=(ShortMessage,),
    offers={WITHOUT_EMAIL: panels.way},
    permissions={panels.PERMISSION: frozenset({TeamRole.OWNER, TeamRole.DEPUTY})},
)
