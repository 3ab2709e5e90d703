"""Who learned from whom, for everybody; what an organization says of its adoption, for those who keep its page."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.cases.adopting import queries, services
from eventmgr.exchange.cases.adopting.forms import adoption_form
from eventmgr.exchange.cases.adopting.learning import MOST_PAIRS, Mark, pairs_of, picture, picture_words
from eventmgr.exchange.cases.adopting.wording import since_of, where_of
from eventmgr.exchange.cases.models import AdoptionState
from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.access import keeper_for
from eventmgr.matchmaking.listings.views.blueprint import note_use, page
from eventmgr.tools.taxonomy import choices_provinces
from eventmgr.tools.taxonomy.asked import read_member, read_province
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.requests.parameters import CURSOR, page_query
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("case_learning", __name__, url_prefix="/cases/learning")
of_keeper = Blueprint("case_adoptions", __name__, url_prefix="/companies/<token>/cases/<case_slug>/adoption")
_MARK, _SOURCE, _LEARNER = "mark", "source", "learner"


@bp.route("/")
@cached_page("cases", _MARK, _SOURCE, _LEARNER, CURSOR)
def index() -> ResponseReturnValue:
    """Provinces that learn from provinces as a picture and a table, and below what was adopted, the latest first."""
    mark = _asked_mark()
    source, learner = (read_province(page_query.text(name)) for name in (_SOURCE, _LEARNER))
    adopted, wanted = queries.count_adopted_pairs(), queries.count_wanted_pairs()
    pairs = pairs_of(adopted, wanted, source, learner)
    return render_template(
        "exchange/cases/learning.html",
        mark=mark,
        marks=list(Mark),
        source=source,
        learner=learner,
        provinces=choices_provinces(language()),
        is_drawn=bool(adopted if mark is Mark.ADOPTED else wanted),
        picture_words=picture_words(mark),
        pairs=pairs[:MOST_PAIRS],
        left_out=max(0, len(pairs) - MOST_PAIRS),
        number=queries.count_public(source, learner),
        page=queries.get_public_page(source, learner, page_query.cursor()),
        where_of=where_of,
        since_of=since_of,
    )


@bp.route("/chart.svg")
@cached_page("cases", _MARK)
def chart() -> ResponseReturnValue:
    """The picture of that page: it stands for itself, and its cells lead to the pairs."""
    mark = _asked_mark()
    numbers = queries.count_adopted_pairs() if mark is Mark.ADOPTED else queries.count_wanted_pairs()
    response = Response(picture(numbers, mark, _address_of), mimetype="image/svg+xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked_mark() -> Mark:
    return read_member(Mark, _MARK, page_query.text(_MARK)) or Mark.ADOPTED


def _address_of(source: str, learner: str) -> str:
    return url_for(f"{bp.name}.index", source=source, learner=learner)


@of_keeper.route("/", methods=["GET", "POST"])
def adoption(token: str, case_slug: str) -> ResponseReturnValue:
    """Say that the organization has adopted the case, or say it otherwise."""
    here = keeper_for(token)
    case = queries.get_case_for(case_slug, here.organization.id)
    known = queries.find_own(case.id, here.organization.id)
    form = adoption_form(known, here.organization)
    if known is not None:
        form.watching()

    def save() -> Answer:
        services.hold_case(case)
        stands = queries.find_own(case.id, here.organization.id)
        if stands is None or form.compare(adoption_form(stands, here.organization, is_fresh=True)):
            services.report(case, here.organization, form.draft(), act=here.act())
            note_use(here)
        return Answer(
            url_for("case_marks.choose", token=token),
            _("Thank you. What you reported is shown once it has been reviewed."),
        )

    return submit(form, save, makes=f"adoption:{case.id}:{here.organization.id}" if known is None else "") or page(
        here,
        "exchange/cases/adoption.html",
        status=form.status,
        form=form,
        case=case,
        adoption=known,
        is_own=case.organization_id == here.organization.id,
        states=AdoptionState,
    )


@of_keeper.route("/withdraw", methods=["POST"])
def withdraw(token: str, case_slug: str) -> ResponseReturnValue:
    """The organization takes back what it has reported."""
    here = keeper_for(token)
    case = queries.get_case_for(case_slug, here.organization.id)

    def work() -> None:
        services.withdraw(case, here.organization, act=here.act())
        note_use(here)

    return attempt(work, _("The report has been withdrawn and deleted."), url_for("case_marks.choose", token=token))
