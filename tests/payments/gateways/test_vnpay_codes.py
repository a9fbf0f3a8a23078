"""What VNPAY's codes mean: only one pair is paid, and what nobody knows is neither paid nor failed."""

import pytest

from webapp.payments.gateways import vnpay_codes as codes


@pytest.mark.parametrize(
    ("response", "status", "state"),
    [
        ("00", "00", "paid"), ("00", "01", "open"), ("00", "02", "failed"), ("00", "04", "reversed"), ("00", "07", "doubtful"),
        ("07", "00", "doubtful"), ("07", "02", "doubtful"), ("24", "02", "cancelled"), ("24", "01", "cancelled"),
        ("11", "02", "expired"), ("51", "02", "failed"), ("24", "00", "doubtful"), ("51", "04", "reversed"),
        ("98", "02", "failed"), ("98", "00", "doubtful"), ("98", "01", "doubtful"), ("00", "88", "doubtful"), ("51", "88", "doubtful"),
    ],
)  # fmt: skip
def test_a_notice_means(response, status, state):
    assert codes.of_notice(response, status).state == state


def test_only_twice_zero_is_paid():
    known = [*codes.RESPONSES, "98"], [*codes.STATUSES, "88"]
    paid = {(one, two) for one in known[0] for two in known[1] if codes.of_notice(one, two).state == "paid"}
    assert paid == {("00", "00"), ("00", "09")}  # 09: a refund was refused, so the payment stands


@pytest.mark.parametrize(("status", "state"), [("00", "paid"), ("01", "open"), ("06", "refunded"), ("88", "doubtful")])
def test_a_status_means(status, state):
    assert codes.of_status(status).state == state


def test_every_code_of_vnpay_has_its_sentence():
    assert set(codes.RESPONSES) == {"00", "07", "09", "10", "11", "12", "13", "24", "51", "65", "75", "79", "99"}
    assert set(codes.STATUSES) == {"00", "01", "02", "04", "05", "06", "07", "09"}
    assert all(str(one.sentence).endswith(".") for one in (*codes.RESPONSES.values(), *codes.STATUSES.values()))
