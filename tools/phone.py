"""`make phone`: the demonstration over HTTPS, for a phone on the same Wi-Fi: camera and service worker need a certificate it trusts.

Settings: PORT (8443; the sandboxes take the next ones), CERT_PORT (8080), IP (when the wrong address is found), DATA.
"""

import ipaddress
import os
import socket
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from qrcode.main import QRCode

from tools import authority, certificate_page, starting
from tools.processes import Children
from webapp.config import Config

STEPS = """
  1. Quét mã này bằng điện thoại, tải chứng chỉ.        Scan this code with the phone, download the certificate.
  2. Cài chứng chỉ (trang đó chỉ cách làm).             Install it (that page says how).
  3. Mở {app} trên điện thoại.     Open {app} on the phone.
"""


def own_address() -> str:
    """This computer's address in its network; the socket only asks the routing table, it sends nothing."""
    if chosen := os.environ.get("IP"):
        return _checked(chosen)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found = str(probe.getsockname()[0])
        except OSError as fault:
            raise starting.CannotStart(
                "This computer is in no network that a phone could join. Turn on Wi-Fi, or name its address: IP=192.168.1.20"
            ) from fault
    return _checked(found)


def _checked(address: str) -> str:
    """Only addresses of a home network: the certificate can vouch for no others."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError as fault:
        raise starting.CannotStart(f"IP={address} is no address.") from fault
    if not any(known in ipaddress.ip_network(net) for net in authority.PRIVATE):
        raise starting.CannotStart(
            f"{address} is not an address of a private network; `make phone` is for a home Wi-Fi only."
        )
    return address


def refuse_taken(port: int, page_port: int) -> None:
    for number, what in enumerate(("web server", *starting.SANDBOXES)):
        starting.refuse_taken(port + number, "0.0.0.0", what)
    starting.refuse_taken(page_port, "0.0.0.0", "page with the certificate", "CERT_PORT")


def tls(port: int, certificate: Path, key: Path) -> tuple[str, ...]:
    """Granian's words for the port and its certificate."""
    files = ("--ssl-certificate", str(certificate), "--ssl-keyfile", str(key))
    return ("--host", "0.0.0.0", "--port", str(port), *files, "--ssl-protocol-min", "tls1.2")


def main() -> None:
    port, page_port, address = starting.port_from("PORT", 8443), starting.port_from("CERT_PORT", 8080), own_address()
    refuse_taken(port, page_port)
    app, bank = f"https://{address}:{port}", f"http://{address}:{port + 1}"
    name = f"{socket.gethostname()}.local"
    os.environ.update(
        CLOCK_SINCE=str(time.time()), DEMO="1", PORT=str(port), PUBLIC_URL=app, BANK_URL=bank, EXTRA_HOSTS=name
    )
    starting.prepare_bank(port + 1)
    starting.prepare_phones(port + 2, f"http://{address}:{port + 2}")
    starting.prepare_vnpay(port + 3, f"http://{address}:{port + 3}")
    starting.prepare_treasury(port + 4)
    config = Config.from_env()
    folder = config.data / "phone"
    os.environ.update(DATA=str(config.data), BANK_SECRET=config.bank_secret)
    certificate, key = authority.leaf(folder, [address, "127.0.0.1"], [name, "localhost"])
    children = Children(config.data / "log", os.environ | {"SSL_CERT_FILE": str(folder / "ca.pem")})
    try:
        starting.start_bank(children, config, "0.0.0.0", port + 1, f"https://localhost:{port}")
        starting.start_phones(children, config, "0.0.0.0", port + 2)
        starting.start_vnpay(children, config, "0.0.0.0", port + 3, f"https://localhost:{port}")
        starting.start_treasury(children, config, "0.0.0.0", port + 4)
        known = starting.prepare(config)
        starting.start_web(children, *tls(port, certificate, key))
        children.wait_until(lambda: starting.answers(port, "/healthz", folder / "ca.pem"), 60, "The web server")
        starting.start_worker(children)
        ca, _key = authority.authority(folder)
        page = certificate_page.serve(page_port, app, ca.public_bytes(Encoding.DER), authority.fingerprint(ca))
        tell(
            app,
            [f"http://{address}:{port + number}" for number in range(1, 5)],
            f"http://{address}:{page_port}/",
            known,
        )
        try:
            children.watch()
        finally:
            page.shutdown()
    finally:
        children.stop()


def tell(app: str, sandboxes: list[str], page: str, known: list[tuple[str, str, str]]) -> None:
    bank, phones, vnpay, treasury = sandboxes
    code = QRCode(border=2)
    code.add_data(page)
    code.print_ascii(invert=True)
    print(f"  {page}")
    print(STEPS.format(app=app))
    print(starting.people(known))
    print(f"Messages sent (with the codes): {app}/demo/messages")
    print(f"Sandbox bank:                   {bank}")
    print(f"Sandbox phones (SMS, Zalo):     {phones}")
    print(f"Sandbox VNPAY (cards):          {vnpay}/merchant")
    print(f"Sandbox treasury (tax notices): {treasury}")
    print("A passkey needs a name instead of a number: on the phone sign in with the code.")
    print(f"Ready: {app}", flush=True)


if __name__ == "__main__":
    sys.exit(starting.run(main))
