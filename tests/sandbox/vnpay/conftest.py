"""The sandbox VNPAY behind real HTTP, and a tiny app that receives its IPNs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from tests.sandbox.conftest import Page, Receiver, Visitor, served
from webapp import clock
from webapp.payments.gateways import vnpay, vnpay_api, vnpay_calls
from webapp.payments.gateways.vnpay_form import parameters, sign
from webapp.sandbox.ground.serving import Quiet
from webapp.sandbox.vnpay.app import create_app
from webapp.sandbox.vnpay.config import VnpayConfig

SECRET = "TESTKEY0TESTKEY0TESTKEY0TESTKEY0"
BACK = "http://localhost:5000/thanh-toan/vnpay/tra-ve"
CONFIRMED = (200, b'{"RspCode": "00", "Message": "Confirm Success"}')
UNKNOWN = (200, b'{"RspCode": "01", "Message": "Order not found"}')
GOOD, POOR, LOCKED = "9704198526191432198", "9704198526191432199", "9704193370791314"
DETAILS = {"holder": "NGUYEN VAN A", "issued": "07/15"}


class Gateway(Visitor):
    """A payer, the shop's server and its bookkeeper in one."""

    def __init__(self, base: str) -> None:
        super().__init__(base)
        self.settings = vnpay.Settings(
            "DEMO0001", SECRET, f"{base}/paymentv2/vpcpay.html", f"{base}/merchant_webapi/api/transaction"
        )
        self._numbers = count(1)

    def url(self, amount: int = 20_000, minutes: int = 15, **changes: str) -> str:
        """The address of a new payment; `changes` are signed too."""
        now = clock.now()
        made = vnpay.pay_url(
            self.settings, f"A{next(self._numbers)}", amount, "Le phi ho so", BACK, "127.0.0.1", now,
            now + timedelta(minutes=minutes),
        )  # fmt: skip
        values = parameters(urlsplit(made).query) | changes
        return f"{self.settings.pay_url}?{vnpay.signed_text(values)}&vnp_SecureHash={sign(values, SECRET)}"

    def arrive(self, url: str | None = None) -> "Walk":
        return Walk(self, self.open(url or self.url()))

    def open(self, url: str) -> Page:
        return self.get(url.removeprefix(self.base))

    def pay(self, url: str | None = None, **more: object) -> dict:
        return self.api("pay", {"url": url or self.url()} | more).json

    def ended(self, number: int = 1) -> dict:
        return self.get(f"/api/payments/{number}").json

    def query(self, paid: dict, request_id: str = "R1") -> vnpay_api.Said:
        return vnpay_calls.query(self.settings, request_id, paid["reference"], self._created(paid), clock.now()).said

    def refund(
        self, paid: dict, request_id: str, amount: int, whole: bool = False, number: str = "0"
    ) -> vnpay_api.Said:
        return vnpay_calls.refund(
            self.settings, request_id, paid["reference"], amount, whole, self._created(paid), "canbo01", clock.now(), number=number
        ).said  # fmt: skip

    @staticmethod
    def _created(paid: dict) -> object:
        return vnpay.datetime.fromisoformat(paid["created"])


class Walk:
    """One payer before one payment."""

    def __init__(self, gateway: Gateway, page: Page) -> None:
        self.gateway, self.page = gateway, page
        self.path = urlsplit(page.url).path.removesuffix("/the")

    def card(self, number: str = GOOD, **changes: str) -> Page:
        self.page = self.gateway.post(f"{self.path}/the", {"number": number} | DETAILS | changes)
        return self.page

    def otp(self, otp: str = "123456") -> Page:
        self.page = self.gateway.post(f"{self.path}/otp", {"otp": otp})
        return self.page

    def leave(self, how: str) -> Page:
        self.page = self.gateway.post(f"{self.path}/{how}", {})
        return self.page


def told(receiver: Receiver) -> list[vnpay.Notice]:
    """What the IPNs said, proven."""
    return [vnpay.read(query, vnpay.Settings("DEMO0001", SECRET, "", "")) for _, query in receiver.came]


def pause_for(gateway: Gateway, number: int, state: str) -> dict:
    """The notice once it is in `state`; every look waits for the gateway's own thread."""
    for _look in range(2000):
        notice = gateway.ended(number)["notices"][-1]
        if notice["state"] == state:
            return notice
    pytest.fail(f"still {json.dumps(notice)}")


@contextmanager
def open_gateway(folder: Path, ipn: str, unit: float = 0.002) -> Iterator[Gateway]:
    app = create_app(VnpayConfig(demo=True, ipn=ipn, tmn_code="DEMO0001", secret=SECRET, data=folder, retry_unit=unit))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    app.extensions["delivery"].start()
    try:
        with served(server):
            yield Gateway(f"http://127.0.0.1:{server.port}")
    finally:
        app.extensions["delivery"].stop()


@pytest.fixture
def shop(receiver: Receiver) -> Receiver:
    receiver.usual = CONFIRMED
    return receiver


@pytest.fixture
def gateway(tmp_path: Path, shop: Receiver) -> Iterator[Gateway]:
    with open_gateway(tmp_path, shop.url) as made:
        yield made
