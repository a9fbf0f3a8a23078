"""From a flat sheet to a photograph: where it lies in the picture, the light on it, and what a phone's camera makes of it."""

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tools.papers.grounds import Size

Point = tuple[float, float]
Quad = list[Point]  # upper left, upper right, lower right, lower left


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss and Jordan; `rows` are the equations with their right side last."""
    count = len(rows)
    for at in range(count):
        best = max(range(at, count), key=lambda r: abs(rows[r][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [v / rows[at][at] for v in rows[at]]
        for other in range(count):
            if other != at:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def laid(sheet: Image.Image, on: Image.Image, quad: Quad) -> Image.Image:
    """The sheet seen in perspective with its corners at `quad`, over a soft shadow of its edge."""
    corners = [(0, 0), (sheet.width, 0), (sheet.width, sheet.height), (0, sheet.height)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(quad, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    seen = sheet.transform(on.size, Image.Transform.PERSPECTIVE, _solved(rows), Image.Resampling.BICUBIC)
    mask, under = Image.new("L", on.size, 0), Image.new("L", on.size, 0)
    ImageDraw.Draw(mask).polygon(quad, fill=255)
    ImageDraw.Draw(under).polygon([(x + 5, y + 6) for x, y in quad], fill=110)
    on.paste((10, 10, 10), mask=under.filter(ImageFilter.GaussianBlur(6)))
    return Image.composite(seen, on, mask.filter(ImageFilter.GaussianBlur(0.5)))


def times(picture: Image.Image, plane: Image.Image) -> Image.Image:
    """`plane` 255 leaves a place as it is, 128 halves its light."""
    return ImageChops.multiply(picture, Image.merge("RGB", [plane] * 3))


def uneven(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Light from one side, and darker corners."""
    small = Image.new("L", (3, 3))
    small.putdata([round(255 * rng.uniform(0.78, 1)) for _ in range(9)])
    return times(picture, small.resize(picture.size, Image.Resampling.BICUBIC))


def shadow(picture: Image.Image, rng: random.Random) -> Image.Image:
    """The phone's, a hand's or a window frame's shadow across the page."""
    width, height = picture.size
    mask, start = Image.new("L", picture.size, 255), rng.uniform(0.25, 0.6)
    lean, broad = rng.uniform(-0.4, 0.4), rng.uniform(0.25, 0.7)
    edge = [
        (start * width, 0),
        ((start + broad) * width, 0),
        ((start + broad + lean) * width, height),
        ((start + lean) * width, height),
    ]
    ImageDraw.Draw(mask).polygon(edge, fill=round(255 * rng.uniform(0.45, 0.68)))
    return times(picture, mask.filter(ImageFilter.GaussianBlur(rng.uniform(4, 40))))


def glare(picture: Image.Image, rng: random.Random, share: float, middle: Point) -> Image.Image:
    """A lamp's reflection: `share` of the picture is burnt out, around it light falls off softly."""
    width, height = picture.size
    stretch = rng.uniform(0.6, 1.6)
    across = math.sqrt(share * width * height / math.pi * stretch)
    high = across / stretch
    x, y = middle
    mask = Image.new("L", picture.size, 0)
    grown = 1.25
    ImageDraw.Draw(mask).ellipse((x - across * grown, y - high * grown, x + across * grown, y + high * grown), fill=255)
    soft = mask.filter(ImageFilter.GaussianBlur(min(across, high) * rng.uniform(0.25, 0.4)))
    strong = soft.point(lambda v: min(255, round(v * 1.35)))
    return Image.composite(Image.new("RGB", picture.size, "white"), picture, strong)


def shaken(picture: Image.Image, length: float, angle: float) -> Image.Image:
    """The hand moved by `length` pixels while the shutter was open."""
    doublings = max(1, math.ceil(math.log2(length)))
    for turn in range(doublings):  # each doubles the number of moments that are laid over each other
        far = length / 2 ** (turn + 1)
        shift = (1, 0, far * math.cos(angle), 0, 1, far * math.sin(angle))
        moved = picture.transform(picture.size, Image.Transform.AFFINE, shift, Image.Resampling.BILINEAR)
        picture = Image.blend(picture, moved, 0.5)
    rim = math.ceil(length)
    return picture.crop((rim, rim, picture.width - rim, picture.height - rim))


def exposed(picture: Image.Image, gain: float, tint: tuple[float, float, float]) -> Image.Image:
    planes = [
        plane.point(lambda v, t=t: min(255, round(v * gain * t)))
        for plane, t in zip(picture.split(), tint, strict=True)
    ]
    return Image.merge("RGB", planes)


def stored(picture: Image.Image, quality: int) -> Image.Image:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return Image.open(io.BytesIO(target.getvalue())).convert("RGB")


def turned(size: Size, middle: Point, angle: float, rng: random.Random, skew: float) -> Quad:
    """Corners of a rectangle of `size` turned by `angle` degrees; each corner off by up to `skew` of its width."""
    rad, quad = math.radians(angle), []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        u = x * size[0] / 2 + rng.uniform(-skew, skew) * size[0]
        v = y * size[1] / 2 + rng.uniform(-skew, skew) * size[0]
        quad.append(
            (middle[0] + u * math.cos(rad) - v * math.sin(rad), middle[1] + u * math.sin(rad) + v * math.cos(rad))
        )
    return quad
