"""A hundred records of the national portal as a person understands them who read their raw text: written by hand, record after record.

`code | levels | ways | papers | doubts | first words of the steps`

levels: b ministry, t province, x commune, k another authority.
ways: rows in their order, `channels:term:fee`; o online, p post, d in person. Terms: 5w working days, 5d days, 5h hours, 5? a bare number,
«-» no information, «=words» as it stands. Fees: `free`; `-` no information; an amount in đồng; with ~ where it is not to be relied on;
`?` where the amount can't be told from a bare term before it.
papers: how many, then originals (+ copies) of each in their order where they were written down.
doubts: kinds, see NAMES; those about the legal basis are left out.
"""

NAMES = {
    "unit": "term_without_unit", "words": "term_in_words", "contra": "terms_contradict", "days": "term_contradicts_note",
    "famt": "free_but_amount", "fref": "free_but_reference", "fnote": "free_but_note", "amt": "amount_contradicts_note",
    "ended": "promotion_ended", "joined": "run_together", "unread": "unread_text", "none": "no_papers",
}  # fmt: skip
SEED = 20261129
HUNDRED = """
1.000014 | x | od:-:? | 6 0 1 2 0+1 0+1 0+1 | joined | Bước 1: Doanh nghiệp gửi hồ sơ
1.000084 | t | opd:25d:free | 3 1 1 1 | | a) Bước 1: Nộp, tiếp nhận hồ sơ
1.000106 | x | od:1?:free | 3 1 0+1 0+1 | unit | Bước 1: Doanh nghiệp
1.000125 | b | opd:15w:free | 5 1 1 1 1 1 | | - Bước 1: Bên cho vay gửi 01 bộ
1.000271 | b | o:6w:4000000 p:6w:2000000 d:6w:4000000 | 9 0+1 0+1 1 1 1 1 0+1 1 0+1 | | a) Nộp hồ sơ thủ tục hành chính:
1.000404 | t | pdo:5w:free | 1 1 | | - Người được cấp Thẻ tư vấn viên
1.000469 | b | opd:2w:100000 | 3 1 1+1 1+1 | | a) Nộp hồ sơ TTHC
1.000623 | t | opd:10w:free | 2 1 1 | | - Bước 1: Ngân hàng hợp tác xã
1.000633 | b | opd:30w:free | 9 1 1 1 1 1 1 1 1 1 | | - Bước 1: Ngân hàng hợp tác xã
1.000656 | x | opd:1?:~free | 27 1 1 1 1 0 1 0 0 0 1 | unit fref | - Nếu lựa chọn hình thức nộp
1.000689 | x | opd:3?:~free | | unit fref | - Nếu lựa chọn hình thức nộp
1.000772 | b | opd:20d:free | 4 1 1 1 1 | | - Bước 1: Tổ chức tài chính vi mô
1.001105 | b | pd:5w:free | 2 0+1 1 | | Bước 1: Ngân hàng thương mại
1.001136 | t | pd:10w:free | 1 1 | | + Bước 1: Tối thiểu 30 ngày
1.001258 | t | o:3w:~40000 d:3w:~40000 | 4 2 1 1 1 | ended amt | Bước 1: Chuẩn bị hồ sơ
1.001320 | b | opd:2w:free | 1 1 | | Đầu mối đăng ký
1.001458 | b | opd:3w:- | 2 1 0 | | Bước 1: Chuẩn bị hồ sơ
1.001601 | b t x | pd:1w:free | 0 | none unread | Bước 1. Lập hồ sơ
1.001609 | t | odp:10w:~4000000 | 3 1 1 1 | amt | - Chi nhánh của Tổ chức trọng tài
1.001666 | t | opd:5w:- | 4 1+1 1 1+1 1 | | a) Nộp hồ sơ TTHC:
1.002441 | b | opd:2w:100000 | 4 2 1+1 1 1+1 | | a) Nộp hồ sơ TTHC:
1.002788 | b | opd:2w:~free | 6 1+1 2 0+1 1 0+1 1+1 | famt | a) Nộp hồ sơ TTHC:
1.003005 | x | d:45w:4500000 | 14 2 0+2 2 2 2 2 2 2 2 2 2 2 0 0 | | - Người nước ngoài cư trú
1.003767 | b | opd:4w:free | 4 1 1 1 1 | | Bước 1: Đăng ký kiểm dịch
1.004123 | b | opd:3w:free | 3 0+1 1 0+1 | | Đối với báo hiệu hàng hải
1.004411 | b | p:17d:~200000 d:17w:~200000 | 35 0+1 0+1 0+1 0+1 0+1 0+1 0+1 0+1 1 0+1 | ended contra | Nộp hồ sơ TTHC:
1.004881 | b | opd:-:1350000 | 83 1 1 1 1 0+1 0+1 1 1 1 1 1 1 | | Bước 1: Gửi hồ sơ
1.004923 | t | opd:-:free | 5 1 1 1 1 1 | | a) Tổ chức, cá nhân nộp 01 bộ
1.004925 | b | opd:7?:free | 2 1+1 1+1 | unit | a) Tổ chức, cá nhân nộp
1.007663 | b x | opd:1?:free | 27 0+1 0+1 1 1 0+1 0+1 1 0+1 | unit | - Bước 1: Người nộp thuế
1.007751 | x | od:-:? | 12 0 0 0 0 0 0 0 0 0 | joined | + Bước 1: Người khai hải quan
1.007844 | x | o:-:? | 3 0 0 0 | joined | + Bước 1: Người khai hải quan
1.007954 | b | pd:20d:free | 6 1 1 0 0 1 1 | | Bước 1: Ngân hàng thương mại
1.008126 | t | opd:-:1600000 | 4 1 1 1 1 | | Trình tự thực hiện:
1.008563 | t x | opd:40d:free | 6 1+1 0+1 1 1 1+1 1 | | + Bước 1.
1.008581 | t x | o:30d:free p:30d:free d:40d:free | 9 1 1 1 0+1 1 1 1 1 1 | contra | + Bước 1.
1.008759 | b t x | o:2w:free p:2w:free d:3w:free | 19 0+1 1 0+1 1 0+1 1 1 | contra | + Bước 1:
1.008907 | t | opd:20w:free | 3 0+1 1 1 | | - Công dân Việt Nam có đủ
1.008922 | t | opd:27w:800000 | 2 1+1 1+1 | | - Người đề nghị bổ nhiệm
1.008991 | t | opd:4w:150000 | 3 1+1 1+1 1+1 | | - Cá nhân nộp 01 bộ
1.009057 | x | o:1h:free | 1 1+1 | | Bước 1: Doanh nghiệp yêu cầu
1.009458 | b t | opd:10w:100000 | 2 1 1 | | a) Nộp hồ sơ TTHC: Cảng
1.009463 | b t | opd:5w:free | 12 1 1 1 1 1 1 1 1 1 1 1 1 | | a) Nộp hồ sơ TTHC: Chủ đầu tư
1.009491 | t | pd:5w:free | 5 1 1 1 1 1 | | a) Đối với dự án
1.009497 | b | opd:30d:10000000 | 30 1 1 1 1 1 1 1 1 1 1 1 1 1 | | + Bước 1: Công ty đại chúng
1.009636 | b | dop:17w:free | 5 1 1 0+1 0+1 0+1 | | - Bước 1: Nhà đầu tư nộp
1.010339 | t x | opd:1?:free | 2 1 1 | unit | Trường hợp (1): Cấp mới
1.010702 | t | opd:1w:free | 1 1 | | a) Nộp hồ sơ TTHC:
1.010736 | x | opd:15d:free | 3 1 1 1 | | Bước 1. Nộp hồ sơ
1.010951 | b t x | opd:1?:free | 1 1 | unit | + Bước 1. Người nộp thuế
1.011443 | t | odp:3w:- | 13 1+1 1 1 1 1 1 1 1+1 0+1 0+1 1+1 1+1 1+1 | | - Nộp hồ sơ đến Văn phòng đăng
1.011607 | x | pd:15d:free | 1 1 | | a) Bước 1: Gửi hồ sơ
1.011609 | x | pd:15d:free | 1 1 | | a) Bước 1: Hộ gia đình
1.012062 | t | opd:5w:free | 4 1 0+1 0+1 1 | | a) Bước 1: Cá nhân nộp 01 bộ
1.012340 | b | pd:60d:free | 12 1 1 1 1 1 1 1 1 1 1 1 1 | | 2.1. Đề nghị cấp giấy phép
1.012696 | t | opd:5w:free | 2 1 1 | | - Bước 1: Trong thời hạn 30
1.012699 | t | pd:7w:free | 1 1 | | + Bước 1: Tối thiểu 21 ngày
1.012901 | t | opd:5w:free | 2 1+1 1+1 | | Cấp lại giấy phép hoạt động
1.012905 | t | opd:15d:free | 4 1+1 1+1 1+1 1+1 | | - Trước khi thực hiện ký hợp đ
1.013071 | b | o:-:free p:-:free d:5w:free | 3 1+1 1 1 | | a) Nộp hồ sơ TTHC:
1.013335 | b | opd:4w:~free | | fref | a) Nộp hồ sơ TTHC:
1.013442 | x | d:3w:- o:4w:- | 1 1 | contra days | - Bước 1: Tổ chức, cá nhân sở
1.013849 | t | opd:15w:free | 4 1 1 1 1 | | - Công chứng viên là Trưởng
1.014130 | b | opd:1?:free | 2 1 1 | unit | Trường hợp gửi hồ sơ tới
1.014252 | b | opd:12w:- | 1 1 | | a) Bước 1. Nộp hồ sơ
1.014270 | t | dpo:34w:500000 | 4 0+1 1 0+1 1 | | Trường hợp tổ chức, cá nhân
1.014271 | t | dpo:26w:4000000 | 5 1 1 0+1 0+1 0+1 | | a) Bước 1. Nộp hồ sơ
1.014295 | t | dpo:90d:- dpo:-:- | 3 1 1 1 | | a) Bước 1. Nộp hồ sơ
1.014904 | t | dop:5w:50000 | 8 1 1 1 1 1 1 1 0 | | Bước 1: Chuẩn bị hồ sơ
1.014954 | b | o:-:free | 1 1 | | - Bước 1. Trong thời hạn 06
1.014955 | b | o:-:free | 1 1 | | - Bước 1. Tổ chức, cá nhân
1.014956 | b | o:1d:free | 1 1 | | - Bước 1. Tổ chức, cá nhân
2.000015 | x | od:15d:free | 26 0+1 0+1 0 0+1 0+1 0+1 0+1 0+1 0 0+1 1 0+1 0+1 | | Bước 1: Doanh nghiệp gửi hồ sơ
2.000082 | b | opd:1w:free | 2 1+1 1 | | a) Nộp hồ sơ TTHC
2.000352 | b | pd:25w:free | 5 0+1 1 1 1 0+1 | | Bước 1: Ngân hàng thương mại
2.000554 | x | opd:5?:~free | 24 1 0 0 0 0 1 1 1 | unit fref | - Nếu lựa chọn hình thức nộp
2.000854 | b | opd:40w:~20000000 | 3 1 0+1 1 | amt | Tổ chức hành nghề luật sư
2.001041 | b | pd:30d:free | 6 1+1 1+1 1+1 1+1 1+1 1+1 | | - Bước 1.
2.001247 | t | opd:7w:free | 4 0+1 1 1 0+1 | | Doanh nghiệp đấu giá tài sản
2.001673 | b | opd:10?:free | 1 1 | unit | Bước 1: Tổ chức, cá nhân nộp
2.002017 | b t | o:1?:~free p:-:? d:-:? | 25 1 1 1 0+1 1 1 1 1 1 0+1 1 0+1 1 0+1 | unit fref joined | * Trường hợp đăng ký trực tiếp
2.002080 | x | dop:5w:free | 1 1 | | Tổ trưởng tổ hòa giải
2.002228 | b x | d:1?:free | 6 1 1 1 1 1 1 | unit | Bước 1: Nộp hồ sơ
2.002235 | b t x | opd:=Không phải trả kết quả cho người nộp thuế:free | 2 1 1 | words | +Bước 1.
2.002239 | t | d:1?:free | 3 1 1 1 | unit | TTHC bán hàng DTQG
2.002641 | b x | opd:3w:~free | 16 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 | fref | * Trường hợp đăng ký trực tiếp:
2.002648 | b x | opd:3w:~free | 14 1 1 1 1 1 1 1 1 1 1 1 1 1 1 | fref | * Trường hợp đăng ký trực tiếp:
2.002801 | b | opd:10d:free | 4 1 1 1 1 | | Trường hợp thanh toán chi phí
2.002819 | t | opd:4?:free | 5 1+1 1+1 1+1 1+1 1+1 | unit | a) Tổ chức, cá nhân nộp 01 bộ
3.000114 | b t x | opd:1w:free | 5 2 1 1 1 1 | | a) Cá nhân, đơn vị giao dịch
3.000141 | k | o:8h:free | 1 1+1 | | Thủ tục hải quan đối với
3.000275 | t | pd:3w:- | 1 1 | | Bước 1: Cơ quan tiến hành tố
3.000443 | x | opd:17w:free | 3 1 1 1 | | 5.1. Trình tự thực hiện
3.000517 | b | od:7w:- | 2 1+1 1+1 | | Bước 1: Chuẩn bị hồ sơ
5.002554 | b | dop:-:- | 1 1 | | + Bộ Xây dựng giao cơ quan
5.003799 | b | dop:-:- | 1 1 | | + Hằng năm, căn cứ
5.003802 | b | dop:15d:- | 2 1 1 | | + Hàng năm, căn cứ
6.003502 | b t | o:20d:- | 1 1 | | Giải quyết TTHC
6.003624 | t | dop:10d:- | 1 1 | | Đối với dự án
6.006578 | b | p:30d:- | 0 | none |
"""
