"""Pure: the table of papers, its cells run together: «Đơn đề nghịMẫu 01.docx1 bản chính,2 bản saoGiấy …0 bản chính,1 bản sao»."""

import re
from collections.abc import Iterator

from webapp.national.record import Doubt, Group, Kind, Paper

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
QUANTITY = re.compile(r"(?P<originals>(?<!\d)\d{1,20}) bản chính(?:,(?P<copies>\d{1,3}) bản sao)?")
FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar|jpe?g|png)", re.IGNORECASE)
NAMED = re.compile(
    r"Mẫu|Mau|MẪU|Phụ lục|Phu ?luc|PL|Đơn|Don|Tờ khai|To khai|Biểu|Bieu|Văn bản|Giấy|Báo cáo", re.IGNORECASE
)
LONGEST = 120  # signs of a file's name
DASHES = re.compile(r"[-–\s]*")


def read(text: str) -> tuple[tuple[Group, ...], list[str], list[Doubt]]:
    """Groups of papers, what stands outside the table, and the doubts."""
    parts = text.strip().split(HEAD)
    left, groups, doubts = [], list[Group](), []
    title = parts[0]
    for part in parts[1:]:
        papers, rest, found = _papers(part)
        doubts += found
        if papers:
            groups.append(Group("" if DASHES.fullmatch(title) else title.strip(), tuple(papers)))
        elif not DASHES.fullmatch(title):
            left.append(title.strip())
        title = rest
    if not DASHES.fullmatch(title):
        left.append(title.strip())
    doubts += [Doubt(Kind.UNREAD_TEXT, "papers", words) for words in left]
    if not groups:
        doubts.append(Doubt(Kind.NO_PAPERS, "papers", text.strip()))
    return tuple(groups), left, doubts


def _papers(part: str) -> tuple[list[Paper], str, list[Doubt]]:
    papers, doubts, start = [], [], 0
    for found in _quantities(part):
        name, originals, sure = _number(part[start : found.start()], found["originals"])
        copies = int(found["copies"]) if found["copies"] else 0
        name, forms = _forms(name)
        quantity = found[0] if originals is None else found[0][len(found["originals"]) - len(str(originals)) :]
        papers.append(Paper(name, forms, originals, copies, quantity))
        if not sure:
            doubts.append(
                Doubt(Kind.COPIES_RUN_TOGETHER, "papers", part[max(start, found.start() - 60) : found.end()].strip())
            )
        start = found.end()
    return papers, part[start:], doubts


def _quantities(part: str) -> Iterator[re.Match[str]]:
    """Those that end a row: not «nộp 01 bản chính tờ khai» inside a name."""
    for found in QUANTITY.finditer(part):
        digits, before, after = (
            found["originals"],
            part[max(0, found.start() - 1) : found.start()],
            part[found.end() : found.end() + 1],
        )
        if before == "(" or (len(digits) == 2 and digits[0] == "0"):
            continue
        if before == " " and after in (" ", ".", ",", ";", ":", ")"):
            continue
        yield found


def _number(name: str, digits: str) -> tuple[str, int | None, bool]:
    """The number of originals apart from a number that the name ends with; whether that is sure.

    A year has four digits, so what follows it is the number. Nobody asks for ten originals or more: of three digits and more the last
    counts, and is doubted; of two nobody can tell.
    """
    if len(digits) == 1:
        return name, int(digits), True
    if len(digits) == 2:
        return name, None, False
    return name + digits[:-1], int(digits[-1]), bool(re.fullmatch(r"(?:19|20)\d\d\d", digits))


def _forms(name: str) -> tuple[str, tuple[str, ...]]:
    """Names of files at the end of a paper's name; where none can be told apart the name stays as it stands."""
    files = list(FILE.finditer(name))
    if not files or files[-1].end() != len(name.rstrip()):
        return name.strip(), ()
    seams = _seams(name, files[0].start())
    if not seams:
        return name.strip(), ()
    begins = next((place for place in reversed(seams) if NAMED.match(name, place)), seams[-1])
    if files[0].end() - begins > LONGEST:
        return name.strip(), ()
    cuts = [begins, *(file.end() for file in files)]
    forms = tuple(name[begin:end].strip() for begin, end in zip(cuts, cuts[1:], strict=False))
    return name[:begins].strip(), forms


def _seams(name: str, end: int) -> list[int]:
    """Where two cells may meet: a capital or a number right behind a small letter, a capital word or a closing mark."""
    return [
        place
        for place in range(max(1, end - LONGEST), end)
        if _is_seam(name[max(0, place - 2) : place], name[place : place + 2])
    ]


def _is_seam(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    closing = last in ';:,)”"' or (last == "." and not before[:1].isdigit())
    if first.isdigit():
        return closing and last != "." and last != ","
    if not first.isupper():
        return False
    return closing or last.islower() or (last.isupper() and after[1:].islower())
