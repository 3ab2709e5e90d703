"""The guides, and the link to them at the foot of every page."""

from __future__ import annotations

from eventmgr.ground.features import Feature
from eventmgr.public.guide import views

FEATURE = Feature("guide", blueprints=(views.bp,), template_names={"guide_here": views.guide_here})
