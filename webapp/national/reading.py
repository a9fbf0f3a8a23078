"""Pure: a record of the crawl of the national portal, read. Total: any text in any key gives a record and doubts, never an error but `Refused`.

Source of the format and its traps: FACTS §5.1, docs/catalogue.md.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from webapp.national import laws, papers, ways
from webapp.national.record import Doubt, Kind, Record, Result
from webapp.normal import normal

NOTHING = "Không có thông tin"
LONGEST_CODE = 100
CODE = re.compile(r"\d\.\d{6}")
KEYS = {
    "ma_thu_tuc", "ten_thu_tuc", "so_quyet_dinh", "cap_thuc_hien", "linh_vuc", "doi_tuong_thuc_hien", "co_quan_co_tham_quyen",
    "co_quan_thuc_hien", "cach_thuc_thuc_hien", "thanh_phan_ho_so", "can_cu_phap_ly", "yeu_cau_dieu_kien", "ket_qua_xu_ly",
    "trinh_tu_thuc_hien", "_org",
}  # fmt: skip
DATES = ("ngay_cap_nhat", "crawled_at", "_crawled_at", "ngay_thu_thap", "_date")
APART = re.compile("[\u0300-\u036f]")  # marks of letters; composed Vietnamese has none
UNSTORED = re.compile("[\0\ud800-\udfff]")
LEVELS = ("Cấp bộ", "Cấp tỉnh", "Cấp xã", "Cơ quan khác")
APPLICANTS = (
    "Tổ chức (không bao gồm doanh nghiệp, HTX)", "Cán bộ, công chức, viên chức", "Doanh nghiệp có vốn đầu tư nước ngoài",
    "Người Việt Nam định cư ở nước ngoài", "Doanh nghiệp Việt Nam", "Công dân Việt Nam", "Người nước ngoài", "Tổ chức nước ngoài",
    "Doanh nghiệp", "Hợp tác xã",
)  # fmt: skip
RESULT = re.compile(r"Mã: ?(?P<code>[A-Z0-9][A-Z0-9.\-]*\d|\d)")
FURNITURE = re.compile(r"Từ khóa(?P<keywords>.*?)Mô tả(?P<about>.*?)(?:Chọn cơ quan thực hiện.*)?$", re.DOTALL)
BUTTONS = re.compile(r"Chọn cơ quan thực hiện(?=Tỉnh/ Thành phố|$).*$", re.DOTALL)
NO_CONDITION = re.compile(
    r"\s*[-–+]?\s*không(?: có| quy định| yêu cầu)?(?: yêu cầu(?:, điều kiện)?| điều kiện)?\s*[.;]?\s*", re.IGNORECASE
)


class Refused(ValueError):
    """A record without a code or without a name; says which."""


def read(raw: Mapping[str, Any], on: date) -> Record:
    """`raw`: a line of the crawl as JSON; `on`: the day for which promotions count. Raises Refused."""
    texts = {str(key): _text(value) for key, value in raw.items()}
    code, name = code_of(raw), name_of(raw)
    if not code or not name:
        raise Refused("ma_thu_tuc" if not code else "ten_thu_tuc")
    rows, left_ways, of_ways = ways.read(texts.get("cach_thuc_thuc_hien", ""), on)
    groups, left_papers, of_papers = papers.read(texts.get("thanh_phan_ho_so", ""))
    basis, of_laws = laws.read(texts.get("can_cu_phap_ly", ""))
    results, about, keywords = _result(texts.get("ket_qua_xu_ly", ""))
    record = Record(
        code, name, said(texts, "so_quyet_dinh"), said(texts, "linh_vuc"), _listed(said(texts, "cap_thuc_hien"), LEVELS),
        _listed(said(texts, "doi_tuong_thuc_hien"), APPLICANTS), said(texts, "co_quan_co_tham_quyen"),
        _listed(said(texts, "co_quan_thuc_hien"), ()), rows, groups, basis, _conditions(said(texts, "yeu_cau_dieu_kien")),
        results, about, keywords, _steps(said(texts, "trinh_tu_thuc_hien")),
        tuple([("ways", one) for one in left_ways] + [("papers", one) for one in left_papers] + _others(raw, texts)),
    )  # fmt: skip
    return replace(record, doubts=_once([*_of_shape(raw, code), *of_ways, *of_papers, *of_laws]))


def code_of(raw: Mapping[str, Any]) -> str:
    """The code, "" where there is none: what is longer than any code is none."""
    code = _text(raw.get("ma_thu_tuc")).strip()
    return code if len(code) <= LONGEST_CODE else ""


def name_of(raw: Mapping[str, Any]) -> str:
    return " ".join(_text(raw.get("ten_thu_tuc")).split())


def said(texts: Mapping[str, str], key: str) -> str:
    """The text, "" where the portal has no information."""
    text = texts.get(key, "").strip()
    return "" if text == NOTHING else text


def _text(value: Any) -> str:
    """Whatever stands there as text, its marks put together (some records have them apart); what no database stores (NUL, half a
    pair of surrogates) is left out."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if APART.search(text):
        text = normal("NFC", text)
    return UNSTORED.sub("", text)


def _listed(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Parts of a list whose parts may have commas of their own: known ones first, the rest at its commas."""
    found, rest = [], text
    while rest := rest.strip(" ,\n"):
        part = next((one for one in known if rest.startswith(one) and rest[len(one) :].lstrip()[:1] in ("", ",")), None)
        part = part or rest.split(",", 1)[0]
        found.append(part.strip())
        rest = rest[len(part) :]
    return tuple(dict.fromkeys(found))


def _result(text: str) -> tuple[tuple[Result, ...], str, str]:
    furniture = FURNITURE.match(text, begins) if (begins := text.find("Từ khóa")) >= 0 else None
    body = text[: furniture.start()] if furniture else BUTTONS.sub("", text)
    found, start = [], 0
    for match in RESULT.finditer(body):
        found.append(Result(body[start : match.start()].strip(), match["code"]))
        start = match.end()
    if (rest := body[start:].strip()) and rest != NOTHING:
        found.append(Result(rest))
    more = [said(furniture.groupdict(), name) for name in ("about", "keywords")] if furniture else ["", ""]
    return tuple(one for one in found if one.name), more[0], more[1]


def _conditions(text: str) -> str:
    return "" if NO_CONDITION.fullmatch(text) else text


def _steps(text: str) -> tuple[str, ...]:
    return tuple(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)


def _of_shape(raw: Mapping[str, Any], code: str) -> list[Doubt]:
    doubts = [] if CODE.fullmatch(code) else [Doubt(Kind.STRANGE_CODE, "code", code)]
    missing = sorted(KEYS - {"_org"} - set(raw))
    odd = sorted(key for key in KEYS & set(raw) if not isinstance(raw[key], str))
    extra = sorted(str(key) for key in raw if not _known(str(key)))
    named = (("thiếu", missing), ("không phải chữ", odd), ("lạ", extra))
    words = "; ".join(f"{what}: {', '.join(keys)}" for what, keys in named if keys)
    return [*doubts, Doubt(Kind.STRANGE_SHAPE, "record", _text(words))] if words else doubts


def _known(key: str) -> bool:
    """Keys that begin with «_» are the crawler's own («_org»)."""
    return key in KEYS or key in DATES or key.startswith("_")


def _others(raw: Mapping[str, Any], texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Text under keys that nobody knows is shown as it stands too."""
    return [
        ("others", f"{_text(key)}: {texts[str(key)].strip()}")
        for key in raw
        if not _known(str(key)) and texts[str(key)].strip()
    ]


def _once(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """The same words under three ways in are one thing to look at."""
    return tuple(dict.fromkeys(doubts))
