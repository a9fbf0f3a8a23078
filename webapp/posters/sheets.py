"""The words of each sheet, as data/poster.typ reads them. Everything on it is public; who makes it stands nowhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, get_template_attribute
from sqlalchemy.orm import Session

from webapp import clock, qr
from webapp.i18n import _, pick, say_date
from webapp.posters import addresses, facts
from webapp.posters.addresses import Target
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.units import service as units
from webapp.units.service import Unit

Sheet = dict[str, Any]
WITH_CODES = 3
"""Of a field with so few procedures each has a code of its own."""
Shorts = Mapping[Target, str]


def code(short: str, alt: str) -> dict[str, str]:
    return {"svg": qr.svg(addresses.link(short), "Q"), "address": addresses.typed(short), "alt": alt}


def footer(unit: Unit, about: str = "") -> dict[str, str]:
    config = current_app.config["CONFIG"]
    return {
        "unit": pick(unit.name), "hotline": _("Cần giúp, gọi %(phone)s", phone=config.hotline) if config.hotline else "",
        "dated": facts.joined((_("Thông tin ngày %(day)s", day=say_date(clock.today())), about)),
        "demo": _("BẢN DÙNG THỬ") if config.demo else "",
    }  # fmt: skip


def of_procedure(unit: Unit, one: Procedure, shorts: Shorts) -> Sheet:
    demo, today = current_app.config["CONFIG"].demo, clock.today()
    papers, more = facts.papers(one)
    name = facts.everyday(one)
    return {
        "kind": "procedure", "over": one.field_name, "name": name, "official": one.name, "purpose": one.summary,
        "papers": {"head": _("Cần có"), "named": [list(paper) for paper in papers], "more": more},
        "facts": [
            {"head": _("Lệ phí")} | facts.fee(one, demo, today).as_json(),
            {"head": _("Có kết quả")} | facts.days(one).as_json(),
            {"head": _("Ở đâu")} | _where(one, procedures.channel_of(one, demo, today).kind),
        ],
        "qr": code(shorts["procedure", one.code], _("Mã QR mở trang của thủ tục này")),
        "scan": _("Quét mã để bắt đầu"), "type": _("hoặc gõ"),
        "steps": code(shorts["steps", one.code], _("Mã QR mở trang các bước giải quyết")) | {"head": _("Các bước giải quyết")},
    } | footer(unit, _("mã %(code)s, bản %(number)s", code=one.code, number=one.number))  # fmt: skip


def _where(one: Procedure, kind: str) -> dict[str, Any]:
    """On a wall «here» would be that wall: the way in is named."""
    ways = {
        "online_here": _("Nộp trên Một Chạm: quét mã"), "in_person": _("Phải đến tận nơi"),
        "prepare_here": _("Chuẩn bị trên Một Chạm, nộp trên Cổng Dịch vụ công quốc gia"),
    }  # fmt: skip
    place = str(get_template_attribute("procedures/words.html", "authority_name")(one.definition["authority"])).strip()
    return {"big": ways[kind], "lines": [], "note": _("Nơi giải quyết: %(place)s", place=place)}


def of_field(db: Session, unit: Unit, field_id: str, shorts: Shorts) -> Sheet:
    """Its procedures, each with the letters to type after the address."""
    found = procedures.by_field(db, field_id)
    field = addresses.field(field_id) or {}
    return {
        "kind": "field", "over": _("Lĩnh vực"), "name": pick(field.get("name")),
        "official": _("Các thủ tục làm được, giấy tờ, lệ phí, ngày trả"), "head": _("Gõ %(address)s rồi thêm mã ở cuối dòng", address=addresses.typed("")),
        "rows": [_row(one, shorts["procedure", one.code], len(found) <= WITH_CODES) for one in found],
        "qr": code(shorts["field", field_id], _("Mã QR mở trang của lĩnh vực này")),
        "scan": _("Quét mã để xem tất cả"), "type": _("hoặc gõ"),
    } | footer(unit)  # fmt: skip


def _row(one: Procedure, short: str, with_code: bool) -> dict[str, str]:
    drawn = code(short, one.name) if with_code else {"address": addresses.typed(short)}
    return {"name": facts.everyday(one), "official": one.name} | drawn


def of_unit(unit: Unit, shorts: Shorts) -> Sheet:
    here, queue = shorts.get(("unit", unit.id)), shorts.get(("queue", unit.id))
    return {
        "kind": "unit", "over": _("Một Chạm: làm giấy tờ trên điện thoại"), "name": pick(unit.name), "official": _address(unit),
        "rows": _about(unit), "qr": here and code(here, _("Mã QR mở trang của nơi này")),
        "scan": _("Quét để xem giờ mở cửa, đường đi, thủ tục") if queue else _("Quét để xem giờ, cách liên hệ, thủ tục"), "type": _("hoặc gõ"),
        "queue": code(queue, _("Mã QR mở trang lấy số")) | {"head": _("Quét để lấy số, đặt giờ")} if queue else None,
    } | footer(unit)  # fmt: skip


def _address(unit: Unit) -> str:
    """Who has no office comes home, as their page says."""
    if unit.kind == "community_team" and not unit.address:
        return str(_("Đến tận nhà trong khu phố, thôn."))
    note = _note(unit, "address")
    return pick(unit.address) + (f" ({note})" if note else "") if unit.address else ""


def _about(unit: Unit) -> list[list[str]]:
    """[head, words, note]: hours, where the police differs its own, and the telephone."""
    rows = [[_("Giờ mở cửa"), _hours(unit.hours), _note(unit, "hours")]]
    if unit.police_hours and unit.police_hours != unit.hours:
        rows.append(
            [_("Giờ công an nhận giấy tờ cư trú, căn cước"), _hours(unit.police_hours), _note(unit, "police_hours")]
        )
    if unit.phone:
        rows.append([_("Điện thoại"), unit.phone, _note(unit, "phone")])
    return rows


def _hours(weekly: Mapping[str, Any]) -> str:
    return "\n".join(
        _("%(day)s: %(times)s", day=line.first, times=line.times) if line.one_day
        else _("%(first)s đến %(last)s: %(times)s", first=line.first, last=line.last, times=line.times)
        for line in units.week(dict(weekly))
    )  # fmt: skip


def _note(unit: Unit, field: str) -> str:
    """What nobody has confirmed says so."""
    return _("số liệu minh hoạ") if unit.is_demo(field) else ""


def booklet(unit: Unit, found: Sequence[Procedure], shorts: Shorts, field_id: str = "") -> list[Sheet]:
    """Title, contents, and a sheet for each procedure, field after field; `field_id`: where it is of one field only."""
    fields: dict[str, list[str]] = {}
    for one in found:
        fields.setdefault(one.field_name, []).append(facts.everyday(one))
    contents = {"kind": "contents", "name": _("Mục lục"), "fields": [[name, rows] for name, rows in fields.items()]}
    return [
        _title(unit, found, shorts, field_id), contents | footer(unit), *(of_procedure(unit, one, shorts) for one in found)
    ]  # fmt: skip


def _title(unit: Unit, found: Sequence[Procedure], shorts: Shorts, field_id: str) -> Sheet:
    of_one = {
        "name": found[0].field_name, "official": pick(unit.name), "scan": _("Quét mã để xem tất cả"),
        "qr": code(shorts["field", field_id], _("Mã QR mở trang của lĩnh vực này")),
    } if field_id else {}  # fmt: skip
    return of_unit(unit, shorts) | {
        "kind": "title", "over": _("Thủ tục làm được ở đây"), "head": _("%(n)s thủ tục: giấy tờ, lệ phí, ngày trả", n=len(found)),
    } | of_one  # fmt: skip
