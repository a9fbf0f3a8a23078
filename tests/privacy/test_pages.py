"""One's own data on pages: what is kept, until when, and that nobody else sees it."""

from datetime import timedelta

import pytest

from tests.people import KHANH, UNIT, browser
from tests.privacy.conftest import with_receipt
from webapp import clock, retention
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.documents.models import DocumentRead
from webapp.dossiers.service import State
from webapp.wallet import service as wallet

HOME = "/du-lieu-cua-toi"


def test_it_asks_to_sign_in_first(client):
    assert client.get(HOME).headers["Location"].startswith("/dang-nhap")


def test_it_shows_persons_dossiers_and_consents(an, make):
    make()
    page = an.get(HOME).text
    assert "Nguyễn Thị An" in page
    assert "Đăng ký tạm trú" in page
    assert accounts.consent.current() in page


def test_it_shows_files_that_are_no_papers_with_size_state_and_date(an, db, make, send, work):
    send(name="mồ côi.jpg")
    refused = make(State.DRAFT)
    send(refused, "hỏng.jpg", b"no picture at all")
    work()
    send(make(State.DRAFT), "dở.jpg", b"half", 2048)
    page = an.get(HOME).text
    assert "mồ côi.jpg" in page
    assert "đã nhận, chưa thuộc hồ sơ nào" in page
    assert "không nhận được: Tệp này không phải ảnh hay PDF" in page
    assert "dở.jpg" in page
    assert f"2 kB · {clock.today():%d/%m}, 09:00 · đang gửi, chưa đủ" in page


def test_it_shows_what_is_not_to_be_offered(an, db, make, account, papers):
    wallet.decline(db, account.id, "paper", papers(make())[0].id)
    db.commit()
    assert "Không gợi ý lại" in an.get(HOME).text


def test_it_shows_neither_where_there_is_none(an, account):
    page = an.get(HOME).text
    assert "Tệp chưa thành giấy tờ" not in page
    assert "Không gợi ý lại" not in page


def test_it_says_until_when_a_finished_dossier_is_kept(an, make):
    dossier = make()
    until = clock.local(dossier.closed_at + retention.term("dossier_finished"))
    page = an.get(f"{HOME}/ho-so/{dossier.id}").text
    assert f"giữ đến {until.day:02}/{until.month:02}/{until.year}" in page
    assert "TT 17/2017/TT-BTTTT" in page


def test_it_says_why_a_dossier_under_way_cannot_be_deleted(an, make):
    dossier = make(State.IN_PROGRESS)
    page = an.get(f"{HOME}/ho-so/{dossier.id}/xoa").text
    assert "Phải giữ đến khi giải quyết xong" in page
    assert "91/2025/QH15" in page


def test_it_shows_receipts_and_why_they_stay(an, db, make):
    dossier = make(State.RECEIVED)
    receipt = with_receipt(db, dossier)
    page = an.get(f"{HOME}/ho-so/{dossier.id}").text
    assert f"{receipt.content['total']:,} đồng".replace(",", ".") in page
    assert "Luật Kế toán" in page


def test_it_tells_who_read_a_paper_by_function_and_office_not_by_name(app, db, an, make):
    dossier = make()
    browser(app, db, *KHANH, ("officer", UNIT))
    reader = accounts.account_by_phone(db, KHANH[0])
    paper = documents.every(db, dossier)[0]
    db.add(DocumentRead(document_id=paper.id, account_id=reader.id, at=clock.now()))
    db.commit()
    page = an.get(HOME).text
    assert "cán bộ, " in page
    assert "Hồng Gai" in page
    assert "Khánh" not in page


def test_it_never_shows_a_result_before_it_is_out(app, db, an, make):
    dossier = make(State.IN_PROGRESS)
    from tests.documents.samples import picture
    from tests.people import OFFICER

    made = documents.check(picture())
    documents.add_result(db, app.extensions["documents_store"], dossier, "ket-qua-mat.jpg", made, OFFICER)
    db.commit()
    assert "ket-qua-mat" not in an.get(f"{HOME}/ho-so/{dossier.id}").text


@pytest.mark.parametrize("path", ["", "/xoa"])
def test_anothers_dossier_is_not_there(chi, make, path):
    assert chi.get(f"{HOME}/ho-so/{make().id}{path}").status_code == 404


def test_anothers_dossier_is_not_deleted(chi, make, papers):
    dossier = make(State.WITHDRAWN)
    assert chi.post(f"{HOME}/ho-so/{dossier.id}/xoa", data={"sure": "y"}).status_code == 404
    assert len(papers(dossier)) == 1


def test_anothers_page_names_nothing_of_an(chi, make):
    make()
    page = chi.get(HOME).text
    assert "Nguyễn Thị An" not in page
    assert "Chưa có hồ sơ nào." in page


def test_a_paper_of_another_dossier_is_not_there(an, make, papers):
    first, second = make(State.WITHDRAWN), make(State.WITHDRAWN)
    paper = papers(second)[0]
    assert an.get(f"{HOME}/ho-so/{first.id}/xoa?giay-to={paper.id}").status_code == 404
    assert an.get(f"{HOME}/ho-so/{first.id}/xoa?giay-to=x").status_code == 404


def test_the_account_page_and_the_privacy_page_lead_here(an, account):
    assert HOME in an.get("/tai-khoan").text
    assert HOME in an.get("/quyen-rieng-tu").text


def test_pages_are_never_kept_by_a_cache(an, make):
    dossier = make()
    answers = [an.get(HOME), an.get(f"{HOME}/ho-so/{dossier.id}"), an.get(f"{HOME}/dong-tai-khoan")]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_an_emptied_dossier_says_that_only_its_line_is_left(app, db, make, night):
    from tests.people import AN

    dossier = make()
    clock.advance(retention.term("dossier_finished") + timedelta(hours=1))
    night()
    again = browser(app, db, *AN)
    assert "Nội dung và giấy tờ đã xoá" in again.get(f"{HOME}/ho-so/{dossier.id}").text
    assert again.get(f"/ho-so/{dossier.id}").status_code == 200
