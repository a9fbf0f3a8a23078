"""What phones send by themselves, as often as they need to: a draft, and the citizen's last word on it.

Both carry ids made on the phone, so a repeated sending changes nothing; every refusal is JSON with words for the person.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app, g, jsonify, session, url_for
from werkzeug.exceptions import BadRequest

from webapp import access, clock, staff_log, throttle
from webapp.accounts import service as accounts
from webapp.dossiers import acting, approving, page, refusals, service
from webapp.dossiers.draft_views import LONGEST_HAND, begin, bp, save
from webapp.dossiers.forms import SubmitForm
from webapp.dossiers.merging import Saying, by_question
from webapp.dossiers.models import Dossier
from webapp.dossiers.views import DECLARATION, PER_ACCOUNT
from webapp.forms import said_json
from webapp.procedures import service as procedures

WAITING = "/dang-cho"
AHEAD = timedelta(minutes=10)  # a cheap phone's clock may be wrong; a signature of tomorrow is none of now


@bp.get("/api/ho-so/<uuid:dossier_id>")
@access.public
def draft(dossier_id: UUID) -> Any:
    """`{id, code, fields, revision, state, undecided: [questions]}`; a helper hears of what is handed in its state only, and so
    once the mandate is over."""
    found = service.in_hand(g.db, service.this_browser(access.for_whom(g.db)), dossier_id)
    return jsonify(_as_json(found))


@bp.put("/api/ho-so/<uuid:dossier_id>")
@access.public
def save_draft(dossier_id: UUID) -> Any:
    """`{code, fields, revision, changed: [questions], hand, turn, finished}` → `{revision, state, undecided}`; `fields` too
    where they are not those sent, since other phones changed something after `revision`; with `finished`, `stands`: whether
    the form is complete and right. 409 when it is no draft any more."""
    said = said_json()
    code, fields = said.get("code", ""), said.get("fields")
    if not isinstance(code, str) or not isinstance(fields, dict):
        raise BadRequest
    saying = _saying(fields, said)
    dossier = begin(dossier_id, code)
    if _taken_back(dossier):
        return jsonify(_as_json(dossier)), 409
    try:
        save(dossier, fields, saying)
    except service.NotADraft:
        return jsonify(_as_json(dossier)), 409
    answer = {"revision": dossier.revision, "state": dossier.state, "undecided": list(dossier.undecided or {})}
    if by_question(dossier.fields) != by_question(fields) and not service.closed_to(access.for_whom(g.db), dossier):
        answer["fields"] = dossier.fields
    if said.get("finished"):
        answer["stands"] = _stands(dossier)
    return jsonify(answer)


@bp.put("/api/ho-so/<uuid:dossier_id>/nop/<uuid:act_id>")
@access.signed_in
def hand_in(dossier_id: UUID, act_id: UUID) -> Any:
    """`{revision, read, declared, signature, at, person, again, on_paper}` → `{state, reference, to}`: the citizen read over revision
    `revision` and handed it in; `again`: though the same was filed before; `on_paper`: signed on the sheet at a counter. What was handed in already, by this or another way,
    is simply said."""
    said = said_json()
    approval = _approval(act_id, said)
    dossier = _mine(dossier_id)
    if dossier.state != service.State.DRAFT or approving.known(g.db, act_id):
        return jsonify(_handed_in(dossier))
    _for(dossier, said.get("person"))
    if refusal := _not_yet(dossier, said):
        return jsonify(refusal), 409
    who = access.for_whom(g.db)
    throttle.hit(g.db, "handed in", str(who.account_id), *PER_ACCOUNT)
    service.submit(g.db, dossier, who)
    approving.keep(g.db, dossier, approval, DECLARATION, str(SubmitForm().agree.label.text))
    return jsonify(_handed_in(dossier))


def _mine(dossier_id: UUID) -> Dossier:
    """Of whoever sends it, or of the citizen of the mandate that it names."""
    return service.owned(g.db, access.for_whom(g.db), dossier_id, session.get("holder"))


def _taken_back(dossier: Dossier) -> bool:
    """Whether it was handed in with help and its citizen took it back: from then on they go on with it alone."""
    return dossier.submitted_at is not None and access.for_whom(g.db).helped is not None


def _stands(dossier: Dossier) -> bool:
    return not dossier.undecided and not page.complete(dossier)


def _not_yet(dossier: Dossier, said: dict[str, Any]) -> dict[str, Any] | None:
    """Why it can't be handed in as it was read: `why` is `stopped` (the mandate of whoever helps), `unsigned`, `undecided`,
    `changed`, `words`, `wrong`, `channel`, `filed` (then `on` and `at`), `acts`; `to` leads on."""
    to = url_for("dossiers.edit", dossier_id=dossier.id)
    helped = access.for_whom(g.db).helped
    if helped and helped.stopped:
        service.keep_aside(g.db, dossier, helped)
        return {"why": "stopped", "stopped": helped.stopped, "to": helped.page}
    if _taken_back(dossier):
        return {"why": "changed", "to": to}
    if helped and not said.get("signature") and not (helped.signs_on_paper and said.get("on_paper") is True):
        return {"why": "unsigned", "to": helped.page}  # only the citizen's own hand says that it was theirs
    if dossier.undecided:
        return {"why": "undecided", "to": to}
    if dossier.revision != said.get("revision"):
        return {"why": "changed", "to": to, "revision": dossier.revision}
    if said.get("declared") != DECLARATION:
        return {"why": "words", "to": to}  # the declaration has other words now: read over once more
    if not _stands(dossier):
        return {"why": "wrong", "to": to}
    procedure = procedures.version(g.db, dossier.version_id)
    channel = procedures.channel_of(procedure, current_app.config["CONFIG"].demo, clock.today())
    if channel.kind != "online_here":
        return {"why": "channel", "to": url_for("dossiers.package", dossier_id=dossier.id)}
    if helped and not said.get("again") and dossier.person_id:
        before = service.filed(g.db, dossier.person_id, dossier.code, str(dossier.id))
        if before:
            staff_log.found("dossier_id", [before.id])
            return {"why": "filed", "to": helped.page, **service.when_and_where(g.db, before)}
    return _nobody_said(dossier)


def _nobody_said(dossier: Dossier) -> dict[str, Any] | None:
    """The phone could not ask who acts: once it is said, what waits there is sent by itself, signature and all."""
    try:
        acting.may(g.db, dossier, access.for_whom(g.db))
    except service.NotSaid as error:
        return {"why": "acts", "to": refusals.who_acts(error.person_id, WAITING)}
    except service.NotByOthers:
        return {"why": "acts", "to": url_for("dossiers.review", dossier_id=dossier.id)}
    return None


def _for(dossier: Dossier, person: Any) -> None:
    """For whom the dossier is, where the phone says so; nobody else's people."""
    account_id = access.for_whom(g.db).account_id
    if person is None or account_id is None or dossier.account_id != account_id or dossier.state != service.State.DRAFT:
        return
    try:
        dossier.person_id = accounts.person(g.db, account_id, UUID(str(person))).id
    except (ValueError, accounts.NotYours) as error:
        raise BadRequest from error


def _saying(fields: dict[str, Any], said: dict[str, Any]) -> Saying:
    revision, changed, hand, turn = said.get("revision"), said.get("changed"), said.get("hand", ""), said.get("turn")
    if (
        not isinstance(turn, int | None)
        or not isinstance(revision, int | None)
        or not isinstance(changed, list | None)
        or not isinstance(hand, str)
    ):
        raise BadRequest
    if changed is not None and not all(isinstance(one, str) for one in changed):
        raise BadRequest
    return Saying(fields, revision or 0, None if changed is None else frozenset(changed), hand[:LONGEST_HAND], turn)


def _approval(act_id: UUID, said: dict[str, Any]) -> approving.Approval:
    try:
        approval = approving.Approval(act_id, said["read"], said["signature"], datetime.fromisoformat(said["at"]))
        approving.check(approval)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest from error
    in_time = approval.signed_at.tzinfo is not None and approval.signed_at < clock.now() + AHEAD
    return approval if in_time else replace(approval, signed_at=clock.now())


def _handed_in(dossier: Dossier) -> dict[str, Any]:
    return {
        "state": dossier.state,
        "reference": dossier.reference,
        "to": url_for("tracking.next_step", dossier_id=dossier.id),
    }


def _as_json(dossier: Dossier) -> dict[str, Any]:
    kept = {name: getattr(dossier, name) for name in ("code", "fields", "revision", "state")}
    if service.closed_to(access.for_whom(g.db), dossier):
        kept["fields"] = {}
    return kept | {"id": str(dossier.id), "undecided": list(dossier.undecided or {})}
