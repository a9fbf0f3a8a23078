"""Pages anyone may open: search, life events, one procedure with its price and date."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, make_response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from webapp import calendar_days, clock, errors, security, shared
from webapp.access import keepable, public
from webapp.access import shared as same_for_all
from webapp.procedures import search as search_words
from webapp.procedures import service
from webapp.procedures.asking_back import Question, question
from webapp.procedures.offer import make_offer
from webapp.procedures.service import Procedure

bp = Blueprint("procedures", __name__, template_folder="templates")


@bp.app_errorhandler(service.UnknownProcedure)
def _unknown(_error: service.UnknownProcedure) -> Response:
    """Whichever room asked for it: a code that is not published is a page that does not exist."""
    return errors.show(404)


@bp.get("/tim")
@public
@keepable
def search() -> str | AnyResponse:
    """Results for `?q=`. A code leads to its page; where it is clear what is meant, that page is shown here at once, with the
    way to all results (`het`); where several may be meant, one question tells them apart (FACTS 5.6)."""
    query = request.args.get("q", "").strip()[:120]
    said = service.answer(g.db, query)
    if said.opens and search_words.code_in(query) == said.offered[0].code:
        return redirect(f"/thu-tuc/{said.offered[0].code}")
    if set(request.args) == {"q"} and service.is_ours(g.db, query):
        shared.our_words()
    owes = _owes(query)
    if said.opens and not owes and "het" not in request.args and isinstance(said.offered[0], Procedure):
        return shown(g.db, said.offered[0], query)
    page = render_template(
        "procedures/search.html", query=query, said=said, channel=channel, events=service.life_events(), owes=owes,
        question=_question(said), is_listed=lambda one: isinstance(one, service.Listed),
    )  # fmt: skip
    return security.lets_listen(make_response(page))


def _question(said: service.Answered) -> Question | None:
    return question([one.name for one in said.offered]) if said.verdict == "ask" else None


def _owes(query: str) -> bool:
    """Somebody who says tax has a paper that asks for money in their hand."""
    said = f" {search_words.norm(query)} "
    return any(f" {word} " in said for word in ("thue", "truoc ba", "thong bao nop", "tax"))


@bp.get("/thu-tuc.json")
@public
def known() -> Response:
    """`{procedures: [{code, name, everyday, says: […], names}], search: …}` in the language `?lang=`: what a phone without a signal
    searches through, and how (static/js/search/, docs/search.md)."""
    lang = "en" if request.args.get("lang") == "en" else "vi"
    procedures = sorted(service.all_current(g.db), key=lambda one: one.code)
    answer = jsonify(procedures=[_searched(one, lang) for one in procedures], search=service.search_words())
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer


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
    """The curated one; else what the nationwide catalogue says."""
    try:
        return shown(g.db, service.current(g.db, code))
    except service.UnknownProcedure:
        if (found := service.page_elsewhere(g.db, code)) is None:
            raise
        return found


def shown(db: Session, procedure: Procedure, asked: str = "") -> str:
    """Papers, price, date, place and way in, before anything is asked (P11). `asked`: the words that led here by search."""
    offer = make_offer(
        procedure, request.args, request.args.getlist("khai"), current_app.config["CONFIG"].demo,
        calendar_days.current(db), clock.now(),
    )  # fmt: skip
    return render_template(
        "procedures/procedure.html", offer=offer, procedure=procedure, definition=procedure.definition, asked=asked
    )


@bp.get("/thu-tuc/<code>/cac-buoc")
@public
@same_for_all
def steps(code: str) -> str:
    """Who does what once it is handed in, and within which term: what the second code of a poster leads to."""
    procedure = service.current(g.db, code)
    return render_template(
        "procedures/steps.html", procedure=procedure, definition=procedure.definition, terms=service.terms_of(procedure),
    )  # fmt: skip


def _searched(one: Procedure, lang: str) -> dict[str, Any]:
    names = {"name": one.definition["name"][lang], "everyday": one.definition["everyday"][lang][0]}
    return {"code": one.code, "says": service.searched(one), "names": service.names_of(one)} | names


def channel(one: Procedure) -> str:
    return service.channel_of(one, current_app.config["CONFIG"].demo, clock.today()).kind
