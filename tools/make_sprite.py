"""Writes static/icons/sprite.svg: only the icons in use, from the pinned Tabler Icons package (MIT).

Run it after adding to NAMES: `python tools/make_sprite.py` (needs npm, which fetches the package once).
Left: the name used in templates, `icon("baby")`. Right: the icon's name in the set.
"""

import base64
import hashlib
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@tabler/icons@3.51.0"
INTEGRITY = "0pinvPZz7YeX+OSfxuEAbnEPWbocVXW5iU8h5lh41pYG8sZuQfpWECC980lxOT0clGIcNGn8xsBr+zKaRGdA/g=="
OUT = Path(__file__).resolve().parent.parent / "static" / "icons"

NAMES = """
alert=alert-triangle arrow=arrow-right baby=baby-carriage back=arrow-left bank=building-bank
bell=bell bike=motorbike cal=calendar-event call=phone cam=camera candle=candle
card=id certificate=certificate check=check clock=clock coin=coin copy=copy desk=layout-list
doc=file-text done=circle-check download=download ear=volume edit=pencil elder=old
file=file fingerprint=fingerprint globe=world go=chevron-right hands=heart-handshake
health=first-aid-kit help=help-circle home=home inbox=inbox info=info-circle key=key
land=map-2 list=list lock=lock message=message off=wifi-off out=logout phone=device-mobile
photo=photo pin=map-pin plus=plus print=printer qr=qrcode receipt=receipt refresh=refresh
rings=hearts rotate=rotate-clockwise search=search send=send share=share-2
shop=building-store stop=player-stop sun=sun text=text-size time=hourglass trash=trash
undo=arrow-back-up upload=upload user=user wallet=wallet work=briefcase x=x
"""
ICONS = dict(pair.split("=") for pair in NAMES.split())
SYMBOL = '<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'
PEN = '<g fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
CANVAS = re.compile(r'<path stroke="none"[^>]*/>')


def fetch(folder: Path) -> tarfile.TarFile:
    """The package as npm gives it; stops when its bytes are not the pinned ones."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        raise SystemExit(f"{PACKAGE}: unexpected content (sha512 {digest})")
    return tarfile.open(archive)


def read(package: tarfile.TarFile, member: str) -> str:
    """The text of one file of the package."""
    source = package.extractfile(f"package/{member}")
    if source is None:
        raise SystemExit(f"{PACKAGE} has no {member}")
    return source.read().decode()


def symbol(name: str, svg: str) -> str:
    """One icon as a symbol, without the empty canvas path and the spaces between tags."""
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    body = re.sub(r"\s*\n\s*", "", CANVAS.sub("", inner)).replace(" />", "/>")
    return SYMBOL.format(name=name, body=f"{PEN}{body}</g>")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, fetch(Path(folder)) as package:
        symbols = [symbol(name, read(package, f"icons/outline/{source}.svg")) for name, source in sorted(ICONS.items())]
        (OUT / "LICENSE-tabler-icons").write_text(read(package, "LICENSE"), encoding="utf-8")
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (OUT / "sprite.svg").write_text(sprite, encoding="utf-8")
    print(f"sprite.svg: {len(symbols)} icons, {len(sprite)} bytes")


if __name__ == "__main__":
    main()
