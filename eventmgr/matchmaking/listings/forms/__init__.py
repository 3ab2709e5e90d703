"""What is typed and chosen about listings, profiles and who keeps them."""

from eventmgr.matchmaking.listings.forms.keeping import AgainForm, InvitationForm, OwnForm
from eventmgr.matchmaking.listings.forms.linking import Links, links_for
from eventmgr.matchmaking.listings.forms.listing import (
    DetailRow,
    FileForm,
    ListingForm,
    OnBehalfForm,
    PasteForm,
    PasteOnBehalfForm,
    ReasonForm,
    listing_data,
    listing_form,
)
from eventmgr.matchmaking.listings.forms.profile import ProfileForm, profile_data
from eventmgr.matchmaking.listings.forms.setting import SettingsForm, settings_data

__all__ = [
    "AgainForm",
    "DetailRow",
    "FileForm",
    "InvitationForm",
    "Links",
    "ListingForm",
    "OnBehalfForm",
    "OwnForm",
    "PasteForm",
    "PasteOnBehalfForm",
    "ProfileForm",
    "ReasonForm",
    "SettingsForm",
    "links_for",
    "listing_data",
    "listing_form",
    "profile_data",
    "settings_data",
]
