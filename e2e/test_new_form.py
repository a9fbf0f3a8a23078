"""The official form changes while somebody has it half filled in on a phone: nothing typed is lost, and what is to be answered
again is said."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from e2e.conftest import PHONE, Demo
from e2e.flight import TENANCY
from e2e.phone import IS_KEPT
from e2e.thumb import Thumb
from e2e.tus_server import Server
from e2e.until import until
from webapp.procedures.load import DATA
from webapp.procedures.publish import publish

EMAIL = re.compile(r"      - id: email\n(?:        .*\n)+", re.M)
FAMILY = "value: ca_nhan,"  # an answer that the next form does not know
KEPT = """async ([name, value]) => {
  const { all } = await import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", "offline/drafts.js"));
  return (await all()).some(({ fields }) => [fields[name]].flat().includes(value)); }"""
FORM = f"/thu-tuc/{TENANCY}/lam"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = Server(tmp_path / "data").app
    server = make_server("127.0.0.1", 0, made, threaded=True)
    made.config["AT"] = f"http://localhost:{server.port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()


@pytest.fixture
def thumb(app: Flask, context_of: Callable[..., BrowserContext]) -> Thumb:
    return Thumb(context_of(**PHONE).new_page(), Demo(app.config["AT"], "", Path()))


def change_the_form(app: Flask, folder: Path, *changes: Callable[[str], str]) -> None:
    """Publish the procedure anew, its file changed so."""
    shutil.copytree(DATA, folder)
    file = folder / f"{TENANCY}.yaml"
    for change in changes:
        before = file.read_text()
        assert (after := change(before)) != before
        file.write_text(after)
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        assert publish(db, folder).changed == [TENANCY]


def half_filled(thumb: Thumb) -> tuple[Page, str]:
    page = thumb.page
    thumb.open(FORM)
    page.locator("input[name=name]").fill("Nguyễn Thị Ổi")
    page.locator("input[name=email]").fill("oi@vidu.vn")
    page.locator("input[name=email]").blur()
    expect(page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    until(page, IS_KEPT, FORM)
    return page, page.url


def see_the_new_form(page: Page, address: str) -> None:
    """The phone had kept the form of before; it says when it has fetched the new one."""
    page.add_init_script(
        "performance.now = () => 60000"
    )  # as if somebody had begun to read: it does not reload by itself
    page.goto(address)
    page.locator(".net.newer a").click()


def test_a_question_that_is_asked_no_longer_is_told_and_its_answer_shown(
    app: Flask, thumb: Thumb, tmp_path: Path
) -> None:
    page, address = half_filled(thumb)
    page.goto("about:blank")
    change_the_form(app, tmp_path / "new", lambda text: EMAIL.sub("", text, count=1))
    see_the_new_form(page, address)
    note = page.locator(".note", has_text="Mẫu tờ khai vừa đổi")
    expect(note).to_contain_text("Câu không còn hỏi nữa: oi@vidu.vn")
    expect(page.locator("input[name=name]")).to_have_value("Nguyễn Thị Ổi")
    expect(page.locator("input[name=email]")).to_have_count(0)
    thumb.look("the form is another, the answers are here")


def test_a_choice_that_is_offered_no_longer_is_asked_again(app: Flask, thumb: Thumb, tmp_path: Path) -> None:
    page, address = half_filled(thumb)
    page.locator("input[name=residence_case][value=ca_nhan]").evaluate(
        "(one) => { one.checked = true; one.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    until(page, KEPT, ["residence_case", "ca_nhan"])
    page.goto("about:blank")
    change_the_form(app, tmp_path / "new", lambda text: text.replace(FAMILY, "value: gia_dinh,"))
    see_the_new_form(page, address)
    note = page.locator(".note", has_text="Mẫu tờ khai vừa đổi")
    expect(note).to_contain_text("Đăng ký cho: Xin chọn một câu trả lời")
    expect(note).not_to_contain_text("ca_nhan")
    thumb.look("a choice is to be made again")
