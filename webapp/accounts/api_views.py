"""What the form on the phone may know of the person it is filled in for; never cached."""

from typing import Any

from flask import jsonify
from flask_login import current_user

from webapp import access, clock
from webapp.accounts import phone_store, service
from webapp.accounts.views import bp
from webapp.accounts.way import has_agreed


@bp.get("/api/toi")
@access.public
def me() -> Any:
    """`{signed_in, owner, agreed, today, kind, person: {full_name, …}}`: whose things on the phone may be opened; the names of docs/procedures.md `fill`, the kind of its `applicants`."""
    today = clock.today().isoformat()
    if not current_user.is_authenticated:
        return jsonify(signed_in=False, today=today, person={})
    mine = current_user.sign_in
    kind = mine.person.kind if mine.person else None
    key = mine.account.phone_store
    owner = phone_store.owner_of(key) if key else None
    return jsonify(
        signed_in=True, owner=owner, agreed=has_agreed(mine), today=today, kind=kind, person=service.known_facts(mine)
    )
