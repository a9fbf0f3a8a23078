"""One labelled photograph from one seed: which sheet, under which condition, with which fault and how strong."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFilter

from tools.papers import camera
from tools.papers.grounds import grain, ground, hand
from tools.papers.ink import Sheet
from tools.papers.known import KNOWN, white
from tools.papers.unseen import PATTERNS, UNSEEN, written

CONDITIONS = ("plain", "shadow", "pattern", "handwriting")
LONG = 1200  # the longest side of a photograph before it is stored, pixels; strengths are stated for 1000
# fault, strength, how it counts. Lengths in pixels of a picture whose longest side is 1000; see docs/quality.md
STRENGTHS: tuple[tuple[str, float, str], ...] = (
    ("good", 0, "good"),
    ("blur", 0.7, "good"), ("blur", 1.0, "borderline"), ("blur", 1.5, "borderline"),
    ("blur", 2.0, "bad"), ("blur", 2.5, "bad"), ("blur", 3.0, "bad"), ("blur", 4.0, "bad"),
    ("motion", 4, "borderline"), ("motion", 8, "bad"), ("motion", 12, "bad"), ("motion", 18, "bad"),
    ("dark", 0.6, "good"), ("dark", 0.4, "borderline"), ("dark", 0.28, "bad"), ("dark", 0.2, "bad"), ("dark", 0.12, "bad"),
    ("glare", 0.005, "borderline"), ("glare", 0.015, "bad"), ("glare", 0.03, "bad"), ("glare", 0.07, "bad"),
    ("cut", 0.02, "borderline"), ("cut", 0.15, "bad"), ("cut", 0.25, "bad"), ("cut", 0.4, "bad"), ("cut twice", 0.2, "bad"),
    ("small", 5.0, "borderline"), ("small", 4.0, "borderline"), ("small", 3.0, "bad"), ("small", 2.0, "bad"),
)  # fmt: skip
REASON = {"motion": "blur", "cut twice": "cut"}


@dataclass(frozen=True)
class Wanted:
    seed: int
    unseen: bool
    condition: str
    fault: str
    strength: float
    counts: str

    @property
    def reason(self) -> str:
        """What the gate should say of it; "good" when it should say nothing."""
        return REASON.get(self.fault, self.fault) if self.counts != "good" else "good"


def wanted(unseen: bool, good: int, each: int, first: int = 0) -> Iterator[Wanted]:
    """The list of a whole set: `good` faultless photographs and `each` of every strength. Seeds of the sets never meet."""
    base = (9_500_000 if unseen else 1_000_000) + first
    for row, (fault, strength, counts) in enumerate(STRENGTHS):
        for turn in range(good if fault == "good" else each):
            condition = CONDITIONS[turn % 4] if unseen else "plain"
            yield Wanted(base + row * 10_000 + turn, unseen, condition, fault, strength, counts)


def photograph(want: Wanted) -> Image.Image:
    rng = random.Random(want.seed)
    sheet = _sheet(want, rng)
    picture, page = _laid(want, sheet, rng)
    if want.condition == "shadow":
        picture = camera.shadow(picture, rng)
    picture = camera.exposed(
        camera.uneven(picture, rng), rng.uniform(0.82, 1.0), (1, rng.uniform(0.96, 1), rng.uniform(0.88, 1))
    )
    if want.fault == "glare":
        picture = camera.glare(picture, rng, want.strength, _inside(page, rng))
    picture = _through_the_lens(picture, want, rng)
    if want.fault == "dark":
        picture = camera.exposed(picture, want.strength, (1, 1, 1))
    if want.fault == "small":
        picture = _shrunk(picture, want.strength, sheet, page)
    picture = grain(picture, rng, rng.uniform(4, 7) if want.fault == "dark" else rng.uniform(0.5, 4))
    return camera.stored(picture, rng.randint(70, 92))


def _sheet(want: Wanted, rng: random.Random) -> Sheet:
    if not want.unseen:
        return rng.choice(list(KNOWN.values()))(rng)
    paper = rng.choice(PATTERNS) if want.condition == "pattern" else white
    return (written if want.condition == "handwriting" else rng.choice(list(UNSEEN.values())))(rng, paper)


def _laid(want: Wanted, sheet: Sheet, rng: random.Random) -> tuple[Image.Image, camera.Quad]:
    """A fifth are cut out along the paper's edge, as a scanner or the four corners in the app do it."""
    wide = sheet.image.width / sheet.image.height
    scan = rng.random() < 0.2 and not want.fault.startswith("cut")
    frame = (0.75 if wide < 1 else 4 / 3) if not scan else wide
    size = (LONG, round(LONG / frame)) if frame > 1 else (round(LONG * frame), LONG)
    share = rng.uniform(1.0, 1.02) if scan else rng.uniform(0.8, 0.94)
    across = share * min(size[0], size[1] * wide)
    room = (size[0] - across, size[1] - across / wide)
    middle = [
        size[0] / 2 + rng.uniform(-0.2, 0.2) * max(0, room[0]),
        size[1] / 2 + rng.uniform(-0.2, 0.2) * max(0, room[1]),
    ]
    if want.fault.startswith("cut"):
        _push_out(middle, want, size, sheet.image, across, rng)
    angle, skew = (rng.uniform(-0.4, 0.4), 0.002) if scan else (rng.uniform(-3, 3), 0.012)
    page = camera.turned((across, across / wide), (middle[0], middle[1]), angle, rng, skew)  # type: ignore[arg-type]
    picture = camera.laid(sheet.image, ground(rng, size), page)
    if not scan and not want.fault.startswith("cut") and wide > 1.2 and rng.random() < 0.3:
        hand(picture, rng)
    return picture, page


def _push_out(
    middle: list[float], want: Wanted, size: tuple[int, int], sheet: Image.Image, across: float, rng: random.Random
) -> None:
    """The page leaves the picture by the share `strength` of its own width or height, on one side or on two."""
    page = (across, across * sheet.height / sheet.width)
    sides = [
        (axis, end)
        for axis in (0, 1)
        for end in (0, 1)
        if want.counts != "bad" or _inked(sheet, axis, end, want.strength)
    ]
    axis, end = rng.choice(sides)
    chosen = [(axis, end)] + ([(1 - axis, rng.choice([0, 1]))] if want.fault == "cut twice" else [])
    for axis, end in chosen:
        out = page[axis] * (0.5 - want.strength)
        middle[axis] = size[axis] - out if end else out


def _inked(sheet: Image.Image, axis: int, end: int, share: float) -> bool:
    """Something stands where the picture's edge will run: else nothing is lost, and nobody could tell."""
    line = (1 - share) if end else share
    at, band = line * sheet.size[axis], 0.01 * sheet.size[axis]
    box = (at - band, 0, at + band, sheet.height) if axis == 0 else (0, at - band, sheet.width, at + band)
    shades = sheet.convert("L").crop(tuple(round(v) for v in box)).histogram()
    return sum(shades[:110]) > 0.01 * sum(shades)


def _inside(page: camera.Quad, rng: random.Random) -> camera.Point:
    across, down = rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)
    (ax, ay), (bx, by), _, (dx, dy) = page
    return ax + (bx - ax) * across + (dx - ax) * down, ay + (by - ay) * across + (dy - ay) * down


def _through_the_lens(picture: Image.Image, want: Wanted, rng: random.Random) -> Image.Image:
    scale = max(picture.size) / 1000
    if want.fault == "motion":
        picture = camera.shaken(picture, want.strength * scale, rng.uniform(0, 3.1416))
    strength = want.strength if want.fault == "blur" else rng.uniform(0, 0.4)
    return picture.filter(ImageFilter.GaussianBlur(strength * scale))


def _shrunk(picture: Image.Image, text: float, sheet: Sheet, page: camera.Quad) -> Image.Image:
    """Scaled until the small letters of the body text are `text` pixels high."""
    scale = text / (sheet.text * abs(page[1][0] - page[0][0]) / sheet.image.width)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX)
