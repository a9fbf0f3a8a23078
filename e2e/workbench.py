"""The phone's workshop on a bare page of the demonstration, photographs drawn for it, and what came out of it."""

import base64
import io
import random
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from playwright.sync_api import Page

from e2e.conftest import ROOT, Demo

Point = tuple[float, float]
LEANING: list[Point] = [(180, 240), (980, 150), (1090, 1420), (110, 1330)]  # corners on a photograph of 1200 x 1600
SAYS_BLUR = (
    "export const reasons = ({ data }) => (data.some((n) => n < 60) ? [] : ['blur']);"  # nothing dark: no letters
)
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
START = """({ options }) => import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", "paper/workshop.js"))
  .then(({ workshop }) => { const mark = document.querySelector("#shots").dataset; delete mark.ended; workshop(document.querySelector("#giay-ho-chieu div"),
    [...document.querySelector("#shots").files], options).then(async (answer) => {
    if (!answer) { mark.ended = "given up"; return; }
    const bytes = new Uint8Array(await answer.file.arrayBuffer());
    let letters = "";
    for (let n = 0; n < bytes.length; n += 8192) letters += String.fromCharCode(...bytes.subarray(n, n + 8192));
    window.result = { ...answer, name: answer.file.name, type: answer.file.type, body: btoa(letters), rest: (answer.rest ?? []).length };
    mark.ended = "done";
  }); })"""


@dataclass(frozen=True)
class Made:
    """What the workshop handed over."""

    name: str
    type: str
    body: bytes
    pages: int
    found: list[str]
    overruled: list[str]
    rest: int

    @property
    def picture(self) -> Image.Image:
        return Image.open(io.BytesIO(self.body))


class Workbench:
    """One page with a paper's card; `take` chooses photographs, `sent` waits for the file."""

    def __init__(self, page: Page, demo: Demo) -> None:
        self.page, self.demo = page, demo
        self.reload()

    def reload(self) -> None:
        page = self.page
        page.goto(f"{self.demo.url}/tro-giup")
        page.evaluate(
            """(html) => { const title = document.querySelector("h1"); title.parentElement.replaceChildren(title);
              title.insertAdjacentHTML("afterend", html + `<section class="card" id="giay-ho-chieu"><h2>Hộ chiếu</h2><div></div></section>
              <input type="file" id="shots" multiple hidden>`); }""",
            _template(page),
        )

    def take(self, *shots: bytes, names: list[str] | None = None, **options: object) -> None:
        self.page.locator("#shots").set_input_files(_files(shots, names))
        self.page.evaluate(START, {"options": options})

    def add(self, label: str, *shots: bytes) -> None:
        self.page.get_by_label(label, exact=True).locator("visible=true").set_input_files(_files(shots, None))

    def ready(self) -> None:
        self.page.locator("[data-part=ready][aria-busy=false]").wait_for(timeout=120_000)

    def press(self, name: str) -> None:
        self.ready()
        self.page.get_by_role("button", name=name, exact=True).click()

    def corners(self) -> None:
        self.press("Chỉnh góc")
        self.page.locator(".stage").wait_for()

    def sent(self) -> Made:
        self.page.locator("#shots[data-ended=done]").wait_for(state="attached", timeout=120_000)
        said: dict[str, Any] = self.page.evaluate("window.result")
        return Made(
            said["name"],
            said["type"],
            base64.b64decode(said["body"]),
            said["pages"],
            said["found"],
            said["overruled"],
            said["rest"],
        )

    def one(self, *shots: bytes, **options: object) -> Made:
        """All is well: chosen, and sent with the one tap."""
        self.take(*shots, **options)
        self.press("Gửi")
        return self.sent()


def _template(page: Page) -> str:
    """As the papers page includes it, in Vietnamese."""
    folders = [ROOT / "webapp" / "templates", ROOT / "webapp" / "documents" / "templates"]
    made = Environment(loader=FileSystemLoader(folders), autoescape=True)
    static = page.locator("link[rel=stylesheet]").first.get_attribute("href") or ""
    made.globals.update(_=lambda text: text, asset=lambda path: static.replace("css/app.css", path))
    return made.get_template("documents/_workshop.html").render()


def _files(shots: tuple[bytes, ...], names: list[str] | None) -> list[dict[str, Any]]:
    called = names or [f"IMG_{n}.jpg" for n in range(1, len(shots) + 1)]
    return [{"name": name, "mimeType": "image/jpeg", "buffer": shot} for name, shot in zip(called, shots, strict=True)]


def sheet(size: tuple[int, int] = (900, 1270), word: str = "TỜ KHAI") -> Image.Image:
    """A flat page with lines of words."""
    drawn = Image.new("RGB", size, (247, 246, 240))
    pen, chance = ImageDraw.Draw(drawn), random.Random(word)
    pen.text(
        (size[0] / 3, 60), word.encode("ascii", "ignore").decode(), fill=(20, 20, 30), font=ImageFont.load_default(60)
    )
    for y in range(180, size[1] - 90, 44):
        letters = "".join(chance.choice("abcdeghiklmnopqrstuvxy   ") for _ in range(chance.randint(20, 52)))
        pen.text((70, y), letters, fill=(30, 30, 60), font=ImageFont.load_default(28))
    return drawn


def photographed(flat: Image.Image, corners: list[Point], size: tuple[int, int] = (1200, 1600)) -> Image.Image:
    """The page on a dark table, its corners (clockwise from its upper left) where they are said to be."""
    width, height = flat.size
    way = _perspective(corners, [(0, 0), (width, 0), (width, height), (0, height)])
    on_table = flat.transform(size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC)
    mask = Image.new("L", flat.size, 255).transform(size, Image.Transform.PERSPECTIVE, way)
    table = Image.new("RGB", size, (84, 62, 48))
    table.paste(on_table, (0, 0), mask)
    return table


def _perspective(seen: list[Point], flat: list[Point]) -> list[float]:
    """The eight numbers that lead from the photograph to the flat page: 8 equations, Gauss and Jordan."""
    rows = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    for n in range(8):
        best = max(range(n, 8), key=lambda row: abs(rows[row][n]))
        rows[n], rows[best] = rows[best], rows[n]
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for other in range(8):
            if other != n:
                rows[other] = [a - rows[other][n] * b for a, b in zip(rows[other], rows[n], strict=True)]
    return [row[8] for row in rows]


def jpeg(picture: Image.Image, orientation: int = 1, quality: int = 90) -> bytes:
    """As a phone writes it: with its maker and the place in the file."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[ORIENTATION], exif[MAKER] = orientation, "Vsmart"
    exif[GPS] = {1: "N", 2: (20.0, 57.0, 3.5), 3: "E", 4: (107.0, 4.0, 48.0)}
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def plain(word: str, size: tuple[int, int] = (1200, 1600)) -> bytes:
    """A page that fills the picture."""
    return jpeg(sheet(size, word))


def blurred(size: tuple[int, int] = (900, 1270)) -> bytes:
    return jpeg(sheet(size).filter(ImageFilter.GaussianBlur(30)))


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Correlation of two pictures, letters and all, 1 when they are the same."""
    a, b = ([float(n) for n in picture.convert("L").resize((150, 212)).tobytes()] for picture in (one, other))
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    both = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    alone = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return float(both / alone**0.5)
