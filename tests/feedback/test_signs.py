"""Signs to print, and the same question at the foot of the papers of a dossier: a QR that leads there and holds no name."""

import re
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import things
from tests.feedback.conftest import Page, fresh, many, ratings, says, tap
from tests.page import Client
from tests.payments.till import Till, publish
from tests.people import AN, QUANG, UNIT, Browser, account_of, browser, make_dossier
from tests.receipts.test_kinds import paid
from webapp import footnotes, sealing
from webapp.dossiers.service import State
from webapp.feedback import panels, paper, places
from webapp.feedback.models import Sign
from webapp.receipts import paper as receipt_paper
from webapp.slips import service as slips

SIGNS = "/gop-y/bien"
CODE = "1.004194"


def add(lan: Browser, label: str = "3", **said: str) -> Any:
    page = Page(lan.get(SIGNS).text)
    return lan.post(SIGNS, data={"id": page.inputs["id"], "unit": UNIT, "label": label} | said)


def opened(made: bytes) -> tuple[int, str, str]:
    """Pages, size in mm, words."""
    with pypdfium2.PdfDocument(made) as pdf:
        size = "x".join(str(round(one / 72 * 25.4)) for one in (pdf[0].get_width(), pdf[0].get_height()))
        return len(pdf), size, re.sub(r"\s+", " ", pdf[0].get_textpage().get_text_range())


def codes(made: bytes) -> set[str]:
    """What a camera reads on its one page."""
    with pypdfium2.PdfDocument(made) as pdf:
        assert len(pdf) == 1
        return {one.text for one in zxingcpp.read_barcodes(pdf[0].render(scale=4).to_pil())}


def test_a_sign_is_made_once_and_leads_to_the_faces(app: Flask, db: Session, lan: Browser) -> None:
    said = {"id": str(uuid4())}
    assert [add(lan, **said).status_code for _ in range(2)] == [303, 303]
    assert add(lan).status_code == 303
    (one,) = db.scalars(select(Sign)).all()
    db.commit()
    says(app, 4, f"/danh-gia/ban/{one.code.lower()}")
    assert [(each.desk, each.unit_id) for each in ratings(db)] == [("3", UNIT)]


def test_a_sign_that_was_taken_down_leads_nowhere_and_what_was_said_stays(
    app: Flask, db: Session, lan: Browser
) -> None:
    add(lan)
    one = db.scalars(select(Sign)).one()
    db.commit()
    many(app, 5, at=f"/danh-gia/ban/{one.code}")
    assert lan.post(f"{SIGNS}/{one.id}/bo").status_code == 303
    assert fresh(app).get(f"/danh-gia/ban/{one.code}").status_code == 404
    assert len(ratings(db)) == 1


@pytest.mark.parametrize("label", ["", "<b>", "x" * 13, "a\u202eb;", "3/4"])
def test_a_name_that_is_none_comes_back(lan: Browser, label: str) -> None:
    assert add(lan, label).status_code == 422


def test_another_offices_sign_is_not_there(app: Flask, db: Session, lan: Browser) -> None:
    add(lan)
    one = db.scalars(select(Sign)).one()
    db.commit()
    other = browser(app, db, *QUANG, ("supervisor", "ha-tu"))
    assert other.post(f"{SIGNS}/{one.id}/bo").status_code == 404
    for asked in (f"{UNIT}.pdf", f"ha-tu.pdf?ban={one.code}", "x.pdf", "ha-tu.pdf?thu-tuc=9.999999"):
        assert other.get(f"{SIGNS}/{asked}").status_code == 404
    assert other.post(SIGNS, data={"id": str(uuid4()), "unit": UNIT, "label": "1"}).status_code == 422


@pytest.mark.parametrize(("layout", "size"), [("a5", "148x210"), ("a6", "105x148"), ("x", "148x210")])
@pytest.mark.parametrize(
    ("what", "leads"),
    [("", "noi/hong-gai"), ("&ban={code}", "ban/{code}"), (f"&thu-tuc={CODE}", f"thu-tuc/{CODE}?o=hong-gai")],
)
def test_it_is_printed_on_one_page_and_a_camera_reads_it(
    db: Session, lan: Browser, what: str, leads: str, layout: str, size: str
) -> None:
    add(lan)
    code = db.scalars(select(Sign)).one().code
    db.commit()
    answer = lan.get(f"{SIGNS}/{UNIT}.pdf?{what.format(code=code)}&kho={layout}")
    assert answer.mimetype == "application/pdf"
    assert opened(answer.data)[:2] == (1, size)
    assert codes(answer.data) == {f"http://localhost/danh-gia/{leads.format(code=code)}"}
    assert "Hôm nay ở đây thế nào?" in opened(answer.data)[2]


def test_a_long_name_fits_on_the_smallest_sign(app: Flask, db: Session) -> None:
    long = "Trung tâm Phục vụ hành chính công phường Hồng Gai, cơ sở hai, đường Lê Thánh Tông"
    link = f"https://motcham.quangninh.gov.vn/danh-gia/thu-tuc/{CODE}?o=trung-tam-phuc-vu-hanh-chinh-cong"
    assert codes(paper.pdf(long, long, link, "a6")) == {link}


def test_the_papers_of_a_dossier_lead_to_one_place_and_their_addresses_tell_nothing(app: Flask, db: Session) -> None:
    dossier = make_dossier(db, account_of(db, *AN), state=State.RESOLVED)
    path = panels.on_paper(footnotes.DOSSIER, str(dossier.id)).path
    assert dossier.id.hex not in path
    assert str(dossier.reference) not in path
    who: Client = fresh(app)
    tap(who, 5, path)
    assert [(one.code, one.unit_id) for one in ratings(db)] == [(dossier.code, UNIT)]


@pytest.fixture
def till(app: Flask, db: Session) -> Till:
    publish(db)
    return Till(app, db)


def test_a_receipt_and_the_dossiers_own_papers_are_one_answer(app: Flask, db: Session, till: Till) -> None:
    dossier, bill = paid(till)
    token = bill.receipts[0].token
    says(app, 5, f"/danh-gia/bien-lai/{token}")
    says(app, 5, f"/danh-gia/ho-so/{sealing.veil(dossier.id, places.VEIL)}")
    assert sorted(one.left_out for one in ratings(db)) == ["", "repeat"]


@pytest.mark.parametrize("layout", receipt_paper.LAYOUTS)
def test_a_receipt_has_it_beside_its_own_code_on_one_page(app: Flask, till: Till, layout: receipt_paper.Layout) -> None:
    _dossier, bill = paid(till)
    receipt = bill.receipts[0]
    read = codes(receipt_paper.pdf(receipt, "http://localhost", True, layout))
    assert read == {f"http://localhost/bien-lai/{receipt.token}", f"http://localhost/danh-gia/bien-lai/{receipt.token}"}


def test_a_slip_has_it_on_both_sizes_on_one_page(app: Flask, db: Session) -> None:
    dossier = make_dossier(db, account_of(db, *AN), state=State.NEW)
    slip = things.slip(dossier.id)
    db.add(slip)
    db.flush()
    for layout in slips.LAYOUTS:
        assert places.link(places.DOSSIER, sealing.veil(dossier.id, places.VEIL)) in codes(
            slips.pdf(db, slip, dossier, layout)
        )
    db.commit()


def test_the_page_of_a_dossier_that_is_through_asks(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    dossier = make_dossier(db, account_of(db, *AN), state=State.RESOLVED)
    page = an.get(f"/ho-so/{dossier.id}").text
    found = re.search(r'href="(/danh-gia/ho-so/[a-z2-7]{26})"', page)
    assert found
    assert "Làm giấy tờ này thế nào?" in an.get(found[1]).text
    under_way = make_dossier(db, account_of(db, *AN), state=State.NEW)
    assert "/danh-gia/" not in an.get(f"/ho-so/{under_way.id}").text
