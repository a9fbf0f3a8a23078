"""The front page: what people come for, and their own dossiers once they have some."""

from flask import Blueprint, g, render_template

from webapp import access
from webapp.dossiers import service as dossiers
from webapp.procedures import service as procedures

bp = Blueprint("home", __name__)
MOST = 3


@bp.get("/")
@access.public
@access.keepable
def front() -> str:
    account_id = access.actor().account_id
    mine = dossiers.some_of_mine(g.db, account_id, MOST) if account_id else []
    return render_template("home.html", life_events=procedures.life_events(), dossiers=dossiers.cards(g.db, mine))
