"""Whether a dossier may go by post: not where the law wants the person there or forbids authorising (QĐ 45/2016/QĐ-TTg, art. 1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure


@dataclass(frozen=True)
class Fit:
    """`kind`: may, never, unknown; unsure where a rule forbids it that nobody has held against its source yet: said, never a
    refusal. `words` and `source` as {vi, en} and {text, mark}, where known."""

    kind: str
    words: Mapping[str, str] | None = None
    source: Mapping[str, Any] | None = None


def fit(procedure: Procedure, dossier: Dossier) -> Fit:
    """Of this procedure with these answers, today."""
    channel = procedures.channel_of(procedure, False, clock.today())
    if channel.kind == "in_person":
        return Fit("never", channel.why, channel.source)
    asked = dossiers.asked_of_others(dossier.code, dossier.answers or {}, clock.today())
    if asked.kind == "never":
        return Fit("never" if asked.stops else "unsure", asked.words, asked.source)
    return Fit("unknown") if asked.kind == "unknown" else Fit("may", None, asked.source)
