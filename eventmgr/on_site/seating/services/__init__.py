"""The verbs: plans are made, changed, published; people are moved, locked, seated by rule."""

from eventmgr.on_site.seating.services.following import copy_plans, forget, pass_on
from eventmgr.on_site.seating.services.moving import (
    GuestDraft,
    add_guest,
    add_people,
    check_known,
    lock,
    move,
    rank,
    remove_person,
    step,
    unseat,
)
from eventmgr.on_site.seating.services.planning import (
    MOST_PLANS,
    PlanDraft,
    add_plan,
    edit_plan,
    note_export,
    publish,
    remove_plan,
    unpublish,
)
from eventmgr.on_site.seating.services.proposing import Preview, apply, confirm, preview

__all__ = [
    "MOST_PLANS",
    "GuestDraft",
    "PlanDraft",
    "Preview",
    "add_guest",
    "add_people",
    "add_plan",
    "apply",
    "check_known",
    "confirm",
    "copy_plans",
    "edit_plan",
    "forget",
    "lock",
    "move",
    "note_export",
    "pass_on",
    "preview",
    "publish",
    "rank",
    "remove_person",
    "remove_plan",
    "step",
    "unpublish",
    "unseat",
]
