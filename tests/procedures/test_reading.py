from datetime import date

import pytest

from webapp.procedures.reading import READERS, Unreadable

TODAY = date(2026, 11, 23)
GOOD = [
    ("date", "05/03/1960", {}, "1960-03-05"),
    ("date", "5-3-1960", {}, "1960-03-05"),
    ("date", "5.3.1960", {}, "1960-03-05"),
    ("date", "05 03 1960", {}, "1960-03-05"),
    ("date", "05031960", {}, "1960-03-05"),
    ("date", "1960-03-05", {}, "1960-03-05"),
    ("date", "29/02/2024", {}, "2024-02-29"),
    ("date", "23/11/2026", {"not_after": "today"}, "2026-11-23"),
    ("date", "23/11/2026", {"not_before": "today"}, "2026-11-23"),
    ("date", "23/11/2008", {"min_age": 18}, "2008-11-23"),
    ("date_partial", "1960", {}, "1960"),
    ("date_partial", "03/1960", {}, "1960-03"),
    ("date_partial", "5/3/1960", {}, "1960-03-05"),
    ("date_partial", "1960-03", {}, "1960-03"),
    ("date_partial", "2026", {"not_after": "today"}, "2026"),
    ("personal_id", "022 160 001 234", {}, "022160001234"),
    ("personal_id", "999999999999", {}, "999999999999"),
    ("id_number", "123456789", {}, "123456789"),
    ("id_number", "c1234567", {}, "C1234567"),
    ("phone", "0912 345 678", {}, "0912345678"),
    ("phone", "+84 912.345.678", {}, "0912345678"),
    ("phone", "84912345678", {}, "0912345678"),
    ("phone", "0203 3825 678", {}, "02033825678"),
    ("email", "lan.nguyen@gmail.com", {}, "lan.nguyen@gmail.com"),
    ("number", "12", {}, 12),
    ("number", "1.500", {}, 1500),
    ("number", "120,5", {"decimals": 2}, "120.5"),
    ("number", "120.50", {"decimals": 2}, "120.5"),
    ("number", "1.234,5", {"decimals": 1}, "1234.5"),
    ("number", "100", {"decimals": 2}, "100"),
    ("money", "1.500.000 đồng", {}, 1_500_000),
    ("money", "1,500,000đ", {}, 1_500_000),
    ("name", "Nguyễn Thị Lan", {}, "Nguyễn Thị Lan"),
    ("name", "H'Mông Y Ban", {}, "H'Mông Y Ban"),
]
BAD = [
    ("date", "31/02/2024", {}),
    ("date", "1960", {}),
    ("date", "05/03/60", {}),
    ("date", "hôm qua", {}),
    ("date", "20261123", {}),
    ("date", "01/01/0001", {}),
    ("date", "24/11/2026", {"not_after": "today"}),
    ("date", "22/11/2026", {"not_before": "today"}),
    ("date", "24/11/2008", {"min_age": 18}),
    ("date_partial", "2027", {"not_after": "today"}),
    ("date_partial", "13/1960", {}),
    ("personal_id", "02216000123", {}),
    ("personal_id", "02216000123a", {}),
    ("personal_id", "٠٢٢١٦٠٠٠١٢٣٤", {}),
    ("id_number", "12345", {}),
    ("id_number", "1234567890", {}),
    ("phone", "12345", {}),
    ("phone", "0112345678", {}),
    ("email", "lan", {}),
    ("email", "a@b", {}),
    ("email", "a b@c.vn", {}),
    ("number", "1,5", {}),
    ("number", "năm", {}),
    ("number", "1e9", {}),
    ("number", "0", {"min": 1}),
    ("number", "51", {"max": 50}),
    ("number", "1,234", {"decimals": 2}),
    ("money", "-5", {}),
    ("money", "một trăm", {}),
    ("name", "12345", {}),
    ("name", "a" * 121, {}),
    ("text", "a" * 201, {}),
]


@pytest.mark.parametrize(("kind", "typed", "spec", "stored"), GOOD)
@pytest.mark.usefixtures("speaking")
def test_it_understands(kind: str, typed: str, spec: dict, stored: object) -> None:
    assert READERS[kind](typed, spec, TODAY) == stored


@pytest.mark.parametrize(("kind", "typed", "spec"), BAD)
@pytest.mark.usefixtures("speaking")
def test_it_refuses_kindly(kind: str, typed: str, spec: dict) -> None:
    with pytest.raises(Unreadable) as error:
        READERS[kind](typed, spec, TODAY)
    assert str(error.value.text).strip()
    assert "lỗi" not in str(error.value.text).lower()
