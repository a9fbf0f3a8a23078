"""The rules of the real forms: what does not go together is refused at the right question, what does is not."""

from datetime import datetime

import pytest
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.procedures.builder import build, clean
from webapp.procedures.load import Catalogue

pytestmark = pytest.mark.usefixtures("speaking")
BORN = {"birth_date": "02/09/1985"}
MINOR = {"birth_date": "02/09/2012"}


@pytest.fixture(autouse=True)
def _november() -> None:
    clock.set_to(datetime(2026, 11, 20, 9, 0))


def said(catalogue: Catalogue, code: str, filed: dict[str, str]) -> dict[str, str]:
    """What is wrong by control, besides what was not answered."""
    form = build(catalogue.procedures[code])(MultiDict(filed))
    form.validate()
    return {field.name: str(field.errors[0]) for field in form.wrong if field.data is not None}


STAY = {"residence_case": "ca_nhan", "housing_basis": "so_huu", "is_minor": "no"} | BORN
HISTORY = {
    "birth_date": "02/09/1985",
    "residence_history-0-history_from": "1999",
    "residence_history-0-history_to": "2005",
}
RECORD = {"request_by": "uy_quyen", "form_kind": "so_1"}
BIRTH = {"registration_kind": "dung_han", "child_birth_date": "21/09/2026"}
DEATH = {"death_registration_kind": "1", "death_date": "05/11/2026"}
HOUSE = {"lot_area": "100", "ground_floor_area": "80", "total_floor_area": "160"}
SINGLE = {
    "marital_status": "5",
    "period_from": "01/01/2010",
    "period_to": "31/12/2015",
    "marriage_cert_date": "02/01/2016",
}
LINES = {"lines-0-line_name": "Phở", "lines-0-is_main": "true", "lines-1-line_name": "Tạp hoá"}
SHARES = {"has_co_owners": "yes", "co_owners-0-co_owner_share": "60", "co_owners-1-co_owner_share": "40"}
ETHNIC = {"birth_case": "du_cha_me", "mother_ethnicity": "01", "father_ethnicity": "09", "child_ethnicity": "09"}
MEMBER = {"has_members": "yes", "members-0-member_birth_date": "01/02/2015"}

CASES = [
    ("1.004194", STAY | {"temp_from": "01/12/2026", "temp_to": "30/11/2028"}, {}, "temp_to", None),
    ("1.004194", STAY | {"temp_from": "01/12/2026", "temp_to": "30/11/2028"}, {"temp_to": "01/12/2026"}, "temp_to", "sau"),
    ("1.004194", STAY | {"temp_from": "01/12/2026", "temp_to": "30/11/2028"}, {"temp_to": "02/12/2028"}, "temp_to", "2 năm"),
    ("1.002755", STAY | {"old_permit_end": "30/11/2026", "temp_to": "30/11/2028"}, {"temp_to": "29/11/2026"}, "temp_to", "hết hạn"),
    ("1.004194", STAY, MINOR, "is_minor", "“Có”"),
    ("1.004222", STAY | {"residence_case": "so_huu"}, MEMBER, "is_minor", "“Có”"),
    ("1.002755", STAY, {"is_minor": "yes"}, "is_minor", "không có ai dưới 18"),
    ("1.004194", STAY | {"residence_case": "danh_sach"}, {"housing_basis": ""}, "is_minor", None),
    ("1.004194", STAY | {"is_minor": "yes"} | MINOR, {"consent_parent": "dang_ky"}, "consent_parent", "chưa đủ 18"),
    ("1.004222", BORN | {"is_minor": "no"}, {"residence_case": "nguoi_than", "kin_case": "chua_thanh_nien"}, "kin_case", "không có ai"),
    ("3.000333", HISTORY | {"residence_history-1-history_from": "2005", "residence_history-1-history_until_now": "true"},
     {"residence_history-1-history_from": "2008"}, "residence_history-1-history_from", "nối tiếp"),
    ("3.000333", HISTORY | {"residence_history-1-history_from": "2005", "residence_history-1-history_until_now": "true"},
     {"residence_history-0-history_to": "1998"}, "residence_history-0-history_to", "trước"),
    ("3.000333", HISTORY | {"residence_history-0-history_to": "11/2026"}, {"residence_history-0-history_to": "2024"}, "residence_history", "đến nay"),
    ("3.000333", HISTORY, {"residence_history-0-history_from": "2003"}, "residence_history-0-history_from", "14 tuổi"),
    ("3.000333", RECORD, {"form_kind": "so_2"}, "form_kind", "số 2"),
    ("3.000333", MINOR | {"request_by": "cha_me"}, BORN, "request_by", "đủ 18 tuổi"),
    ("3.000333", MINOR | {"request_by": "cha_me", "proxy_relation": "cha_me"}, {"proxy_relation": "khac"}, "proxy_relation", "cha hoặc mẹ"),
    ("1.001612", LINES, {"lines-1-is_main": "true"}, "lines", "đúng một ngành"),
    ("1.001612", LINES, {"lines-0-is_main": ""}, "lines", "đúng một ngành"),
    ("1.007277", SHARES, {"co_owners-1-co_owner_share": "40,5"}, "co_owners", "100 %"),
    ("1.013225", HOUSE, {"ground_floor_area": "100,5"}, "ground_floor_area", "diện tích đất"),
    ("1.013225", HOUSE, {"total_floor_area": "79"}, "total_floor_area", "tầng 1"),
    ("1.004873", SINGLE, {"period_to": "31/12/2009"}, "period_to", "sau"),
    ("1.004873", SINGLE, {"marriage_cert_date": "31/12/2014"}, "marriage_cert_date", "trước khi kết hôn"),
    ("1.004873", {"stay_wanted": "yes", "stays-0-stay_from": "2010", "stays-0-stay_to": "2012"}, {"stays-0-stay_to": "2009"}, "stays-0-stay_to", "trước"),
    ("1.000894", {"wife_marital_status": "1", "wife_marriage_order": "1"}, {"wife_marriage_order": "2"}, "wife_marriage_order", "lần thứ 1"),
    ("1.000894", {"husband_marital_status": "3", "husband_marriage_order": "2"}, {"husband_marriage_order": "1"}, "husband_marriage_order", "lần thứ 2"),
    ("1.001193", BIRTH, {"child_birth_date": "20/09/2026"}, "registration_kind", "“Đã quá 60 ngày (quá hạn)”"),
    ("1.001193", BIRTH | {"registration_kind": "qua_han", "child_birth_date": "20/09/2026"}, {"child_birth_date": "21/09/2026"}, "registration_kind", "“Trong 60 ngày (đúng hạn)”"),
    ("1.001193", ETHNIC, {"child_ethnicity": "02"}, "child_ethnicity", "cha hoặc của mẹ"),
    ("1.001193", ETHNIC | {"relation_to_child": "me"}, {"birth_case": "chua_ro_me"}, "birth_case", "mẹ của bé"),
    ("1.000656", DEATH, {"death_date": "04/11/2026"}, "death_registration_kind", "“Đã quá 15 ngày (quá hạn)”"),
    ("1.000656", DEATH | {"death_registration_kind": "4", "death_date": "04/11/2026"}, {"death_date": "05/11/2026"}, "death_registration_kind", "“Trong 15 ngày (đúng hạn)”"),
    ("1.000656", DEATH | {"death_registration_kind": "5", "death_date": "1990"}, {"death_date": "10/11/2026"}, "death_registration_kind", "vẫn trong 15 ngày"),
    ("1.000656", DEATH | {"deceased_birth": "1940"}, {"deceased_birth": "06/11/2026"}, "death_date", "trước"),
    ("1.013831", {"change_kind": "chuyen_doi", "land_use": "LUC"}, {"land_use": "ODT"}, "land_use", "nông nghiệp"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "good", "change", "where", "words"), CASES)
def test_what_does_not_go_together_is_said_at_the_question(
    catalogue: Catalogue, code: str, good: dict, change: dict, where: str, words: str | None
) -> None:
    assert where not in said(catalogue, code, good)
    told = said(catalogue, code, good | change)
    assert words in told[where] if words else where not in told


@pytest.mark.parametrize(("typed", "fine"), [("5610", True), ("561", False), ("56A0", False), ("", True)])
def test_a_line_of_business_has_four_digits(catalogue: Catalogue, typed: str, fine: bool) -> None:
    form = build(catalogue.procedures["1.001612"])(MultiDict({"lines-0-line_name": "Phở", "lines-0-vsic4": typed}))
    form.validate()
    assert ("lines-0-vsic4" in {field.name for field in form.wrong}) is not fine


def test_another_purpose_must_be_named(catalogue: Catalogue) -> None:
    form = build(catalogue.procedures["3.000333"])(MultiDict({"purpose": "khac"}))
    form.validate()
    assert "purpose_text" in {field.name for field in form.wrong}
    assert "purpose_text" not in build(catalogue.procedures["3.000333"])(MultiDict({"purpose": "du-hoc"})).asked


def test_another_kind_of_place_must_be_named(catalogue: Catalogue) -> None:
    form = build(catalogue.procedures["1.004194"])(MultiDict(STAY | {"housing_basis": "khac"}))
    form.validate()
    assert "housing_other" in {field.name for field in form.wrong}


def derived(catalogue: Catalogue, code: str, name: str, filed: dict[str, str]) -> str | None:
    return clean(build(catalogue.procedures[code])(MultiDict(filed))).get(name)


RENTED = STAY | {
    "housing_basis": "thue", "consent_owner": "giay", "consent_owner_name": "Đỗ Văn Hùng", "agency": "06685",
    "new_address": "số 8, ngõ 5", "temp_from": "01/12/2026", "temp_to": "30/11/2028", "household_mode": "lap_ho",
}  # fmt: skip
FAMILY = {"has_members": "yes", "members-0-member_name": "Lê Thị Chi", "members-3-member_name": "Trần Minh Đức"}


def test_the_request_is_written_from_the_answers(catalogue: Catalogue) -> None:
    assert derived(catalogue, "1.004194", "request_text", RENTED | FAMILY) == (
        "Đăng ký tạm trú tại số 8, ngõ 5, phường Hồng Gai, từ ngày 01/12/2026 đến ngày 30/11/2028. "
        "Ở nhà thuê của Đỗ Văn Hùng. Lập hộ riêng, tự làm chủ hộ. Cùng đăng ký: Lê Thị Chi, Trần Minh Đức."
    )


def test_a_request_of_the_persons_own_stays(catalogue: Catalogue) -> None:
    own = RENTED | {"request_text": "Xin đăng ký giúp."}
    assert derived(catalogue, "1.004194", "request_text", own) == "Xin đăng ký giúp."


DERIVED = [
    ("1.004194", "request_text", RENTED | {"housing_basis": "khac", "housing_other": "thuyền của cậu"}, "Chỗ ở: thuyền của cậu."),
    ("1.002755", "request_text", RENTED | {"old_permit_end": "30/11/2026"}, "thời hạn hiện nay hết ngày 30/11/2026."),
    ("1.004194", "request_text", RENTED | {"residence_case": "danh_sach", "list_count": "50"}, "theo danh sách cho 50 người"),
    ("1.004222", "request_text", {"new_address": "số 8", "agency": "06685", "residence_case": "so_huu"}, "Chỗ ở thuộc quyền sở hữu của mình."),
    ("1.001612", "capital_words", {"capital": "50.000.000"}, "Năm mươi triệu đồng"),
    ("1.001193", "child_birth_date_words", {"child_birth_date": "5/11/2026"}, "Ngày mùng năm tháng mười một năm hai nghìn không trăm hai mươi sáu"),
    ("1.013225", "work_name", {"lot_no": "1"}, "Nhà ở riêng lẻ"),
    ("2.000635", "document_name", {"extract_kind": "ket-hon"}, "Giấy chứng nhận kết hôn"),
    ("1.007277", "papers", {"asks_exemption": "yes"}, "(2) Bản sao giấy tờ chứng minh được miễn"),
    ("1.013831", "papers_list", {"has_co_holders": "yes"}, "Thoả thuận cấp chung một giấy chứng nhận"),
    ("1.013831", "change_text", {
        "change_kind": "tang_cho", "parcel_no": "12", "map_sheet_no": "3", "area_m2": "80,5", "transferor_name": "Vũ Thị Yến",
        "parcel_address-province": "22", "parcel_address-ward": "06685", "parcel_address-detail": "Tổ 3", "contract_no": "15/CC",
        "contract_kind": "hợp đồng tặng cho", "contract_date": "1/11/2026", "new_certificate": "no",
    }, "từ Vũ Thị Yến. Theo hợp đồng tặng cho số 15/CC, ký ngày 01/11/2026. Đề nghị xác nhận thay đổi"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "filed", "part"), DERIVED)
def test_what_follows_from_the_answers_is_not_asked_twice(
    catalogue: Catalogue, code: str, name: str, filed: dict, part: str
) -> None:
    assert part in (derived(catalogue, code, name, filed) or "")
