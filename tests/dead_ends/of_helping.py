"""Help that does not come or is no help, lines and booked times, petitions."""

import io
from datetime import timedelta

from werkzeug.test import TestResponse

from tests import things
from tests.dead_ends.scene import DUNG, Scene, end
from tests.feedback.conftest import petition, tap
from tests.people import LAN, UNIT, account_of, browser
from webapp import clock
from webapp.mandates.models import Mandate
from webapp.teams import demo
from webapp.teams.models import Member
from webapp.tickets import setting

LINE, TIMES = f"/lay-so/{UNIT}", f"/hen-gio/{UNIT}"
NEW = {"given_at": None, "until": None, "means": ""}


def mandate(scene: Scene, **changes: object) -> Mandate:
    """Dũng's, as it stands."""
    made = things.mandate(scene.account.id, account_of(scene.db, *DUNG).id, **changes)
    scene.add(made)
    return made


def link(scene: Scene, **changes: object) -> TestResponse:
    return scene.stranger.get(f"/nho-giup/{mandate(scene, **changes).token}")


@end("mandate offered")
def _(scene: Scene) -> TestResponse:
    return link(scene, **NEW, offer_until=clock.now() + things.DAY)


@end("mandate not answered in time")
def _(scene: Scene) -> TestResponse:
    return link(scene, **NEW)


@end("mandate refused")
def _(scene: Scene) -> TestResponse:
    return link(scene, **NEW, ended_at=clock.now(), ended_by="citizen")


@end("mandate over")
def _(scene: Scene) -> TestResponse:
    return link(scene, until=clock.now())


@end("mandate taken back")
def _(scene: Scene) -> TestResponse:
    return link(scene, ended_at=clock.now(), ended_by="citizen")


@end("not my mandate")
def _(scene: Scene) -> TestResponse:
    return link(scene, frozen_at=clock.now())


@end("mandate unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/nho-giup/khong-co")


@end("helper may help no more")
def _(scene: Scene) -> TestResponse:
    dung = scene.dung
    return dung.get(f"/giup/{mandate(scene, ended_at=clock.now(), ended_by='citizen').id}")


@end("code read aloud spent")
def _(scene: Scene) -> TestResponse:
    dung = scene.dung
    sent = mandate(
        scene, **NEW, offer_until=clock.now() + things.DAY, phone="0912000031", code_tries=9, code_at=clock.now()
    )
    return dung.get(f"/giup/{sent.id}/doc-ma")


def badge(scene: Scene, **changes: object) -> Member:
    """Of Dũng, who helped."""
    made = things.acting(account_of(scene.db, *DUNG, [("helper", demo.TEAM)]).id, DUNG[1], DUNG[0], **changes)
    scene.add(made)
    return made


@end("badge suspended")
def _(scene: Scene) -> TestResponse:
    made = badge(scene, state="suspended")
    scene.add(things.joined(made))
    return browser(scene.app, scene.db, *DUNG).get("/the-nguoi-giup")


@end("photo refused")
def _(scene: Scene) -> TestResponse:
    badge(scene)
    sent = {"photo": (io.BytesIO(b"no picture"), "mat.jpg")}
    return browser(scene.app, scene.db, *DUNG).post("/the-nguoi-giup/anh", data=sent)


@end("badge not valid")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get(f"/nguoi-giup/{badge(scene, state='suspended').code}")


@end("badge unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/nguoi-giup/ABCD2345")


@end("badge typed wrong")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/nguoi-giup?ma=12")


@end("fake helper reported")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get(f"/nguoi-giup/da-bao?noi={UNIT}")


@end("invitation over")
def _(scene: Scene) -> TestResponse:
    return scene.an.get("/vao-to/khong-co")


@end("question over")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/y-kien/khong-co")


def visit(scene: Scene, **changes: object) -> TestResponse:
    made, happened = things.visit(scene.account.id, None, **changes)
    scene.add(made, happened)
    scene.add(
        type(happened)(visit_id=made.id, event=made.state, at=clock.now(), by_kind="manager", note="Tuần này tổ bận")
    )
    return scene.stranger.get(f"/den-nha/{made.token}")


@end("visit declined")
def _(scene: Scene) -> TestResponse:
    return visit(scene, state="declined")


@end("visit missed")
def _(scene: Scene) -> TestResponse:
    return visit(scene, state="missed")


@end("no team there")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/den-nha?xa=07054")


@end("visit code does not come")
def _(scene: Scene) -> TestResponse:
    made, happened = things.visit(scene.account.id, None, state="unconfirmed")
    scene.add(made, happened)
    return scene.stranger.get(f"/den-nha/{made.token}/ma")


@end("line closed")
def _(scene: Scene) -> TestResponse:
    clock.set_to(clock.local(clock.now()).replace(hour=20))
    return scene.stranger.get(LINE)


@end("numbers on the spot only")
def _(scene: Scene) -> TestResponse:
    setting.change(scene.db, UNIT, {"from_home": False}, None)
    scene.db.commit()
    return scene.stranger.get(LINE)


@end("no times to book")
def _(scene: Scene) -> TestResponse:
    setting.change(scene.db, UNIT, {"per_desk": 0}, None)
    scene.db.commit()
    return scene.stranger.get(TIMES)


@end("number of another day")
def _(scene: Scene) -> TestResponse:
    made = things.ticket()
    made.day -= things.DAY
    scene.add(made)
    return scene.stranger.get(f"/so/{made.token}")


@end("number missed")
def _(scene: Scene) -> TestResponse:
    made = things.ticket(state="missed")
    scene.add(made)
    return scene.stranger.get(f"/so/{made.token}")


@end("number unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/so/khong-co")


@end("petition unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.post("/gop-y", data={"ma": "ABCD-2345"})


@end("petition late")
def _(scene: Scene) -> TestResponse:
    account_of(scene.db, *LAN, [("supervisor", UNIT)])
    code = petition(scene.app)
    clock.advance(timedelta(days=60))
    return scene.stranger.get(f"/gop-y/{code}")


@end("petition not answered yet")
def _(scene: Scene) -> TestResponse:
    account_of(scene.db, *LAN, [("supervisor", UNIT)])
    return scene.stranger.post(f"/gop-y/{petition(scene.app)}/y-kien", data={"face": "5"})


@end("sign taken down")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/danh-gia/ban/khong-co")


@end("photo of an opinion refused")
def _(scene: Scene) -> TestResponse:
    client = scene.stranger
    return client.post(tap(client, 1), data={"words": "x", "photo": (io.BytesIO(b"no picture"), "a.jpg")})
