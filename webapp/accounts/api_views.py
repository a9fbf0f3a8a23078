"""What the form on the phone may know of the person it is filled in for; never cached."""

from typing import Any

from flask import jsonify
from flask_login import current_user

from webapp import access, clock
from webapp.accounts import service
from webapp.accounts.views import bp


@bp.get("/api/toi")
@access.public
def me() -> Any:
    """`{signed_in, today, kind, person: {full_name, …}}`: the names of docs/procedures.md `fill`, the kind of its `applicants`."""
    today = clock.today().isoformat()
    if not current_user.is_authenticated:
        return jsonify(signed_in=False, today=today, person={})
    mine = current_user.sign_in
    kind = mine.person.kind if mine.person else None
    return jsonify(signed_in=True, today=today, kind=kind, person=service.known_facts(mine))
