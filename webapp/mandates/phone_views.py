"""What a helper's phone sends by itself: a mandate signed at home, the photograph of its paper."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app, g, jsonify, request
from werkzeug.exceptions import BadRequest

from webapp import access, clock, staff_log, throttle
from webapp.accounts import service as accounts
from webapp.child import Busy
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.forms import clean_text, said_json
from webapp.i18n import LANGUAGES
from webapp.mandates import acts, meeting, on_paper, service
from webapp.mandates.forms import MOST_CALLED
from webapp.mandates.helper_views import PER_HELPER, bp
from webapp.mandates.models import Mandate
from webapp.mandates.standing import Standing, standing
from webapp.teams import service as teams

MOST_PROCEDURES = 20
LONG_AGO = timedelta(days=60)  # no phone comes back with an evening that old
PHOTOS = (120, 24 * 3600)  # of papers, a helper a day: each starts a process


@bp.put("/api/nho-giup/<uuid:mandate_id>")
@access.staff(teams.HELPER)
def keep_signed(mandate_id: UUID) -> Any:
    """`{called, who: {full_name, id_number, …, source}, phone, procedures: [codes], days, lang, read, consent, signature, at}` →
    `{standing, until, paper, known}`. 409 `{why}`: `words` (to be signed once more), `badge` (may not help today), `own`, `denied` (once «không phải tôi»); 422
    `{wrong: [fields]}`."""
    signed = _signed(mandate_id, said_json())
    if not service.known(g.db, mandate_id):
        throttle.hit(g.db, "help offered", str(access.actor().account_id), *PER_HELPER)
    try:
        made = on_paper.give(g.db, access.actor(), signed, acts.page())
    except accounts.brought.NotAPerson as error:
        return jsonify(wrong=error.wrong), 422
    except accounts.phone.NotAPhone:
        return jsonify(wrong=["phone"]), 422
    except on_paper.OtherWords:
        return jsonify(why="words"), 409
    except ValueError as error:
        raise BadRequest from error
    except service.NotHelping:
        return jsonify(why="badge"), 409
    except service.OwnHelp:
        return jsonify(why="own"), 409
    except meeting.Denied:
        return jsonify(why="denied"), 409
    return jsonify(_as_json(made) | {"known": _known(made)})


@bp.put("/api/nho-giup/<uuid:mandate_id>/giay")
@access.staff(teams.HELPER)
def keep_paper(mandate_id: UUID) -> Any:
    """The photograph, as it is → as above. 415 when it is no picture, 503 while it can't be looked at: it comes again."""
    throttle.hit_first("mandate paper", str(access.actor().account_id), *PHOTOS)
    service.of_helper(g.db, access.actor(), mandate_id)
    sent = request.get_data()
    g.db.rollback()
    try:
        picture = on_paper.judge(sent, current_app.extensions["documents_scanner"])
    except documents.NotAccepted as refusal:
        return jsonify(why=refusal.reason), 415
    except (documents.ScannerDown, Busy):
        return jsonify(why="busy"), 503
    found = service.of_helper(g.db, access.actor(), mandate_id)
    on_paper.photograph(g.db, found, picture)
    return jsonify(_as_json(found))


@bp.get("/api/nho-giup/<uuid:mandate_id>/da-nop/<code>")
@access.staff(teams.HELPER)
def filed(mandate_id: UUID, code: str) -> Any:
    """Whether that procedure was filed for this person already: `{filed: null | {on, at}}`, the day and the office and no more.
    409 once the mandate holds no longer."""
    mandate = service.of_helper(g.db, access.actor(), mandate_id)
    if (
        standing(mandate, clock.now()) != Standing.ACTIVE
        or mandate.person_id is None
        or not service.allows(mandate, code)
    ):
        return jsonify(why="stopped"), 409
    found = dossiers.filed(g.db, mandate.person_id, code)
    if found is None:
        return jsonify(filed=None)
    staff_log.found("dossier_id", [found.id])
    return jsonify(filed=dossiers.when_and_where(g.db, found))


def _known(mandate: Mandate) -> bool:
    """Whether the person of that card was here before they signed."""
    assert mandate.account_id is not None
    assert mandate.person_id is not None
    return accounts.person(g.db, mandate.account_id, mandate.person_id).created_at < mandate.offered_at


def _as_json(mandate: Mandate) -> dict[str, Any]:
    assert mandate.until is not None
    how = standing(mandate, clock.now())
    return {"standing": how, "until": clock.local(mandate.until).isoformat(), "paper": mandate.paper_at is not None}


def _signed(mandate_id: UUID, said: Mapping[str, Any]) -> on_paper.Signed:
    try:
        found = on_paper.Signed(
            id=mandate_id, called=_text(said["called"], MOST_CALLED), who=_facts(said["who"]), phone=_text(said["phone"], 20),
            procedures=_codes(said["procedures"]), days=said["days"], lang=_text(said["lang"], 2),
            read=said["read"], consent=_text(said["consent"], 60), signature=said["signature"], at=datetime.fromisoformat(said["at"]),
        )  # fmt: skip
        dossiers.check_drawn(found.read, found.signature)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest from error
    if found.at.tzinfo is not None and found.at < clock.now() - LONG_AGO:
        raise BadRequest
    if found.lang not in LANGUAGES or found.at.tzinfo is None or not found.signature or type(found.days) is not int:
        raise BadRequest
    return found


def _codes(said: Any) -> tuple[str, ...]:
    if not isinstance(said, list) or len(said) > MOST_PROCEDURES:
        raise TypeError(said)
    return tuple(_text(one, 20) for one in said)


def _facts(said: Any) -> dict[str, str]:
    if not isinstance(said, dict):
        raise TypeError(said)
    return {str(name): _text(value, 300) for name, value in said.items()}


def _text(said: Any, most: int) -> str:
    if not isinstance(said, str) or len(said) > most:
        raise ValueError(said)
    return clean_text(said)
