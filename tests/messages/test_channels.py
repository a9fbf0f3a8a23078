"""One contract for every channel: it brings a message out, says what it costs in parts, and which refusals are final."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.phones import Phones
from tests.sandbox.conftest import Receiver, served
from webapp.db import uuid7
from webapp.messages.channels import NotDelivered, Outgoing, sms_http, zns_templates
from webapp.messages.channels.console import Console
from webapp.messages.channels.sms_http import Gateway, SmsHttp
from webapp.messages.channels.zalo_token import ZaloToken
from webapp.messages.channels.zns import Zns

CODE = {"code": "H49A-BCDE", "status": "đã có kết quả"}


class Fixed:
    def get(self) -> str:
        return "token"

    def renew(self, stale: str) -> str:
        return "token"


def outgoing(**changes: object) -> Outgoing:
    said = {"lang": "vi", "zns": {"dossier_changed": CODE}} | changes
    return Outgoing(
        uuid7(), "0912345678", "dossier_changed", "Hồ sơ H49A-BCDE đã có kết quả", "Mở hồ sơ để xem.", **said
    )


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    made = Phones(tmp_path / "phones", slow=0.3)
    yield made
    made.stop()


def channel(name: str, url: str, data: Path, token: object = None, patience: float = 5.0):
    if name == "sms":
        return SmsHttp(f"{url}/sms", "gateway-key", "MotCham", *sms_http.load(), patience=patience)
    return Zns(f"{url}/message/template", token or Fixed(), *zns_templates.load(), demo=True, patience=patience)


@pytest.fixture(params=["sms", "zns"])
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def sandboxed(name: str, phones: Phones, tmp_path: Path):
    def make(patience: float = 5.0):
        known = phones.zns_settings
        token = ZaloToken(
            tmp_path / "t.json", known["token_url"], known["app_id"], known["app_secret"], known["refresh_token"]
        )
        return channel(name, phones.url, tmp_path, token, patience)

    return make


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    with served(made):
        yield made


@pytest.fixture
def faked(name: str, receiver: Receiver, tmp_path: Path):
    return channel(name, f"http://127.0.0.1:{receiver.server_address[1]}", tmp_path)


def refused(made, message: Outgoing | None = None) -> NotDelivered:
    with pytest.raises(NotDelivered) as error:
        made.deliver(message or outgoing())
    return error.value


def test_it_brings_a_message_to_the_phone(sandboxed, phones, name):
    got = sandboxed().deliver(outgoing())
    (arrived,) = phones.arrived()
    assert (arrived["kind"], arrived["to"], got.parts) == (name, "0912345678", 1)
    assert got.provider_id == f"{name}-1"


def test_a_repetition_arrives_once(sandboxed, phones):
    message = outgoing()
    assert sandboxed().deliver(message) == sandboxed().deliver(message)
    assert len(phones.arrived()) == 1


@pytest.mark.parametrize(("trouble", "permanent"), [("permanent", True), ("temporary", False)])
def test_it_says_whether_trying_again_helps(sandboxed, phones, name, trouble, permanent):
    phones.trouble(name, trouble)
    assert refused(sandboxed()).permanent is permanent
    assert phones.arrived() == []
    sandboxed().deliver(outgoing())


def test_a_slow_provider_is_tried_again(sandboxed, phones, name):
    phones.trouble(name, "slow")
    assert not refused(sandboxed(patience=0.05)).permanent


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(400, True), (401, True), (404, True), (408, False), (429, False), (500, False), (302, True)],
)
def test_an_http_refusal_is_final_unless_it_is_the_providers_trouble(faked, receiver, status, permanent):
    receiver.answers.append((status, b"{}"))
    error = refused(faked)
    assert (error.permanent, error.reason) == (permanent, f"HTTP {status}")


def test_nobody_at_the_address_is_no_final_refusal(name, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert not refused(channel(name, f"http://127.0.0.1:{port}", tmp_path)).permanent


def test_no_error_names_the_number_or_the_text(faked, receiver):
    receiver.answers.append((400, b'{"error": "0912345678 H49A-BCDE"}'))
    said = str(refused(faked))
    assert not [word for word in ("912345678", "H49A") if word in said]


def test_the_gateway_gets_its_fields_and_the_key_as_bearer(receiver):
    message = outgoing()
    channel("sms", f"http://127.0.0.1:{receiver.server_address[1]}", Path()).deliver(message)
    ((headers, body),) = receiver.came
    assert headers["Authorization"] == "Bearer gateway-key"
    assert json.loads(body) == {
        "id": str(message.id), "to": "84912345678", "from": "MotCham", "encoding": "gsm7",
        "text": "Ho so H49A-BCDE da co ket qua\nMo ho so de xem.",
    }  # fmt: skip


@pytest.mark.parametrize(("code", "error"), [("100", None), ("99", True), ("500", False)])
def test_a_gateway_that_answers_200_to_everything_is_read_by_its_code(receiver, code, error):
    fields = {"ApiKey": "{key}", "Phone": "{local}", "Content": "{text}", "RequestId": "{id}", "Brandname": "{sender}"}
    way = Gateway(True, False, fields, "SMSID", "CodeResult", frozenset({"100"}), frozenset({"500"}))
    made = SmsHttp(f"http://127.0.0.1:{receiver.server_address[1]}/x", "k", "MotCham", sms_http.load()[0], way)
    receiver.answers.append((200, json.dumps({"CodeResult": code, "SMSID": "abc"}).encode()))
    if error is None:
        assert made.deliver(outgoing()).provider_id == "abc"
    else:
        assert refused(made).permanent is error
    assert b"ApiKey=k&Phone=0912345678&Content=Ho+so" in receiver.came[0][1]


def test_zalo_is_asked_as_its_documents_say(receiver):
    message = outgoing()
    receiver.answers.append((200, b'{"error": 0, "message": "Success", "data": {"msg_id": "m1", "sent_time": "1"}}'))
    got = channel("zns", f"http://127.0.0.1:{receiver.server_address[1]}", Path()).deliver(message)
    ((headers, body),) = receiver.came
    said = json.loads(body)
    assert (got.provider_id, headers["Access_Token"]) == ("m1", "token")
    assert said == {
        "phone": "84912345678", "template_id": "demo-103", "template_data": CODE, "tracking_id": str(message.id)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "permanent"), [(-100, False), (-118, True), (-108, True), (-133, True), (-144, True), (-999, True)]
)
def test_the_numbers_of_zalo_are_final_or_not(receiver, number, permanent):
    receiver.answers.append((200, json.dumps({"error": number, "message": "x"}).encode()))
    error = refused(channel("zns", f"http://127.0.0.1:{receiver.server_address[1]}", Path()))
    assert (error.reason, error.permanent) == (str(number), permanent)


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"error": "0"}', b"[" * 100_000])
def test_an_answer_that_is_none_is_tried_again(receiver, body):
    receiver.answers.append((200, body))
    assert not refused(channel("zns", f"http://127.0.0.1:{receiver.server_address[1]}", Path())).permanent


@pytest.mark.parametrize("zns", [{}, {"unknown": {}}, {"dossier_changed": {"code": "H49A-BCDE"}}])
def test_a_message_without_a_fitting_text_does_not_go_by_zalo(receiver, zns):
    made = channel("zns", f"http://127.0.0.1:{receiver.server_address[1]}", Path())
    assert refused(made, outgoing(zns=zns)).unfit
    assert receiver.came == []


def test_a_live_app_does_not_use_the_ids_of_the_demonstration(receiver):
    made = Zns("http://127.0.0.1:9/", Fixed(), *zns_templates.load())
    assert refused(made).unfit


def test_the_console_shows_the_text_in_a_demonstration_only(capsys):
    for shown in (True, False):
        Console(show_text=shown).deliver(outgoing())
    said = capsys.readouterr().out
    assert said.count("0912345678") == said.count("đã có kết quả") == 1
    assert "…78" in said


@pytest.fixture
def token(phones: Phones, tmp_path: Path) -> ZaloToken:
    known = phones.zns_settings
    return ZaloToken(
        tmp_path / "t.json", known["token_url"], known["app_id"], known["app_secret"], known["refresh_token"]
    )


def test_a_token_that_ran_out_is_renewed_and_the_message_arrives(phones, token):
    made = Zns(f"{phones.url}/message/template", token, *zns_templates.load(), demo=True)
    first = token.get()
    phones.trouble("zns", "expired")
    made.deliver(outgoing())
    assert phones.kinds == ["zns"]
    assert token.get() != first


def test_the_tokens_are_for_this_user_only_and_in_no_repr(phones, token):
    token.get()
    assert token.path.stat().st_mode & 0o777 == 0o600
    assert not [word for word in ("app-secret", "first") if word in repr(token)]


def test_a_refresh_token_that_is_used_up_is_a_final_refusal(phones, token, tmp_path):
    known = phones.zns_settings
    wrong = ZaloToken(tmp_path / "w.json", known["token_url"], known["app_id"], "wrong", known["refresh_token"])
    made = Zns(f"{phones.url}/message/template", wrong, *zns_templates.load(), demo=True)
    assert refused(made).permanent


def test_of_two_processes_only_one_renews(phones, token, tmp_path):
    first = token.get()
    phones.trouble("zns", "expired")
    new = token.renew(first)
    phones.trouble("zns", "expired")
    assert token.renew(first) == new
