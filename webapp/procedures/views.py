"""Pages anyone may open: search, life events, one procedure with its price and date."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, render_template, request
from sqlalchemy.orm import Session

from webapp import calendar_days, clock, errors, shared
from webapp.access import keepable, public
from webapp.procedures import search as search_words
from webapp.procedures import service
from webapp.procedures.offer import make_offer
from webapp.procedures.service import Procedure

bp = Blueprint("procedures", __name__, template_folder="templates")
NEAR = 6.0  # points of score within which another result is as likely as the first


@bp.app_errorhandler(service.UnknownProcedure)
def _unknown(_error: service.UnknownProcedure) -> Response:
    """Whichever room asked for it: a code that is not published is a page that does not exist."""
    return errors.show(404)


@bp.get("/tim")
@public
@keepable
def search() -> str:
    """Results for `?q=`; where three or more are equally likely the page asks which one is meant."""
    query = request.args.get("q", "").strip()[:120]
    found = service.find(g.db, query) if query else []
    if set(request.args) == {"q"} and service.is_ours(g.db, query):
        shared.our_words()
    likely = [one for one, hit in found if hit.score >= found[0][1].score - NEAR]
    others = [one for one, _hit in found[len(likely) :]]
    return render_template(
        "procedures/search.html",
        query=query,
        likely=likely,
        others=others,
        channel=channel,
        events=service.life_events(),
        owes=_owes(query),
    )


def _owes(query: str) -> bool:
    """Somebody who says tax has a paper that asks for money in their hand."""
    said = f" {search_words.norm(query)} "
    return any(f" {word} " in said for word in ("thue", "truoc ba", "thong bao nop", "tax"))


@bp.get("/thu-tuc.json")
@public
def known() -> Response:
    """`{procedures: [{code, name, everyday, says: […]}], stop: […]}` in the language `?lang=`: what a phone without a signal
    searches through (static/js/modules/search_here.js)."""
    lang = "en" if request.args.get("lang") == "en" else "vi"
    answer = jsonify(
        procedures=[_searched(one, lang) for one in service.all_current(g.db)], stop=sorted(search_words.STOP)
    )
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer


@bp.get("/viec/<event_id>")
@public
@keepable
def life_event(event_id: str) -> str:
    event = next((one for one in service.life_events() if one["id"] == event_id), None) or abort(404)
    return render_template(
        "procedures/list.html", title=event["name"], lead=event.get("summary"), channel=channel,
        procedures=service.by_life_event(g.db, event_id),
    )  # fmt: skip


@bp.get("/linh-vuc/<field_id>")
@public
@keepable
def field(field_id: str) -> str:
    found = next((one for one in service.fields() if one["id"] == field_id), None) or abort(404)
    return render_template(
        "procedures/list.html",
        title=found["name"],
        lead=None,
        channel=channel,
        procedures=service.by_field(g.db, field_id),
    )


@bp.get("/thu-tuc/<code>")
@public
@keepable
def page(code: str) -> str:
    return shown(g.db, service.current(g.db, code))


def shown(db: Session, procedure: Procedure) -> str:
    """Papers, price, date, place and way in, before anything is asked (P11)."""
    offer = make_offer(
        procedure, request.args, request.args.getlist("khai"), current_app.config["CONFIG"].demo,
        calendar_days.current(db), clock.now(),
    )  # fmt: skip
    return render_template(
        "procedures/procedure.html", offer=offer, procedure=procedure, definition=procedure.definition
    )


def _searched(one: Procedure, lang: str) -> dict[str, Any]:
    texts = [
        *(one.definition["name"].values()),
        *(text for names in one.definition["everyday"].values() for text in names),
    ]
    says = sorted({search_words.norm(text) for text in texts})
    names = {"name": one.definition["name"][lang], "everyday": one.definition["everyday"][lang][0]}
    return {"code": one.code, "says": says} | names


def channel(one: Procedure) -> str:
    return service.channel_of(one, current_app.config["CONFIG"].demo, clock.today()).kind
