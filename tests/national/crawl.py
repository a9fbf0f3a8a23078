"""The crawl of the national portal, where it lies beside the checkout, and a few records of the same format written here."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
FILE = SHARED / "data" / "national_catalogue.jsonl.gz"
WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAWS = "Tên văn bản pháp lýMã văn bản"
END = (
    "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Bộ ngành --Đơn vị"
    "-- Chọn Cơ sở --Nộp hồ sơ"
)


def record(
    code: str = "9.000001",
    name: str = "Đăng ký thả diều nơi công cộng",
    ways: str = "",
    papers: str = "",
    **others: Any,
) -> dict[str, Any]:
    """A record as the crawl writes one; `ways` and `papers` without the heads of their tables."""
    ways = ways or "Trực tuyến3 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phí"
    return {
        "ma_thu_tuc": code, "ten_thu_tuc": name, "so_quyet_dinh": "01/QĐ-UBND", "cap_thuc_hien": "Cấp xã", "linh_vuc": "Văn hóa",
        "doi_tuong_thuc_hien": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)", "co_quan_co_tham_quyen": "Ủy ban nhân dân cấp xã",
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã", "cach_thuc_thuc_hien": WAYS + ways,
        "thanh_phan_ho_so": f"--{PAPERS}{papers or 'Đơn đề nghị thả diềuMẫu số 01.docx1 bản chính'}",
        "can_cu_phap_ly": f"{LAWS}Luật Di sản văn hóa45/2024/QH15", "yeu_cau_dieu_kien": "Không có thông tin",
        "ket_qua_xu_ly": f"Giấy xác nhậnMã: KQ.X01.000001{END}", "trinh_tu_thuc_hien": "Bước 1: Nộp đơn.\nBước 2: Nhận kết quả.", "_org": "ubnd",
    } | others  # fmt: skip


def real() -> dict[str, dict[str, Any]]:
    """All records by code; {} where the file is not there."""
    if not FILE.exists():
        return {}
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        return {one["ma_thu_tuc"]: one for one in map(json.loads, lines)}
