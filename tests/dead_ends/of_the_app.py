"""Refusals of the app itself, signing in, the identity card, searching, kept pages."""

import io
from datetime import timedelta

from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Gone
from werkzeug.test import TestResponse

from tests.dead_ends.scene import Scene, end, until
from tests.people import BINH, CHI
from tests.visitors import agree, ask_code, at_home, confirm, enter, fresh, keep_person, photo_of
from webapp import clock
from webapp.dossiers.service import State
from webapp.sealing import Unreadable

NUMBER, A_WEEKEND = "022085000123", timedelta(days=6)


@end("bad request")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/tim", query_string={"q": "\x00"})


@end("forbidden")
def _(scene: Scene) -> TestResponse:
    return scene.an.get("/ban-lam-viec")


@end("not found")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/khong-co-trang-nay")


@end("not this way")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.post("/tro-giup")


@end("another site")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.post("/dang-nhap", data={"phone": BINH[0]}, origin="https://example.org")


@end("too large")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.post("/dang-nhap", data={"phone": "1" * 1_100_000})


@end("too often")
def _(scene: Scene) -> TestResponse:
    return until(429, lambda: scene.stranger.post("/tra-cuu", data={"code": "MC7K2P9X", "digits": "1234"}))


@end("gone")
def _(scene: Scene) -> TestResponse:
    return scene.broken(Gone())


@end("failure")
def _(scene: Scene) -> TestResponse:
    return scene.broken(ValueError("nobody foresaw it"))


@end("unreadable")
def _(scene: Scene) -> TestResponse:
    return scene.broken(Unreadable("tampered with"))


@end("database busy")
def _(scene: Scene) -> TestResponse:
    return scene.broken(OperationalError("select", {}, Exception("locked")))


@end("step not possible now")
def _(scene: Scene) -> TestResponse:
    return scene.an.post(f"/ho-so/{scene.dossier(State.RECEIVED).id}/rut")


@end("number refused")
def _(scene: Scene) -> TestResponse:
    return ask_code(scene.stranger, "12345")


@end("no code comes")
def _(scene: Scene) -> TestResponse:
    client = scene.stranger
    return client.get(ask_code(client).headers["Location"])


@end("code wrong")
def _(scene: Scene) -> TestResponse:
    client = scene.stranger
    ask_code(client)
    return enter(client, "000000")


@end("code spent")
def _(scene: Scene) -> TestResponse:
    client = scene.stranger
    ask_code(client)
    return [enter(client, "000000") for _ in range(6)][-1]


@end("too many codes")
def _(scene: Scene) -> TestResponse:
    return until(429, lambda: ask_code(scene.stranger))


@end("consent not given")
def _(scene: Scene) -> TestResponse:
    client = scene.stranger
    confirm(client)
    return client.post("/tai-khoan/dong-y")


@end("card not read")
def _(scene: Scene) -> TestResponse:
    blank = io.BytesIO(b"no picture at all")
    return at_home(scene.app).post("/can-cuoc", data={"photo": (blank, "the.jpg")})


@end("not a card")
def _(scene: Scene) -> TestResponse:
    return at_home(scene.app).post("/can-cuoc", data={"photo": (photo_of("https://example.org"), "the.jpg")})


@end("card typed wrong")
def _(scene: Scene) -> TestResponse:
    return keep_person(at_home(scene.app), id_number="1")


@end("card taken")
def _(scene: Scene) -> TestResponse:
    keep_person(at_home(scene.app, *BINH), id_number=NUMBER)
    return keep_person(at_home(scene.app, *CHI), full_name=CHI[1], id_number=NUMBER)


@end("organisation typed wrong")
def _(scene: Scene) -> TestResponse:
    client = fresh(scene.app)
    confirm(client)
    agree(client)
    return client.post("/tai-khoan/to-chuc", data={"kind": "business"})


@end("nothing found")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/tim?q=mua vé máy bay đi Paris")


@end("several meant")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/tim?q=tam tru")


@end("searching without a signal")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/tim")


@end("no desk open")
def _(scene: Scene) -> TestResponse:
    clock.set_to(clock.local(clock.now()).replace(hour=22) + A_WEEKEND)
    return scene.stranger.get("/khong-co-trang-nay")


@end("no signal")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/ngoai-mang")


@end("waits to be sent")
def _(scene: Scene) -> TestResponse:
    return scene.stranger.get("/dang-cho")
