"""Looks at photographs with the gate and searches the thresholds that tell the bad ones from the good."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from PIL import Image, ImageOps

from tools.papers.photographs import Wanted, photograph
from webapp.documents.checking.quality import judged, measures

FOLDERS = ("good", "blur", "dark", "glare", "small", "cut")
# threshold: its measure, the reason, and whether less of the measure is worse. The others are set by hand, see docs
SEARCHED = {
    "sharp_least": ("sharp", "blur", True), "light_least": ("light", "dark", True), "text_least": ("text", "small", True),
    "glare_most": ("glare", "glare", False), "cut_most": ("cut", "cut", False),
}  # fmt: skip
BY_HAND = {"inked_least": 8, "short_side_least": 240}
LEAST = {"cut_most": 2}  # a pen or a joint on a pale table makes a stroke or two; drawn tables have few of them
WEIGHT = 3  # a false alarm annoys everybody, a miss costs one letter of the office: it weighs so many misses


@dataclass(frozen=True)
class Seen:
    want: Wanted
    measures: dict[str, float]


def look(want: Wanted) -> Seen:
    return Seen(want, measures(photograph(want)))


def look_at_all(wanted: Iterable[Wanted], processes: int, kept: Path | None = None) -> list[Seen]:
    """With `kept`, what was measured goes into this file and is not measured again: delete it after changing a measure."""
    known = json.loads(kept.read_text()) if kept and kept.exists() else {}
    asked = list(wanted)
    missing = [want for want in asked if _name(want) not in known]
    with Pool(processes) as pool:
        for done, seen in enumerate(pool.imap_unordered(look, missing, chunksize=2)):
            known[_name(seen.want)] = seen.measures
            if kept and done % 20 == 0:
                kept.write_text(json.dumps(known))
    if kept:
        kept.write_text(json.dumps(known))
    return [Seen(want, known[_name(want)]) for want in asked]


def _name(want: Wanted) -> str:
    return f"{want.seed} {want.unseen} {want.condition} {want.fault} {want.strength}"


def look_into(folder: Path) -> list[Seen]:
    """Real photographs in subfolders good, blur, dark, glare, small, cut."""
    found = []
    for label in FOLDERS:
        for path in sorted((folder / label).glob("*")):
            with Image.open(path) as opened:
                picture = ImageOps.exif_transpose(opened).convert("RGB")
            want = Wanted(0, False, "photograph", label, 0, "good" if label == "good" else "bad")
            found.append(Seen(want, measures(picture)))
    return found


def warned(seen: Seen, rule: dict[str, float]) -> bool:
    """A good photograph: any warning at all. A bad one: the warning that belongs to its fault."""
    found = judged(seen.measures, rule)
    return bool(found) if seen.want.reason == "good" else seen.want.reason in found


def searched(seen: list[Seen]) -> dict[str, float]:
    """Each threshold by itself: the least false alarms (weighted) and misses, in the middle third towards the bad."""
    rule: dict[str, float] = dict(BY_HAND)
    for name, (measure, reason, less_is_worse) in SEARCHED.items():
        sign = 1 if less_is_worse else -1
        good = [sign * s.measures[measure] for s in seen if s.want.counts == "good"]
        bad = [
            sign * s.measures[measure]
            for s in seen
            if s.want.counts == "bad" and s.want.reason == reason and not _tiny(s)
        ]
        rule[name] = max(sign * round(_between(good, bad), 4), LEAST.get(name, 0))
    return rule


def _tiny(seen: Seen) -> bool:
    """Found by the rule that was set by hand, so no other need find it."""
    return seen.measures["short_side"] < BY_HAND["short_side_least"]


def _between(good: list[float], bad: list[float]) -> float:
    """Below it is bad. Of all equally good thresholds, the one a third of the way from the bad to the good."""
    values = sorted(set(good + bad))
    gaps = [(low, high) for low, high in zip(values, values[1:], strict=False)] or [(values[0], values[0])]

    def loss(gap: tuple[float, float]) -> float:
        false = sum(1 for value in good if value <= gap[0]) / len(good)
        missed = sum(1 for value in bad if value >= gap[1]) / len(bad)
        return WEIGHT * false + missed

    least = min(map(loss, gaps))
    best = [gap for gap in gaps if loss(gap) <= least + 1e-9]
    return best[0][0] + (best[-1][1] - best[0][0]) / 3
