"""How the room is connected: its pages, and the words for links and members that are not there."""

from flask import Flask, Response

from webapp import errors
from webapp.config import Config
from webapp.i18n import _l
from webapp.teams import helper_views, inviting, membership, reporting, views
from webapp.teams.manager_views import bp
from webapp.units import service as units

VIEWS = (views, helper_views)  # imported for their routes
NO_INVITATION = errors.Words(
    _l("Lời mời này không mở được"),
    _l("Có thể lời mời đã dùng rồi, đã quá hạn hoặc được rút lại; hoặc gửi cho một số điện thoại khác."),
    "",
    _l("Đăng nhập bằng đúng số đã nhận tin nhắn, hoặc nhờ tổ trưởng mời lại."),
)
ANOTHER_TEAM = errors.Words(
    _l("Đang là người giúp của một tổ khác"),
    _l("Mỗi người chỉ giúp ở một tổ trong một lúc."),
    _l("Lời mời vẫn còn, chưa mất."),
    _l("Nhờ tổ trưởng của tổ kia kết thúc trước, rồi mở lại lời mời này."),
)
NOT_NOW = errors.Words(
    _l("Việc này vừa được thay đổi"),
    _l("Lúc này không làm được việc vừa bấm, có thể người khác vừa thay đổi trước."),
    _l("Không có gì bị mất."),
    _l("Mở lại trang để xem tình trạng mới nhất."),
)


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    for missing in (membership.NoSuchMember, reporting.NoSuchReport, units.UnknownUnit):
        app.register_error_handler(missing, lambda _error: errors.show(404))
    app.register_error_handler(inviting.NoInvitation, _no_invitation)
    app.register_error_handler(inviting.InAnotherTeam, lambda _error: errors.show(409, ANOTHER_TEAM))
    app.register_error_handler(membership.NotNow, lambda _error: errors.show(409, NOT_NOW))


def _no_invitation(_error: Exception) -> Response:
    return errors.show(404, NO_INVITATION)
