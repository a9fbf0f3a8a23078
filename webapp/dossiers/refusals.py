"""What people see when something cannot be done with a dossier: the rooms' facts as pages, each with a way on."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, make_response, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp import access, errors
from webapp.dossiers import in_hand, service
from webapp.i18n import _l
from webapp.throttle import TooMany

TOO_MANY = errors.Words(
    _l("Đang có quá nhiều bản nháp"),
    _l("Chưa mở thêm được hồ sơ mới."),
    _l("Các bản nháp đã có vẫn còn nguyên."),
    _l("Vào mục Hồ sơ, bỏ bớt bản nháp không cần nữa rồi làm lại."),
)
TOO_LONG = errors.Words(
    _l("Tờ khai dài quá"),
    _l("Chữ trong các câu trả lời cộng lại nhiều hơn một tờ khai nhận được, nên lần này chưa lưu."),
    _l("Những gì đã điền vẫn còn trên máy này; bản đã lưu trước đó vẫn nguyên."),
    _l("Quay lại tờ khai, viết ngắn lại câu trả lời dài nhất. Cần kể nhiều thì viết ra giấy rồi chụp gửi kèm."),
)
SLOWER = errors.Words(
    _l("Chờ một lát rồi lưu tiếp"),
    _l("Từ mạng này vừa có quá nhiều tờ khai được gửi khi chưa đăng nhập."),
    _l("Những gì đã điền vẫn còn trên máy này."),
    _l("Chờ ít phút rồi quay lại tờ khai và gửi lần nữa. Đăng nhập rồi thì gửi được ngay."),
)
NOT_A_DRAFT = errors.Words(
    _l("Hồ sơ này đã nộp rồi"),
    _l("Đã nộp thì không sửa thẳng vào được."),
    _l("Những gì đã nộp vẫn còn nguyên."),
    _l("Mở hồ sơ, chọn “Lấy về để sửa” nếu cán bộ chưa tiếp nhận."),
)
NOT_NOW = errors.Words(
    _l("Lúc này chưa làm được bước đó"),
    _l("Tình trạng hồ sơ đã khác, hoặc cán bộ đã tiếp nhận."),
    _l("Hồ sơ vẫn còn nguyên."),
    _l("Mở lại hồ sơ để xem bước tiếp theo, hoặc gọi để được giúp."),
)


class NoFormHere(Exception):
    """The law wants the person there: nothing is filled in for this procedure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooMuchFromHere(TooMany):
    """Drafts without an account, more of them or larger ones than the people of one address can mean."""


def attach(bp: Blueprint) -> None:
    """For the pages of this room; the same facts in another room's pages are answered there."""
    bp.register_error_handler(service.NoSuchDossier, _not_mine)
    bp.register_error_handler(service.IdTaken, _not_mine)
    bp.register_error_handler(service.TooManyDrafts, partial(_refuse, 409, TOO_MANY))
    bp.register_error_handler(service.NotADraft, partial(_refuse, 409, NOT_A_DRAFT))
    bp.register_error_handler(service.NotAllowed, partial(_refuse, 409, NOT_NOW))
    bp.register_error_handler(service.NotAForm, partial(_refuse, 400, None))
    bp.register_error_handler(service.TooLong, partial(_refuse, 413, TOO_LONG))
    bp.register_error_handler(TooMuchFromHere, _slower)
    bp.register_error_handler(NoFormHere, _in_person)
    bp.register_error_handler(service.NotComplete, _fill_in)
    bp.register_error_handler(service.Undecided, _fill_in)
    bp.register_error_handler(service.NoPerson, _say_who)
    bp.register_error_handler(service.NotForThem, _read_over)
    bp.register_error_handler(service.NotByOthers, _read_over)
    bp.register_error_handler(service.NotSaid, _say_who_acts)


def _refuse(status: int, words: errors.Words | None, _error: Exception) -> Response:
    return errors.show(status, words)


def _slower(error: TooMuchFromHere) -> Response:
    return errors.show(429, SLOWER, {"Retry-After": str(error.retry_after)})


def _not_mine(_error: Exception) -> Response:
    """404 as if it did not exist. Who is not signed in (any more) is asked to: it may well be theirs."""
    if current_user.is_authenticated:
        return errors.show(404)
    if in_hand.opened_here() and not access.wants_json():
        return redirect(url_for("slips.ask"), 303)
    return errors.show(401) if access.wants_json() else access.ask_to_sign_in()


def _in_person(error: NoFormHere) -> Response:
    if access.wants_json():
        return errors.show(409, NOT_NOW)
    return redirect(url_for("procedures.page", code=error.code), 303)


def _fill_in(_error: Exception) -> Response:
    return _onward("wrong", url_for("dossiers.edit", **_whose()))


def _read_over(_error: Exception) -> Response:
    """Where it is said for whom the procedure is, and how to choose another person."""
    return _onward("person", url_for("dossiers.review", **_whose()))


def _say_who(_error: Exception) -> Response:
    """By way of the sign-in room, which knows what is still to be said, and back to reading it over."""
    return _onward("person", url_for("accounts.sign_in", tiep=url_for("dossiers.review", **_whose())))


def who_acts(person_id: UUID, back: str) -> str:
    """Where it is asked who acts for that person and on what ground, and then back."""
    return url_for("accounts.who_acts", cho=person_id, tiep=back)


def _say_who_acts(error: service.NotSaid) -> Response:
    return _onward("acts", who_acts(error.person_id, url_for("dossiers.review", **_whose())))


def _whose() -> dict[str, Any]:
    return {"dossier_id": (request.view_args or {})["dossier_id"]}


def _onward(why: str, to: str) -> Response:
    """A person is led on; a phone that sends by itself is told where its person can go on."""
    return make_response(jsonify(why=why, to=to), 409) if access.wants_json() else redirect(to, 303)
