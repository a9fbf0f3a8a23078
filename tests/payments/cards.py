"""What the tests of paying by card need: an app that has VNPAY, whose server is a list of answers, and signed notices."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID, uuid5

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.page import Client
from tests.payments.till import Till, pay_page
from webapp import clock, outbox
from webapp.dossiers.service import Dossier
from webapp.payments import enquiries
from webapp.payments.gateway import Leaver
from webapp.payments.gateways import vnpay_api
from webapp.payments.gateways.cards import Cards
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.gateways.vnpay_form import HASH, sign, written_amount, written_moment
from webapp.payments.models import Attempt
from webapp.systems.calling import Unreachable

SECRET = "TESTKEY0TESTKEY0TESTKEY0TESTKEY0"
SETTINGS = Settings(
    "DEMO0001", SECRET, "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html", "https://sandbox.vnpayment.vn/api"
)
SPACE = UUID("6d6f7463-6861-4d00-8000-000000000001")


class Deaf(Cards):
    """VNPAY as the app sees it, without a network: `answers` by our reference; what is not there cannot be reached."""

    answers: dict[str, bytes]

    def ask(self, attempt: Leaver) -> bytes:
        if attempt.reference not in self.answers:
            raise Unreachable("nobody there")
        return self.answers[attempt.reference]


class Shop:
    """Somebody pays by card; numbers of VNPAY count up from 14226112."""

    def __init__(self, app: Flask, till: Till) -> None:
        self.app, self.till, self.number = app, till, 14226112
        self.gateway = Deaf(SETTINGS)
        object.__setattr__(self.gateway, "answers", {})
        app.extensions["gateways"]["vnpay"] = self.gateway

    def leave(self, client: Client, dossier: Dossier, key: str = "1") -> TestResponse:
        return client.post(f"{pay_page(dossier)}/the", data={"lan": str(uuid5(SPACE, f"{dossier.id}{key}"))})

    def begun(self, client: Client, dossier: Dossier, key: str = "1") -> Attempt:
        """An attempt whose payer is on VNPAY's pages now."""
        gone = dict(parse_qsl(urlsplit(self.leave(client, dossier, key).headers["Location"]).query))
        return self.attempt(gone["vnp_TxnRef"])

    def attempt(self, reference: str) -> Attempt:
        found: Attempt = self.till._all(select(Attempt).where(Attempt.reference == reference))[0]
        return found

    def said(self, attempt: Attempt, code: str = "00", status: str | None = None, **changes: str) -> str:
        """The signed query string of a return or an IPN."""
        self.number += 1
        values = {
            "vnp_Amount": written_amount(attempt.amount), "vnp_BankCode": "NCB", "vnp_BankTranNo": f"VNP{self.number}",
            "vnp_CardType": "ATM", "vnp_OrderInfo": "Nop phi le phi", "vnp_PayDate": written_moment(clock.now()),
            "vnp_ResponseCode": code, "vnp_TmnCode": "DEMO0001", "vnp_TransactionNo": str(self.number),
            "vnp_TransactionStatus": status or ("00" if code == "00" else "02"), "vnp_TxnRef": attempt.reference,
        } | changes  # fmt: skip
        return urlencode(values | {HASH: sign(values, SECRET)})

    def tell(self, query: str) -> Any:
        """The IPN comes; VNPAY's own code of the answer."""
        answer = self.app.test_client().get(f"/thong-bao/vnpay?{query}")
        assert answer.status_code == 200
        return answer.json["RspCode"]

    def knows(self, attempt: Attempt, status: str = "00", told: tuple[int, int] | None = None) -> None:
        """What VNPAY answers when it is asked about the attempt; `told`: number and đồng of the payment where it told of it before."""
        if told is None:
            self.number += 1
        number, amount = told or (self.number, attempt.amount)
        values = {
            "vnp_ResponseId": "r1", "vnp_Command": "querydr", "vnp_ResponseCode": "00", "vnp_Message": "ok",
            "vnp_TmnCode": "DEMO0001", "vnp_TxnRef": attempt.reference, "vnp_Amount": written_amount(amount),
            "vnp_BankCode": "NCB", "vnp_PayDate": written_moment(clock.now()), "vnp_TransactionNo": str(number),
            "vnp_TransactionType": "01", "vnp_TransactionStatus": status, "vnp_OrderInfo": "Nop phi le phi",
        }  # fmt: skip
        signed = values | {HASH: vnpay_api.hash_of_answer(values, SECRET)}
        self.gateway.answers[attempt.reference] = json.dumps(signed).encode()

    def round(self) -> None:
        """One run of the job that asks, as the worker does it every five minutes."""
        clock.advance(timedelta(minutes=5))
        outbox.repeat(self.app.extensions["sessions"], {enquiries.ROUND: enquiries.EVERY})
        for _ in range(3):  # the round asks, the question is answered, the answer is understood
            self.till.work()
