"""What a poster says of a procedure, short enough to be read from across a room; the same rules as its page, and nothing besides."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from webapp.i18n import _, _n, pick, say_date, say_money
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure, Quote, Term

PAPERS, FEES, CASES = 5, 3, 2
"""So many are named at most; the page has the rest."""
LONGEST_CASE = 90  # characters; a longer condition is for the page
BRACKET = re.compile(r"\s*\([^()]*\)$")
Line = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """A fact: the words in big letters, what is said beside them, further lines (label, words), and a note."""

    big: str
    lines: tuple[Line, ...] = ()
    note: str = ""
    aside: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def papers(procedure: Procedure) -> tuple[list[Line], str]:
    """(name, when it is asked for) of the first few, those that everybody needs before others; and how many more there are."""
    every = procedure.definition.get("documents") or []
    order = sorted(every, key=lambda one: (bool(one.get("when")) or not one["required"], not one["required"]))
    named = [(pick(one["name"]), _asked_when(procedure, one)) for one in order[:PAPERS]]
    left = len(order) - len(named)
    more = (
        _n(
            "và %(num)s giấy tờ khác tuỳ trường hợp: quét mã để xem",
            "và %(num)s giấy tờ khác tuỳ trường hợp: quét mã để xem",
            left,
        )
        if left
        else ""
    )
    if not named:
        named = [(_("Căn cước. Không phải nộp giấy tờ nào khác."), "")]
    return named, more


def _asked_when(procedure: Procedure, paper: Mapping[str, Any]) -> str:
    """«chỉ khi …» in the words of the form, where it has words for it."""
    if not paper.get("when"):
        return "" if paper["required"] else _("tuỳ trường hợp")
    fields = {field["id"]: field for group in procedure.definition["form"] for field in group["fields"]}
    cases = [_case(procedure, fields[name], wanted) for name, wanted in paper["when"].items() if name in fields]
    case = _(" và ").join(filter(None, cases))
    if procedures.plain(pick(paper["name"])) in procedures.plain(case):  # whoever has it brings it: that tells nothing
        case = ""
    return str(_("chỉ khi: %(case)s", case=case) if 0 < len(case) <= LONGEST_CASE else _("tuỳ trường hợp"))


def _case(procedure: Procedure, field: Mapping[str, Any], wanted: Any) -> str:
    """A ticked box by its label, a choice by what is chosen («chỗ này là nhà mượn»); a yes or no says nothing without its question."""
    if field["kind"] == "checkbox":
        return _small(pick(field["label"])) if wanted is True else ""
    if field["kind"] == "yes_no":
        return ""
    options = field.get("options") or procedure.definition["lists"].get(field.get("options_from"), [])
    values = {str(one) for one in (wanted if isinstance(wanted, list) else [wanted])}
    said = [_small(BRACKET.sub("", pick(one["label"]))) for one in options if str(one["value"]) in values]
    asks = pick(field["label"])
    return ("" if asks.endswith("?") else _small(asks) + " ") + _(" hoặc ").join(said) if said else ""


def _small(text: str) -> str:
    """Within a sentence; «VNeID» and «UBND» stay as they are."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def fee(procedure: Procedure, demo: bool, on: date) -> Said:
    """For whoever says nothing of themselves, online and at the counter where the two differ. What nobody confirmed is «chưa rõ»."""
    kind = procedures.channel_of(procedure, demo, on).kind
    ways = ["in_person"] if kind == "in_person" else ["online", "in_person"]
    quotes = [procedures.quote(procedure, {}, (), way, on) for way in ways]
    said = [_price(one, procedures.tariff(procedure, way, on)) for one, way in zip(quotes, ways, strict=True)]
    note = _fee_note(procedure, quotes, ways, on)
    if len(set(said)) > 1:
        online, counter = _("khi nộp trực tuyến"), _("khi nộp tại quầy")
        if quotes[0].total is None and quotes[1].total is not None:  # what is known is said first
            return Said(said[1], ((_("Nộp trực tuyến"), said[0]),), note, counter)
        return Said(said[0], ((_("Nộp tại quầy"), said[1]),), note, online)
    depends = procedures.tariff(procedure, ways[0], on) if quotes[0].says == "untold" else []
    return Said(said[0], tuple(_tariff_line(rule) for rule in depends[:FEES]), note)


def _price(quote: Quote, tariff: list[Mapping[str, Any]]) -> str:
    """As procedures/price.html says it; that no rule speaks of this case is never taken for free."""
    if quote.says == "amount":
        return say_money(quote.total or 0) + _each(quote)
    if quote.says == "partly":
        return str(_("Ít nhất %(money)s, phần còn lại chưa rõ: hỏi khi đến", money=say_money(quote.known_total)))
    if quote.says == "untold" and tariff:
        return str(_("Tuỳ trường hợp"))
    return str(_("Không mất tiền") if quote.says == "free" else _("Chưa rõ: hỏi khi đến"))


def _each(quote: Quote) -> str:
    """Of how much the amount speaks, where it was counted as one."""
    per = {step.per for line in quote.lines for step in line.reasons if step.what == "assumed"}
    return " " + _("mỗi trang") if "page" in per else " " + _("mỗi bản hoặc mỗi người") if "copy" in per else ""


def _tariff_line(rule: Mapping[str, Any]) -> Line:
    if rule["amount"] is None or not rule["sure"]:
        return pick(rule["label"]), _("chưa rõ: hỏi khi đến")
    per = {"copy": " " + _("mỗi bản hoặc mỗi người"), "page": " " + _("mỗi trang")}.get(rule.get("per", "dossier"), "")
    return pick(rule["label"]), (say_money(rule["amount"]) if rule["amount"] else _("Không mất tiền")) + per


def _fee_note(procedure: Procedure, quotes: list[Quote], ways: list[str], on: date) -> str:
    """Until when it holds, and that other people may pay something else: the page says who."""
    notes = []
    ends = sorted(step.end for one in quotes for line in one.lines for step in line.reasons if step.end)
    if ends:
        notes.append(_("Mức này đến hết ngày %(day)s.", day=say_date(ends[0])))
    other = any(
        len(procedures.tariff(procedure, way, on)) > len(one.lines) for one, way in zip(quotes, ways, strict=True)
    )
    spared = any(one.outcome in ("not_declared", "condition", "unsure") for quote in quotes for one in quote.reliefs)
    if other or spared:
        notes.append(_("Có trường hợp khác mức, được miễn hoặc giảm: quét mã để xem."))
    return " ".join(notes)


def days(procedure: Procedure) -> Said:
    """The term of whoever says nothing of themselves, then other cases."""
    usual, every = procedures.term_for(procedure, {}), procedures.terms_of(procedure)
    others = [one for one in every if one != usual and one.label]
    big, note = _term(usual)
    if usual.label and usual.unit != "unknown":
        note = pick(usual.label) + ("; " + note if note else "")
    lines = tuple((pick(one.label), "; ".join(filter(None, _term(one)))) for one in others[:CASES])
    if len(others) > CASES:
        note = f"{note}. ".removeprefix(". ") + _("Trường hợp khác: quét mã để xem.")
    return Said(big, lines, note)


def _term(term: Term) -> Line:
    """The words of procedures/words.html, in two parts: what fits in big letters, and the rest."""
    if term.unit == "working_days":
        return _n("%(num)s ngày làm việc", "%(num)s ngày làm việc", term.count), ""
    if term.unit == "calendar_days":
        return _n("%(num)s ngày, tính cả ngày nghỉ", "%(num)s ngày, tính cả ngày nghỉ", term.count), ""
    if term.unit == "same_day":
        hour = f"{term.cutoff:%H:%M}" if term.cutoff else "15:00"
        return _("Trong ngày"), _("nhận sau %(hour)s thì sang ngày làm việc tiếp theo", hour=hour)
    return (_("Nhận là giải quyết ngay") if term.unit == "immediate" else _("Chưa rõ: hỏi khi đến")), ""


def everyday(procedure: Procedure) -> str:
    """As people call it, for a headline."""
    return procedure.everyday[:1].upper() + procedure.everyday[1:]


def joined(words: Iterable[str]) -> str:
    return " · ".join(filter(None, words))
