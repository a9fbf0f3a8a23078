"""The kinds of doubts in words, for whoever looks them over."""

from webapp.i18n import _l
from webapp.national.record import Kind

WORDS = {
    Kind.FREE_BUT_AMOUNT: _l("Ghi “Miễn phí” nhưng ghi chú có số tiền"),
    Kind.FREE_BUT_REFERENCE: _l("Ghi “Miễn phí” nhưng dẫn sang văn bản khác"),
    Kind.FREE_BUT_NOTE: _l("Ghi “Miễn phí” kèm ghi chú chưa hiểu"),
    Kind.AMOUNT_CONTRADICTS_NOTE: _l("Số tiền khác với ghi chú"),
    Kind.AMOUNT_TOO_SMALL: _l("Số tiền nhỏ bất thường"),
    Kind.PROMOTION_ENDED: _l("Mức giảm đã hết hạn"),
    Kind.RUN_TOGETHER: _l("Thời hạn và số tiền viết liền nhau"),
    Kind.TERM_WITHOUT_UNIT: _l("Thời hạn không ghi đơn vị"),
    Kind.TERM_IN_WORDS: _l("Thời hạn ghi bằng lời"),
    Kind.TERMS_CONTRADICT: _l("Thời hạn khác nhau giữa các cách nộp"),
    Kind.TERM_CONTRADICTS_NOTE: _l("Thời hạn khác với ghi chú"),
    Kind.COPIES_RUN_TOGETHER: _l("Số bản viết liền với tên giấy tờ"),
    Kind.NO_PAPERS: _l("Không có bảng giấy tờ"),
    Kind.NO_WAYS: _l("Không có cách nộp"),
    Kind.UNKNOWN_CHANNEL: _l("Cách nộp chưa biết"),
    Kind.UNREAD_TEXT: _l("Chữ chưa đọc được"),
    Kind.STRANGE_CODE: _l("Mã có dạng lạ"),
    Kind.STRANGE_SHAPE: _l("Bản ghi có mục lạ hoặc thiếu mục"),
    Kind.LISTED_TWICE: _l("Một mã có nhiều dòng trong tệp"),
    Kind.EDIT_OVER_CHANGE: _l("Chữ gốc ở chỗ đã sửa nay đã đổi"),
}
