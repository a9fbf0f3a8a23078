"""Paying that does not go on: by QR, by card, by a relative, by a notice; a receipt that counts no more."""

from datetime import timedelta

from werkzeug.test import TestResponse

from tests import booked
from tests.dead_ends.scene import Scene, end
from tests.debts.register import LAND, Book
from tests.payments.cards import Shop
from tests.payments.till import Till, pay_page, publish, receipt_page
from tests.people import Browser, make_dossier
from tests.visitors import fresh
from webapp import clock
from webapp.dossiers.service import State
from webapp.payments.models import Attempt
from webapp.receipts import service as receipts


def till_of(scene: Scene) -> Till:
    publish(scene.db)
    return Till(scene.app, scene.db)


def tried(scene: Scene, code: str) -> TestResponse:
    """By card, and VNPAY sends the browser back with that code."""
    till = till_of(scene)
    shop = Shop(scene.app, till)
    return scene.an.get(f"/thanh-toan/vnpay/tra-ve?{shop.said(attempt_of(shop, scene.an, till), code)}")


def attempt_of(shop: Shop, who: Browser, till: Till) -> Attempt:
    return shop.begun(who, till.owing())


def notice(scene: Scene, **changes: object) -> tuple[Book, str]:
    """Found by the code on the paper; then the register says otherwise."""
    till_of(scene)
    book = Book()
    scene.app.extensions["debts"] = book
    client = fresh(scene.app)
    page = client.post("/nop-thong-bao", data={"code": LAND, "id": "01900000-0000-4000-8000-000000000002"}).location
    book.change(**changes) if changes else None
    return book, page


@end("no money came yet")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(pay_page(till_of(scene).owing()))


@end("card failed before")
def _(scene: Scene) -> TestResponse:
    till = till_of(scene)
    shop, dossier = Shop(scene.app, till), till.owing()
    shop.tell(shop.said(shop.begun(scene.an, dossier), "51"))
    return scene.an.get(pay_page(dossier))


@end("card failed")
def _(scene: Scene) -> TestResponse:
    return tried(scene, "51")


@end("card in doubt")
def _(scene: Scene) -> TestResponse:
    return tried(scene, "07")


@end("card not answered yet")
def _(scene: Scene) -> TestResponse:
    return tried(scene, "00")


@end("answer of the card unreadable")
def _(scene: Scene) -> TestResponse:
    Shop(scene.app, till_of(scene))
    return scene.an.get("/thanh-toan/vnpay/tra-ve?vnp_TxnRef=x")


@end("relative cannot pay now")
def _(scene: Scene) -> TestResponse:
    till = till_of(scene)
    dossier = till.owing()
    link = f"/tra-giup/{till.bill(dossier).share_token}"
    till.withdraw(dossier)
    return scene.stranger.get(link)


@end("relative pays")
def _(scene: Scene) -> TestResponse:
    till = till_of(scene)
    return scene.stranger.get(f"/tra-giup/{till.bill(till.owing()).share_token}")


@end("relative's link over")
def _(scene: Scene) -> TestResponse:
    till = till_of(scene)
    link = f"/tra-giup/{till.bill(till.owing()).share_token}"
    clock.advance(timedelta(days=8))
    return scene.stranger.get(link)


@end("relative's link unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/tra-giup/khong-co")


@end("money goes back")
def _(scene: Scene) -> TestResponse:
    bill = booked.refused(scene.db, scene.account)
    booked.going_back(scene.db, bill)
    scene.db.commit()
    return scene.an.get(f"/ho-so/{bill.dossier_id}")


@end("receipt cancelled")
def _(scene: Scene) -> TestResponse:
    return scene.an.get(receipt_of(scene)[0])


@end("receipt checked and cancelled")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get(receipt_of(scene)[1])


def receipt_of(scene: Scene) -> tuple[str, str]:
    """Its page and the one where anybody checks it; it was cancelled."""
    till = till_of(scene)
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.work()
    found = scene.db.get_one(receipts.Receipt, till.receipts()[0].id)
    receipts.cancel(scene.db, found, booked.BOSS, "Ghi nhầm tên")
    scene.db.commit()
    return receipt_page(dossier, found.id), f"/bien-lai/{found.token}"


@end("receipt unknown")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/bien-lai/khong-co")


@end("no register")
def _(scene: Scene) -> TestResponse:
    scene.app.extensions["debts"] = None
    return scene.stranger.post("/nop-thong-bao", data={"code": LAND})


@end("notice unknown")
def _(scene: Scene) -> TestResponse:
    notice(scene)
    return scene.stranger.post("/nop-thong-bao", data={"code": "TB26-2026-9999"})


@end("register silent")
def _(scene: Scene) -> TestResponse:
    notice(scene)[0].silent = True
    return scene.stranger.post("/nop-thong-bao", data={"code": LAND})


@end("notice withdrawn")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get(notice(scene, state="withdrawn")[1])


@end("notice not payable here")
def _(scene: Scene) -> TestResponse:
    book, page = notice(scene)
    client = fresh(scene.app)
    link = client.post(f"{page}/nop").location
    book.change(state="withdrawn")
    client.post(f"{page}/nop")
    return client.get(link)


@end("nothing to pay")
def _(scene: Scene) -> TestResponse:
    dossier = make_dossier(scene.db, scene.account, state=State.NEW)
    return scene.an.get(f"{pay_page(dossier)}/ma.png")
