"""The provinces and communes since July 2025, against the counts and names of the domain notes."""

import json
import unicodedata
from collections import Counter

import pytest

from webapp.units import divisions, service

QUANG_NINH = {
    "phường":
        "06706 Tuần Châu · 06661 Việt Hưng · 06673 Bãi Cháy · 06652 Hà Tu · 06676 Hà Lầm · 06658 Cao Xanh · "
        "06685 Hồng Gai · 06688 Hạ Long · 07030 Hoành Bồ · 06709 Móng Cái 2 · 06712 Móng Cái 1 · "
        "06736 Móng Cái 3 · 06760 Mông Dương · 06778 Quang Hanh · 06781 Cửa Ông · 06793 Cẩm Phả · "
        "06811 Uông Bí · 06820 Vàng Danh · 06832 Yên Tử · 07069 Mạo Khê · 07081 Bình Khê · 07090 An Sinh · "
        "07093 Đông Triều · 07114 Hoàng Quế · 07132 Quảng Yên · 07135 Đông Mai · 07147 Hiệp Hoà · "
        "07168 Hà An · 07180 Liên Hoà · 07183 Phong Cốc",
    "xã":
        "07054 Quảng La · 07060 Thống Nhất · 06724 Hải Sơn · 06733 Hải Ninh · 06757 Vĩnh Thực · "
        "06799 Hải Hoà · 06838 Bình Liêu · 06841 Hoành Mô · 06856 Lục Hồn · 06862 Tiên Yên · 06874 Điền Xá · "
        "06877 Đông Ngũ · 06886 Hải Lạng · 06895 Đầm Hà · 06913 Quảng Tân · 06922 Quảng Hà · "
        "06931 Quảng Đức · 06946 Đường Hoa · 06967 Cái Chiên · 06978 Ba Chẽ · 06979 Kỳ Thượng · "
        "06985 Lương Minh",
    "đặc khu":
        "06994 Vân Đồn · 07192 Cô Tô",
}  # fmt: skip


def everyone() -> list[divisions.Ward]:
    return [ward for province in divisions.table().values() for ward in province.wards.values()]


def test_it_knows_34_provinces_and_3321_communes() -> None:
    assert len(divisions.table()) == 34
    assert Counter(ward.kind for ward in everyone()) == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_no_code_stands_twice_and_each_has_its_length() -> None:
    codes = [ward.code for ward in everyone()]
    assert len(set(codes)) == len(codes) == 3321
    assert {len(code) for code in codes} == {5}
    assert {len(code) for code in divisions.table()} == {2}


def test_every_name_is_composed_unicode_without_stray_spaces() -> None:
    for one in [*divisions.table().values(), *everyone()]:
        assert one.name == unicodedata.normalize("NFC", one.name).strip()
        assert "  " not in one.name


@pytest.mark.parametrize("kind", QUANG_NINH)
def test_quang_ninh_has_the_units_of_resolution_1679(kind: str) -> None:
    wanted = dict(entry.split(" ", 1) for entry in QUANG_NINH[kind].split(" · "))
    found = {w.code: w.name for w in divisions.table()["22"].wards.values() if w.kind == kind}
    assert found == wanted


def test_quang_ninh_has_54_units() -> None:
    assert len(service.wards("22")) == 54


def test_province_22_is_called_tinh_and_keeps_the_open_question_as_data() -> None:
    assert service.province_name("22") == "tỉnh Quảng Ninh"
    note = service.province_note("22")
    assert note is not None
    assert "Thành phố Quảng Ninh" in note["vi"]
    assert service.province_note("01") is None


def test_dong_nai_is_a_city_as_of_2026() -> None:
    assert service.province_name("75") == "thành phố Đồng Nai"


def test_the_file_says_where_it_comes_from() -> None:
    assert "vietnamadminunits 1.0.4 (MIT)" in json.loads(divisions.FILE.read_text(encoding="utf-8"))["source"]


def test_it_sorts_as_a_vietnamese_dictionary() -> None:
    names = ["Ông", "Đầm Hà", "Ổi", "An", "Ân", "Dương", "Ăn", "Ba Chẽ", "Bãi Cháy", "Oanh"]
    assert sorted(names, key=divisions.collation) == [
        "An", "Ăn", "Ân", "Ba Chẽ", "Bãi Cháy", "Dương", "Đầm Hà", "Oanh", "Ổi", "Ông",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["Hồng Gai", "phường Hồng Gai", "hong gai", " PHUONG  HONG GAI "])
def test_it_finds_a_ward_as_people_type_it(typed: str) -> None:
    assert service.find_ward("22", typed) == "06685"
    assert service.find_ward("22", unicodedata.normalize("NFD", typed)) == "06685"


def test_it_finds_a_ward_with_the_tone_mark_on_either_letter() -> None:
    assert service.find_ward("22", "Liên Hòa") == service.find_ward("22", "Liên Hoà") == "07180"


def test_it_tells_two_communes_apart_that_differ_by_one_mark() -> None:
    assert service.find_ward("31", "Cẩm Giang") == "10888"
    assert service.find_ward("31", "Cẩm Giàng") == "10903"
    assert service.find_ward("31", "cam giang") is None


def test_what_was_typed_counts_when_the_list_showed_another_province() -> None:
    assert service.choose_ward("22", "06685") == "06685"
    assert service.choose_ward("01", "06685", "Ba Đình") == "00004"
    with pytest.raises(service.UnknownWard):
        service.choose_ward("01", "06685")


def test_it_knows_which_ward_lies_in_which_province() -> None:
    assert service.is_ward("22", "06685")
    assert not service.is_ward("01", "06685")
    assert not service.is_ward("99", "06685")
    assert service.ward_name("99999") == service.province_name("99") == ""
