"""The workshop on the phone: several photographs become one upright, straight, small PDF without a trace of where they were taken."""

import io
import json
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect

from e2e.conftest import PHONE, ROOT, Demo
from e2e.workbench import LEANING, SAYS_BLUR, Workbench, blurred, jpeg, likeness, photographed, plain, sheet

RULES = ROOT / "webapp" / "documents" / "checking" / "quality.json"
FULL_CANVASES = """() => {
  const made = []; window.most = 0;
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (...words) {
    const element = create.apply(this, words);
    if (words[0] === "canvas") made.push(new WeakRef(element));
    return element;
  };
  const encode = HTMLCanvasElement.prototype.toBlob;
  HTMLCanvasElement.prototype.toBlob = function (...words) {
    const full = made.map((one) => one.deref()).filter((one) => one && one.width * one.height > 1e6).length;
    window.most = Math.max(window.most, full);
    return encode.apply(this, words);
  };
}"""


@pytest.fixture(scope="module")
def page_of(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**PHONE, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def bench(page_of: Page, demo: Demo) -> Iterator[Workbench]:
    page_of.route("**/paper/quality.js", lambda route: route.fulfill(body=SAYS_BLUR, content_type="text/javascript"))
    yield Workbench(page_of, demo)
    page_of.unroute_all()


def test_one_good_photograph_is_sent_with_one_tap(bench: Workbench) -> None:
    made = bench.one(plain("one"))
    assert (made.name, made.type, made.pages) == ("IMG_1.jpg", "image/jpeg", 1)
    assert likeness(made.picture, sheet((1200, 1600), "one")) > 0.98
    assert (made.found, made.overruled, made.rest) == ([], [], 0)


def test_a_photograph_lying_on_its_side_comes_out_upright(bench: Workbench) -> None:
    flat = sheet((1200, 1600))
    made = bench.one(jpeg(flat.transpose(Image.Transpose.ROTATE_90), orientation=6))
    assert made.picture.size == (1200, 1600)
    assert likeness(made.picture, flat) > 0.98


def test_a_photograph_of_twelve_megapixels_becomes_two_thousand_pixels_long(bench: Workbench) -> None:
    flat = sheet((3000, 4000))
    made = bench.one(jpeg(flat.transpose(Image.Transpose.ROTATE_90), orientation=6))
    assert made.picture.size == (1500, 2000)
    assert likeness(made.picture, flat) > 0.98


def test_two_photographs_become_one_pdf_of_two_pages(bench: Workbench) -> None:
    made = bench.one(plain("one"), plain("two", (1600, 1200)))
    assert (made.name, made.type, made.pages) == ("ho-chieu.pdf", "application/pdf", 2)
    with pikepdf.open(io.BytesIO(made.body)) as read:
        assert [[float(n) for n in page.mediabox] for page in read.pages] == [[0, 0, 595, 793.33], [0, 0, 793.33, 595]]
        assert read.check_pdf_syntax() == []
    with pypdfium2.PdfDocument(made.body) as shown:
        first, second = (page.render().to_pil() for page in shown)
        assert likeness(first, sheet((1200, 1600), "one")) > 0.95
        assert likeness(second, sheet((1600, 1200), "two")) > 0.95


@pytest.mark.parametrize("shots", [1, 2])
def test_neither_place_nor_maker_survives(bench: Workbench, shots: int) -> None:
    photo = plain("here")
    assert b"Exif" in photo
    assert b"Vsmart" in photo
    body = bench.one(*[photo] * shots).body
    assert not any(trace in body for trace in (b"Exif\0\0", b"Vsmart", b"/Info", b"/Metadata", b"http://ns.adobe"))


def test_a_sheet_at_an_angle_is_cut_out_and_straight(bench: Workbench) -> None:
    flat = sheet()
    made = bench.one(jpeg(photographed(flat, LEANING)))
    assert likeness(made.picture, flat) > 0.93


def test_cutting_can_be_undone(bench: Workbench) -> None:
    photo = photographed(sheet(), LEANING)
    bench.take(jpeg(photo))
    bench.press("Không cắt")
    bench.press("Gửi")
    assert likeness(bench.sent().picture, photo) > 0.98


def test_turning_four_times_is_no_change(bench: Workbench) -> None:
    flat = sheet()
    bench.take(jpeg(photographed(flat, LEANING)))
    for upright in (False, True, False, True):
        bench.press("Xoay")
        bench.ready()
        tall = bench.page.locator("[data-part=preview]").evaluate("one => one.height > one.width")
        assert tall is upright
    bench.press("Gửi")
    assert likeness(bench.sent().picture, flat) > 0.93


def place(bench: Workbench, point: tuple[float, float], size: tuple[int, int]) -> tuple[float, float]:
    box = bench.page.locator(".stage > canvas").first.bounding_box()
    assert box
    return box["x"] + point[0] / size[0] * box["width"], box["y"] + point[1] / size[1] * box["height"]


def test_corners_dragged_to_the_sheet_make_it_straight(bench: Workbench) -> None:
    flat = sheet()
    pale = Image.blend(
        photographed(flat, LEANING), Image.new("RGB", (1200, 1600), (240, 240, 235)), 0.55
    )  # nothing to guess from
    bench.take(jpeg(pale))
    bench.corners()
    mouse = bench.page.mouse
    for handle, target in zip(bench.page.locator(".corner").all(), LEANING, strict=True):
        box = handle.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 48
        mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        mouse.down()
        mouse.move(*place(bench, target, (1200, 1600)), steps=4)
        expect(bench.page.locator(".lens")).to_be_visible()
        mouse.up()
    bench.page.get_by_role("button", name="Xong").click()
    bench.press("Gửi")
    assert likeness(bench.sent().picture, flat) > 0.99


def test_corners_move_with_the_keyboard_alone(bench: Workbench) -> None:
    bench.take(plain("keys"))
    page = bench.page
    bench.ready()
    page.get_by_role("button", name="Chỉnh góc").press("Enter")
    page.locator(".stage").wait_for()
    for name in ("trên bên trái", "trên bên phải", "dưới bên phải", "dưới bên trái"):
        page.locator(f".corner[aria-label*='{name}']").focus()
        for _ in range(2):
            page.keyboard.press("Shift+ArrowDown" if "trên" in name else "Shift+ArrowUp")
    expect(page.locator("[data-at]")).to_have_text("Cách mép trái 0 phần trăm, cách mép trên 90 phần trăm")
    page.locator("[data-corners=done]").press("Enter")
    bench.press("Gửi")
    assert bench.sent().picture.size == (1200, 1280)


def test_corners_on_a_turned_page_are_where_they_are_seen(bench: Workbench) -> None:
    flat = sheet((1200, 1600))
    bench.take(jpeg(flat))
    bench.press("Xoay")
    bench.corners()
    for name in ("trên bên phải", "dưới bên phải"):
        bench.page.locator(f".corner[aria-label*='{name}']").focus()
        for _ in range(10):
            bench.page.keyboard.press("Shift+ArrowLeft")
    bench.page.locator("[data-corners=done]").click()
    bench.press("Gửi")
    left_half = flat.transpose(Image.Transpose.ROTATE_270).crop((0, 0, 800, 1200))
    assert likeness(bench.sent().picture, left_half) > 0.97


def test_a_blurred_photograph_is_named_and_may_be_sent_anyway(bench: Workbench) -> None:
    bench.take(blurred(), rules={})
    expect(bench.page.locator("[data-reason=blur]")).to_be_visible()
    expect(bench.page.locator("[data-good]:visible svg")).to_have_count(1)
    expect(bench.page.get_by_role("button", name="Gửi", exact=True)).to_have_count(0)
    bench.press("Vẫn dùng ảnh này")
    bench.press("Gửi")
    made = bench.sent()
    assert (made.found, made.overruled) == (["blur"], ["blur"])


def test_the_gate_s_own_rules_tell_a_sharp_page_from_a_blurred_one(bench: Workbench) -> None:
    bench.page.unroute_all()
    rules, photo = json.loads(RULES.read_text()), photographed(sheet(), LEANING)
    bench.reload()
    assert bench.one(jpeg(photo), rules=rules).found == []
    bench.take(jpeg(photo.filter(ImageFilter.GaussianBlur(6))), rules=rules)
    expect(bench.page.locator("[data-reason=blur]")).to_be_visible()


def test_the_keyboard_goes_on_where_the_next_thing_is(bench: Workbench) -> None:
    bench.take(blurred(), rules={})
    bench.page.get_by_role("button", name="Vẫn dùng ảnh này").press("Enter")
    expect(bench.page.get_by_role("button", name="Gửi", exact=True)).to_be_focused()


def test_a_photograph_taken_again_takes_the_place_of_the_blurred_one(bench: Workbench) -> None:
    bench.take(plain("one"), blurred(), rules={})
    expect(bench.page.locator(".film [aria-current]")).to_have_attribute("data-page", "1")
    bench.add("Chụp lại trang này", plain("again"))
    bench.press("Gửi")
    made = bench.sent()
    assert (made.pages, made.found, made.overruled) == (2, [], [])


def test_pages_are_added_put_in_order_and_removed(bench: Workbench) -> None:
    bench.take(plain("one"), maxPages=3)
    bench.ready()
    bench.add("Chọn thêm ảnh có sẵn", plain("two", (1600, 1200)), plain("three", (1000, 1000)))
    expect(bench.page.locator(".film li")).to_have_count(3)
    expect(bench.page.get_by_label("Chụp thêm trang")).to_be_hidden()
    bench.page.locator(".film [data-page='2']").click()
    bench.press("Chuyển lên trước")
    bench.page.locator(".film [data-page='0']").click()
    bench.press("Bỏ trang")
    bench.press("Gửi")
    with pikepdf.open(io.BytesIO(bench.sent().body)) as read:
        assert [[float(n) for n in page.mediabox][2:] for page in read.pages] == [[595, 595], [793.33, 595]]


def test_six_heavy_pages_stay_under_the_limit_one_at_a_time(bench: Workbench) -> None:
    noise = Image.effect_noise((1000, 1100), 60).convert("RGB")
    bench.page.evaluate(FULL_CANVASES)
    made = bench.one(*[jpeg(noise, quality=80)] * 6, limitBytes=1_800_000)
    assert made.pages == 6
    assert 500_000 < len(made.body) <= 1_800_000
    assert bench.page.evaluate("window.most") == 1


SAYS_SMALL = "export const reasons = ({ width, height }) => (Math.max(width, height) < 1500 ? ['small'] : []);"


def test_a_page_that_becomes_unreadable_by_being_made_smaller_is_shown_before_it_goes(bench: Workbench) -> None:
    bench.page.unroute_all()
    bench.page.route(
        "**/paper/quality.js", lambda route: route.fulfill(body=SAYS_SMALL, content_type="text/javascript")
    )
    bench.reload()
    noise = Image.effect_noise((1200, 1600), 60).convert("RGB")
    bench.take(*[jpeg(noise, quality=80)] * 2, rules={}, limitBytes=700_000)
    bench.press("Gửi")
    expect(bench.page.locator("[data-part=failed]")).to_contain_text("chữ sẽ khó đọc")
    expect(bench.page.locator("[data-reason=small]")).to_be_visible()
    for _page in range(2):
        bench.press("Vẫn dùng ảnh này")
    bench.press("Gửi")
    made = bench.sent()
    assert (made.pages, made.found, made.overruled) == (2, ["small"], ["small"])
    assert len(made.body) <= 700_000


def test_what_cannot_be_made_to_fit_is_said_and_kept(bench: Workbench) -> None:
    bench.take(plain("one"), plain("two"), limitBytes=20_000)
    bench.press("Gửi")
    expect(bench.page.locator("[data-part=failed]")).to_contain_text("không gửi được một lần")
    expect(bench.page.locator(".film li")).to_have_count(2)


def test_a_picture_the_browser_cannot_read_is_handed_over_as_it_is(bench: Workbench) -> None:
    bench.take(b"\0\0\0\x1cftypheic-and-more", names=["giay.heic"])
    made = bench.sent()
    assert (made.name, made.body, made.pages) == ("giay.heic", b"\0\0\0\x1cftypheic-and-more", 1)


def test_pictures_it_cannot_read_travel_beside_those_it_can(bench: Workbench) -> None:
    made = bench.one(b"no picture", plain("one"), b"none either")
    assert (made.pages, made.rest, made.type) == (1, 2, "image/jpeg")


def test_giving_up_leaves_nothing(bench: Workbench) -> None:
    bench.take(plain("one"))
    bench.press("Thôi, không gửi ảnh này")
    expect(bench.page.locator("#shots")).to_have_attribute("data-ended", "given up")
    expect(bench.page.locator("#giay-ho-chieu > div")).to_be_empty()


def test_it_works_without_signal_once_its_files_are_there(bench: Workbench) -> None:
    bench.one(plain("one"), plain("two"))
    bench.page.context.set_offline(True)
    try:
        assert bench.one(plain("one"), plain("two")).pages == 2
    finally:
        bench.page.context.set_offline(False)
