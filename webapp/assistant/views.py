"""The ask box: a question comes with the turns before it, so that nothing of it is kept here or stands in an address."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, make_response, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp import calendar_days, clock, security
from webapp.access import public
from webapp.assistant import dialogue
from webapp.assistant.dialogue import Reply, Turn
from webapp.national import service as national
from webapp.procedures import service as procedures
from webapp.procedures.service import Offer

bp = Blueprint("assistant", __name__, template_folder="templates")
LONGEST, TURNS = 200, 4
BETWEEN = "|"


@dataclass(frozen=True)
class Shown:
    """A turn as the page shows it: `offer` of a procedure of ours, `record` of the nationwide catalogue, or `options`."""

    question: str
    reply: Reply
    offer: Offer | None
    record: national.Shown | None


@bp.get("/hoi")
@public
def ask() -> Response:
    return _page([])


@bp.post("/hoi")
@public
def answer() -> Response:
    """`q`, or `code` chosen where several were offered; `luot`: the turns before, each as `code|wants|question`."""
    before = [turn for turn in map(_turn, request.form.getlist("luot")[-TURNS:]) if turn]
    question = " ".join(request.form.get("q", "").split())[:LONGEST]
    if not question:
        return _page([_shown(turn.question, Reply(turn.code, turn.wants)) for turn in before])
    chosen, wants = request.form.get("code", ""), _wants(request.form.get("muon", ""))
    said = Reply(chosen, wants) if _is_known(chosen) else dialogue.reply(g.db, question, before)
    return _page([*(_shown(turn.question, Reply(turn.code, turn.wants)) for turn in before), _shown(question, said)])


def _page(turns: list[Shown]) -> Response:
    page = render_template("assistant/ask.html", turns=turns, between=BETWEEN, longest=LONGEST)
    answer = security.lets_listen(make_response(page))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _turn(text: str) -> Turn | None:
    code, _sign, rest = text[: LONGEST * 2].partition(BETWEEN)
    said, _sign, question = rest.partition(BETWEEN)
    if code and not _is_known(code):
        return None
    return Turn(question[:LONGEST], code, _wants(said))


def _wants(said: str) -> tuple[str, ...]:
    named = said.split(" ")
    return tuple(one for one in dialogue.wants() if one in named)


def _is_known(code: str) -> bool:
    return bool(code) and (_ours(code) is not None or national.get(g.db, code) is not None)


def _ours(code: str) -> procedures.Procedure | None:
    try:
        return procedures.current(g.db, code)
    except procedures.UnknownProcedure:
        return None


def _shown(question: str, said: Reply) -> Shown:
    ours = _ours(said.about) if said.about else None
    config, days = current_app.config["CONFIG"], calendar_days.current(g.db)
    offer = procedures.make_offer(ours, MultiDict(), (), config.demo, days, clock.now()) if ours else None
    record = national.get(g.db, said.about) if said.about and not ours else None
    return Shown(question, said, offer, record)
