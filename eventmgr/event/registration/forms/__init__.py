"""The forms of registration: what an event asks, and reasons."""

from eventmgr.event.registration.forms.for_unit import unit_form
from eventmgr.event.registration.forms.making import registration_form
from eventmgr.event.registration.forms.reasons import ReasonForm
from eventmgr.event.registration.forms.registering import RegistrationForm

__all__ = ["ReasonForm", "RegistrationForm", "registration_form", "unit_form"]
