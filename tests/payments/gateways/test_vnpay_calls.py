"""Asking VNPAY's server: what it answers comes back raw too, and whoever can't be believed counts as not reached."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.payments.gateways.test_vnpay_api import ANSWER
from tests.payments.gateways.vnpay_vectors import SECRET
from webapp.clock import VN
from webapp.payments.gateways import vnpay_api, vnpay_calls
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.gateways.vnpay_form import HASH
from webapp.systems.calling import Unreachable

CREATED = datetime(2026, 11, 23, 8, 30, tzinfo=VN)
Answering = Callable[[dict[str, str]], tuple[int, bytes]]


class Provider(ThreadingHTTPServer):
    """Answers as `answering` says; `asked` is what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, str]] = []
        self.answering: Answering = lambda asked: (200, signed(asked))

    @property
    def settings(self) -> Settings:
        return Settings("DEMO0001", SECRET, "", f"http://127.0.0.1:{self.server_address[1]}/api")


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        status, body = self.server.answering(asked)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.path)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def signed(asked: dict[str, str], **changes: str) -> bytes:
    values = ANSWER | {"vnp_Command": asked["vnp_Command"], "vnp_TxnRef": asked["vnp_TxnRef"]} | changes
    return json.dumps(values | {HASH: vnpay_api.hash_of_answer(values, SECRET)}).encode()


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def query(provider: Provider) -> vnpay_calls.Heard:
    return vnpay_calls.query(provider.settings, "REQ1", "A1", CREATED, CREATED)


def test_a_query_brings_what_was_said_and_how(provider):
    heard = query(provider)
    assert (heard.said.status, heard.said.amount) == ("00", 20_000)
    assert heard.raw == signed(provider.asked[0])
    assert vnpay_api.read_request(json.dumps(provider.asked[0]).encode(), SECRET)["vnp_Command"] == "querydr"


def test_a_refund_asks_for_its_amount(provider):
    heard = vnpay_calls.refund(provider.settings, "REQ2", "A1", 5_000, False, CREATED, "canbo01", CREATED, number="7")
    asked = vnpay_api.read_request(json.dumps(provider.asked[0]).encode(), SECRET)
    assert (asked["vnp_Amount"], asked["vnp_TransactionType"], asked["vnp_TransactionNo"]) == ("500000", "03", "7")
    assert heard.said.code == "00"


def test_a_signed_no_is_refused_with_its_code_and_bytes(provider):
    provider.answering = lambda asked: (200, signed(asked, vnp_ResponseCode="91"))
    with pytest.raises(vnpay_calls.Refused) as refused:
        query(provider)
    assert (refused.value.code, refused.value.raw) == ("91", signed(provider.asked[0], vnp_ResponseCode="91"))


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, json.dumps(ANSWER | {HASH: "0" * 128}).encode()), (200, b"<html>"), (200, b""), (200, b"[]"),
        (200, b'{"vnp_ResponseCode": "91"}'), (500, b"out of order"), (404, b""),
    ],
)  # fmt: skip
def test_what_cannot_be_believed_counts_as_not_reached(provider, status, body):
    provider.answering = lambda asked: (status, body)
    with pytest.raises(Unreachable):
        query(provider)


def test_an_answer_without_end_is_not_read_to_its_end(provider):
    provider.answering = lambda asked: (200, b" " * 200_000)
    with pytest.raises(Unreachable, match="too long"):
        query(provider)


def test_a_provider_that_sends_us_elsewhere_is_not_followed(provider):
    provider.answering = lambda asked: (302, b"")
    with pytest.raises(Unreachable, match="HTTP 302"):
        query(provider)
    assert len(provider.asked) == 1


def test_nobody_there_is_not_reached():
    with pytest.raises(Unreachable):
        vnpay_calls.query(Settings("DEMO0001", SECRET, "", "http://127.0.0.1:9/"), "R1", "A1", CREATED, CREATED)
