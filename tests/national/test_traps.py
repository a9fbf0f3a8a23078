"""The traps of the portal's data (FACTS §5.1), each by name: on records written here and, where the crawl lies beside the checkout, on its own."""

import unicodedata
from datetime import date

import pytest

from tests.national import crawl
from tests.national.crawl import record
from webapp.national import reading
from webapp.national.record import Kind, Record

DAY = date(2026, 11, 23)
REAL = crawl.real()
LICENCE = (
    "(- Lệ phí cấp giấy phép lái xe: 135.000 đồng/lần.  - Trường hợp tổ chức, cá nhân nộp hồ sơ theo hình thức trực tuyến: Kể từ ngày "
    "01/12/2023 đến hết ngày 31/12/2025, áp dụng mức thu lệ phí là 115.000 đồng/lần cấp.)"
)


def read(ways: str = "", **others: object) -> Record:
    return reading.read(record(ways=ways, **others), DAY)  # type: ignore[arg-type]


def of(code: str, otherwise: Record) -> Record:
    """The portal's own record, or the one written here that says the same."""
    return reading.read(REAL[code], DAY) if REAL else otherwise


def kinds(of_record: Record) -> set[Kind]:
    return {doubt.kind for doubt in of_record.doubts}


def test_each_channel_has_its_own_time_and_fee_and_several_rows():
    stay = of(
        "1.000045",
        read(
            "Trực tiếp2 Ngày làm việcMiễn phíKhông phải xác minh. Dịch vụ bưu chính2 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phíPhải xác minh.Trực tiếp4 Ngày làm việcMiễn phí"
        ),
    )
    assert [str(way.term.count) for way in stay.ways if way.channel == "in_person" and way.term] == ["2", "3", "4"]


def test_free_is_only_the_filler_where_the_note_has_the_amount():
    licence = of(
        "3.000347", read(f"Trực tuyến5 Ngày làm việcMiễn phí{LICENCE}Trực tiếp5 Ngày làm việcMiễn phí{LICENCE}")
    )
    fee = licence.ways[0].fees[0]
    assert (fee.free, fee.doubtful, fee.amount) == (False, True, None)
    assert [one.amount for one in fee.amounts] == [135_000, 115_000]
    assert "Lệ phí cấp giấy phép lái xe" in fee.amounts[0].words
    assert Kind.FREE_BUT_AMOUNT in kinds(licence)


def test_free_with_a_reference_to_a_circular_is_not_free():
    record_check = of(
        "3.000333", read("Trực tuyến10 NgàyMiễn phí(Thực hiện theo Thông tư số 244/2016/TT-BTC ngày 11/11/2016)")
    )
    assert not record_check.ways[0].fees[0].free
    assert Kind.FREE_BUT_REFERENCE in kinds(record_check)


@pytest.mark.parametrize("code", ["1.013225", "1.013831"])
def test_free_where_the_provincial_council_decides_is_not_free(code):
    permit = of(code, read("Trực tuyến20 NgàyMiễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)"))
    assert not any(fee.free for way in permit.ways for fee in way.fees if fee.note)
    assert Kind.FREE_BUT_REFERENCE in kinds(permit)


@pytest.mark.parametrize(
    "note", ["", "(Không)", "(Không có)", "(Không quy định.)", "(không thu phí)", "(Miễn phí)", "(Không thu lệ phí)"]
)
def test_free_stays_free_where_the_note_says_that_there_is_none(note):
    free = read(f"Trực tiếp3 Ngày làm việcMiễn phí{note}")
    assert free.ways[0].fees[0].free
    assert kinds(free) == set()


def test_free_with_a_note_that_nobody_understands_is_doubted():
    assert Kind.FREE_BUT_NOTE in kinds(read("Trực tiếp3 Ngày làm việcMiễn phí(Tàu bay->Dưới 20 tấn)"))


def test_an_amount_in_the_description_contradicts_free_as_well():
    said = read("Trực tiếp3 Ngày làm việcMiễn phíNộp tại phường. Lệ phí: 20.000 đồng/lần.")
    assert Kind.FREE_BUT_AMOUNT in kinds(said)


def test_a_number_that_is_plainly_wrong_is_doubted_and_its_note_kept():
    pass_ = of(
        "1.003133",
        read(
            "Trực tiếp1 Ngày làm việc40 Việt Nam Đồng(4.000 đ/giấy thông hành (áp dụng đến hết ngày 31/12/2026 theo Thông tư số 64/2025/TT-BTC))"
        ),
    )
    fee = pass_.ways[-1].fees[0]
    assert (fee.amount, fee.doubtful, [one.amount for one in fee.amounts], fee.until) == (
        40,
        True,
        [4_000],
        date(2026, 12, 31),
    )
    assert Kind.AMOUNT_CONTRADICTS_NOTE in kinds(pass_)


def test_a_promotion_that_ended_is_doubted_and_says_when():
    passport = of(
        "1.001456",
        read(
            "Trực tuyến8 Ngày làm việc160,000 Việt Nam Đồng(+ 160.000/hộ chiếu (áp dụng đến hết ngày 31/12/2023 theo Thông tư số 44/2023/TT-BTC))"
        ),
    )
    fee = passport.ways[0].fees[0]
    assert (fee.amount, fee.until, fee.doubtful) == (160_000, date(2023, 12, 31), True)
    assert Kind.PROMOTION_ENDED in kinds(passport)


def test_a_promotion_that_ended_is_found_in_the_note_of_free_too():
    licence = of("3.000347", read(f"Trực tuyến5 Ngày làm việcMiễn phí{LICENCE}"))
    assert licence.ways[0].fees[0].until == date(2025, 12, 31)
    assert Kind.PROMOTION_ENDED in kinds(licence)


def test_a_promotion_that_holds_is_no_doubt_until_its_last_day_is_over():
    ways = (
        "Trực tiếp5 Ngày làm việc50,000 Việt Nam Đồng(- 50.000đ/tem. - 25.000đ/tem (áp dụng đến hết ngày 31/12/2026))"
    )
    assert kinds(reading.read(record(ways=ways), date(2026, 12, 31))) == set()
    assert kinds(reading.read(record(ways=ways), date(2027, 1, 1))) == {Kind.PROMOTION_ENDED}


@pytest.mark.parametrize(("code", "said"), [("1.012783", "15 20 5"), ("1.012786", "10 10 20")])
def test_times_that_contradict_between_channels_are_doubted(code, said):
    times = said.split()
    land = of(
        code,
        read(
            "".join(
                f"{name}{days} Ngày làm việcMiễn phí"
                for name, days in zip(("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp"), times, strict=True)
            )
        ),
    )
    assert [str(way.term.count) for way in land.ways if way.term] == times
    assert Kind.TERMS_CONTRADICT in kinds(land)


def test_a_bare_number_has_no_unit_and_none_is_invented():
    birth = of("1.001193", read("Trực tuyến1Miễn phíDịch vụ bưu chính1Miễn phíTrực tiếp1Miễn phí"))
    assert {(str(way.term.count), way.term.unit) for way in birth.ways if way.term} == {("1", None)}
    assert Kind.TERM_WITHOUT_UNIT in kinds(birth)


def test_a_bare_number_run_together_with_an_amount_is_not_taken_apart_by_guessing():
    customs = of("1.007844", read("Trực tuyến120 VNĐ"))
    assert (customs.ways[0].term, customs.ways[0].fees[0].amount, customs.ways[0].fees[0].words) == (
        None,
        None,
        "120 VNĐ",
    )
    assert Kind.RUN_TOGETHER in kinds(customs)


def test_a_run_together_number_with_one_possible_reading_is_read():
    ways = read("Trực tiếp1600,000 VNĐ").ways
    assert (ways[0].term and ways[0].term.words, ways[0].fees[0].amount) == ("1", 600_000)


def test_a_run_together_number_that_the_note_bears_out_is_read_and_still_doubted():
    customs = read("Trực tuyến120,000 VNĐ(20.000 đồng/tờ khai)")
    assert customs.ways[0].fees[0].amount == 20_000
    assert {Kind.RUN_TOGETHER, Kind.TERM_WITHOUT_UNIT} <= kinds(customs)


def test_a_bracket_inside_a_note_or_never_closed_ends_where_the_cell_does():
    rows = read(
        "Trực tuyến5 Ngày300,000 VNĐ((bằng chữ) Lệ phí)Nộp tại Cục.Trực tiếp5 Ngày300,000 VNĐ(đồng (Miễn phí từ ngày 07/4/2026 đến 30/6/2026)5 ngày, kể từ khi nhận"
    ).ways
    assert [(way.fees[0].note, way.note) for way in rows] == [
        ("(bằng chữ) Lệ phí", "Nộp tại Cục."),
        ("đồng (Miễn phí từ ngày 07/4/2026 đến 30/6/2026", "5 ngày, kể từ khi nhận"),
    ]


def test_items_of_a_list_close_no_bracket():
    ways = read("Trực tiếp5 NgàyMiễn phí(a) Thẩm định: 500.000 đồng; b) Cấp lại: 200.000 đồng)").ways
    assert [one.amount for one in ways[0].fees[0].amounts] == [500_000, 200_000]


def test_an_unknown_channel_is_kept_and_doubted():
    strange = read("Qua ki-ốt ở chợ2 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phí")
    assert [(way.channel, way.name) for way in strange.ways] == [(None, "Qua ki-ốt ở chợ"), ("in_person", "Trực tiếp")]
    assert Kind.UNKNOWN_CHANNEL in kinds(strange)


def test_foreign_money_stays_foreign():
    fee = (
        of(
            "2.000815",
            read("Trực tiếpKhông có thông tin2,000 Việt Nam Đồng(/trang)Trực tiếpKhông có thông tin10 USD(/bản)"),
        )
        .ways[-1]
        .fees[0]
    )
    assert (fee.amount, fee.currency) == (10, "USD")


def test_furniture_of_the_page_is_no_result():
    result = reading.read(record(), DAY)
    assert [(one.name, one.code) for one in result.results] == [("Giấy xác nhận", "KQ.X01.000001")]
    if REAL:
        read_all = [reading.read(raw, DAY) for raw in REAL.values()]
        assert not [
            one.code
            for one in read_all
            for each in one.results
            if "Chọn cơ quan thực hiện" in each.name or "Từ khóa" in each.name
        ]


def test_papers_come_apart_from_their_form_and_number():
    paper = reading.read(
        record(papers="Đơn theo Mẫu 37 Nghị định số 23/2026/NĐ-CP.Mau37.docx1 bản chính,2 bản sao"), DAY
    ).papers[0]
    assert (paper.name, paper.forms, paper.originals, paper.copies) == (
        "Đơn theo Mẫu 37 Nghị định số 23/2026/NĐ-CP.", ("Mau37.docx",), 1, 2,
    )  # fmt: skip


def test_a_year_before_the_number_of_papers_is_told_apart_and_another_number_doubted():
    dated = reading.read(record(papers="Quyết định ngày 31/12/20251 bản chính"), DAY)
    assert (dated.papers[0].name, dated.papers[0].originals, kinds(dated)) == ("Quyết định ngày 31/12/2025", 1, set())
    numbered = reading.read(record(papers="Đơn theo Mẫu số 31 bản chính"), DAY)
    assert (numbered.papers[0].originals, numbered.papers[0].quantity) == (None, "31 bản chính")
    assert kinds(numbered) == {Kind.COPIES_RUN_TOGETHER}


def test_a_number_of_papers_inside_a_name_ends_no_row():
    papers = reading.read(
        record(papers="Người khai nộp 02 bản chính tờ khai;1 bản chínhHợp đồng (01 bản chính)0 bản chính,1 bản sao"),
        DAY,
    ).papers
    assert [paper.name for paper in papers] == ["Người khai nộp 02 bản chính tờ khai;", "Hợp đồng (01 bản chính)"]


def test_steps_in_the_place_of_papers_are_shown_as_they_stand():
    insurance = of(
        "1.001601", reading.read(record() | {"thanh_phan_ho_so": ".\nBước 2. Nộp hồ sơ cho cơ quan bưu điện."}, DAY)
    )
    assert {Kind.NO_PAPERS, Kind.UNREAD_TEXT} <= kinds(insurance)
    assert "Bước 2" in insurance.unread("papers")[0]


def test_lists_whose_parts_have_commas_are_taken_apart():
    assert reading.read(record(), DAY).applicants == ("Công dân Việt Nam", "Tổ chức (không bao gồm doanh nghiệp, HTX)")


def test_names_and_numbers_of_laws_come_apart():
    basis = "Tên văn bản pháp lýMã văn bảnLuật 54/2014/QH1354/2014/QH13Luật sửa đổi 202076/2025/QH15Nghị định số 85/2013/NĐ-CP ngày 29/7/201385/2013/NĐ-CP"
    laws = reading.read(record(can_cu_phap_ly=basis), DAY).laws
    assert [(law.name, law.number) for law in laws] == [
        ("Luật 54/2014/QH13", "54/2014/QH13"), ("Luật sửa đổi 2020", "76/2025/QH15"),
        ("Nghị định số 85/2013/NĐ-CP ngày 29/7/2013", "85/2013/NĐ-CP"),
    ]  # fmt: skip


def test_marks_that_stand_apart_are_put_together():
    apart = {key: unicodedata.normalize("NFD", value) for key, value in record().items()}
    assert reading.read(apart, DAY) == reading.read(record(), DAY)


def test_a_code_of_a_strange_shape_is_taken_and_doubted():
    assert Kind.STRANGE_CODE in kinds(reading.read(record("TTHC-17/a"), DAY))


def test_missing_and_extra_keys_are_doubted_and_what_they_say_is_kept():
    raw = record(ghi_chu="Thu tiền mặt", linh_vuc=None, cap_thuc_hien=3)
    del raw["trinh_tu_thuc_hien"]
    odd = reading.read(raw, DAY)
    assert odd.unread("others") == ["ghi_chu: Thu tiền mặt"]
    shape = next(doubt.excerpt for doubt in odd.doubts if doubt.kind == Kind.STRANGE_SHAPE)
    assert all(word in shape for word in ("trinh_tu_thuc_hien", "linh_vuc", "cap_thuc_hien", "ghi_chu"))


def test_fees_with_a_label_and_several_in_one_row_are_all_read():
    ways = read("Trực tiếp5Phí : 400000 Đồng (Sát hạch)Lệ phí : 135.000 Đồng(Cấp bằng)Nộp tại xã.").ways
    assert [(fee.amount, fee.note) for fee in ways[0].fees] == [(400_000, "Sát hạch"), (135_000, "Cấp bằng")]
    assert (ways[0].term and ways[0].term.words, ways[0].note) == ("5", "Nộp tại xã.")


def test_the_crawler_s_own_keys_are_no_doubt():
    assert kinds(reading.read(record(_url="https://example.org/1"), DAY)) == set()


@pytest.mark.parametrize("number", ["9" * 6000, "1." + "000." * 3000 + "000", "0" * 50])
def test_no_number_is_too_long_to_be_read(number):
    read(
        f"Trực tiếp{number} NgàyMiễn phí({number} đồng)Trực tuyến{number} VNĐ({number}/lần)",
        papers=f"Đơn{number} bản chính",
    )
