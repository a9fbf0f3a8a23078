"""VNPAY as a provider behind the port: people pay by card or bank on its pages, its IPN tells, a query tells when no IPN came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from webapp import clock
from webapp.payments.gateway import Happened, Leaver, Said, Unproved, Unreadable
from webapp.payments.gateways import vnpay, vnpay_api, vnpay_calls, vnpay_codes
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.gateways.vnpay_form import BadNotice, BadSignature, parameters, verify

HAPPENED: dict[str, Happened] = {
    "paid": "came", "open": "open", "failed": "failed", "cancelled": "failed", "expired": "failed", "doubtful": "doubtful",
    "reversed": "reversed", "refunding": "came", "refunded": "came",
}  # fmt: skip
GOING_BACK = ("00", "05", "06")
"""What VNPAY says of a refund that it accepted; 09: it refused."""
_ANSWERS = {
    "unproved": vnpay.WRONG_SIGNATURE, "unreadable": vnpay.UNKNOWN_ERROR, "unknown_reference": vnpay.UNKNOWN_ORDER,
    "amount_differs": vnpay.WRONG_AMOUNT, "repeated": vnpay.ALREADY_CONFIRMED,
}  # fmt: skip


@dataclass(frozen=True)
class Cards:
    """`minutes`: how long somebody may take on VNPAY's pages (its own default)."""

    settings: Settings
    minutes: int = 15
    name: str = field(default="vnpay", init=False)
    where: str = field(default="card", init=False)

    def prove(self, headers: Mapping[str, str], raw: bytes) -> None:
        """An IPN carries no moment of its own: an old one played again is known by its number."""
        try:
            verify(parameters(raw), self.settings.secret)
        except (BadSignature, BadNotice) as error:
            raise Unproved(type(error).__name__) from None

    def read(self, raw: bytes, kind: str) -> list[Said]:
        try:
            return [_of_notice(vnpay.read(raw, self.settings))] if kind == "notice" else self._reply(raw)
        except BadSignature:
            raise Unreadable("vnp_SecureHash") from None
        except BadNotice as error:
            raise Unreadable(error.field) from None

    def _reply(self, raw: bytes) -> list[Said]:
        """Nothing where VNPAY never saw the payer, or refused to answer."""
        values = vnpay_api.fields(raw)
        command, reference = values.get("vnp_Command", ""), values.get("vnp_TxnRef", "")
        said = vnpay_api.read_answer(raw, command, reference, self.settings)
        if command != vnpay_api.QUERY or said.code != "00" or said.status is None:
            return []
        happened = HAPPENED[vnpay_codes.of_status(said.status).state]
        return [
            Said(
                happened,
                _number(happened, said.number),
                said.amount or 0,
                said.reference,
                content=reference,
                code=said.status,
            )
        ]

    def answer(self, outcome: str) -> tuple[int, dict[str, Any]]:
        """00 for whatever was recorded, also a payment that failed; VNPAY sends again until it hears 00 or 02."""
        return 200, _ANSWERS.get(outcome, vnpay.CONFIRMED).body

    def leave(self, attempt: Leaver, back: str, ip: str, lang: str) -> str:
        info = f"Nop phi le phi {attempt.reference}"  # nobody's name goes to the gateway
        return vnpay.pay_url(
            self.settings,
            attempt.reference,
            attempt.amount,
            info,
            back,
            ip,
            attempt.started_at,
            attempt.expires_at,
            lang,
        )

    def ask(self, attempt: Leaver) -> bytes:
        try:
            now = clock.now()
            heard = vnpay_calls.query(self.settings, uuid4().hex, attempt.reference, attempt.started_at, now)
        except vnpay_calls.Refused as refusal:
            return refusal.raw
        return heard.raw

    def give_back(self, attempt: Leaver, number: str, amount: int, by: str, key: str) -> bytes:
        whole = amount == attempt.amount
        request_id = sha256(key.encode()).hexdigest()[:32]
        try:
            heard = vnpay_calls.refund(
                self.settings,
                request_id,
                attempt.reference,
                amount,
                whole,
                attempt.started_at,
                by,
                clock.now(),
                number=number,
            )
        except vnpay_calls.Refused as refusal:
            return refusal.raw
        return heard.raw

    def given_back(self, raw: bytes) -> str | None:
        """VNPAY accepted it, and it is on its way or there."""
        try:
            values = vnpay_api.fields(raw)
            said = vnpay_api.read_answer(raw, vnpay_api.REFUND, values.get("vnp_TxnRef", ""), self.settings)
        except (BadSignature, BadNotice):
            return None
        return said.number if said.code == "00" and said.status in GOING_BACK else None


def _of_notice(notice: vnpay.Notice) -> Said:
    happened = HAPPENED[vnpay_codes.of_notice(notice.response_code, notice.status).state]
    code = notice.response_code if notice.response_code != "00" else notice.status
    return Said(
        happened, _number(happened, notice.number), notice.amount, notice.reference, content=notice.info or notice.reference,
        bank_reference=notice.bank_number, code=code,
    )  # fmt: skip


def _number(happened: Happened, number: str | None) -> str:
    """Money is known by its number: what came has one of its own. Raises BadNotice."""
    if happened == "came" and not (number or "").strip("0"):
        raise BadNotice("vnp_TransactionNo", "money without a number of its own")
    return number or vnpay.NOT_SETTLED


def sentence(code: str | None) -> Any:
    """What VNPAY's last word about an attempt means, to be read by whoever paid."""
    meaning = vnpay_codes.RESPONSES.get(code or "") or vnpay_codes.of_status(code or "01")
    return meaning.sentence
