"""Pure: by which legal way a procedure goes in on a day, and why (the page says both).

Since 2025 citizens file on the national portal: `prepare_here` is the default. `in_person` needs a dated legal basis
in the file; `online_here` needs one too, or a mandate of the province. A mandate never overrides a law that wants the
person there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

PREPARE_WHY = {
    "vi": "Từ năm 2025 hồ sơ trực tuyến được nộp chính thức trên Cổng Dịch vụ công quốc gia. "
    "Ở đây giúp chuẩn bị đủ giấy tờ và câu trả lời, rồi theo dõi hồ sơ.",
    "en": "Since 2025 online dossiers are officially filed on the National Public Service Portal. "
    "Here everything is prepared for it, and followed afterwards.",
}
MANDATE_WHY = {
    "vi": "Tỉnh cho phép nộp thủ tục này ngay tại đây.",
    "en": "The province allows this procedure to be filed right here.",
}
PREPARE_SOURCE = {"text": "Cổng Dịch vụ công quốc gia (từ 2025)", "mark": "C"}


@dataclass(frozen=True)
class Channel:
    """`kind` is prepare_here, online_here or in_person; `why` a {vi, en} text; `mandate` the id of the mandate used."""

    kind: str
    why: dict[str, str]
    source: dict[str, str]
    mandate: str | None = None
    demo: bool = False

    @property
    def for_fees(self) -> str:
        """The fee column that counts: filing here or on the portal are both online."""
        return "in_person" if self.kind == "in_person" else "online"


def in_force(rule: Mapping[str, Any], on: date) -> bool:
    """True on each day from `from` to `to`, both included; a missing end is open."""
    start, end = rule.get("from"), rule.get("to")
    return (not start or date.fromisoformat(start) <= on) and (not end or on <= date.fromisoformat(end))


def channel_of(definition: Mapping[str, Any], mandates: Iterable[Mapping[str, Any]], demo: bool, on: date) -> Channel:
    """The channel on the day `on`. `mandates` are the entries of data/shared/mandates.yaml; those marked demo_only
    count only in a demonstration."""
    own = definition.get("channel")
    if own and in_force(own, on):
        return Channel(own["kind"], own["why"], own["source"])
    for mandate in mandates:
        counts = demo or not mandate.get("demo_only")
        if counts and definition["code"] in mandate["procedures"] and in_force(mandate, on):
            source = {"text": mandate["document"]["vi"], "text_en": mandate["document"]["en"], "mark": "D"}
            return Channel("online_here", MANDATE_WHY, source, mandate["id"], bool(mandate.get("demo_only")))
    return Channel("prepare_here", PREPARE_WHY, PREPARE_SOURCE)
