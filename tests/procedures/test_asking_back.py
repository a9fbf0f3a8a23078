"""One question is made of what several names do not have in common."""

import pytest

from webapp.procedures.asking_back import Question, question


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (
            ["Chứng thực bản sao", "Chứng thực chữ ký", "Chứng thực di chúc"],
            Question("Chứng thực", ("bản sao", "chữ ký", "di chúc"), ""),
        ),
        (["Đăng ký tạm trú", "Gia hạn tạm trú", "Xoá đăng ký tạm trú"], Question("", ("Đăng ký", "Gia hạn", "Xoá đăng ký"), "tạm trú")),
        (["Đổi thẻ", "Đổi thẻ", "Đổi bằng"], Question("Đổi", ("thẻ", "thẻ", "bằng"), "")),
        (["Đổi thẻ", "Đổi"], None),
        (["Khai sinh", "Cấp bản sao", "Đổi tên"], None),
        (["Cấp một hai ba bốn năm sáu", "Cấp hai", "Cấp ba"], None),
        (["A b", "A c", "A d", "A e", "A f"], None),
    ],
)  # fmt: skip
def test_it_asks_for_what_differs(names: list[str], asked: Question | None) -> None:
    assert question(names) == asked
