"""Sheets whose photographs choose the thresholds: a letter, a form, a card, a certificate, a table."""

import random
from collections.abc import Callable

from PIL import Image

from tools.papers.ink import Sheet, centred, font, lines, sentence, x_height

A4 = (1000, 1414)
CARD = (1100, 694)


def white(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    level = rng.randint(238, 252)
    return Image.new("RGB", size, (level, level, level - rng.randint(0, 10)))


def letter(rng: random.Random) -> Sheet:
    size = rng.randint(18, 24)
    sheet = Sheet(white(rng, A4), x_height(size))
    side, end = rng.randint(90, 130), rng.choice([1300, 1300, 900, 560])
    centred(sheet, 90, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26)
    centred(sheet, 126, "Độc lập - Tự do - Hạnh phúc", 24)
    centred(sheet, 200, "ĐƠN ĐỀ NGHỊ", 34)
    lines(sheet, rng, (side, 280, 1000 - side, end), size, face=rng.choice(["Regular", "Regular", "Plain"]))
    return sheet


def form(rng: random.Random) -> Sheet:
    size = rng.randint(18, 22)
    sheet = Sheet(white(rng, A4), x_height(size))
    centred(sheet, 80, "TỜ KHAI", 34)
    top, pen = 160, sheet.pen
    while top < 1280:
        pen.text((90, top), sentence(rng, "Regular", size, 260), fill=(30, 30, 30), font=font("Regular", size))
        pen.rectangle((370, top - 6, 910, top + size + 12), outline=(70, 70, 70), width=2)
        if rng.random() < 0.75:
            pen.text(
                (382, top),
                sentence(rng, "Plain", size, rng.randint(150, 500)),
                fill=(20, 20, 60),
                font=font("Plain", size),
            )
        top += rng.choice([48, 56, 64])
    return sheet


def card(rng: random.Random) -> Sheet:
    size = rng.randint(26, 32)
    tint = (rng.randint(196, 225), rng.randint(215, 235), rng.randint(210, 235))
    sheet = Sheet(Image.new("RGB", CARD, tint), x_height(size))
    pen = sheet.pen
    for y in range(0, CARD[1], 9):
        pen.line((0, y, CARD[0], y + rng.randint(-30, 30)), fill=tuple(c - 8 for c in tint), width=1)
    pen.rectangle((60, 200, 300, 520), fill=(225, 232, 240))  # a portrait: light wall, dark hair, a face
    pen.ellipse((110, 230, 250, 400), fill=(60, 50, 45))
    pen.ellipse((122, 260, 238, 410), fill=(205, 165, 140))
    pen.rectangle((90, 425, 270, 520), fill=(70, 80, 110))
    centred(sheet, 60, "CĂN CƯỚC", 44, ink=(150, 40, 40))
    lines(sheet, rng, (340, 200, 1030, 620), size, face=rng.choice(["Regular", "Bold"]), spacing=1.9)
    return sheet


def certificate(rng: random.Random) -> Sheet:
    size = rng.randint(22, 28)
    sheet = Sheet(Image.new("RGB", (1414, 1000), (248, 243, rng.randint(215, 235))), x_height(size))
    pen = sheet.pen
    for step in range(0, 1414, 26):
        for y in (50, 930):
            pen.ellipse((50 + step * 0.93, y, 70 + step * 0.93, y + 20), outline=(150, 110, 40), width=3)
    for step in range(50, 940, 26):
        for x in (50, 1344):
            pen.ellipse((x, step, x + 20, step + 20), outline=(150, 110, 40), width=3)
    centred(sheet, 130, "GIẤY CHỨNG NHẬN", 60, ink=(160, 30, 30))
    lines(sheet, rng, (200, 270, 1214, 800), size, spacing=2.1)
    pen.ellipse((1000, 700, 1150, 850), outline=(200, 40, 40), width=6)
    return sheet


def table(rng: random.Random) -> Sheet:
    size = rng.randint(17, 20)
    sheet = Sheet(white(rng, A4), x_height(size))
    centred(sheet, 90, "DANH SÁCH", 32)
    columns = [80, 150, 420, 600, 760, 920]
    for row, top in enumerate(range(160, 1260, rng.choice([44, 52]))):
        sheet.pen.line((80, top, 920, top), fill=(60, 60, 60), width=2)
        for left, right in zip(columns, columns[1:], strict=False):
            face = "Bold" if row == 0 else "Regular"
            words = sentence(rng, face, size, (right - left - 16) * rng.uniform(0.4, 1))
            sheet.pen.text((left + 8, top + 10), words, fill=(30, 30, 30), font=font(face, size))
        bottom = top
    for x in columns:
        sheet.pen.line((x, 160, x, bottom), fill=(60, 60, 60), width=2)
    return sheet


KNOWN: dict[str, Callable[[random.Random], Sheet]] = {
    "letter": letter, "form": form, "card": card, "certificate": certificate, "table": table,
}  # fmt: skip
