"""News on the device: asked for after handing in, sealed on the way, shown by the worker, and turned off again.

The browser's own push service is out of reach, so its subscription is replaced by one whose keys the test holds; everything
else, the way through the server and the worker's part among it, is real.
"""

import json
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Worker, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import settle_in
from e2e.signed_in import AN, OFFICER, sign_in, sign_in_by_code
from e2e.thumb import Thumb
from tests.push_service import Arrived, Phone, PushService
from webapp.dossiers.service import State
from webapp.seeds import PLOTS, SPACE

LEADER = "0912000009"
ALLOWED = ["notifications", "background-sync"]
NEW, UNDER_WAY = (uuid.uuid5(SPACE, f"an/{list(PLOTS).index(state)}") for state in (State.NEW, State.IN_PROGRESS))

SUBSCRIBES = """(said) => {
  const made = () => ({ toJSON: () => said, unsubscribe: async () => { localStorage.removeItem("test"); return true; } });
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => { localStorage.setItem("test", applicationServerKey); return made(); };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem("test") ? made() : null);
}"""
# somebody who says no to the browser's question
REFUSES = """
  Object.defineProperty(Notification, "permission", { get: () => localStorage.getItem("test-answer") ?? "default" });
  Notification.requestPermission = async () => { localStorage.setItem("test-answer", "denied"); return "denied"; };
"""
RENEWED = """(said) => {
  const event = new ExtendableEvent("pushsubscriptionchange");
  event.newSubscription = { toJSON: () => said, unsubscribe: async () => true };
  return new Promise((done) => { event.waitUntil = (work) => work.then(done); self.dispatchEvent(event); });
}"""
# what a tap may do, code may not: the window is not brought forward here, everything else is as it is
TAPPED = """async () => {
  WindowClient.prototype.focus = async function focus() { return this; };
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""
SHOWN = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))"

LAST = "async () => Math.max(0, ...(await (await navigator.serviceWorker.ready).getNotifications()).map((one) => one.timestamp))"
"""When the newest was shown: one that takes the place of another looks the same."""


@pytest.fixture
def at_phone(
    demo: Demo, context_of: Callable[..., BrowserContext], push_service: PushService
) -> Callable[[str], tuple[Thumb, Phone]]:
    """A browser that may show notifications, and the keys of its subscription."""

    def made(name: str) -> tuple[Thumb, Phone]:
        context, phone = context_of(**PHONE, permissions=ALLOWED), Phone(push_service.origin, name)
        context.add_init_script(f"({SUBSCRIBES})({json.dumps(phone.said)})")
        thumb = Thumb(context.new_page(), demo)
        settle_in(thumb)  # nothing is offered before the worker is there that would show it
        return thumb, phone

    return made


def test_news_reach_the_device_that_asked_for_them(
    at_phone: Callable[[str], tuple[Thumb, Phone]], demo: Demo, context_of: Callable[..., BrowserContext],
    push_service: PushService,
) -> None:  # fmt: skip
    thumb, phone = at_phone("before")
    page = thumb.page
    sign_in(thumb, AN)
    thumb.open(f"/ho-so/{NEW}")
    expect(page.locator("[data-offer]")).to_be_visible()
    thumb.look("offered after handing in")
    thumb.tap("Bật báo tin")
    expect(page.get_by_text("Đã bật. Có tin mới, máy này sẽ báo.")).to_be_visible()
    thumb.look("turned on")

    renewed = Phone(push_service.origin, "renewed", secret=11)
    worker_of(page).evaluate(RENEWED, renewed.said)
    desk = Thumb(context_of(viewport={"width": 1280, "height": 800}).new_page(), demo)
    sign_in(desk, OFFICER)
    desk.open(f"/ban-lam-viec/{NEW}")
    desk.tap(desk.page.locator("form[action$='/tiep-nhan'] button"))
    arrived = wait_for(page, push_service, renewed.path)
    assert renewed.read(arrived)["title"] == "Hồ sơ đã được tiếp nhận"

    bring(page, demo, renewed.open(arrived.body).decode())
    shown = page.evaluate(SHOWN)
    assert [one["title"] for one in shown] == ["Hồ sơ đã được tiếp nhận"]
    bring(page, demo, renewed.open(arrived.body).decode())
    assert page.evaluate(SHOWN) == shown  # one in the place of the other
    worker_of(page).evaluate(TAPPED)
    page.wait_for_url(f"{demo.url}/tin-nhan")
    wait_until(page, lambda: not page.evaluate(SHOWN))  # the messages are open: nothing more to announce


def test_it_is_turned_off_on_the_device_and_by_signing_out(
    at_phone: Callable[[str], tuple[Thumb, Phone]], demo: Demo
) -> None:
    thumb, _phone = at_phone("leader")
    page = thumb.page
    sign_in_by_code(thumb, LEADER)
    thumb.open("/tai-khoan")
    thumb.tap("Bật báo tin")
    expect(page.get_by_role("button", name="Tắt báo tin")).to_be_visible()
    thumb.look("account, told of news")
    page.reload()
    thumb.tap("Tắt báo tin")
    expect(page.get_by_role("button", name="Bật báo tin")).to_be_visible()
    assert on(page) == (False, None)
    thumb.tap("Bật báo tin")
    expect(page.get_by_role("button", name="Tắt báo tin")).to_be_visible()
    assert on(page)[0]
    page.locator("form[action='/dang-xuat'] button").click()
    page.wait_for_url(f"{demo.url}/")
    assert page.evaluate("localStorage.getItem('test')") is None
    assert page.evaluate("fetch('/api/bao-tin').then((answer) => answer.status)") == 401


def test_no_thanks_is_remembered_on_the_device(at_phone: Callable[[str], tuple[Thumb, Phone]]) -> None:
    thumb, _phone = at_phone("declined")
    page = thumb.page
    sign_in(thumb, AN)
    thumb.open(f"/ho-so/{UNDER_WAY}")
    thumb.tap("Thôi")
    expect(page.locator("[data-offer]")).to_be_hidden()
    thumb.open("/tai-khoan")
    expect(page.get_by_role("button", name="Bật báo tin")).to_be_visible()  # here it can still be turned on
    with page.expect_response(lambda answer: answer.url.endswith("/push.js")):
        thumb.open(f"/ho-so/{NEW}")
    expect(page.locator("[data-offer]")).to_be_hidden()


def test_whoever_refuses_is_told_how_to_allow_it_again_and_not_asked_again(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    context.add_init_script(REFUSES)
    thumb = Thumb(context.new_page(), demo)
    page = thumb.page
    settle_in(thumb)
    sign_in(thumb, AN)
    thumb.open(f"/ho-so/{UNDER_WAY}")
    thumb.tap("Bật báo tin")
    expect(page.get_by_text("Máy này đang chặn thông báo")).to_be_visible()
    thumb.look("refused")
    with page.expect_response(lambda answer: answer.url.endswith("/push.js")):
        page.reload()
    expect(page.locator("[data-offer]")).to_be_hidden()
    thumb.open("/tai-khoan")
    expect(page.get_by_text("Máy này đang chặn thông báo")).to_be_visible()
    thumb.look("account, refused")


def test_an_iphone_is_told_to_put_it_on_the_home_screen(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context = context_of(**PHONE, user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")
    context.add_init_script("delete globalThis.PushManager")
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    for path in ("/tai-khoan", f"/ho-so/{UNDER_WAY}"):
        thumb.open(path)
        expect(thumb.page.get_by_text("Thêm vào MH chính")).to_be_visible()
        thumb.look("on an iPhone")


def test_where_the_browser_reaches_no_push_service_it_says_so(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE, permissions=ALLOWED)
    context.add_init_script(
        'PushManager.prototype.subscribe = async () => { throw new DOMException("", "AbortError"); }'
    )
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    thumb.open("/tai-khoan")
    thumb.tap("Bật báo tin")
    expect(thumb.page.get_by_text("Chưa bật được: máy chưa liên lạc được")).to_be_visible()
    thumb.look("account, no push service")


def worker_of(page: Page) -> Worker:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page.context.service_workers[0]


def wait_for(page: Page, service: PushService, path: str) -> Arrived:
    """The first push to that address."""
    wait_until(page, lambda: any(one.path == path for one in service.arrived))
    return next(one for one in service.arrived if one.path == path)


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """For a minute at most; meanwhile the browser's own events go on."""
    for _ in range(600):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come about")


def bring(page: Page, demo: Demo, said: str) -> None:
    """As the browser does when a push has come and was opened."""
    devtools: CDPSession = page.context.new_cdp_session(page)
    known: list[dict[str, str]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    while not known:
        page.wait_for_timeout(20)
    told = {"origin": demo.url, "registrationId": known[0]["registrationId"], "data": said}
    before = page.evaluate(LAST)
    devtools.send("ServiceWorker.deliverPushMessage", told)
    wait_until(page, lambda: bool(page.evaluate(LAST) > before))
    devtools.detach()


def on(page: Page) -> tuple[bool, str | None]:
    """Whether the server tells this device, and whether the browser holds a subscription."""
    server = page.evaluate("fetch('/api/bao-tin').then((answer) => answer.json())")
    return server["on"], page.evaluate("localStorage.getItem('test')")
