"""The directory's organizations, for organizers as far as people at their events come from there; changed by
administrators."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.access import ANSWERS
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.features import offered
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now, admin_required, staff_required
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.identity.team import access as team
from eventmgr.matchmaking.organizations import queries, services
from eventmgr.matchmaking.organizations.columns import LABELS, USUAL, Listed, choose
from eventmgr.matchmaking.organizations.forms import FactsForm, NameForm, UndoForm, compare_form
from eventmgr.matchmaking.organizations.labels import WORDS
from eventmgr.matchmaking.organizations.models import OrganizationMerge, TwoOrganizations
from eventmgr.matchmaking.organizations.panels import BESIDE_ORGANIZATIONS
from eventmgr.matchmaking.organizations.services import facts_of
from eventmgr.tools.likeness.comparing import fields_of_two, list_different
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.forms import MergeForm
from eventmgr.tools.likeness.queries import is_known_two, list_merges
from eventmgr.tools.log.history import history_of
from eventmgr.tools.sheets import Counted, as_csv, as_xlsx
from eventmgr.tools.taxonomy import get_province, get_sector
from eventmgr.tools.web.pages import Answer, attempt, form_page, go_to, submit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

_SHOWN = 50
"""So many of those who came between a merge and its undoing are listed."""

bp = Blueprint("organizations_manage", __name__, url_prefix="/manage/organizations")


@bp.route("/")
def index() -> ResponseReturnValue:
    """All that the reader may see, by name; `q` narrows it."""
    user = staff_required()
    q = query.text("q")
    return render_template(
        "matchmaking/organizations/manage/index.html",
        page=queries.get_page_of(user, q, query.cursor()),
        total=queries.count_seen(user, q),
        q=q,
        columns=LABELS if user.is_admin else {},
        usual=USUAL,
        links=[offer() for offer in offered(BESIDE_ORGANIZATIONS)] if user.is_admin else [],
    )


@bp.route("/export.<any(csv, xlsx):suffix>")
def export(suffix: str) -> ResponseReturnValue:
    """The list with the columns `cols`, narrowed by `q`, as a file; who took it is in the change log of the site."""
    user = admin_required()
    q, chosen = query.text("q"), choose(query.several("cols"))
    rows = Counted(Listed(*row) for row in queries.iterate_seen(user, q))
    title = _("Organizations")
    body = as_csv(chosen, rows) if suffix == "csv" else as_xlsx(chosen, rows, title=title)
    keys = [column.key for column in chosen]
    write(lambda: services.note_export(user, keys, kind=suffix, q=q, rows=rows.number, act=act_now()))
    return list_file(body, suffix, title, plain="organizations")


@bp.route("/<int:organization_id>/")
def show(organization_id: int) -> ResponseReturnValue:
    """What is known of it, who comes from there to events that the reader sees, and what may be the same."""
    user = staff_required()
    organization = queries.get_organization(user, organization_id)
    if organization.id != organization_id:
        return redirect(url_for(".show", organization_id=organization.id), 303)
    return _page(organization, NameForm())


def _page(organization: Organization, form: NameForm) -> ResponseReturnValue:
    user = staff_required()
    into = OrganizationMerge.kept_id == organization.id
    merges = list_merges(OrganizationMerge, into, at=clock.now(), limit=20) if user.is_admin else []
    html = render_template(
        "matchmaking/organizations/manage/show.html",
        organization=organization,
        lines=[
            (WORDS[name], value) for name, value in values_in_words(organization).items() if value and name != "name"
        ],
        names=queries.list_names(organization.id),
        people=queries.get_people_of(user, organization, query.cursor()),
        total=queries.count_people_of(user, organization),
        named_by=_named_by(organization),
        similar=queries.list_similar(user, organization),
        edits=user.is_admin,
        form=form,
        merges=[(merge, _refusal(merge)) for merge in merges],
        history=history_of(organization) if user.is_admin else [],
        merged=NameKind.MERGED,
    )
    return html, form.status


def _named_by(organization: Organization) -> list[queries.NamedBy]:
    """The answers that name it, by whichever of its names."""
    keys = {organization.name_key, *(name.name_key for name in queries.list_names(organization.id))}
    return queries.list_named_by(staff_required(), keys, lambda event_id: team.may(event_id, ANSWERS), limit=_SHOWN)


def _refusal(merge: OrganizationMerge) -> str:
    try:
        services.check_undoable(merge, at=clock.now())
    except NotMerged as refusal:
        return refusal.message
    return ""


def values_in_words(organization: Organization) -> dict[str, str]:
    """Column → what it says, in words."""
    facts = facts_of(organization)
    if facts["province_code"]:
        facts["province_code"] = get_province(facts["province_code"]).name(language())
    if facts["sector_code"]:
        facts["sector_code"] = get_sector(facts["sector_code"]).labelled(language())
    if organization.size_class is not None:
        facts["size_class"] = str(organization.size_class.label)
    return facts


@bp.route("/<int:organization_id>/edit", methods=["GET", "POST"])
def edit(organization_id: int) -> ResponseReturnValue:
    """Correct what is known of it."""
    organization = _own(organization_id)
    form = FactsForm(data=facts_of(organization)).watching()

    def save() -> Answer:
        queries.list_locked([organization.id])
        now = FactsForm(None, data=facts_of(organization))
        changed = form.compare(now) and services.edit(organization, form.facts(), act=act_now())
        return Answer(
            url_for(".show", organization_id=organization.id),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    return submit(form, save) or form_page(
        "matchmaking/organizations/manage/edit.html", form, organization=organization
    )


@bp.route("/<int:organization_id>/names", methods=["POST"])
def add_name(organization_id: int) -> ResponseReturnValue:
    """Another name under which people know it."""
    organization, form = _own(organization_id), NameForm()

    def change() -> Answer:
        name, kind = form.other_name.data or "", NameKind(form.kind.data)
        services.add_name(organization, name, kind, act=act_now())
        return Answer(
            url_for(".show", organization_id=organization.id),
            _("The name has been added: people who type it are matched to this organization."),
        )

    if answer := submit(form, change):
        return answer
    return _page(organization, form)


@bp.route("/<int:organization_id>/names/<int:name_id>/remove", methods=["POST"])
def remove_name(organization_id: int, name_id: int) -> ResponseReturnValue:
    """It is no name of it any more."""
    organization = _own(organization_id)
    name = next((row for row in queries.list_names(organization.id) if row.id == name_id), None)
    if name is None:
        raise NotFound(_("There is no such name of this organization."))
    return attempt(
        lambda: services.remove_name(organization, name, act=act_now()),
        _("The name has been removed."),
        url_for(".show", organization_id=organization.id),
    )


@bp.route("/<int:organization_id>/merge/<int:other_organization_id>/", methods=["GET", "POST"])
def pair(organization_id: int, other_organization_id: int) -> ResponseReturnValue:
    """Two organizations side by side; sent, they become one."""
    left, right = _pair(organization_id, other_organization_id)
    form = compare_form(left, right)

    def change() -> Answer:
        kept, other, taken = form.choose(left, right)
        services.merge(kept, other, taken, seen=form.as_shown.data or "", act=act_now())
        return Answer(
            url_for(".show", organization_id=kept.id),
            _("The two organizations are now one. This can be undone for 30 days."),
        )

    return submit(form, change) or (_compared(left, right, form), form.status)


def _compared(left: Organization, right: Organization, form: MergeForm) -> str:
    user, different = staff_required(), list_different(facts_of(left), facts_of(right))
    return render_template(
        "matchmaking/organizations/manage/pair.html",
        left=left,
        right=right,
        form=form,
        fields=fields_of_two(WORDS, values_in_words(left), values_in_words(right), different),
        numbers={row: queries.count_people_of(user, row) for row in (left, right)},
        decided=is_known_two(TwoOrganizations, left.id, right.id),
    )


@bp.route("/<int:organization_id>/merge/<int:other_organization_id>/two", methods=["POST"])
def two(organization_id: int, other_organization_id: int) -> ResponseReturnValue:
    """They are two: neither is shown as perhaps the other any more."""
    left, right = _pair(organization_id, other_organization_id)
    write(lambda: services.are_two(left, right, act=act_now()))
    return go_to(
        url_for(".show", organization_id=left.id),
        _("Noted: these are two organizations. They are not shown as similar again."),
    )


@bp.route("/merges/<int:organization_merge_id>/undo", methods=["GET", "POST"])
def undo(organization_merge_id: int) -> ResponseReturnValue:
    """Who came in between, and what becomes of them; sent, the merge is undone, unless the organization was changed
    since."""
    admin_required()
    merge, form = queries.get_merge(organization_merge_id), UndoForm()
    refusal = _refusal(merge)
    if form.validate_on_submit():
        try:
            write(lambda: services.part(merge, moves=bool(form.moves.data), act=act_now()))
        except Refusal as error:
            refusal = error.message
        else:
            return go_to(
                url_for(".show", organization_id=merge.kept_id),
                _("The merge has been undone; both organizations have their former content back."),
            )
    if not form.is_submitted():
        form.moves.data = True
    came = services.list_came(merge)
    html = render_template(
        "matchmaking/organizations/manage/undo.html",
        merge=merge,
        restored=merge.before["merged"]["name"],
        refusal=refusal,
        came=came,
        people=queries.list_people(came.ids[:_SHOWN]),
        form=form,
    )
    return html, 409 if refusal and form.is_submitted() else 200


def _own(organization_id: int) -> Organization:
    """The organization itself, for administrators; another name has no pages of its own."""
    organization = queries.get_organization(admin_required(), organization_id)
    if organization.id != organization_id:
        raise NotFound(_("There is no such organization."))
    return organization


def _pair(one: int, other: int) -> tuple[Organization, Organization]:
    left, right = _own(one), _own(other)
    if left.id == right.id:
        raise NotFound(_("There is no such organization."))
    return left, right
