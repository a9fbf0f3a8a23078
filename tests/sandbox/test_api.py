"""The JSON side, as outside programs use it."""

from tests.sandbox.conftest import BINH, QR


def test_it_pays_a_qr_and_tells_how_the_notice_went(bank, receiver):
    page = bank.api("pay", {"qr": QR})
    assert page.status == 201
    assert page.json["transaction"] == 1
    assert page.json["notice"]["state"] == "delivered"
    assert page.json["notice"]["deliveries"][0]["status"] == 200


def test_it_pays_by_account_with_an_altered_content(bank, receiver):
    order = {"account": "9999000012345", "amount": 7000, "content": "mc7k, 2p!", "alter": "upper", "payer": BINH}
    paid = bank.api("pay", order).json
    assert (paid["bank"], paid["content"], paid["payer"]) == ("Vietcombank", "MC7K 2P", BINH)


def test_it_lets_amount_and_content_replace_those_of_the_qr(bank, receiver):
    bank.api("pay", {"qr": QR, "amount": "1.000", "content": ""})
    assert receiver.bodies()[0]["transferAmount"] == 1000
    assert receiver.bodies()[0]["content"] == ""


def test_it_answers_at_once_when_not_asked_to_wait(bank, receiver):
    paid = bank.api("pay", {"qr": QR, "wait": 0}).json
    assert receiver.wait_for(1)
    assert paid["notice"]["id"] == receiver.bodies()[0]["id"]


def test_it_resends_a_notice(bank, receiver):
    paid = bank.api("pay", {"qr": QR}).json
    again = bank.api(f"notices/{paid['notice']['id']}/resend", {}).json
    assert [d["kind"] for d in again["notice"]["deliveries"]] == ["first", "again"]


def test_it_resends_with_a_wrong_signature(bank, receiver):
    paid = bank.api("pay", {"qr": QR}).json
    again = bank.api(f"notices/{paid['notice']['id']}/resend", {"signature": "wrong"}).json
    assert again["notice"]["deliveries"][1]["kind"] == "wrong"


def test_it_releases_held_notices(bank, receiver):
    bank.api("notices/hold", {"on": True})
    held = bank.api("pay", {"qr": QR}).json["notice"]["id"]
    assert bank.api("notices/release", {}).json == {"released": [held]}
    assert len(receiver.came) == 1


def test_it_lists_what_was_paid(bank):
    first = bank.api("pay", {"qr": QR}).json
    assert bank.get("/api/transactions").json["transactions"] == [first]


def test_it_describes_itself(bank):
    page = bank.get("/api")
    assert "POST /api/pay" in page.text
    assert "/api/notices/92704/resend" in page.text
