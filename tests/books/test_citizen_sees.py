"""What the citizen sees of money that goes back: on the dossier's page and on the receipt's."""

import pytest

from tests.decisions.deciders import Deciders
from tests.page import Client
from tests.payments.till import FEE, Till, receipt_page
from webapp.dossiers.service import Dossier, Event


@pytest.fixture
def refused(till: Till) -> Dossier:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.apply(dossier, Event.REFUSED)
    return dossier


def pages(till: Till, an: Client, dossier: Dossier) -> list[str]:
    receipt = till.receipts()[0]
    return [an.get(page).text for page in (f"/ho-so/{dossier.id}", receipt_page(dossier, receipt.id))]


def test_that_it_will_go_back(till: Till, an: Client, refused: Dossier, decide: Deciders) -> None:
    decide.refund(till.bill(refused), FEE)
    for page in pages(till, an, refused):
        assert "Khoản 20.000 đồng sẽ được trả lại" in page
        assert "Kho bạc Nhà nước" in page


def test_that_it_has_gone_and_what_to_do_if_it_does_not_come(
    till: Till, an: Client, refused: Dossier, decide: Deciders
) -> None:
    decide.gone(decide.refund(till.bill(refused), FEE), "KB 000123")
    for page in pages(till, an, refused):
        assert "Đã trả lại 20.000 đồng" in page
        assert "KB 000123" in page
        assert "chưa thấy tiền thì gọi đơn vị thu" in page


def test_a_second_payment_that_goes_back(till: Till, an: Client, decide: Deciders) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.pay(till.bill(dossier))
    assert "Đã nhận thừa 20.000 đồng" in pages(till, an, dossier)[1]
    decide.return_(till.facts()[-1])
    for page in pages(till, an, dossier):
        assert "Khoản 20.000 đồng sẽ được trả lại" in page
        assert "Đã nhận thừa" not in page


def test_nothing_is_said_where_nothing_goes_back(till: Till, an: Client, refused: Dossier) -> None:
    assert all("trả lại" not in page for page in pages(till, an, refused))
