"""Pure: the legal basis, names and numbers run together: «Luật Hộ tịch60/2014/QH13Nghị định …123/2015/NĐ-CP»."""

import re

from webapp.national.record import Doubt, Kind, Law

HEAD = "Tên văn bản pháp lýMã văn bản"
ISSUER = (
    r"QH\d{2}|UBTVQH\d{2}|(?:NĐ|NQ|QĐ|TT|TTLT|CT|VBHN|PL|L|SL|HĐBT|BTC|UBTVQH\d{0,2})-? ?(?:CP|TTg|UBND|HĐND|UBTVQH\d{0,2}|HĐTP|"
    r"(?:BTC|BTP|BCA|BXD|BNNMT|BNNPTNT|BGTVT|BTNMT|BCT|BYT|BNV|BKHĐT|BKHCN|BLĐTBXH|BVHTTDL|BTTTT|BGDĐT|BQP|BNG|NHNN|TANDTC|VKSNDTC|"
    r"VPCP|TTCP|BHXH|UBDT|VPQH|KTNN|BDTTG|ĐCT)(?:-(?:BTC|BTP|BCA|BXD|BQP|TANDTC|VKSNDTC|NHNN|BNV|BYT|BTNMT|BCT|BNG|BLĐTBXH))*)"
)
# no number of a law is as long as that; without an end to them, a text of digits would take time by its square
NUMBER = re.compile(
    rf"(?:(?:Thông tư|Luật|Nghị định|Nghị quyết|Quyết định)(?: số)? )?\d{{1,12}}(?:\.\d{{1,6}})?/(?:\d{{4}}/)?(?:{ISSUER})"
)

YEAR = re.compile(r"(?:19|20)\d\d(?=\d+/)")


def read(text: str) -> tuple[tuple[Law, ...], list[Doubt]]:
    """One law a row. A number ends a row where it stands right behind its name, or names again what the name already named."""
    text = text.strip().removeprefix(HEAD).strip()
    if not text or text == "Không có thông tin":
        return (), []
    laws, start = list[Law](), 0
    for found in NUMBER.finditer(text):
        begins = found.start() + (4 if YEAR.match(found[0]) else 0)
        name, number, after = text[start:begins], text[begins : found.end()].strip(), text[found.end() :]
        if not name and laws and laws[-1].number == number:  # the name itself ended with its number
            laws[-1] = Law(f"{laws[-1].name} {number}", number)
            start = found.end()
        elif _ends_row(name, after):
            laws.append(Law(" ".join(name.split()), number))
            start = found.end()
    rest = " ".join(text[start:].split())
    if not rest:
        return tuple(laws), []
    laws.append(Law(rest))
    return tuple(laws), [] if NUMBER.search(rest) else [Doubt(Kind.UNREAD_TEXT, "laws", rest)]


def _ends_row(name: str, after: str) -> bool:
    """Whether a number stands right behind a name, and a new row or nothing right behind the number."""
    joined = bool(name) and name[-1] not in ' \t(/-–,“"'
    return joined and not (after and (after[0].isspace() or after[0] in ",;.)(/"))
