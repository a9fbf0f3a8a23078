"""Vectors made for this project (the same stand in shared/domain/test_vectors.json), and what the tests of VNPAY sign with."""

from urllib.parse import parse_qsl, urlencode

from webapp.payments.gateways import vnpay
from webapp.payments.gateways.vnpay_form import HASH, sign

SECRET = "TESTKEY0TESTKEY0TESTKEY0TESTKEY0"
SETTINGS = vnpay.Settings("DEMO0001", SECRET, "https://pay.example.vn/vpcpay.html", "https://pay.example.vn/api")
PAY = (
    "vnp_Amount=2000000&vnp_Command=pay&vnp_CreateDate=20261123083000&vnp_CurrCode=VND&vnp_ExpireDate=20261123084500"
    "&vnp_IpAddr=127.0.0.1&vnp_Locale=vn&vnp_OrderInfo=Le+phi+ho+so+H49-261123-0001&vnp_OrderType=other"
    "&vnp_ReturnUrl=http%3A%2F%2Flocalhost%3A5000%2Fthanh-toan%2Fvnpay%2Ftra-ve&vnp_TmnCode=DEMO0001"
    "&vnp_TxnRef=H492611230001A1&vnp_Version=2.1.0",
    "4b4385bee80a4d112f78b3bd650b35b12de94062ea9fd3a133caa396f87a1128"
    "3a4a7aaa38ff566dc05cb1d5d19f5d218d99d839aaaab85a53982591b7ded04c",
)
IPN = (
    "vnp_Amount=2000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14226112&vnp_CardType=ATM"
    "&vnp_OrderInfo=Le+phi+ho+so+H49-261123-0001&vnp_PayDate=20261123083210&vnp_ResponseCode=00&vnp_TmnCode=DEMO0001"
    "&vnp_TransactionNo=14226112&vnp_TransactionStatus=00&vnp_TxnRef=H492611230001A1",
    "e6d90e128a9ced88748fc7259fd78ab695be3d1ff911bfd86647b44b60e1f403"
    "9bd1bd35ade1e305bee7d5317101786f6664bf23a16f473cd2b112ad77193d30",
)
QUERYDR = (
    "REQ0001|2.1.0|querydr|DEMO0001|H492611230001A1|20261123083000|20261123090000|127.0.0.1|Truy van H49-261123-0001",
    "7ed198cc238fafc94e8ddb4d25c1fa0b62f24ee1d66e2d8de79b2d6fff3dd156"
    "f913ab9a5d1cbf6a9fb83c79f2b89b779a3b37973586fc38f28615e5761175cb",
)
REFUND = (
    "REQ0002|2.1.0|refund|DEMO0001|02|H492611230001A1|2000000|14226112|20261123083000|canbo01|20261123093000|127.0.0.1"
    "|Hoan tien H49-261123-0001",
    "9800febbbc2253a3c0502c43baf0897008ba555db452d4216b6483eebff0b05d"
    "67e3735311ac292b85e0dccd2fd23a8f71652f5e375c98df713fa4c50fcb32b7",
)
VALUES = dict(parse_qsl(IPN[0]))


def signed(values: dict[str, str] | None = None, **changes: str) -> str:
    """A query string rightly signed: of the vector, with `changes`."""
    told = (VALUES if values is None else values) | changes
    return urlencode(told | {HASH: sign(told, SECRET)})
