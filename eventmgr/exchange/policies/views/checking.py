"""What an organization can apply for, from five answers; nobody signs in, nothing is kept."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.exchange.policies import queries
from eventmgr.exchange.policies.eligibility import Answers, Verdict, check
from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag
from eventmgr.exchange.policies.views.blueprint import bp, today, words_for
from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.asked import read_member, read_province, read_sector
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.requests.parameters import page_query
from eventmgr.tools.web.responses.cache import cached_page

_NO_TAG = "none"
_LONGEST_TAG = 20


@bp.route("/eligible/")
@cached_page("policies", "province", "sector", "kind", "size", "tag")
def eligible() -> ResponseReturnValue:
    """Five questions, and once the province is known every policy that holds there, with the fields by which it fits or
    does not."""
    answers, day, lang = _answers(), today(), language()
    policies = queries.list_checked(answers.province, day=day) if answers.province else []
    checked = [check(policy, answers, day=day) for policy in policies]
    return render_template(
        "exchange/policies/eligible.html",
        answers=answers,
        groups=[(verdict, [one for one in checked if one.verdict is verdict]) for verdict in Verdict],
        checked=checked,
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        kinds=ApplicantKind.choices(),
        sizes=SizeClass.choices(),
        tags=[*ApplicantTag],
        most=queries.MOST_CHECKED,
        **words_for(day),
    )


def _answers() -> Answers:
    typed = [value for value in page_query.several("tag") if value]
    tags = [read_member(ApplicantTag, "tag", value[:_LONGEST_TAG]) for value in typed if value != _NO_TAG]
    return Answers(
        province=read_province(page_query.text("province")),
        sector=read_sector(page_query.text("sector")),
        kind=read_member(ApplicantKind, "kind", page_query.text("kind")),
        size=read_member(SizeClass, "size", page_query.text("size")),
        tags=[tag for tag in tags if tag is not None],
        has_answered_tags=_NO_TAG in typed,
    )
