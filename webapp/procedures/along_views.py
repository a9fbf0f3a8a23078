"""Taking procedures along: chosen here, with their size, before going where there is no signal."""

from flask import Response, g, jsonify, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import public
from webapp.i18n import current
from webapp.neutral import neutral
from webapp.procedures import along, service
from webapp.procedures.views import bp, channel, shown

MOST_AT_ONCE = 12  # each is rendered the first time


@bp.get("/mang-theo")
@public
def take_along() -> AnyResponse:
    """Procedures that can be filled in here, by occasion; which are on the phone, the phone knows."""
    events = [(event, _fillable(event["id"])) for event in service.life_events()]
    return neutral("procedures/along.html", events=[(event, found) for event, found in events if found])


@bp.get("/mang-theo/co.json")
@public
def sizes() -> Response:
    """`{common: [urls], procedures: {code: {urls, bytes}}}` for `?ma=` (one or several codes), in the language of now."""
    codes = request.args.getlist("ma")
    if len(codes) > MOST_AT_ONCE:
        raise BadRequest
    found = [service.current(g.db, code) for code in codes]
    said = {one.code: {"urls": along.pages(one.code), "bytes": along.weigh(g.db, one, shown)} for one in found}
    return jsonify(common=[*along.COMMON, f"/thu-tuc.json?lang={current()}"], procedures=said)


def _fillable(event_id: str) -> list[service.Procedure]:
    return [one for one in service.by_life_event(g.db, event_id) if channel(one) != "in_person"]
