"""A bar chart as SVG, readable in light and dark and by a screen reader (pure)."""

from collections.abc import Sequence
from html import escape

WIDTH, LABELS, ROW, TOP = 760, 270, 26, 64
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1d2b30}.t{font-weight:600}.b{fill:#0a6a6b}.o{fill:#b4441f}"
    ".l{stroke:#1d2b30;stroke-dasharray:4 4}@media(prefers-color-scheme:dark){text{fill:#e6eef0}.b{fill:#5fb3ae}"
    ".o{fill:#f0906c}.l{stroke:#e6eef0}}"
)


def bars(title: str, values: Sequence[tuple[str, float]], target: float, words: str, least: bool | None = None) -> str:
    """A bar for each (label, value), and a line at `target`. `least`: whether a value should reach it, or stay below it;
    told by whether it is less than 1. `words` formats a value."""
    reach = target < 1 if least is None else least
    scale = (WIDTH - LABELS - 70) / max(target, *(value for _label, value in values))
    height = TOP + ROW * len(values) + 12
    line = LABELS + target * scale
    said = "; ".join(f"{label} {words.format(value)}" for label, value in values)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(said)}</desc><style>{STYLE}</style>',
        f'<text class="t" x="12" y="24">{escape(title)}</text>',
        f'<text x="{line:.0f}" y="48" text-anchor="middle">{escape(words.format(target))}</text>',
    ]
    for number, (label, value) in enumerate(values):
        kind = "b" if (value >= target) == reach or value == target else "o"
        parts.append(_bar(TOP + number * ROW, label, value * scale, words.format(value), kind))
    parts.append(f'<path class="l" d="M{line:.0f} 54V{height - 8}"/></svg>')
    return "\n".join(parts) + "\n"


def _bar(top: int, label: str, width: float, words: str, kind: str) -> str:
    return (
        f'<text x="{LABELS - 10}" y="{top + 15}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="{kind}" x="{LABELS}" y="{top}" width="{width:.0f}" height="18" rx="3"/>'
        f'<text x="{LABELS + width + 8:.0f}" y="{top + 15}">{escape(words)}</text>'
    )
