"""Addresses for those who run the installation."""

from __future__ import annotations

import hmac
import ipaddress

from flask import Blueprint, Response, abort, current_app, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.ground.features import facts
from eventmgr.tools.web.installation import condition
from eventmgr.tools.web.monitoring import metrics
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("operations", __name__)


@bp.route("/healthz")
def healthz() -> Response:
    """Answer that the process is alive."""
    return jsonify(status="ok")


@bp.route("/readyz")
def readyz() -> tuple[Response, int]:
    """The process and its database answer, with the tables of this release, the right keys and room on the disk. How
    workers and e-mails are doing is told beside, and is no reason to send visitors elsewhere."""
    try:
        wrong = condition.word()
        if wrong is None:
            return jsonify(status="ok", **{name: read() for name, read in facts().items()}), 200
    except SQLAlchemyError:
        wrong = "no database"
    return jsonify(status=wrong), 503


@bp.route("/metrics")
def figures() -> Response:
    """Counts and states in the text format of Prometheus, for who may read them; for others there is no such page."""
    if not (_has_token() or _is_listed_peer()):
        abort(404)
    return never_kept(Response(metrics.as_text(), content_type="text/plain; version=0.0.4; charset=utf-8"))


def _has_token() -> bool:
    wanted = str(current_app.config["METRICS_TOKEN"])
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _is_listed_peer() -> bool:
    """Whether the caller's address is listed; one that a proxy forwarded without being set (PROXIES) is nobody's."""
    proxies = int(current_app.config["PROXIES"])
    if not proxies and any(name in request.headers for name in ("Forwarded", "X-Forwarded-For")):
        return False
    try:
        peer = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    peer = getattr(peer, "ipv4_mapped", None) or peer
    return any(peer in ipaddress.ip_network(network) for network in current_app.config["METRICS_PEERS"])
