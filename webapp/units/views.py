"""Pages of the places, and the communes of a province for the ward picker."""

from flask import Blueprint, abort, current_app, g, jsonify, render_template, request
from werkzeug.wrappers import Response

from webapp import calendar_days, clock
from webapp.access import keepable, public
from webapp.units import nearest, open_now, service

bp = Blueprint("units", __name__, template_folder="templates")
DAY = 24 * 3600
FILTERS: dict[str, tuple[str, ...]] = {
    "trung-tam": service.RECEIVING,
    "buu-dien": ("post_office",),
    "to-cong-nghe-so": ("community_team",),
    "thanh-nien": ("youth_team",),
}


@bp.context_processor
def _helpers() -> dict[str, object]:
    return {"week": open_now.week, "map_link": service.map_link}


@bp.get("/noi-nop")
@public
@keepable
def places() -> str:
    """All places, or those of one kind (`?loai=buu-dien`); a kind nobody knows shows all.

    The visitor's own ward comes first where it is known (the accounts room tells), then what is open now.
    """
    chosen = request.args.get("loai", "")
    ward = current_app.extensions["home_ward"]()
    shown = nearest.in_order(service.places(g.db, FILTERS.get(chosen)), ward)
    return render_template(
        "units/places.html", shown=shown, ward=ward, chosen=chosen if chosen in FILTERS else "",
    )  # fmt: skip


@bp.get("/noi-nop/<unit_id>")
@public
@keepable
def place(unit_id: str) -> str:
    try:
        unit = service.get(g.db, unit_id)
    except service.UnknownUnit:
        abort(404)
    return render_template(
        "units/place.html",
        unit=unit,
        centre=service.parent_centre(g.db, unit) if unit.kind not in service.RECEIVING else None,
        now=service.next_opening(unit, clock.now(), calendar=calendar_days.current(g.db)),
        helpers=service.helpers_near(g.db, unit.gso_code) if unit.kind == "commune_centre" else [],
    )


@bp.get("/don-vi/<province>.json")
@public
def wards(province: str) -> Response:
    """[[code, name], …] of a province's communes, in `?lang=`; not by cookie, so that one answer serves everybody."""
    found = service.wards(province, "en" if request.args.get("lang") == "en" else "vi")
    if not found:
        abort(404)
    answer = jsonify(found)
    answer.headers["Cache-Control"] = f"public, max-age={DAY}"
    answer.add_etag()
    return answer.make_conditional(request)
