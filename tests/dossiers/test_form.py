"""The form as a page: the empty document for everyone, filling in with and without JavaScript, what is missing."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from tests.dossiers.conftest import IN_PERSON, TENANCY, TO_PORTAL, complete, day, filled_in, for_the_portal, post, save
from tests.people import Browser
from tests.visitors import confirm, fresh, rows, settle
from webapp.dossiers.models import Dossier

Now = Callable[[], Dossier]


def test_it_is_one_document_without_anything_personal(app: Flask, binh: Browser) -> None:
    binh.post("/ho-so/", data={"code": TENANCY, "name": "x", "luu": "1"})  # leaves a message for the next page
    mine, anyones = binh.get(f"/thu-tuc/{TENANCY}/lam"), fresh(app).get(f"/thu-tuc/{TENANCY}/lam")
    assert mine.data == anyones.data
    assert mine.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in mine.headers["Vary"]
    assert "Đã lưu. Lúc nào" in binh.get("/ho-so/").text


def test_it_is_not_sent_again_while_it_is_the_same(app: Flask) -> None:
    client = fresh(app)
    tag = client.get(f"/thu-tuc/{TENANCY}/lam").headers["ETag"]
    assert client.get(f"/thu-tuc/{TENANCY}/lam", headers={"If-None-Match": tag}).status_code == 304


def test_it_is_another_document_in_another_language(app: Flask) -> None:
    client = fresh(app)
    first = client.get(f"/thu-tuc/{TENANCY}/lam").headers["ETag"]
    client.get("/ngon-ngu/en")
    assert client.get(f"/thu-tuc/{TENANCY}/lam").headers["ETag"] != first


@pytest.mark.parametrize("code", ["9.999999", "x", "..%2f..", "1.004194%00"])
def test_it_has_no_form_for_an_unknown_procedure(app: Flask, code: str) -> None:
    assert fresh(app).get(f"/thu-tuc/{code}/lam").status_code in (400, 404)


def test_it_shows_the_procedure_instead_where_one_must_go_in_person(app: Flask, binh: Browser) -> None:
    assert binh.get(f"/thu-tuc/{IN_PERSON}/lam").location == f"/thu-tuc/{IN_PERSON}"
    assert post(binh, {}, IN_PERSON).location == f"/thu-tuc/{IN_PERSON}"
    assert rows(app, Dossier) == []


def test_it_begins_with_what_is_known_of_the_person(app: Flask) -> None:
    client = settle(fresh(app), id_number="022085000123", birth_date="2/9/1985")
    page = client.get(post(client, {}).location)
    assert 'value="022085000123"' in page.text
    assert 'value="02/09/1985"' in page.text


def test_it_goes_on_to_the_papers_when_it_is_complete(binh: Browser, dossier: Now) -> None:
    filled_in(binh)
    kept = dossier()
    assert kept.answers["temp_to"].startswith("20")
    assert kept.answers["birth_date"] == "1985-09-02"
    assert kept.unit_id == "hong-gai"


def test_it_cleans_the_answers_and_keeps_the_typing(binh: Browser, dossier: Now) -> None:
    filled_in(binh, complete(name="  trần   văn bình ", consent_owner="giay"))
    assert dossier().fields["name"] == "  trần   văn bình "
    assert "  " not in dossier().answers["name"]
    assert "consent_owner" not in dossier().answers


def test_it_says_what_is_missing_and_keeps_the_rest(binh: Browser, dossier: Now) -> None:
    page = post(binh, complete(name="", personal_id="12", new_address="ngõ nhỏ, phố nhỏ"))
    assert page.status_code == 422
    assert "Còn 2 chỗ cần xem lại" in page.text
    assert 'href="#name"' in page.text
    assert 'value="ngõ nhỏ, phố nhỏ"' in page.text
    assert dossier().fields["personal_id"] == "12"
    assert dossier().answers is None


def test_it_takes_the_corrected_form_for_the_same_dossier(binh: Browser, dossier: Now) -> None:
    post(binh, complete(name=""))
    made = dossier().id
    assert post(binh, complete(), dossier_id=made).location == f"/ho-so/{made}/giay-to"
    assert dossier().answers["name"] == "Trần Văn Bình"


def test_it_saves_for_later_without_asking_for_the_rest(binh: Browser, dossier: Now) -> None:
    assert post(binh, {"name": "Bình"}, luu="1").location == "/ho-so/"
    assert dossier().fields == {"name": "Bình"}
    assert "Đã lưu" in binh.get("/ho-so/").text


def test_it_asks_for_the_office_only_where_the_form_does_not(binh: Browser) -> None:
    assert "nop-unit" not in binh.get(f"/thu-tuc/{TENANCY}/lam").text
    assert "nop-unit" in binh.get(f"/thu-tuc/{TO_PORTAL}/lam").text


def test_it_takes_the_office_that_was_chosen(binh: Browser, dossier: Now) -> None:
    filled_in(binh, for_the_portal(), TO_PORTAL)
    assert dossier().unit_id == "hong-gai"


@pytest.mark.parametrize("chosen", ["", "buu-dien-ha-tu", "khong-co", "hong-gai' --"])
def test_it_does_not_take_an_office_that_does_not_receive(binh: Browser, dossier: Now, chosen: str) -> None:
    page = post(binh, for_the_portal(**{"nop-unit": chosen}), TO_PORTAL)
    assert page.status_code == 422
    assert "Nộp và nhận kết quả ở" in page.text
    assert dossier().unit_id is None


def test_it_sends_a_commune_without_a_centre_in_the_data_to_the_provinces(binh: Browser, dossier: Now) -> None:
    filled_in(binh, complete(agency="06862"))
    assert dossier().unit_id == "quang-ninh"


def test_it_keeps_the_declarations_that_are_offered_and_no_other(binh: Browser, dossier: Now) -> None:
    filled_in(binh, complete() | {"nop-declared": ["five_papers", "everything_free"]})
    assert dossier().declared == ["five_papers"]


def test_it_ticks_no_declaration_beforehand(app: Flask) -> None:
    text = fresh(app).get(f"/thu-tuc/{TENANCY}/lam").text
    assert 'name="nop-declared"' in text
    assert "checked" not in text


def test_it_wants_the_answers_checked_anew_after_a_change(binh: Browser, dossier: Now) -> None:
    made = filled_in(binh)
    save(binh, made, complete(new_address=""))
    assert dossier().answers is None
    assert binh.get(f"/ho-so/{made}/doc-lai").location == f"/ho-so/{made}/don"


def test_it_keeps_the_check_when_only_empty_questions_came_along(binh: Browser, dossier: Now) -> None:
    made = filled_in(binh)
    save(binh, made, complete() | {"email": ""})
    assert dossier().answers is not None


def test_it_loses_nothing_when_the_sign_in_ran_out_meanwhile(app: Flask, binh: Browser) -> None:
    made, other = filled_in(binh), fresh(app)
    confirm(other)
    other.post("/dang-xuat/tat-ca")
    answer = post(binh, complete(new_address="vừa gõ thêm"), dossier_id=made)
    copy = next(one for one in rows(app, Dossier) if one.id != made)
    assert answer.location == f"/ho-so/{copy.id}/giay-to"
    assert copy.fields["new_address"] == "vừa gõ thêm"
    confirm(binh)
    assert len({one.account_id for one in rows(app, Dossier)}) == 1


def test_it_does_not_take_the_id_of_anothers_dossier(app: Flask, binh: Browser, chi: Browser) -> None:
    made = filled_in(binh)
    assert post(chi, complete(name="Lê Thị Chi"), dossier_id=made).status_code == 404
    assert [one.fields["name"] for one in rows(app, Dossier)] == ["Trần Văn Bình"]


def test_it_works_without_an_account_up_to_the_papers(app: Flask, dossier: Now) -> None:
    made = filled_in(fresh(app))
    assert dossier().id == made
    assert dossier().account_id is None


def test_it_keeps_the_version_it_began_with(binh: Browser, dossier: Now) -> None:
    filled_in(binh)
    first = dossier().version_id
    post(binh, complete(name="Khác"), code="1.004873", dossier_id=dossier().id)
    assert (dossier().version_id, dossier().code) == (first, TENANCY)


@pytest.mark.parametrize("typed", ["not-a-uuid", "1", "../..", "{}", "00000000-0000-0000-0000-00000000000g"])
def test_it_refuses_an_id_that_is_none(app: Flask, binh: Browser, typed: str) -> None:
    assert post(binh, complete(), dossier_id=typed).status_code == 400
    assert rows(app, Dossier) == []


def test_it_answers_an_overlong_field_with_the_form_and_not_with_a_crash(binh: Browser) -> None:
    page = post(binh, complete(new_address="x" * 5000, name="y" * 5000))
    assert page.status_code == 422
    assert "cần xem lại" in page.text


def test_it_answers_two_thousand_fields_with_a_clear_page(app: Flask, binh: Browser) -> None:
    page = post(binh, {f"f{n}": "x" for n in range(2000)})
    assert page.status_code == 400
    assert rows(app, Dossier) == []


def test_it_shows_nobody_elses_draft_in_the_list(binh: Browser, chi: Browser) -> None:
    filled_in(binh)
    assert "Đăng ký tạm trú" in binh.get("/ho-so").text
    assert "Chưa có hồ sơ nào" in chi.get("/ho-so/").text


def test_it_lists_three_at_most_on_the_front_page(binh: Browser) -> None:
    for _ in range(4):
        save(binh, uuid4(), {"name": "x"})
    assert binh.get("/").text.count("Đang làm dở") == 3


def test_it_says_what_it_writes_by_itself_and_lets_the_person_write_it(binh: Browser, dossier: Now) -> None:
    made = filled_in(binh)
    assert "Đăng ký tạm trú tại số 8, ngõ 5" in dossier().answers["request_text"]
    assert "Đăng ký tạm trú tại số 8, ngõ 5" in binh.get(f"/ho-so/{made}/doc-lai").text
    assert "Bỏ trống thì sẽ ghi: “Đăng ký tạm trú tại số 8" in binh.get(f"/ho-so/{made}/don").text
    post(binh, complete(request_text="Xin cho ở trọ."), dossier_id=made)
    assert dossier().answers["request_text"] == "Xin cho ở trọ."
    assert "Bỏ trống thì sẽ ghi" not in binh.get(f"/ho-so/{made}/don").text


def test_it_says_in_the_persons_language_what_does_not_go_together(binh: Browser) -> None:
    wrong = complete(temp_to=day(9))
    assert "Ngày hết hạn phải sau ngày bắt đầu ở." in post(binh, wrong).text
    binh.get("/ngon-ngu/en")
    assert "The last day must be after the first day." in post(binh, wrong).text


def test_it_gives_phones_the_rules_they_can_judge(app: Flask) -> None:
    text = fresh(app).get(f"/thu-tuc/{TENANCY}/lam").text
    assert '"kind": "at_most_years_after"' in text
    assert "nobody_under" not in text
