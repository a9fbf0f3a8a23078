"""Draws the app's mark, a touch and its ripples on the bay, as SVG and as PNG for the home screens of phones.

`python tools/make_icons.py` rewrites favicon.svg, favicon.ico, icon-*.png (maskable ones among them) and
apple-touch-icon.png in static/icons.
"""

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "static" / "icons"
BAY, RIPPLE, WHITE, SUN = "#0a6a6b", "#5fb3ae", "#ffffff", "#f4b740"
# radius and line width as shares of the icon's width, from the outer ripple to the touch itself; no width = filled
RINGS: list[tuple[float, float | None, str]] = [(0.36, 0.035, RIPPLE), (0.235, 0.055, WHITE), (0.105, None, SUN)]
OVERSAMPLE = 4


def svg(corner: float = 0.23) -> str:
    """The mark on a 100 × 100 canvas."""
    shapes = [f'<rect width="100" height="100" rx="{corner * 100:.0f}" fill="{BAY}"/>']
    for radius, width, colour in RINGS:
        paint = f'fill="{colour}"' if width is None else f'fill="none" stroke="{colour}" stroke-width="{width * 100:g}"'
        shapes.append(f'<circle cx="50" cy="50" r="{radius * 100:g}" {paint}/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{"".join(shapes)}</svg>\n'


def png(size: int, corner: float, scale: float) -> Image.Image:
    """The mark in `size` pixels; corner 0 and a scale below 1 for icons that the phone cuts into its own shape."""
    side = size * OVERSAMPLE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), radius=corner * side, fill=BAY)
    for radius, width, colour in RINGS:
        stroke = (width or 0) * side * scale
        reach = radius * side * scale + stroke / 2
        box = (side / 2 - reach, side / 2 - reach, side / 2 + reach, side / 2 + reach)
        if width is None:
            pen.ellipse(box, fill=colour)
        else:
            pen.ellipse(box, outline=colour, width=round(stroke))
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    return small.quantize(64, method=Image.Quantize.FASTOCTREE)


def badge(size: int) -> Image.Image:
    """The mark as one shape, white on nothing: what Android shows in its status line, where only the shape counts."""
    shape = png(size, 0, 1.2).convert("RGB")
    bay = Image.new("RGB", shape.size, BAY)
    away = ImageChops.difference(shape, bay).convert("L").point(lambda light: 255 if light > 40 else 0)
    made = Image.new("RGBA", shape.size, (255, 255, 255, 0))
    made.putalpha(away)
    return made


def main() -> None:
    (OUT / "favicon.svg").write_text(svg(), encoding="utf-8")
    for size in (192, 512):
        png(size, 0.23, 1).save(OUT / f"icon-{size}.png", optimize=True)
        png(size, 0, 0.82).save(OUT / f"icon-maskable-{size}.png", optimize=True)
    badge(96).save(OUT / "badge-96.png", optimize=True)
    png(180, 0, 0.92).save(OUT / "apple-touch-icon.png", optimize=True)
    png(48, 0.23, 1.05).convert("RGBA").save(OUT / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])


if __name__ == "__main__":
    main()
