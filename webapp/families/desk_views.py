"""At a desk: a person shows their card where the household's phone cannot confirm; the officer moves what is theirs."""

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log, throttle
from webapp.families import service
from webapp.families.forms import DeskForm
from webapp.families.views import bp
from webapp.i18n import _

MOVES = ("officer", "supervisor")
TRIES = (20, 3600)  # for one officer, seconds: nobody tries out ID numbers here


@bp.get("/ban-lam-viec/chuyen-so")
@access.staff(*MOVES)
def desk() -> str:
    return render_template("families/desk.html", form=DeskForm())


@bp.post("/ban-lam-viec/chuyen-so")
@access.staff(*MOVES)
def desk_hand_over() -> Response | tuple[str, int]:
    """Whether the code or the number is wrong is told in the same words; who did it is kept, and both accounts are told."""
    form = DeskForm.of_request()
    if not form.validate():
        return render_template("families/desk.html", form=form), 422
    who = access.actor()
    throttle.hit(g.db, "move at desk", str(who.account_id), *TRIES)
    try:
        move, person = service.by_code(g.db, form["code"].data), service.at_desk(g.db, form["id_number"].data)
        staff_log.found("move_id", [move.id])
        staff_log.found("person_id", [person.id])
        service.hand_over(g.db, move, person, service.DESK, who)
    except (service.NoSuchMove, service.OwnCode):
        form["code"].errors = [_("Mã hoặc số căn cước chưa đúng, mã đã quá 30 phút, hoặc người này đã ở số đó rồi.")]
        return render_template("families/desk.html", form=form), 422
    flash(_("Đã chuyển. Cả hai số điện thoại đều được báo."))
    return redirect(url_for("families.desk"), 303)
