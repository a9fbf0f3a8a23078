"""The page of a procedure that the nationwide catalogue knows and this app does not curate."""

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from webapp.national import service, showing

bp = Blueprint("national", __name__, template_folder="templates")


def page(db: Session, code: str) -> str | None:
    """Papers, prices, times and ways in as the portal has them, what is doubtful marked; None for a code it does not know."""
    shown = service.get(db, code)
    if shown is None:
        return None
    return render_template(
        "national/procedure.html", shown=shown, record=shown.record, blocks=showing.blocks(shown),
        online=showing.can_online(shown), terms_doubted=showing.terms_doubted(shown),
    )  # fmt: skip
