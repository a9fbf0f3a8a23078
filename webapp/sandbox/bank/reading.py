"""From a QR (picture or text) to what it asks for: bank, account, amount, content."""

from dataclasses import dataclass

from webapp.payments import vietqr
from webapp.sandbox.bank.qr import read_qr
from webapp.sandbox.bank.refusals import NoQrFound, NotVietQr

ASK_THE_PAYER = "***"  # EMV's way to leave a text to the payer


@dataclass(frozen=True)
class Asked:
    """`amount` in đồng, None where the payer types it."""

    bin: str
    account: str
    amount: int | None
    content: str


def read_picture(picture: bytes) -> str:
    """The QR's text; raises NotAPicture or NoQrFound."""
    text = read_qr(picture)
    if text is None:
        raise NoQrFound
    return text


def read_text(text: str) -> Asked:
    """What a VietQR asks for; raises NotVietQr."""
    try:
        code = vietqr.parse(text)
    except (vietqr.NotVietQR, vietqr.BrokenQR) as refusal:
        raise NotVietQr from refusal
    purpose = code.purpose or ""
    return Asked(code.bin, code.account, code.amount, "" if purpose == ASK_THE_PAYER else purpose)
