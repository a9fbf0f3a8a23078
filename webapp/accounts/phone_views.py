"""What phones ask and send by themselves about their person: the key to what lies on them, a consent, who somebody is.

Consent and person carry ids made on the phone where no signal was, so a repeated sending changes nothing.
"""

from typing import Any
from uuid import UUID

from flask import current_app, g, jsonify, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from webapp import access, throttle
from webapp.accounts import phone_store, service
from webapp.accounts.card_views import PER_ACCOUNT
from webapp.accounts.forms import PersonForm
from webapp.accounts.models import Person
from webapp.accounts.views import bp
from webapp.forms import said_json


@bp.post("/api/khoa")
@access.signed_in
def phone_key() -> Any:
    """`{owner, key}`: what this account's phones seal with; made at the first asking. Leaves the phone at signing out."""
    key = phone_store.key_of(current_user.sign_in.account)
    return jsonify(owner=phone_store.owner_of(key), key=key)


@bp.put("/api/dong-y/<uuid:act_id>")
@access.signed_in
def agreed(act_id: UUID) -> Any:
    """`{text}`: the text's id, agreed to on the phone. 409 when other words hold now: they are to be read first."""
    text = service.consent.current()
    if said_json().get("text") != text:
        return jsonify(why="words", to=url_for("accounts.consent")), 409
    service.agree(g.db, current_user.sign_in.account_id, text, service.consent.words())
    return jsonify(id=str(act_id))


@bp.put("/api/nguoi/<uuid:person_id>")
@access.signed_in
def person(person_id: UUID) -> Any:
    """`{facts}` as PersonForm has them, read from a card or typed → `{id}` of the person it is, which may be one known before
    under another id. 409 when they can't be kept."""
    mine = current_user.sign_in
    if not service.has_agreed(g.db, mine.account_id, service.consent.current()):
        return jsonify(why="consent", to=url_for("accounts.consent")), 409
    form = _form(said_json().get("facts"))
    if not form.validate():
        return jsonify(why="person", to=url_for("accounts.card")), 409
    facts = form.facts()
    found = _known(mine.account.persons, person_id, facts) or _add(person_id, form, facts)
    if found is None:
        return jsonify(why="held", to=url_for("accounts.type_it")), 409
    if mine.person_id is None:
        service.choose(g.db, mine, found.id)
    return jsonify(id=str(found.id))


def _form(facts: Any) -> PersonForm:
    if not isinstance(facts, dict) or not all(isinstance(value, str) for value in facts.values()):
        raise BadRequest
    return PersonForm(MultiDict(facts))


def _known(persons: list[Person], person_id: UUID, facts: dict[str, Any]) -> Person | None:
    """By id, or by the number of the card: the same grandmother scanned on another phone."""
    number = facts.get("id_number")
    return next((p for p in persons if p.id == person_id or (number and p.facts.get("id_number") == number)), None)


def _add(person_id: UUID, form: PersonForm, facts: dict[str, Any]) -> Person | None:
    mine = current_user.sign_in
    throttle.hit(g.db, "person", str(mine.account_id), *PER_ACCOUNT)
    source = "card" if form.from_card else "typed"
    try:
        return service.add_person(g.db, mine.account, facts, source, form.name_doubtful, person_id=person_id)
    except service.NotYours:
        raise NotFound from None
    except service.IdNumberHeld as error:
        current_app.logger.info("an ID number is held by another account: %s", error.same_household)
        return None
