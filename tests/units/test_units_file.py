"""What stands in units.yaml is complete, in both languages, and honest about what is only an illustration."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.units import service
from webapp.units.models import KINDS

FORMER_HA_LONG = {
    "06706", "06661", "06673", "06652", "06676", "06658", "06685", "06688", "07030", "07054", "07060",
}  # fmt: skip
CONFIRMED = {("post_office", "name"), ("post_office", "phone"), ("commune_centre", "name"), ("province_centre", "name")}


def test_each_ward_of_the_former_city_has_its_centre(db: Session) -> None:
    centres = service.all_units(db, "commune_centre")
    assert {unit.gso_code for unit in centres} == FORMER_HA_LONG
    assert len(centres) == 11


def test_there_is_one_provincial_centre_above_them(db: Session) -> None:
    (centre,) = service.all_units(db, "province_centre")
    assert {unit.parent_id for unit in service.all_units(db, "commune_centre")} == {centre.id}


def test_every_kind_of_place_is_there(db: Session) -> None:
    assert {unit.kind for unit in service.all_units(db)} == set(KINDS)


def test_the_four_post_offices_of_the_pilot_are_there(db: Session) -> None:
    offices = service.all_units(db, "post_office")
    assert {unit.name_vi for unit in offices} == {
        "Bưu điện Hà Tu", "Bưu điện Giếng Đáy", "Bưu điện Việt Hưng", "Bưu điện Thống Nhất",
    }  # fmt: skip
    assert {unit.phone for unit in offices} == {"1900 54 54 81"}


def test_whatever_is_not_a_known_fact_is_marked_as_an_illustration(db: Session) -> None:
    for unit in service.all_units(db):
        values = {
            "name": unit.name_vi, "address": unit.address_vi, "hours": unit.hours, "police_hours": unit.police_hours,
            "phone": unit.phone, "location": unit.lat, "bank": unit.bank_bin, "agency_code": unit.agency_code,
        }  # fmt: skip
        unmarked = {field for field, value in values.items() if value and not unit.is_demo(field)}
        assert {(unit.kind, field) for field in unmarked} <= CONFIRMED, unit.id


def test_no_place_marks_a_value_that_it_does_not_have(db: Session) -> None:
    columns = {"name": "name_vi", "address": "address_vi", "bank": "bank_bin", "location": "lat"}
    for unit in service.all_units(db):
        for field in unit.demo_fields:
            assert getattr(unit, columns.get(field, field)), f"{unit.id}: {field}"


def test_every_text_is_there_in_both_languages_and_filled_in(db: Session) -> None:
    for unit in service.all_units(db):
        for text in filter(None, (unit.name, unit.short_name, unit.address)):
            assert text["vi"]
            assert text["en"]
            assert "{" not in text["vi"] + text["en"]


def test_every_receiving_unit_can_be_paid_and_has_a_code_of_its_own(db: Session) -> None:
    units = service.receiving_units(db)
    assert len({unit.agency_code for unit in units}) == 12
    for unit in units:
        account = service.bank_account(db, unit.id)
        assert re.fullmatch(r"9704\d\d", account.bin)
        assert re.fullmatch(r"9999\d{9}", account.number), "a demo account cannot be a real one"
        assert re.fullmatch(r"[A-Z ]+", account.name)
        assert account.demo


def test_a_place_that_takes_no_money_says_so(db: Session) -> None:
    with pytest.raises(service.NoBankAccount):
        service.bank_account(db, "buu-dien-ha-tu")


def test_loading_again_changes_nothing(db: Session) -> None:
    before = [(unit.id, unit.phone, unit.position) for unit in service.all_units(db)]
    assert service.load(db) == len(before)
    db.expire_all()
    assert [(unit.id, unit.phone, unit.position) for unit in service.all_units(db)] == before


def test_a_correction_by_hand_survives_the_next_load(db: Session) -> None:
    db.get_one(service.Unit, "hong-gai").phone = "0203 3 825 000"
    service.load(db)
    db.expire_all()
    assert service.get(db, "hong-gai").phone == "0203 3 825 000"


def test_a_value_that_changed_in_the_file_is_taken_over(db: Session) -> None:
    unit = db.get_one(service.Unit, "hong-gai")
    unit.phone = "0203 000 9999"
    unit.seeded = {**unit.seeded, "phone": "0203 000 9999"}  # as an older file had it
    service.load(db)
    assert service.get(db, "hong-gai").phone == "0203 000 0101"


def test_a_closed_unit_is_as_if_unknown(db: Session) -> None:
    db.get_one(service.Unit, "cao-xanh").active = False
    db.flush()
    with pytest.raises(service.UnknownUnit):
        service.get(db, "cao-xanh")
    assert len(service.receiving_units(db)) == 11
    assert db.scalar(select(service.Unit).where(service.Unit.id == "cao-xanh"))


def test_it_finds_the_centre_of_a_ward(db: Session) -> None:
    found = service.for_ward(db, "06685")
    assert found is not None
    assert found.id == "hong-gai"
    assert service.for_ward(db, "00004") is None


def test_a_team_without_a_number_leads_to_the_centre_of_its_ward(db: Session) -> None:
    for unit_id in ("to-so-quang-la-2", "thanh-nien-ha-long", "buu-dien-gieng-day"):
        unit = service.get(db, unit_id)
        centre = service.parent_centre(db, unit)
        assert centre is not None
        assert centre.gso_code == unit.gso_code


@pytest.mark.parametrize(
    ("authority", "vi", "en"),
    [
        ("commune_committee", "UBND phường Hồng Gai", "People's Committee of Hồng Gai Ward"),
        ("commune_police", "Công an phường Hồng Gai", "Police of Hồng Gai Ward"),
        ("province_police", "Công an tỉnh Quảng Ninh", "Police of Quảng Ninh Province"),
    ],
)
def test_it_says_who_decides_as_people_call_them(db: Session, authority: str, vi: str, en: str) -> None:
    assert service.authority_name(service.get(db, "hong-gai"), authority) == {"vi": vi, "en": en}


def test_it_names_every_authority_that_procedures_know(db: Session) -> None:
    unit = service.get(db, "quang-la")
    for authority in ("province_department", "land_registry", "tax_office", "social_insurance"):
        assert service.authority_name(unit, authority)["vi"]
    assert service.authority_name(unit, "commune_committee")["vi"] == "UBND xã Quảng La"
