"""Every page people meet, at 320 px, at 200 % text, in the dark, on a wide screen, in strong colours and one question at a time with
the largest letters, in both languages: nothing scrolls sideways, axe finds nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from e2e.conftest import Demo
from e2e.signed_in import AN, OFFICER, sign_in
from e2e.thumb import Thumb

PUBLIC = ["/", "/tim?q=tam tru", "/tim?q=xyzxyz", "/tim?q=lam lai bang lai", "/tim?q=dang ky lai", "/tim?q=dang ky o tro", "/viec/sinh-con", "/thu-tuc/1.004194", "/thu-tuc/2.000815", "/thu-tuc/1.001193/lam",
          "/noi-nop", "/noi-nop/hong-gai", "/tra-cuu", "/dang-nhap", "/tro-giup", "/quyen-rieng-tu", "/mo-tai-khoan", "/mo-tai-khoan/android", "/mo-tai-khoan/android/chua-co#cac-buoc", "/ngoai-mang", "/hoi", "/cach-xem", "/tu-ngu", "/gop-y", "/danh-gia/noi/hong-gai", "/thu-tuc/1.004194/cac-buoc",
          "/mang-theo", "/dang-cho", "/den-nha", "/khong-co"]  # fmt: skip
MINE = [
    "/",
    "/ho-so/",
    "/tai-khoan",
    "/tai-khoan/ai",
    "/tai-khoan/nha",
    "/gia-dinh/nhan",
    "/gia-dinh/chuyen",
    "/tai-khoan/nhan-tin",
    "/tai-khoan/to-chuc",
    "/can-cuoc",
    "/can-cuoc/go-tay",
    "/tin-nhan",
]
SCREENS = {
    "320 px": {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True},
    "200 % text": {"viewport": {"width": 360, "height": 740}},
    "dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "strong colours": {"viewport": {"width": 360, "height": 740}},
    "one at a time": {"viewport": {"width": 360, "height": 740}},
}
CHOSEN = {
    "strong colours": {"look": "contrast"},
    "one at a time": {"look": "simple", "text": "huge"},
}  # at /cach-xem, kept by the browser
ENGLISH = {"200 % text", "strong colours"}


@pytest.fixture(params=list(SCREENS))
def thumb(request: pytest.FixtureRequest, demo: Demo, context_of: Callable[..., BrowserContext]) -> Thumb:
    page = context_of(**SCREENS[request.param]).new_page()
    for name, value in CHOSEN.get(request.param, {}).items():
        page.add_init_script(f"localStorage.setItem('{name}', '{value}')")
    if request.param in ENGLISH:
        page.context.add_cookies([{"name": "lang", "value": "en", "url": demo.url}])
    if request.param == "200 % text":
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '36px' })"
        )
    return Thumb(page, demo)


def test_public_pages_fit_every_screen(thumb: Thumb) -> None:
    for path in PUBLIC:
        thumb.open(path)
        if path == "/khong-co":
            thumb.problems.clear()  # the browser itself reports the 404
        thumb.look(path)


def test_personal_pages_fit_every_screen(thumb: Thumb) -> None:
    sign_in(thumb, AN)
    for path in MINE:
        thumb.open(path)
        thumb.look(path)
    thumb.open("/ho-so/")
    links = thumb.page.locator("main a.dossier").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert len(links) >= 14, "An has a dossier in every state"
    for path in links:
        thumb.open(path)
        thumb.look(path)


def test_the_desk_fits_every_screen(thumb: Thumb) -> None:
    sign_in(thumb, OFFICER)
    thumb.open("/ban-lam-viec")
    thumb.look("desk")
    links = thumb.page.locator("main table a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for path in sorted(set(links))[:8]:
        thumb.open(path)
        thumb.look(path)
