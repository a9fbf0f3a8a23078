"""The quality gate (P4): is this photograph of a paper sharp, light, whole and large enough to be read?

Only the standard library and Pillow: it also runs alone in a process of its own. static/js/paper/quality.js is the
same in JavaScript, step by step; change both, then run tools/calibrate_quality.py. docs/quality.md says why so.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

SIDE = 1000  # pixels of the longest side while measuring; smaller pictures are not enlarged
TILE = 20
RIM = 5  # how deep the strip along each border is, in which ink tells of a cut paper
STROKE = (
    25  # a stroke at the border is at least so much darker than paper (noise), and almost half of the ink (patterns)
)
JOINED = 4  # gaps between letters up to so many pixels are closed when the height of a line is measured
ORDER = ("blur", "dark", "glare", "small", "cut")
_SLOPES = [(-1, 0, 1, -2, 0, 2, -1, 0, 1), (-1, -2, -1, 0, 0, 0, 1, 2, 1)]


def rules() -> dict[str, float]:
    """The thresholds, from quality.json beside this file; written by tools/calibrate_quality.py."""
    found: dict[str, float] = json.loads(Path(__file__).with_name("quality.json").read_text(encoding="utf-8"))
    return found


def reasons(picture: Image.Image) -> list[str]:
    """What is wrong, in this order: blur, dark, glare, small, cut; empty when nothing is. A warning, never a refusal."""
    return judged(measures(picture), rules())


def judged(found: dict[str, float], rule: dict[str, float]) -> list[str]:
    """The reasons that measures give under these thresholds."""
    text_too_small = 0 < found["text"] < rule["text_least"]
    wrong = {
        "blur": found["inked"] >= rule["inked_least"] and found["sharp"] < rule["sharp_least"],
        "dark": found["light"] < rule["light_least"],
        "glare": found["glare"] > rule["glare_most"],
        "small": found["short_side"] < rule["short_side_least"] or text_too_small,
        "cut": found["cut"] > rule["cut_most"],
    }
    return [reason for reason in ORDER if wrong[reason]]


def measures(picture: Image.Image) -> dict[str, float]:
    """What the reasons are judged by; each is explained in docs/quality.md.

    `sharp` 0 to about 1, `inked` tiles, `light` 0 to 255, `glare` share of the picture, `short_side` and `text`
    pixels of the picture as given, `cut` strokes at one border.
    """
    grey = _normal(picture)
    grid = _grid(grey)
    sharp, inked = _sharpness(grid)
    return {
        "sharp": sharp,
        "inked": inked,
        "light": grid.light,
        "glare": _glare(grid),
        "short_side": min(picture.size),
        "text": _text_height(grey, grid) * max(picture.size) / max(grey.size),
        "cut": _cut(grey, grid),
    }


def _normal(picture: Image.Image) -> Image.Image:
    grey = picture.convert("RGB").convert("L")
    longest = max(grey.size)
    if longest <= SIDE:
        return grey
    width, height = (max(1, (2 * side * SIDE + longest) // (2 * longest)) for side in grey.size)
    across = grey.resize((width, grey.height), Image.Resampling.BOX)  # Pillow may else begin with either side, and
    return across.resize((width, height), Image.Resampling.BOX)  # the rounding between differs from quality.js


@dataclass
class _Grid:
    """Tiles row by row; each list has one entry a tile. `shades` are counts as in `_among`."""

    columns: int
    rows: int
    shades: list[list[int]]
    low: list[int]
    high: list[int]
    slopes: list[list[int]]  # across and down: the strongest slopes of the tile
    light: int = field(init=False)  # how light the paper is, 0 to 255
    paper: list[int] = field(init=False)  # the tiles that are not dark ground
    strongest: int = field(init=False)  # the contrast of ink and paper
    inked: list[int] = field(init=False)  # the tiles with at least half of it: a pale pattern is not ink

    def __post_init__(self) -> None:
        self.light = at(sorted(self.high), 0.8) if self.high else 255  # too small to say
        self.paper = [tile for tile, high in enumerate(self.high) if high >= 0.6 * self.light]
        self.strongest = at(sorted(self.span(tile) for tile in self.paper), 0.9)
        least = max(18, self.strongest // 2)
        self.inked = [tile for tile in self.paper if self.span(tile) >= least]

    def span(self, tile: int) -> int:
        return self.high[tile] - self.low[tile]


def at(ordered: Sequence[int], share: float) -> int:
    """The value below which this share of an ordered list lies; 0 of an empty one."""
    return ordered[int(share * (len(ordered) - 1) + 0.5)] if ordered else 0


def _among(counts: list[int], share: float) -> int:
    """The same for a tile, of whose pixels `counts[shade]` are as dark as this shade or darker."""
    return bisect_right(counts, int(share * (TILE * TILE - 1) + 0.5))


def _grid(grey: Image.Image) -> _Grid:
    shades = _tiles(grey)
    slopes = [[_among(tile, 0.975) for tile in _tiles(_slope(grey, kernel))] for kernel in _SLOPES]
    low, high = [_among(tile, 0.02) for tile in shades], [_among(tile, 0.95) for tile in shades]
    return _Grid(grey.width // TILE, grey.height // TILE, shades, low, high, slopes)


def _tiles(grey: Image.Image) -> list[list[int]]:
    corners = [(x, y) for y in range(0, grey.height - TILE + 1, TILE) for x in range(0, grey.width - TILE + 1, TILE)]
    return [list(accumulate(grey.crop((x, y, x + TILE, y + TILE)).histogram())) for x, y in corners]


def _slope(grey: Image.Image, kernel: tuple[int, ...]) -> Image.Image:
    """How much light changes over two pixels, smoothed along the edge against noise."""
    if min(grey.size) < 3:
        return Image.new("L", grey.size)
    up = grey.filter(ImageFilter.Kernel((3, 3), kernel, scale=4))
    down = grey.filter(ImageFilter.Kernel((3, 3), [-v for v in kernel], scale=4))
    both = ImageChops.lighter(up, down)
    bare = Image.new("L", grey.size)  # the filter leaves the outermost pixels as they were
    bare.paste(both.crop((1, 1, grey.width - 1, grey.height - 1)), (1, 1))
    return bare


def _sharpness(grid: _Grid) -> tuple[float, int]:
    """How much of a tile's whole contrast the steepest two pixels bridge, in the better tiles; the worse of across and down.

    Noise and a printed pattern raise slopes everywhere: what the calmest tiles have is taken off first.
    """
    calm_span = min(at(sorted(grid.span(tile) for tile in grid.paper), 0.1), grid.strongest // 4)
    worse = 1.0
    for slope in grid.slopes:
        calm = min(at(sorted(slope[tile] for tile in grid.paper), 0.1), grid.strongest // 8)
        steep = sorted((slope[t] - calm) * 1000 // (grid.span(t) - calm_span) for t in grid.inked)
        worse = min(worse, max(0, at(steep, 0.8)) / 1000)
    return worse, len(grid.inked)


def _glare(grid: _Grid) -> float:
    """The largest burnt-out spot inside the picture with a soft rim, as a share of the picture.

    White paper is not glare: where the paper itself is nearly white, a spot cannot be told and nothing is said.
    A white label or portrait has a hard rim; a bright background reaches the border of the picture.
    """
    level = at(sorted(grid.high[tile] for tile in grid.paper), 0.5)
    if level > 240:
        return 0.0
    left = {tile for tile in grid.paper if _among(grid.shades[tile], 0.1) >= 250}
    largest = 0
    while left:
        spot, rim = _spot(left, grid)
        if rim and len(spot) > largest and _soft(rim, grid, level):
            largest = len(spot)
    return largest / max(1, len(grid.shades))


def _spot(left: set[int], grid: _Grid) -> tuple[list[int], set[int]]:
    """Take one connected spot out of `left`; with the tiles around it, or none if it lies at the border."""
    spot, rim, border = [left.pop()], set(), False
    for tile in spot:
        column, row = tile % grid.columns, tile // grid.columns
        border = border or column in (0, grid.columns - 1) or row in (0, grid.rows - 1)
        for x in range(max(0, column - 1), min(grid.columns, column + 2)):
            for y in range(max(0, row - 1), min(grid.rows, row + 2)):
                near = y * grid.columns + x
                if near in left:
                    left.remove(near)
                    spot.append(near)
                else:
                    rim.add(near)
    return spot, set() if border else rim - set(spot)


def _soft(rim: set[int], grid: _Grid, level: int) -> bool:
    """Around a reflection light falls off slowly: many pixels of the rim lie between paper and white."""
    lowest, highest = level + (255 - level) // 5, 249
    between = sum(grid.shades[tile][highest] - grid.shades[tile][lowest - 1] for tile in rim)
    return between > 0.12 * len(rim) * TILE * TILE


def _text_height(grey: Image.Image, grid: _Grid) -> float:
    """The height of small letters: letters are joined to lines, and most ink lies in runs as high as the line."""
    ink = Image.new("L", grey.size)
    for tile in grid.inked:
        if grid.span(tile) >= 0.2 * grid.high[tile]:
            x, y = tile % grid.columns * TILE, tile // grid.columns * TILE
            box, limit = (x, y, x + TILE, y + TILE), (grid.high[tile] * 3 + grid.low[tile]) // 4
            ink.paste(grey.crop(box).point(_darker_than(limit)), box)
    for step in range(JOINED):
        moved = Image.new("L", grey.size)
        moved.paste(ink, (1 if step % 2 else -1, 0))
        ink = ImageChops.lighter(ink, moved)
    apart = Image.new("L", (ink.width, ink.height + 1))  # one empty row: a run ends where its column ends
    apart.paste(ink)
    columns = apart.transpose(Image.Transpose.TRANSPOSE).tobytes()
    runs = Counter(map(len, re.findall(rb"\xff+", columns)))
    return _middle({length: length * count for length, count in runs.items() if 2 <= length <= 60})


@cache
def _darker_than(limit: int) -> list[int]:
    return [255 if shade < limit else 0 for shade in range(256)]


def _middle(votes: dict[int, int]) -> float:
    """The length that half of the ink lies below, between whole pixels; 0 where there is hardly any ink."""
    half, seen = sum(votes.values()) / 2, 0
    if half < 200:
        return 0.0
    for length in sorted(votes):
        seen += votes[length]
        if seen >= half:
            return length + 0.5 - (seen - half) / votes[length]
    return 0.0


def _cut(grey: Image.Image, grid: _Grid) -> int:
    """Strokes that run out of the picture: short dark runs between light paper along one border, the most of the four."""
    width, height = grey.size
    if min(grey.size) < 10 * RIM:
        return 0
    strips = [
        (0, 0, width, RIM),
        (0, height - RIM, width, height),
        (0, 0, RIM, height),
        (width - RIM, 0, width, height),
    ]
    stroke = max(STROKE, grid.strongest * 9 // 20)
    return max(_strokes(_darkest(grey.crop(box)), grid.light, stroke) for box in strips)


def _darkest(strip: Image.Image) -> list[int]:
    """Along the strip, the darkest pixel at each place."""
    along = strip if strip.height == RIM else strip.transpose(Image.Transpose.TRANSPOSE)
    lines = [along.crop((0, row, along.width, row + 1)).tobytes() for row in range(RIM)]
    return [min(shades) for shades in zip(*lines, strict=True)]


def _strokes(line: list[int], light: int, stroke: int) -> int:
    """Dark runs of up to 100 pixels with paper on both sides, a quarter darker than it and by `stroke`."""
    paper, found, start, before = 0.6 * light, 0, -1, 0
    for place, shade in enumerate(line):
        beside = before or light
        dark = shade < 0.75 * beside and shade <= beside - stroke
        if not dark:
            if start >= 0 and place - start <= 100 and shade >= paper:
                found += 1
            start, before = -1, shade if shade >= paper else 0
        elif start < 0 and before:
            start = place
    return found
