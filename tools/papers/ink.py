"""What stands on a sheet: printed words in fonts that come along, and strokes like handwriting."""

import math
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "webapp" / "typeface"
_SPOKEN = (
    "cộng hòa xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc ủy ban nhân dân phường xã tỉnh thành phố đơn đề nghị "
    "giấy khai sinh chứng nhận họ và tên ngày tháng năm nơi sinh thường trú quê quán dân tộc quốc tịch số định danh "
    "cá nhân người yêu cầu cơ quan thực hiện thủ tục hành chính theo quy định tại khoản điều luật hộ tịch tôi cam đoan "
    "những nội dung khai trên đây là đúng sự thật chịu trách nhiệm trước pháp luật về lời của mình kính gửi xác nhận"
)
_WITHOUT_MARKS = (
    "ho va ten ngay sinh gioi tinh quoc tich noi cap so giay to dia chi lien he nguoi nhan ket qua 2026 0123 TTHC"
)
WORDS, PLAIN = _SPOKEN.split(), _WITHOUT_MARKS.split()


@dataclass
class Sheet:
    """A sheet drawn flat. `text` is the height of its small letters (x-height of the body text) in its own pixels."""

    image: Image.Image
    text: float

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """`face`: Regular and Bold know Vietnamese letters, Plain (Pillow's own) does not."""
    return (
        ImageFont.load_default(size)
        if face == "Plain"
        else ImageFont.truetype(FONTS / f"BeVietnamPro-{face}.ttf", size)
    )


def x_height(size: int) -> float:
    return size * 0.53


def sentence(rng: random.Random, face: str, size: int, width: float) -> str:
    """Words that fill about `width` pixels and never more."""
    words, known = "", PLAIN if face == "Plain" else WORDS
    while True:
        longer = f"{words} {rng.choice(known)}".strip().capitalize()
        if font(face, size).getlength(longer) > width:
            return words or longer[:2]
        words = longer


def lines(sheet: Sheet, rng: random.Random, box: tuple[float, float, float, float], size: int, **style: object) -> None:
    """A block of printed lines; the last line of a paragraph is shorter."""
    left, top, right, bottom = box
    face, ink, spacing = (
        str(style.get("face", "Regular")),
        style.get("ink", (35, 35, 40)),
        float(str(style.get("spacing", 1.6))),
    )
    while top + size * 1.2 < bottom:
        width = (right - left) * (rng.uniform(0.3, 0.9) if rng.random() < 0.2 else 1)
        sheet.pen.text((left, top), sentence(rng, face, size, width), fill=ink, font=font(face, size))
        top += size * spacing


def centred(
    sheet: Sheet, y: float, words: str, size: int, face: str = "Bold", ink: tuple[int, int, int] = (30, 30, 35)
) -> None:
    width = font(face, size).getlength(words)
    sheet.pen.text(((sheet.image.width - width) / 2, y), words, fill=ink, font=font(face, size))


def handwriting(sheet: Sheet, rng: random.Random, at: tuple[float, float], width: float, height: float) -> None:
    """Joined loops and strokes on one line, as a pen leaves them; `height` is that of a small letter."""
    ink = rng.choice([(30, 40, 120), (25, 25, 30), (40, 50, 140)])
    x, base = at
    end, slant = x + width, rng.uniform(0.1, 0.4)
    while x < end:
        points, word_end = [], min(end, x + height * rng.uniform(2, 6))
        while x < word_end:
            tall = height * (rng.uniform(1.6, 2.2) if rng.random() < 0.25 else rng.uniform(0.7, 1.1))
            step = height * rng.uniform(0.6, 1.0)
            for part in range(12):
                turn = part / 12 * 2 * math.pi
                rise = (1 - math.cos(turn)) / 2 * tall
                points.append((x + part / 12 * step + math.sin(turn) * step * 0.3 + rise * slant, base - rise))
            x += step
        if len(points) > 1:
            sheet.pen.line(points, fill=ink, width=max(2, round(height / 6)), joint="curve")
        x += height * rng.uniform(0.7, 1.3)
        base += rng.uniform(-0.1, 0.1) * height
