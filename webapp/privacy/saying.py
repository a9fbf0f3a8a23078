"""One's own data as plain values for data.json: the names and shapes here are a promise to whoever reads the file."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.service import Account
from webapp.consignments import service as consignments
from webapp.debts import service as debts
from webapp.documents import service as documents
from webapp.documents.service import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.elsewhere import service as elsewhere
from webapp.families import service as families
from webapp.feedback import service as feedback
from webapp.figures import service as figures
from webapp.helping import service as helping
from webapp.mandates import service as mandates
from webapp.messages import choices, subscriptions
from webapp.messages import service as messages
from webapp.payments import service as payments
from webapp.privacy import requests, seeing
from webapp.procedures import service as procedures
from webapp.receipts import service as receipts
from webapp.teams import service as teams
from webapp.visits import service as visits
from webapp.wallet import service as wallet


def account(db: Session, account_id: UUID) -> dict[str, Any]:
    """account, persons, who_acts, moves, consents, sign_ins, told_at_once, passkeys, messages, call_backs, teams, account_helps, help_opinions, ratings, mandates, visits, debts, requests, uploads, declined."""
    mine, own, tries = accounts.leaving.get(db, account_id), accounts.leaving, messages.tries_of(db, account_id)
    return {
        "account": _account(mine, choices.chosen(db, account_id)),
        **_household(db, mine),
        "consents": [
            {"text": one.text_id, "sha256": one.text_hash, "means": one.means, "given_at": _at(one.given_at), "withdrawn_at": _at(one.withdrawn_at)}
            for one in own.consents(db, account_id)
        ],
        "sign_ins": [
            {"device": one.device, "created_at": _at(one.created_at), "ended_at": _at(one.ended_at)}
            for one in own.ever_signed_in(db, account_id)
        ],
        "told_at_once": [
            {"service": urlsplit(one.endpoint).hostname, "created_at": _at(one.created_at), "until": _at(one.until)}
            for one in subscriptions.of(db, account_id)
        ],
        "passkeys": [{"label": k.label, "created_at": _at(k.created_at)} for k in accounts.passkeys(db, account_id)],
        "messages": [
            _message(one, tries.get(one.id, [])) for one in messages.every(db, account_id) if one.in_app
        ],
        "call_backs": [
            {"phone": one.phone, "about": one.about, "unit_id": one.unit_id, "asked_at": _at(one.asked_at),
             "called_at": _at(one.called_at)}
            for one in helping.of_account(db, account_id)
        ],
        "teams": teams.said(db, account_id),
        "account_helps": elsewhere.said(db, account_id), "help_opinions": figures.said(db, account_id), "ratings": feedback.said(db, account_id),
        "mandates": _mandates(db, account_id),
        "visits": visits.said(db, account_id), "debts": debts.said(db, account_id),
        "requests": [
            {"kind": one.kind, "asked_at": _at(one.asked_at), "due_at": _at(one.due_at), "done_at": _at(one.done_at)}
            for one in requests.of(db, account_id)
        ],
        "uploads": [_upload(one) for one in documents.uploads.of_account(db, account_id)],
        "declined": [
            {"kind": one.kind, "id": str(one.object_id), "at": _at(one.at)} for one in wallet.refusals(db, account_id)
        ],
    }  # fmt: skip


def _mandates(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    drawn = {mandate_id: path for mandate_id, path, _paper in mandates.signed_by(db, account_id)}
    return [_mandate(one, drawn.get(one.id)) for one in mandates.given_by(db, account_id)]


def _household(db: Session, mine: Account) -> dict[str, Any]:
    return {
        "persons": [_person(one) for one in mine.persons],
        "who_acts": [
            {
                "by": str(one.acting_id),
                "for": str(one.for_id),
                **one.said,
                "sha256": one.words_hash,
                "given_at": _at(one.given_at),
            }
            for one in db.scalars(accounts.household.all_of(mine.id))
        ],
        "moves": [families.as_said(one, mine.id) for one in db.scalars(families.of_account(mine.id))],
    }


def dossier(db: Session, one: Dossier) -> dict[str, Any]:
    """A dossier with its answers, timeline, bills and who opened its papers; files and receipts are added by the caller."""
    return {
        "id": str(one.id), "code": one.code, "procedure": procedures.version(db, one.version_id).definition["name"],
        "state": one.state, "state_words": dossiers.state_words(one.state), "reference": one.reference,
        "official_code": one.official_code, "unit_id": one.unit_id, "channel": one.channel,
        "person_id": str(one.person_id) if one.person_id else None, "fields": one.fields, "answers": one.answers,
        "declared": one.declared, "created_at": _at(one.created_at), "saved_at": _at(one.saved_at),
        "submitted_at": _at(one.submitted_at), "received_at": _at(one.received_at), "due_at": _at(one.due_at),
        "closed_at": _at(one.closed_at),
        "events": [
            {"event": row.event, "at": _at(row.at), "from": row.from_state, "to": row.to_state, "by": row.actor_kind,
             "unit_id": row.unit_id, "note": row.note, "acted": row.acted}
            for row in one.events
        ],
        "last_words": [
            {"text": word.text_id, "sha256": word.text_hash, "read_sha256": word.read, "signed_at": _at(word.signed_at),
             "signature": word.signature}
            for word in one.approvals
        ],
        "bills": [_bill(bill) for bill in _bills(db, one)], "paid_too_much": _beyond(db, one),
        "money_back": [_back(back) for back in payments.going_back(db, one)],
        "sent_by_post": consignments.said(db, one.id),
        "readings": [
            {"at": _at(row.at), "role": row.role, "unit": row.unit} for row in seeing.readings(db, [one.id])
        ],
    }  # fmt: skip


def paper(one: Document) -> dict[str, Any]:
    return {
        "id": str(one.id), "slot": one.slot, "name": one.filename, "media_type": one.media_type, "pages": one.pages,
        "sent_size": one.size, "sent_sha256": one.sha256, "kept_size": one.kept_size, "sent_by": one.uploaded_by,
        "created_at": _at(one.created_at), "removed_at": _at(one.removed_at),
    }  # fmt: skip


def receipt(one: receipts.Receipt) -> dict[str, Any]:
    return {
        "kind": one.kind, "form": one.form, "series": one.series, "number": one.number, "year": one.year,
        "issued_at": _at(one.issued_at), "cancelled_at": _at(one.cancelled_at), "cancelled_why": one.cancelled_why,
        "content": one.content,
    }  # fmt: skip


def _upload(one: Any) -> dict[str, Any]:
    """A file that is no document (yet). Its bytes are nobody's to read before they were checked."""
    return {
        "id": str(one.id), "name": one.filename, "size": one.length, "received_bytes": one.offset, "state": one.state,
        "reason": one.reason, "sent_sha256": one.sha256, "slot": one.slot,
        "dossier_id": str(one.dossier_id) if one.dossier_id else None, "created_at": _at(one.created_at),
    }  # fmt: skip


def _mandate(one: Any, drawn: str | None) -> dict[str, Any]:
    return {
        "helper_id": str(one.helper_id), "unit_id": one.unit_id, "procedures": one.procedures, "means": one.means,
        "text": one.text_id, "sha256": one.text_hash, "given_at": _at(one.given_at), "until": _at(one.until),
        "ended_at": _at(one.ended_at), "frozen_at": _at(one.frozen_at), "signature": drawn,
    }  # fmt: skip


def _account(one: Any, order: str | None) -> dict[str, Any]:
    return {
        "phone": one.phone, "language": one.lang, "created_at": _at(one.created_at), "message_order": order
    }  # fmt: skip


def _message(one: Any, tries: list[Any]) -> dict[str, Any]:
    """`sent_by`: the channels that were tried, oldest first."""
    sent = [{"channel": row.channel, "at": _at(row.at), "outcome": row.outcome} for row in tries]
    return {
        "at": _at(one.created_at), "title": one.title, "body": one.body, "read_at": _at(one.read_at), "sent_by": sent
    }  # fmt: skip


def _person(one: Any) -> dict[str, Any]:
    return {
        "id": str(one.id), "kind": one.kind, "facts": one.facts, "source": one.source, "created_at": _at(one.created_at)
    }  # fmt: skip


def _bills(db: Session, one: Dossier) -> list[payments.Bill]:
    mine = select(payments.Bill).where(payments.Bill.dossier_id == one.id)
    return list(db.scalars(mine.order_by(payments.Bill.frozen_at)))


def _bill(one: payments.Bill) -> dict[str, Any]:
    return {
        "state": one.state, "total": one.total, "currency": "VND", "reference": one.reference,
        "frozen_at": _at(one.frozen_at), "paid_at": _at(one.paid_at), "received": payments.received(one),
    }  # fmt: skip


def _back(one: payments.GoingBack) -> dict[str, Any]:
    """What a person decided to give back, why, and when it went."""
    return {
        "kind": one.kind, "amount": one.amount, "decided_at": _at(one.decided_at), "reason": one.decision.reason,
        "by": one.decision.by_name, "pay_to": one.decision.pay_to, "gone_at": _at(one.gone_at), "reference": one.reference,
    }  # fmt: skip


def _beyond(db: Session, one: Dossier) -> int:
    """Đồng paid that a correction of the dossier left over."""
    left = payments.reckoning_of(db, one)
    return left.beyond if left else 0


def _at(moment: datetime | None) -> str | None:
    """ISO 8601, UTC."""
    return moment.isoformat() if moment else None
