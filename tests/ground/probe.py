"""A little room for tests of the ground: a table with a number, and pages that read, save, fail and count."""

from typing import Any

from flask import Blueprint, Flask, Response, g, request
from sqlalchemy import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp import access, throttle
from webapp.db import Base, append

bp = Blueprint("probe", __name__, url_prefix="/probe")


class Number(Base):
    __tablename__ = "probe_numbers"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]


class Refused(Exception):
    """What a view of a room might raise."""


@bp.get("/read")
@access.public
def read() -> str:
    number = g.db.get(Number, 1)
    return str(number.value if number else "none")


@bp.get("/wrote/<how>")
@access.public
def wrote(how: str) -> str:
    if how == "row":
        g.db.add(Number(id=1, value=7))
    elif how == "statement":
        g.db.execute(insert(Number).values(id=1, value=7))
    elif how == "change":
        g.db.get(Number, 1).value = 8
    elif how == "append":
        append(Number(id=1, value=7))
    return "done"


@bp.post("/save/<then>")
@access.public
def save(then: str) -> Any:
    g.db.add(Number(id=1, value=int(request.form.get("value", 7))))
    g.db.flush()
    if then == "append":
        append(Number(id=2, value=9))
    if then == "raise":
        raise Refused
    return ("refused", 422) if then == "refuse" else "saved"


@bp.post("/count/<then>")
@access.public
def count(then: str) -> str:
    throttle.hit(g.db, "probe", "somebody", limit=3, seconds=600)
    if then == "raise":
        raise Refused
    return "counted"


@bp.post("/count-first/<then>")
@access.public
def count_first(then: str) -> str:
    g.db.get(Number, 1)
    throttle.hit_first("probe", "somebody", limit=3, seconds=600)
    if then == "raise":
        raise Refused
    return "counted"


@bp.post("/machine")
@access.machine
def machine() -> str:
    return "heard"


@bp.get("/signed-in")
@access.signed_in
def signed_in() -> str:
    return "you"


@bp.get("/desk")
@access.staff("officer")
def desk() -> str:
    return "desk"


@bp.get("/demo")
@access.demo_only
def demo() -> str:
    return "demo"


@bp.after_request
def _plain(answer: Response) -> Response:
    """These answers are words for a test, not pages."""
    if answer.status_code in (200, 422):
        answer.mimetype = "text/plain"
    return answer


def attach(app: Flask) -> None:
    app.register_blueprint(bp)
    Base.metadata.create_all(app.extensions["sessions"].engine, tables=[Number.__table__])
