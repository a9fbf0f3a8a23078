"""How an amount came about, in Vietnamese, step by step with the legal source: what paper says (pages: payments/reasons.html)."""

from collections.abc import Mapping
from typing import Any

from webapp.i18n import pick
from webapp.typesetting import dong


def explained(line: Mapping[str, Any]) -> list[str]:
    """A sentence for each step of a line of a bill; nothing where the line says no steps."""
    return [words for step in line.get("reasons", ()) if (words := _step(step))]


def _step(step: Mapping[str, Any]) -> str:
    source = f" ({step['source']['text']})" if step.get("source") else ""
    said = _said(step)
    return f"{said}{source}" if said else source.strip(" ()")


def _said(step: Mapping[str, Any]) -> str:
    match step["what"]:
        case "rule":
            return f"Mức thu: {dong(step['amount'])}"
        case "count" | "assumed":
            return f"Số lượng: {step['count']}"
        case "most":
            return f"Nhiều nhất {dong(step['amount'])} mỗi bản"
        case "paid":
            day = "/".join(reversed(step["day"].split("-")))
            return f"Đã nộp {dong(step['amount'])} ngày {day}, mã {step['reference']}"
        case "relief" if step["percent"] >= 100:
            return f"{pick(step['label'], 'vi')}: miễn"
        case "relief":
            return f"{pick(step['label'], 'vi')}: giảm {step['percent']} %"
        case _:
            return ""
