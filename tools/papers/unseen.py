"""Sheets that never choose a threshold: other layouts, patterned paper (checked, watermarked, guilloche), handwriting."""

import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

from tools.papers.ink import Sheet, centred, font, handwriting, lines, sentence, x_height
from tools.papers.known import A4, white

Paper = Callable[[random.Random, tuple[int, int]], Image.Image]


def guilloche(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    """Fine woven lines on tinted paper, as on land and birth certificates."""
    image = Image.new("RGB", size, rng.choice([(244, 222, 222), (226, 236, 222), (240, 232, 210)]))
    pen = ImageDraw.Draw(image)
    ink = rng.choice([(214, 150, 150), (160, 190, 160), (200, 180, 130)])
    for line in range(-8, size[1] // 14 + 8):
        for phase in (0, math.pi / 2):
            wave = [(x, line * 14 + 22 * math.sin(x / 60 + phase + line / 5)) for x in range(0, size[0] + 12, 12)]
            pen.line(wave, fill=ink, width=1)
    return image


def checked(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    """A page of a school book: squares in pale blue."""
    image, step = white(rng, size), rng.choice([24, 30, 40])
    pen = ImageDraw.Draw(image)
    for x in range(0, size[0], step):
        pen.line((x, 0, x, size[1]), fill=(170, 190, 225), width=2 if x % (step * 4) == 0 else 1)
    for y in range(0, size[1], step):
        pen.line((0, y, size[0], y), fill=(170, 190, 225), width=2 if y % (step * 4) == 0 else 1)
    return image


def watermarked(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    """A large soft emblem and slanted words under the text."""
    image = white(rng, size)
    pale = Image.new("RGB", size, (200, 205, 215))
    mask = Image.new("L", size, 0)
    pen, middle = ImageDraw.Draw(mask), (size[0] / 2, size[1] / 2)
    for radius in (300, 230, 120):
        pen.ellipse(
            (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), outline=255, width=26
        )
    for y in range(0, size[1], 160):
        pen.text((rng.randint(0, 80), y), "BẢN SAO  BẢN SAO  BẢN SAO", fill=140, font=font("Bold", 54))
    image.paste(pale, mask=mask.filter(ImageFilter.GaussianBlur(rng.uniform(2, 7))))
    return image


PATTERNS = (guilloche, checked, watermarked)


def notice(rng: random.Random, paper: Paper) -> Sheet:
    size = rng.randint(19, 23)
    sheet = Sheet(paper(rng, A4), x_height(size))
    sheet.pen.text((80, 80), "ỦY BAN NHÂN DÂN", fill=(30, 30, 30), font=font("Bold", 24))
    sheet.pen.text((520, 80), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", fill=(30, 30, 30), font=font("Bold", 24))
    centred(sheet, 210, "THÔNG BÁO", 36)
    lines(sheet, rng, (110, 290, 890, rng.choice([700, 1000, 1200])), size, spacing=1.8)
    sheet.pen.ellipse((560, 1210, 720, 1370), outline=(205, 50, 50), width=7)
    return sheet


def columns(rng: random.Random, paper: Paper) -> Sheet:
    size = rng.randint(17, 20)
    sheet = Sheet(paper(rng, (1414, 1000)), x_height(size))
    centred(sheet, 60, "TRÍCH LỤC", 34)
    lines(sheet, rng, (90, 130, 680, 920), size, face="Plain", ink=(60, 60, 60))
    lines(sheet, rng, (740, 130, 1320, 920), size, ink=(60, 50, 50))
    return sheet


def receipt(rng: random.Random, paper: Paper) -> Sheet:
    size = rng.randint(24, 28)
    sheet = Sheet(paper(rng, (640, 1414)), x_height(size))
    centred(sheet, 60, "BIÊN LAI", 44, ink=(70, 70, 75))
    for top in range(160, 1330, 58):
        words = sentence(rng, "Regular", size, 330)
        sheet.pen.text((60, top), words, fill=(80, 80, 85), font=font("Regular", size))
        sheet.pen.text((450, top), f"{rng.randint(1, 990)}.000", fill=(80, 80, 85), font=font("Plain", size))
    return sheet


def licence(rng: random.Random, paper: Paper) -> Sheet:
    size = rng.randint(27, 31)
    sheet = Sheet(paper(rng, (1100, 694)), x_height(size))
    sheet.pen.rectangle((0, 0, 1100, 110), fill=(190, 205, 150))
    sheet.pen.text((60, 30), "GIẤY PHÉP LÁI XE", fill=(150, 30, 30), font=font("Bold", 46))
    sheet.pen.rectangle((800, 170, 1040, 490), fill=(252, 253, 255))  # a portrait before a white wall
    sheet.pen.ellipse((850, 200, 990, 380), fill=(50, 42, 40))
    sheet.pen.ellipse((862, 235, 978, 385), fill=(190, 150, 125))
    lines(sheet, rng, (60, 160, 760, 640), size, spacing=2.0)
    return sheet


def written(rng: random.Random, paper: Paper) -> Sheet:
    """A form of dotted lines filled in with a pen, or a whole page by hand."""
    size, by_hand = rng.randint(19, 23), rng.random() < 0.4
    sheet = Sheet(paper(rng, A4), x_height(size))
    centred(sheet, 90, "ĐƠN TRÌNH BÀY" if by_hand else "TỜ KHAI ĐĂNG KÝ", 34)
    for top in range(190, rng.choice([900, 1300]), 62 if by_hand else 54):
        start = 100.0
        if not by_hand:
            words = sentence(rng, "Regular", size, rng.randint(120, 330))
            sheet.pen.text((100, top), words, fill=(35, 35, 35), font=font("Regular", size))
            start += font("Regular", size).getlength(words) + 14
            sheet.pen.text(
                (start, top), "." * int((890 - start) / (size * 0.27)), fill=(90, 90, 90), font=font("Plain", size)
            )
        handwriting(sheet, rng, (start, top + size), rng.uniform(0.5, 1) * (880 - start), rng.uniform(13, 17))
    return sheet


UNSEEN: dict[str, Callable[[random.Random, Paper], Sheet]] = {
    "notice": notice, "columns": columns, "receipt": receipt, "licence": licence,
}  # fmt: skip
