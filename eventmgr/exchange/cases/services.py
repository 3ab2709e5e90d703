"""The verbs of cases. Whoever changes one holds the counter of all of them first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eventmgr.event.events.setup.addresses import slug_for, stem
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.event.registration.models import Registration
from eventmgr.exchange.cases import queries, statements
from eventmgr.exchange.cases.models import Case, CaseFile, CaseMark, CaseMetric, CaseState
from eventmgr.ground import columns
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.metrics import services as metrics
from eventmgr.tools.metrics.services import Draft, MetricChange
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.statements import delete_file

SCOPE = "cases"
"""Of `site_revision`: rises with whatever the public pages of cases show."""
EDITED = tuple(columns.settings_of(Case))
MOST_FILES = 8
TAKEN = (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg")
"""Types of files; pictures are drawn anew."""
RESERVED = ("calls", "compare", "handbook", "learning", "metrics")
"""Addresses beside those of cases."""


def hold(case: Case | None = None) -> None:
    """Nobody else changes a case until the transaction ends; that one is read again."""
    raise_site_revision(SCOPE)
    if case is not None:
        statements.read_again(case)


def add(organization: Organization, draft: Draft, *, act: Act) -> Case:
    """A new draft about what that organization has done."""
    hold()
    case = fill_case(Case(organization_id=organization.id), organization, draft, at=act.at)
    db.session.add(case)
    db.session.flush()
    record(act, "created", case, object_name=name_of(case))
    return case


def edit(case: Case, organization: Organization, draft: Draft, *, act: Act) -> bool:
    """What the case says from now on; whether anything changed. It must be held.

    Raises:
        Refusal: it is published, and the organization's consent is taken out or another organization named.
    """
    before = {name: getattr(case, name) for name in EDITED} | {"organization": case.organization.name}
    changes = difference(before, {**draft, "organization": organization.name})
    if not changes:
        return False
    if case.state is CaseState.PUBLISHED:
        _check_consent(draft["consent_by"], draft["consent_on"])
        if organization.id != case.organization_id and not {"consent_by", "consent_on"} & changes.keys():
            raise Refusal(
                _("The consent on file was given by another organization. Enter who agreed, and when."),
                field="consent_by",
            )
    fill_case(case, organization, draft, at=act.at)
    record(act, "changed", case, object_name=name_of(case), changes=changes)
    return True


def fill_case(case: Case, organization: Organization, draft: Draft, *, at: datetime) -> Case:
    """Let a row say what was typed; a new one gets its address."""
    for name, value in draft.items():
        setattr(case, name, value)
    case.organization_id, case.organization = organization.id, organization
    case.search_text, case.updated_at = _searched(case), at
    if not case.slug:
        case.slug, case.created_at = _address(draft), at
    return case


def publish(case: Case, *, act: Act) -> None:
    """Everybody reads it.

    Raises:
        Refusal: it is published already, or its organization has not agreed.
    """
    hold(case)
    if case.state is CaseState.PUBLISHED:
        raise Refusal(_("This case is published already."))
    _check_consent(case.consent_by, case.consent_on)
    _set_state(case, CaseState.PUBLISHED, "published", act=act)
    case.published_at = act.at


def withdraw(case: Case, *, act: Act) -> None:
    """Nobody but its keepers reads it any more.

    Raises:
        Refusal: it is not published.
    """
    hold(case)
    if case.state is not CaseState.PUBLISHED:
        raise Refusal(_("This case is not published."))
    _set_state(case, CaseState.WITHDRAWN, "withdrawn", act=act)


def delete(case: Case, *, act: Act) -> None:
    """A case that nobody has read goes.

    Raises:
        Refusal: it has been published.
    """
    hold(case)
    if case.published_at is not None:
        raise Refusal(_("This case has been published. Withdraw it instead: links and feeds still name it."))
    record(act, "removed", case, object_name=name_of(case))
    statements.delete_case(case)


def put_metric(case: Case, metric: CaseMetric | None, draft: Draft, *, act: Act) -> bool:
    """The case reports it as well, or `metric` says this from now on; whether anything changed. It must be held.

    Raises:
        Refusal: it lacks a name or a unit, contradicts itself, or there are as many as there may be.
    """
    change = metrics.put_metric(case.metrics, metric, CaseMetric(case_id=case.id), draft)
    if metric is None:
        db.session.add(change.metric)
        db.session.flush()
    if change.action:
        _note_metric(case, change, act=act)
    return bool(change.action)


def remove_metric(case: Case, metric_id: int, *, act: Act) -> None:
    """The case does not report it any more.

    Raises:
        NotFound: it does not report it.
    """
    hold(case)
    metric = metrics.metric_of(case.metrics, metric_id)
    _note_metric(case, metrics.removed_metric(metric), act=act)
    statements.delete_metric(metric)


def add_file(case: Case, file: CheckedFile, *, act: Act) -> CaseFile:
    """It has this file as well.

    Raises:
        Refusal: it has as many as it may.
    """
    hold(case)
    if len(case.files) >= MOST_FILES:
        raise Refusal(
            _("A case may have at most %(most)s pictures and files. Delete one first.", most=MOST_FILES), field="file"
        )
    row = CaseFile.of(file, at=act.at, case_id=case.id)
    db.session.add(row)
    db.session.flush()
    case.updated_at = act.at
    record(act, "file_added", case, object_name=name_of(case), changes={"file": [None, file.filename]})
    return row


def remove_file(case: Case, key: str, *, act: Act) -> None:
    """That file of it goes.

    Raises:
        NotFound: there is none.
    """
    hold(case)
    file = queries.get_file(case, key)
    record(act, "file_removed", case, object_name=name_of(case), changes={"file": [file.filename, None]})
    case.updated_at = act.at
    delete_file(file)


def mark(
    case: Case, organization: Organization, *, wants: bool, act: Act, registration: Registration | None = None
) -> None:
    """That organization wants to learn from it, or no longer does; said twice is said once.

    Args:
        registration: of its person who says so and takes back that mark alone; None: who keeps its page, and takes back
        all.

    Raises:
        Refusal: it is not published any more.
    """
    hold(case)
    number = registration.id if registration is not None else None
    if wants and case.state is not CaseState.PUBLISHED:
        raise Refusal(_("This case is not published."))
    if wants is (case.id in queries.list_wanted(organization.id, number)):
        return
    if wants:
        db.session.add(
            CaseMark(case_id=case.id, organization_id=organization.id, registration_id=number, created_at=act.at)
        )
    else:
        statements.delete_marks(case, organization.id, number)
    record(act, "wanted" if wants else "unwanted", case, object_name=name_of(case))


def forget_marks(registration_ids: Collection[int]) -> None:
    """Marks of these people go with what is personal."""
    hold()
    statements.delete_marks_of(registration_ids)


def name_of(case: Case) -> str:
    """How the change log calls it."""
    return case.title.get("zh") or case.title.get("en", "")


def _check_consent(given_by: str, given_on: object) -> None:
    lacking = "consent_by" if not given_by else "consent_on" if given_on is None else ""
    if lacking:
        raise Refusal(
            _("A case is published with the consent of its organization only. Enter who agreed, and when."),
            field=lacking,
        )


def _set_state(case: Case, state: CaseState, action: str, *, act: Act) -> None:
    changes = difference({"state": case.state}, {"state": state})
    case.state, case.updated_at = state, act.at
    record(act, action, case, object_name=name_of(case), changes=changes)


def _note_metric(case: Case, change: MetricChange[CaseMetric], *, act: Act) -> None:
    case.updated_at = act.at
    record(act, change.action, case, object_name=name_of(case), changes=change.changes)


def _address(draft: Draft) -> str:
    return slug_for(draft["title"], None, {*queries.list_slugs(stem(draft["title"])), *RESERVED})


def _searched(case: Case) -> str:
    texts = [text for name in ("title", "summary", "measures", "supplier") for text in getattr(case, name).values()]
    names = (case.organization.name, case.organization.name_en)
    return "\n".join(map(folded, filter(None, (*names, *texts))))
