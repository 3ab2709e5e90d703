"""The verbs of listings and profiles."""

from eventmgr.listings.services.cancelling import drop_gone
from eventmgr.listings.services.files import MOST_FILES, add_file, remove_file
from eventmgr.listings.services.keepers import (
    KeeperFacts,
    change_own,
    end_links,
    erase,
    forget,
    invite,
    note_use,
    organization_named,
    organizations_named,
    remove,
    send_again,
)
from eventmgr.listings.services.moderating import EXPIRES_EVERY, decline, expire_over, publish, put_back
from eventmgr.listings.services.noting import note_taken
from eventmgr.listings.services.profiles import (
    accept,
    change_profile,
    decline_changes,
    facts_of,
    hold_profile,
    profile_of,
    proposed_changes,
    proposed_facts,
)
from eventmgr.listings.services.setting import (
    Settings,
    check_open,
    move_deadline,
    set_settings,
    settings_of,
    settings_of_all,
)
from eventmgr.listings.services.writing import delete, edit, enter, enter_many, name_of, remove_entered, withdraw

__all__ = [
    "EXPIRES_EVERY",
    "MOST_FILES",
    "KeeperFacts",
    "Settings",
    "accept",
    "add_file",
    "change_own",
    "change_profile",
    "check_open",
    "decline",
    "decline_changes",
    "delete",
    "drop_gone",
    "edit",
    "end_links",
    "enter",
    "enter_many",
    "erase",
    "expire_over",
    "facts_of",
    "forget",
    "hold_profile",
    "invite",
    "move_deadline",
    "name_of",
    "note_taken",
    "note_use",
    "organization_named",
    "organizations_named",
    "profile_of",
    "proposed_changes",
    "proposed_facts",
    "publish",
    "put_back",
    "remove",
    "remove_entered",
    "remove_file",
    "send_again",
    "set_settings",
    "settings_of",
    "settings_of_all",
    "withdraw",
]
