"""People ask in their own words, without accents, with typos; the right procedure must be on top (or among the first
three)."""

import pytest

from tests.procedures.labelled import indexes
from webapp.procedures import finding
from webapp.procedures.load import Catalogue
from webapp.procedures.search import Found, Index, answer, norm


@pytest.fixture(scope="session")
def index() -> Index:
    return indexes()[0]


def find(index: Index, said: str) -> tuple[Found, ...]:
    return answer([index], said).found


FACTS = [  # FACTS §5.6, every row; of each the codes that the catalogue holds, the first ones first
    ("con mới đẻ cần giấy gì", ["1.001193"]),
    ("giấy độc thân", ["1.004873"]),
    ("chưa đăng ký kết hôn", ["1.004873"]),
    ("giấy độc thân / chưa đăng ký kết hôn", ["1.004873"]),
    ("người nhà vừa mất phải làm gì", ["1.000656"]),
    ("xoá hộ khẩu của mẹ đã mất", ["1.003197"]),
    ("rút bảo hiểm một lần", ["1.001613"]),
    ("mất sổ BHXH", ["1.002759"]),
    ("làm lại khai sinh mất sổ", ["1.004884"]),
    ("đóng cửa luôn hộ kinh doanh", ["1.001266"]),
    ("tạm dừng", ["1.001570"]),
    ("tạm dừng hộ kinh doanh", ["1.001570"]),
    ("bà 76 tuổi không lương hưu", ["1.014027"]),
    ("sổ đỏ lần đầu", ["1.013978"]),
    ("chung thuc ban sao phi bao nhieu", ["2.000815"]),
    ("gia han tam tru can gi", ["1.002755"]),
    ("xoa dang ky tam tru", ["1.010028"]),
]
ASKED_BACK = [  # its ambiguous rows: all of them are among the first three
    ("chứng thực giấy tờ giùm em", {"2.000815", "2.000884", "2.001019"}),
    ("đăng ký lại", {"1.004884", "1.005461", "1.004746"}),
]
OWN = [
    ("đăng ký tạm trú", {"1.004194"}),
    ("dang ky tam tru", {"1.004194"}),
    ("o tro can khai bao gi", {"1.004194"}),
    ("thue nha o tro", {"1.004194"}),
    ("đăng kí tạm chú", {"1.004194"}),
    ("nhập hộ khẩu", {"1.004222"}),
    ("dang ky thuong tru", {"1.004222"}),
    ("lam lai bang lai", {"3.000348", "3.000347"}),
    ("đổi bằng lái xe", {"3.000347"}),
    ("doi giay phep lai xe het han", {"3.000347"}),
    ("đăng ký kết hôn", {"1.000894"}),
    ("làm giấy kết hôn", {"1.000894"}),
    ("giay khai sinh cho con", {"1.001193"}),
    ("khai tử", {"1.000656"}),
    ("bao tu cho ong noi", {"1.000656"}),
    ("lý lịch tư pháp", {"3.000333"}),
    ("ly lich tu phap xin viec", {"3.000333"}),
    ("mở quán bán hàng", {"1.001612"}),
    ("dang ky ho kinh doanh", {"1.001612"}),
    ("trích lục khai sinh", {"2.000635"}),
    ("sang tên sổ đỏ", {"1.013831"}),
    ("le phi truoc ba nha dat", {"1.007277"}),
    ("làm hộ chiếu", {"1.001456"}),
    ("tach ho khau", {"1.010038"}),
    ("xin phép xây nhà", {"1.013225"}),
    ("thẻ bảo hiểm y tế", {"1.001939"}),
    ("hộ nghèo", {"1.011607"}),
    ("temporary residence", {"1.004194"}),
    ("birth certificate", {"1.001193", "2.000635"}),
    ("so do lan dau", {"1.013978"}),
    ("đất chưa có sổ", {"1.013978"}),
    ("mat so bhxh", {"1.002759"}),
    ("mất thẻ bảo hiểm y tế", {"1.002759"}),
    ("rút BHXH 1 lần", {"1.001613"}),
    ("tạm trú mất bao nhiêu tiền", {"1.004194"}),
    ("tôi muốn đăng ký tạm trú cho hai vợ chồng ở trọ bên Hồng Gai", {"1.004194"}),
    ("tamtru", {"1.004194", "1.002755", "1.010028"}),
]
NOBODY_MEANS = """
lần đầu|một lần|làm lại|mới|con|mẹ|nhà|giấy|người|cấp lại|đổi|xác nhận|mua|hồ sơ|register|new card
mất chó|con chó|mất ví|mất điện thoại|mất điện|mua xe máy|bán nhà cho chó|thuê xe|sửa xe|đổi tiền|đổi mật khẩu|đổi bỉm cho con
xổ số|sổ xố|nhà vệ sinh|giấy vệ sinh|rút tiền ngân hàng|mở tài khoản ngân hàng|đăng ký internet|đăng ký khám bệnh|hiến máu
đặt vé tàu|mua vé máy bay đi Paris|nộp phạt nguội|tiền điện|cấp cứu|thẻ tín dụng|thời tiết hôm nay|lần đầu tiên yêu
qwertyuiop|abc xyz|!!!|pizza|bus ticket|buy a car|lost phone|how to cook rice""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("said", "codes"), FACTS)
def test_what_people_really_asked_is_the_first_hit(index: Index, said: str, codes: list[str]) -> None:
    assert [hit.code for hit in find(index, said)[: len(codes)]] == codes


@pytest.mark.parametrize(("said", "codes"), OWN)
def test_it_is_among_the_first_three(index: Index, said: str, codes: set[str]) -> None:
    assert codes & {hit.code for hit in find(index, said)[:3]}, find(index, said)


def test_nine_of_ten_are_on_top(index: Index) -> None:
    tops = [bool(codes & {hit.code for hit in find(index, said)[:1]}) for said, codes in OWN]
    assert sum(tops) / len(tops) >= 0.9


@pytest.mark.parametrize(("said", "codes"), ASKED_BACK)
def test_what_is_ambiguous_offers_each_of_them_first(index: Index, said: str, codes: set[str]) -> None:
    assert {hit.code for hit in find(index, said)[:3]} == codes


def test_every_everyday_name_finds_its_own_procedure(index: Index, catalogue: Catalogue) -> None:
    lost = [
        (code, said)
        for code, one in catalogue.procedures.items()
        for said in finding.called(one)
        if code not in {hit.code for hit in find(index, said)[:3]}
    ]
    assert not lost


@pytest.mark.parametrize("said", ["1.004194", "mã 1.004194 là gì", "1004194"])
def test_a_code_finds_exactly_one(index: Index, said: str) -> None:
    assert [hit.code for hit in find(index, said)] == ["1.004194"]


@pytest.mark.parametrize("said", ["", "   ", "9.999999", "\x00" * 50, *NOBODY_MEANS])
def test_nothing_is_found_for_what_nobody_means(index: Index, said: str) -> None:
    assert find(index, said) == ()


def test_a_very_long_question_is_answered_all_the_same(index: Index) -> None:
    assert {"1.004194", "1.002755", "1.010028"} & {hit.code for hit in find(index, "tạm trú " * 5000)[:3]}


@pytest.mark.parametrize(
    ("typed", "normed"),
    [
        ("Sổ ĐỎ", "so do"),
        ("Đăng ký  tạm-trú", "dang ky tam tru"),
        ("So\u0302\u0309", "so"),
        ("1.004194", "1 004194"),
        ("…", ""),
    ],
)
def test_norm_keeps_letters_and_digits(typed: str, normed: str) -> None:
    assert norm(typed) == normed
