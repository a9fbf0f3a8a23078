"""A dossier that does not go on, its papers, its slip, what is asked about it, its data."""

import io
from datetime import timedelta

from werkzeug.test import TestResponse

from tests import things
from tests.accounts.households import FIRM
from tests.dead_ends.scene import Scene, end
from tests.people import AN, RENTED
from tests.slips.desk import BORN, Desk
from tests.visitors import at_home
from webapp import clock
from webapp.accounts import service as accounts
from webapp.dossiers.service import State
from webapp.seeds import TENANCY, typed

PAPERS, NOWHERE = "giay-to/cho-o", "00000000-0000-7000-8000-000000000000"


@end("paper refused")
def _(scene: Scene) -> TestResponse:
    page = f"/ho-so/{scene.dossier(State.WAITING_DOCUMENTS).id}/{PAPERS}"
    return scene.an.post(page, data={"file": (io.BytesIO(b"not a picture"), "a.exe")})


@end("papers not now")
def _(scene: Scene) -> TestResponse:
    page = f"/ho-so/{scene.dossier(State.RECEIVED, answers=RENTED).id}/{PAPERS}"
    return scene.an.post(page, data={"file": (io.BytesIO(b"not a picture"), "a.jpg")})


@end("not for this person")
def _(scene: Scene) -> TestResponse:
    firm = accounts.add_person(scene.db, scene.account, FIRM, "typed", kind="business")
    draft = scene.dossier(State.DRAFT, code="1.004222")
    draft.person_id = firm.id
    scene.db.commit()
    return scene.an.get(f"/ho-so/{draft.id}/doc-lai")


@end("filed elsewhere")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(f"/ho-so/{scene.dossier(State.DRAFT, code='1.004222').id}/mang-di")


@end("agreement not ticked")
def _(scene: Scene) -> TestResponse:
    draft = scene.dossier(State.DRAFT, answers=RENTED)
    draft.fields = typed(TENANCY[1])
    scene.db.commit()
    return scene.an.post(f"/ho-so/{draft.id}/nop")


@end("returned")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(f"/ho-so/{scene.dossier(State.SUPPLEMENT).id}")


@end("to be amended")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(f"/ho-so/{scene.dossier(State.SUPPLEMENT).id}/bo-sung")


@end("refused")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(f"/ho-so/{scene.dossier(State.REFUSED).id}")


@end("late")
def _(scene: Scene) -> TestResponse:
    found = scene.dossier(State.IN_PROGRESS)
    clock.advance(timedelta(days=60))
    return scene.an.get(f"/ho-so/{found.id}")


@end("not to be withdrawn")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(f"/ho-so/{scene.dossier(State.RECEIVED).id}/rut")


@end("somebody else's dossier")
def _(scene: Scene) -> TestResponse:
    return at_home(scene.app).get(f"/ho-so/{scene.dossier(State.NEW).id}")


@end("nowhere online")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/thu-tuc/1.010038")


@end("from the national portal")
def _(scene: Scene) -> TestResponse:
    things.national(scene.db, scene.account.id)
    scene.db.commit()
    return scene.stranger.get("/thu-tuc/9.000001")


@end("no such procedure")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/thu-tuc/9.999999")


@end("look-up finds nothing")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.post("/tra-cuu", data={"code": "MC7K2P9X", "digits": "1234"})


@end("look-up finds it late")
def _(scene: Scene) -> TestResponse:
    found = scene.dossier(State.IN_PROGRESS)
    clock.advance(timedelta(days=60))
    return scene.stranger.post("/tra-cuu", data={"code": found.reference, "digits": AN[0][-4:]})


@end("slip wrong")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.post("/phieu", data={"code": "ABCD2345", "born": BORN})


@end("slip over")
def _(scene: Scene) -> TestResponse:
    desk = Desk(scene.app, scene.db, scene.account)
    code = desk.give(desk.dossier())
    clock.advance(timedelta(days=61))
    return scene.stranger.post("/phieu", data={"code": code, "born": BORN})


@end("poster unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/q/33333")


@end("not to be deleted")
def _(scene: Scene) -> TestResponse:
    return scene.an.post(f"/du-lieu-cua-toi/ho-so/{scene.dossier(State.IN_PROGRESS).id}/xoa", data={"sure": "y"})


@end("account not closed")
def _(scene: Scene) -> TestResponse:
    scene.dossier(State.IN_PROGRESS)
    return scene.an.post("/du-lieu-cua-toi/dong-tai-khoan", data={"sure": "y", "digits": AN[0][-4:]})


@end("consent not taken back")
def _(scene: Scene) -> TestResponse:
    return scene.an.post("/du-lieu-cua-toi/rut-dong-y")


@end("own data")
def _(scene: Scene) -> TestResponse:
    return scene.an.get("/du-lieu-cua-toi")


@end("family code wrong")
def _(scene: Scene) -> TestResponse:
    return scene.an.post("/gia-dinh/chuyen", data={"person": str(scene.account.persons[0].id), "code": "ABCD2345"})


@end("family code over")
def _(scene: Scene) -> TestResponse:
    move = "01900000-0000-4000-8000-000000000001"
    scene.an.post("/gia-dinh/nhan", data={"id": move})
    clock.advance(timedelta(minutes=31))
    return scene.an.get(f"/gia-dinh/nhan/{move}")


@end("no such move")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(f"/gia-dinh/nhan/{NOWHERE}")
