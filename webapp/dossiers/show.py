"""Dossiers in words: the state as a person would say it, and the card that stands for a dossier in a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import i18n
from webapp.accounts import service as accounts
from webapp.dossiers.lifecycle import State
from webapp.dossiers.models import Dossier
from webapp.i18n import _l
from webapp.procedures import service as procedures

WORDS: dict[State, tuple[Any, str]] = {
    State.DRAFT: (_l("Đang làm dở"), "need"),
    State.WAITING_DOCUMENTS: (_l("Đang chờ đủ giấy tờ"), "need"),
    State.NEW: (_l("Đã nộp, chờ tiếp nhận"), "wait"),
    State.AWAITING_PAYMENT: (_l("Chờ nộp phí, lệ phí"), "need"),
    State.RETURNED_NEW: (_l("Cần bổ sung"), "need"),
    State.RECEIVED: (_l("Đã tiếp nhận"), "wait"),
    State.IN_PROGRESS: (_l("Đang giải quyết"), "wait"),
    State.SUPPLEMENT: (_l("Cần bổ sung"), "need"),
    State.FEE_DUE: (_l("Chờ nộp phí, lệ phí"), "need"),
    State.REFUSED: (_l("Không được tiếp nhận"), "bad"),
    State.WITHDRAWN: (_l("Đã rút"), ""),
    State.STOPPED: (_l("Đã dừng"), "bad"),
    State.RESOLVED: (_l("Đã có kết quả"), "ok"),
    State.HANDED_OVER: (_l("Đã nhận kết quả"), "ok"),
}


ASIDE = _l("Người giúp gửi về, chưa nộp: xem lại")


@dataclass(frozen=True)
class Card:
    title: str
    state_words: str
    kind: str
    promise: str
    url: str
    when: str
    reference: str
    whose: str = ""


def state_words(state: str) -> str:
    return str(WORDS[State(state)][0])


def state_kind(state: str) -> str:
    """For the badge: ok, wait, need, bad or nothing."""
    return WORDS[State(state)][1]


def applicant(db: Session, dossier: Dossier) -> str:
    """The full name of the person or organisation it is for; "" before one is chosen."""
    return accounts.name_of(db, dossier.person_id)


def applicant_initials(db: Session, dossier: Dossier) -> str:
    """«N.T.L.»: what a relative who pays may see."""
    return accounts.initials(applicant(db, dossier))


def cards(db: Session, dossiers: list[Dossier], names: Mapping[UUID | None, str] | None = None) -> list[Card]:
    """`names` (accounts.names): where several people share the phone, each card says whose it is."""
    shared = names if names and len(names) > 1 else {}
    return [_card(db, one, shared.get(one.person_id, "")) for one in dossiers]


def _card(db: Session, one: Dossier, whose: str) -> Card:
    open_promise = one.due_at if one.state in (State.RECEIVED, State.IN_PROGRESS) else None
    return Card(
        title=procedures.version(db, one.version_id).name, state_words=str(ASIDE if one.set_aside else WORDS[State(one.state)][0]),
        kind=state_kind(one.state),
        promise=i18n.say_day(open_promise) if open_promise else "", when=i18n.say_time(one.saved_at),
        url=f"/ho-so/{one.id}/don" if one.state == State.DRAFT else f"/ho-so/{one.id}",
        reference=f"{one.reference[:4]}-{one.reference[4:]}" if one.reference else "",
        whose=whose,
    )  # fmt: skip
