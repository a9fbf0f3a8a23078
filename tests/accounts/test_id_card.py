"""The QR of an ID card: as printed, as scanners retype it, as other software lays it out."""

import unicodedata
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.id_card import IdCard, NotAnIdCard, parse

CARD = "022085001234|100123456|NGUYỄN VĂN AN|01021985|Nam|Tổ 5, Khu 3, Phường Hồng Gai, Quảng Ninh|15062021"
WOMAN = "022190005678||Trần Thị Bình|28021990|Nữ|Phường Bãi Cháy, Quảng Ninh|01072024"
CHILD = "022318001111||VŨ MINH ĐỨC|29022024|Nam|Hạ Long|05082024"


def changed(place: int, value: str, text: str = CARD) -> str:
    fields = text.split("|")
    fields[place] = value
    return "|".join(fields)


def test_it_reads_every_field_of_a_card() -> None:
    assert parse(CARD) == IdCard(
        number="022085001234",
        old_number="100123456",
        full_name="NGUYỄN VĂN AN",
        birth_date=date(1985, 2, 1),
        gender="Nam",
        residence="Tổ 5, Khu 3, Phường Hồng Gai, Quảng Ninh",
        issue_date=date(2021, 6, 15),
        name_doubtful=False,
        warnings=(),
        unread=(),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{CARD}", f"  {CARD}\r\n", f"{CARD}\t", CARD.replace("|", " | "), CARD.replace("|", "¦"),
        CARD.replace("|", "｜"),
        unicodedata.normalize("NFD", CARD), CARD.encode().decode("latin-1"), CARD.replace("022085001234",
        "022 085 001 234"),
        CARD.replace("01021985", "01/02/1985").replace("15062021", "15/06/2021"), CARD.replace("01021985", "1/2/1985"),
        CARD.replace("01021985", "01-02-1985"), CARD.replace("01021985", "01.02.1985"), f"{CARD}|", f"{CARD}||||",
        f"{CARD}|NGUYỄN VĂN CHA|001060000001|TRẦN THỊ MẸ|001162000002", CARD.replace("NGUYỄN VĂN", "NGUYỄN  VĂN"),
        CARD.replace("022085", "０２２０８５"), CARD.replace("AN|", "A\u200bN|"), CARD.replace("AN|", "AN\x00|"),
        "CCCD:022085001234|CMND:100123456|Họ và tên:NGUYỄN VĂN AN|Ngày sinh:01/02/1985|Giới tính:Nam|"
        "Nơi thường trú:Tổ 5, Khu 3, Phường Hồng Gai, Quảng Ninh|Ngày cấp CCCD:15/06/2021",
        "CCCD:022085001234|CMND:100123456|NGUYỄN VĂN AN|01/02/1985|Nam|"
        "Tổ 5, Khu 3, Phường Hồng Gai, Quảng Ninh|15/06/2021",
        "Số CCCD/CMND: 022085001234 | Ngày sinh: 01021985 | Họ tên: NGUYỄN VĂN AN | "
        "Số CMND cũ: 100123456 | Ngày cấp: 15062021 | "
        "Địa chỉ: Tổ 5, Khu 3, Phường Hồng Gai, Quảng Ninh | Giới tính: Nam",
    ],
)  # fmt: skip
def test_it_reads_the_same_card_from_every_way_it_arrives(text: str) -> None:
    assert parse(text) == parse(CARD)


@pytest.mark.parametrize(
    ("text", "name", "old", "born"),
    [
        (WOMAN, "Trần Thị Bình", None, date(1990, 2, 28)),
        (CHILD, "VŨ MINH ĐỨC", None, date(2024, 2, 29)),
        (WOMAN + "|" * 20, "Trần Thị Bình", None, date(1990, 2, 28)),
        (changed(1, "022085009999"), "NGUYỄN VĂN AN", "022085009999", date(1985, 2, 1)),
    ],
)
def test_it_reads_other_cards(text: str, name: str, old: str | None, born: date) -> None:
    card = parse(text)
    assert (card.full_name, card.old_number, card.birth_date) == (name, old, born)
    assert not card.name_doubtful
    assert not card.unread


@pytest.mark.parametrize(
    "name",
    [
        "NGUYEN VAN AN", "NGUYEENX VAWN AN", "NGUY?N V?N AN", "NGUYỄN VAWN AN", "NGUYEÃN VĂN AN?",
        "NGUY\ufffdN V\ufffdN AN",
        "nguyeenx vawn an", "NGUYE64N VA8N AN", "NGUYỄN VĂN AN1", "", "???", "ĐOÀN THIJ HOAF", "TRẦN VĂN NAMS",
        "LEE VĂN AN",
        "NGUYá»„N VÄ‚N AN?", "NGUYỄN_VĂN",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gender", ["Nam", "nam", "NAM"])
def test_it_flags_a_name_the_scanner_damaged_and_keeps_number_and_date(name: str, gender: str) -> None:
    card = parse(changed(2, name, changed(4, gender)))
    assert card.name_doubtful
    assert (card.number, card.birth_date, card.gender) == ("022085001234", date(1985, 2, 1), "Nam")


@pytest.mark.parametrize("name", ["LÊ AN", "Đỗ Thị Mỹ", "Y Ban Êban", "K’Brễu", "H'Hen Niê", "LÊ Á-ĐÔNG", "Lã Thị Bé"])
def test_it_trusts_a_name_with_its_diacritics(name: str) -> None:
    assert parse(changed(2, name)).full_name == name
    assert not parse(changed(2, name)).name_doubtful


@pytest.mark.parametrize("word", ["Nữ", "NỮ", "Nu", "NUWX", "Nuwx", "Nu74", "N?", "N\ufffd", "N", "nữ", "Nử", "Female"])
def test_it_reads_a_woman_from_what_keyboards_make_of_it(word: str) -> None:
    card = parse(changed(4, word, WOMAN))
    assert card.gender == "Nữ"
    assert not card.warnings
    assert not card.unread


def test_it_takes_the_gender_from_the_number_where_the_card_s_own_is_unreadable() -> None:
    card = parse(changed(4, "??", WOMAN))
    assert (card.gender, card.unread, card.warnings) == ("Nữ", ("gender",), ())


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (changed(0, "022086001234"), ("birth_year_mismatch",)),
        (changed(0, "022285001234"), ("birth_year_mismatch",)),  # the right digits of another century
        (changed(0, "022185001234"), ("gender_mismatch",)),
        (changed(4, "Nữ"), ("gender_mismatch",)),
        (changed(0, "022399001234"), ("birth_year_mismatch", "gender_mismatch")),
        (changed(0, "999085001234"), ()),  # an unknown prefix says nothing
        (changed(0, "000085001234"), ()),
    ],
)
def test_it_warns_of_what_does_not_fit_and_never_blocks(text: str, warnings: tuple[str, ...]) -> None:
    assert parse(text).warnings == warnings


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (changed(6, ""), ("issue_date",)), (changed(6, "Cục CS QLHC"), ("issue_date",)), (changed(1, "12345"),
        ("old_number",)),
        (changed(1, "không"), ("old_number",)),
    ],
)  # fmt: skip
def test_it_leaves_out_what_makes_no_sense_beside_the_point(text: str, unread: tuple[str, ...]) -> None:
    assert parse(text).unread == unread


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"), (" \r\n\ufeff", "empty"), ("x" * 3001, "too_long"), (CARD + "|" * 3000, "too_long"),
        ("022085001234", "fields"), ("022085001234||NGUYỄN VĂN AN|01021985|Nam|Hạ Long", "fields"), ("||||||",
        "number"),
        ("https://vneid.gov.vn/a|b|c|d|e|f|g", "number"), (changed(0, "02208500123"), "number"),
        (changed(0, "0220850012345"), "number"), (changed(0, "02208500123O"), "number"),
        (changed(0, "100123456"), "number"),
        (changed(0, "٠٢٢٠٨٥٠٠١٢٣٤"), "number"), (changed(0, ""), "number"), (changed(2, "Á" * 121), "name"),
        (changed(3, "31021985"), "birth_date"), (changed(3, "29022023"), "birth_date"),
        (changed(3, "01131985"), "birth_date"),
        (changed(3, "00021985"), "birth_date"), (changed(3, "19850201"), "birth_date"),
        (changed(3, "01021899"), "birth_date"),
        (changed(3, "1021985"), "birth_date"), (changed(3, ""), "birth_date"), (changed(3, "1985"), "birth_date"),
        (changed(3, "01-1985"), "birth_date"), (changed(6, "31062021"), "issue_date"), (changed(6, "31011985"),
        "issue_date"),
        ("CCCD:022085001234|CMND:", "fields"), ("CCCD:abc|CMND:|Tên:A|Ngày sinh:01/01/1990", "number"),
        ("DN4010012345678|4e677579|01/01/1985|1|2|3|4", "number"),  # the old health-insurance card
        ("00020101021138540010A00000072701240006970423", "fields"),
    ],
)  # fmt: skip
def test_it_says_why_a_text_is_no_card(text: str, reason: str) -> None:
    with pytest.raises(NotAnIdCard) as refused:
        parse(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("place", "reason"), [(3, "birth_date"), (6, "issue_date")])
def test_it_refuses_a_date_to_come_when_told_the_day(place: int, reason: str) -> None:
    text = changed(place, "24112026")
    with pytest.raises(NotAnIdCard) as refused:
        parse(text, today=date(2026, 11, 23))
    assert refused.value.reason == reason


@given(st.text(max_size=200))
def test_it_answers_any_text_with_a_card_or_a_named_refusal(text: str) -> None:
    for candidate in (text, f"022085001234|{text}", CARD.replace("AN", text[:5]), f"CCCD:022085001234|{text}|01021985"):
        with suppress(NotAnIdCard):
            assert parse(candidate).number == "022085001234"


@given(
    number=st.from_regex(r"[0-9]{12}", fullmatch=True),
    born=st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    gender=st.sampled_from(["Nam", "Nữ"]),
)
def test_it_never_refuses_twelve_digits_and_a_date_that_was(number: str, born: date, gender: str) -> None:
    card = parse(f"{number}||LÊ AN|{born:%d%m%Y}|{gender}|Hạ Long|")
    assert (card.number, card.birth_date, card.gender) == (number, born, gender)


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)), st.sampled_from("/.-"))
def test_it_reads_a_date_with_and_without_separators_alike(born: date, mark: str) -> None:
    assert parse(changed(3, f"{born:%d{mark}%m{mark}%Y}", changed(6, ""))).birth_date == born
