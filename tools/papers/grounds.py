"""What a paper lies on, and noise: drawn from seeded random bytes, so that the same seed gives the same photograph."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Size = tuple[int, int]


def noise(rng: random.Random, size: Size) -> Image.Image:
    """About normally distributed around 128 with a deviation of 37."""
    once = [Image.frombytes("L", size, rng.randbytes(size[0] * size[1])) for _ in range(4)]
    return Image.blend(Image.blend(once[0], once[1], 0.5), Image.blend(once[2], once[3], 0.5), 0.5)


def grain(picture: Image.Image, rng: random.Random, deviation: float) -> Image.Image:
    """The sensor's noise; one plane for all colours, since the gate reads light only."""
    if deviation <= 0:
        return picture
    plane = noise(rng, picture.size).point(lambda v: round(128 + (v - 128) * deviation / 37))
    return ImageChops.add(picture, Image.merge("RGB", [plane] * 3), scale=1, offset=-128)


def wood(rng: random.Random, size: Size) -> Image.Image:
    coarse = noise(rng, (max(2, size[0] // 300), max(2, size[1] // 6))).resize(size, Image.Resampling.BICUBIC)
    fine = noise(rng, (max(2, size[0] // 90), max(2, size[1] // 2))).resize(size, Image.Resampling.BICUBIC)
    dark, light = rng.choice(
        [((50, 30, 18), (120, 82, 52)), ((95, 62, 38), (170, 125, 82)), ((70, 66, 60), (120, 112, 102))]
    )
    board = ImageOps.colorize(Image.blend(coarse, fine, 0.4), dark, light)
    return board.transpose(Image.Transpose.ROTATE_90).resize(size) if rng.random() < 0.5 else board


def cloth(rng: random.Random, size: Size) -> Image.Image:
    colour = rng.choice([(150, 60, 60), (60, 90, 140), (120, 130, 110), (90, 80, 110)])
    image = Image.new("RGB", size, colour)
    pen, step = ImageDraw.Draw(image), rng.choice([5, 7, 9])
    for y in range(0, size[1], step):
        pen.line((0, y, size[0], y), fill=tuple(c - 18 for c in colour))
    for x in range(0, size[0], step):
        pen.line((x, 0, x, size[1]), fill=tuple(c + 14 for c in colour))
    return grain(image.filter(ImageFilter.GaussianBlur(0.8)), rng, 7)


def desk(rng: random.Random, size: Size) -> Image.Image:
    level = rng.randint(70, 175)
    image = Image.new("RGB", size, (level, level - rng.randint(0, 12), level - rng.randint(0, 25)))
    return grain(image, rng, 3)


def tiles(rng: random.Random, size: Size) -> Image.Image:
    """A tiled floor, pale, with joints."""
    level, step = rng.randint(135, 180), rng.randint(260, 420)
    image = Image.new("RGB", size, (level, level, level - 6))
    pen = ImageDraw.Draw(image)
    for at in range(rng.randint(0, step), max(size), step):
        pen.line((at, 0, at, size[1]), fill=(level - 50,) * 3, width=6)
        pen.line((0, at, size[0], at), fill=(level - 50,) * 3, width=6)
    return grain(image.filter(ImageFilter.GaussianBlur(1)), rng, 4)


def ground(rng: random.Random, size: Size) -> Image.Image:
    return rng.choice([wood, wood, cloth, desk, tiles])(rng, size)


def hand(picture: Image.Image, rng: random.Random) -> None:
    """Two fingers that hold the paper at one edge of the picture."""
    width, height = picture.size
    skin, side = rng.choice([(196, 150, 120), (160, 115, 88)]), rng.choice([-1, 1])
    for turn in range(2):
        long, thick = width * rng.uniform(0.11, 0.16), height * rng.uniform(0.05, 0.07)
        middle = height * (0.45 + turn * 0.09)
        x = 0 if side < 0 else width
        mask = Image.new("L", picture.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((x - long, middle, x + long, middle + thick), radius=thick / 2, fill=255)
        picture.paste(tuple(c - turn * 12 for c in skin), mask=mask.filter(ImageFilter.GaussianBlur(2)))
