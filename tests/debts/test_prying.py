"""Somebody scans the codes of other people's notices: what they learn of whom, and what they can put into their papers."""

import pytest

from tests.debts.conftest import Payer
from tests.people import BINH, Browser, account_of, browser, make_dossier
from tests.visitors import fresh
from webapp.receipts.paper import _facts


@pytest.fixture
def binh(payer: Payer) -> Browser:
    return browser(payer.app, payer.till.db, *BINH)


def test_a_paid_notice_put_beside_one_s_own_dossier_gives_no_name_away(payer: Payer, binh: Browser) -> None:
    payer.paid()
    mine = make_dossier(payer.till.db, account_of(payer.till.db, *BINH))
    page = payer.found(client=binh, key="2")
    assert binh.post(f"{page}/ho-so", data={"ho-so": str(mine.id)}).status_code == 404
    one = payer.till.receipts()[0]
    assert [binh.get(f"/ho-so/{mine.id}/bien-lai/{one.id}{more}").status_code for more in ("", ".pdf")] == [404, 404]
    assert payer.bill().dossier_id is None


def test_who_pays_it_for_somebody_is_told_to_nobody_else(payer: Payer) -> None:
    way = payer.go(payer.found())
    payer.browser.post(f"{way}/ten", data={"name": "Trần Văn Bình"})
    page = fresh(payer.app).get(payer.go(payer.found(key="2"))).text
    assert ("Trần Văn Bình" in page, "T.V.B." in page) == (False, True)


def test_nor_does_another_name_take_the_place_of_who_owes_it_on_paper(payer: Payer) -> None:
    way = payer.go(payer.found())
    payer.browser.post(f"{way}/ten", data={"name": "Trần Văn Bình"})
    payer.till.pay(payer.bill(), content=str(payer.bill().shared_reference))
    said = _facts(payer.till.receipts()[0].content)
    assert said[:2] == [["Người nộp tiền", "Trần Văn Bình"], ["Người phải nộp", "Nguyễn Thị An"]]


def test_whoever_pays_their_own_stands_there_once(payer: Payer) -> None:
    payer.paid()
    assert [name for name, _said in _facts(payer.till.receipts()[0].content)] == [
        "Người nộp tiền",
        "Theo thông báo",
        "Hình thức",
    ]
