"""«Được giúp có tốt không?» behind a link: one tap, reasons for whoever wants, thanks. No page says what was answered."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.figures import opinions
from webapp.figures.forms import AnswerForm, ReasonForm
from webapp.figures.models import HelpOpinion
from webapp.i18n import _
from webapp.teams import service as teams
from webapp.units import service as units

bp = Blueprint("figures", __name__, template_folder="templates")
AT = "/y-kien/<token>"
PER_ADDRESS = (60, 600)  # answers: many phones of a village share an address


@bp.get(AT)
@access.public
def question(token: str) -> Response:
    return _page("question", token, _question(token), form=AnswerForm())


@bp.post(AT)
@access.public
def answer(token: str) -> Response:
    throttle.hit(g.db, "help opinion", request.remote_addr or "", *PER_ADDRESS)
    found, form = _question(token, lock=True), AnswerForm.of_request()
    if not form.validate():
        return _page("question", token, found, 422, form=form)
    opinions.answer(found, form["answer"].data)
    return redirect(url_for("figures.why", token=token), 303)


@bp.get(f"{AT}/vi-sao")
@access.public
def why(token: str) -> Response:
    found = _question(token)
    if found.answer is None:
        return redirect(url_for("figures.question", token=token), 303)
    return _page("why", token, found, form=ReasonForm())


@bp.post(f"{AT}/vi-sao")
@access.public
def explain(token: str) -> Response:
    throttle.hit(g.db, "help opinion", request.remote_addr or "", *PER_ADDRESS)
    found, form = _question(token, lock=True), ReasonForm.of_request()
    if found.answer is None:
        return redirect(url_for("figures.question", token=token), 303)
    if not form.validate():
        return _page("why", token, found, 422, form=form)
    if opinions.explain(found, form.chosen):
        flash(_("Việc này không ai được làm. Báo ngay ở dưới để có người xem."), "bad")
    return redirect(url_for("figures.thanks", token=token), 303)


@bp.get(f"{AT}/xong")
@access.public
def thanks(token: str) -> Response:
    return _page("thanks", token, _question(token))


def _question(token: str, lock: bool = False) -> HelpOpinion:
    """Not for the helper it is about. Raises NoSuchQuestion."""
    found = opinions.by_token(g.db, token, lock)
    if found.helper_id is None or found.helper_id == access.actor().account_id:
        raise opinions.NoSuchQuestion
    return found


def _page(name: str, token: str, found: HelpOpinion, status: int = 200, **more: object) -> Response:
    badge = teams.badges(g.db, {found.helper_id}).get(found.helper_id, teams.Badge()) if found.helper_id else None
    page = render_template(
        f"figures/{name}.html", token=token, until=found.until, badge=badge, unit=units.get(g.db, found.unit_id), **more
    )
    kept = make_response(page, status)
    kept.headers.update({"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
    return kept
