"""A QR code as a picture: PNG to save on a phone, SVG path for a page."""

import io
from typing import Literal

import qrcode
from PIL import Image, ImageDraw

BORDER = 4


Level = Literal["M", "Q"]
LEVELS = {"M": qrcode.constants.ERROR_CORRECT_M, "Q": qrcode.constants.ERROR_CORRECT_Q}


def matrix(text: str, level: Level = "M") -> list[list[bool]]:
    """`level`: how much of it may be lost. M (15 %) for a screen or a slip, Q (25 %) for what hangs on a wall for months."""
    code = qrcode.QRCode(error_correction=LEVELS[level], border=BORDER)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def png(text: str, module: int = 12) -> bytes:
    """Black on white, large enough for a bank app that reads it from the gallery."""
    rows = matrix(text)
    side = len(rows) * module
    image = Image.new("1", (side, side), 1)
    draw = ImageDraw.Draw(image)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                draw.rectangle((x * module, y * module, (x + 1) * module - 1, (y + 1) * module - 1), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def svg_path(text: str, level: Level = "M") -> tuple[int, str]:
    """(modules a side, path data): runs of dark modules as one-high rectangles; a quarter of the usual SVG's size."""
    rows = matrix(text, level)
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if row[x]:
                run = x
                while run < len(row) and row[run]:
                    run += 1
                parts.append(f"M{x} {y}h{run - x}v1h-{run - x}z")
                x = run
            else:
                x += 1
    return len(rows), "".join(parts)


def svg(text: str, level: Level = "M") -> str:
    """The same as a picture of its own, black on white."""
    side, path = svg_path(text, level)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )
