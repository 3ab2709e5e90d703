"""What imports show on pages of other rooms."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.registration.notes import Link
from eventmgr.ground.i18n import _


def import_link(event: Event, _tallies: object = None) -> Link | None:
    """The way from the list of registrations to importing some."""
    if not may(event, "registrations.edit"):
        return None
    return Link(_("Import"), url_for("imports_registrations.index", slug=event.slug))


def organizations_link() -> Link:
    """The way from the list of organizations to importing some."""
    return Link(_("Import"), url_for("imports_organizations.index"))


def liaisons_link(event: Event) -> Link | None:
    """The way from the board of delegations to importing liaisons."""
    if not may(event, "delegations.edit"):
        return None
    return Link(_("Import liaisons"), url_for("imports_liaisons.index", slug=event.slug))


def listings_link(event: Event) -> str | None:
    """The way from the list of listings to importing some."""
    return render_template("output/imports/_beside_listings.html", event=event) if may(event, "listings.edit") else None


def unit_link(liaison: Liaison) -> Link:
    """The way from a liaison's list to importing people of the unit."""
    address = url_for("imports_of_unit.index", slug=liaison.event.slug, unit_code=liaison.unit_code)
    return Link(_("Import a list"), address)


def agenda_links(event: Event) -> str:
    """The ways from the agenda to a file of it and to importing one."""
    return render_template("output/imports/_beside_agenda.html", event=event, imports=may(event, "agenda.edit"))
