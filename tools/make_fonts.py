"""Cuts the typeface of printed papers down to Latin and Vietnamese letters.

`python tools/make_fonts.py` fetches Be Vietnam Pro (SIL Open Font License) with npm and rewrites
webapp/typeface, its licence included. Needed again only for a newer version of the typeface.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

OUT = Path(__file__).resolve().parent.parent / "webapp" / "typeface"
PACKAGE = "@expo-google-fonts/be-vietnam-pro@0.4.1"
FACES = {"400Regular": "BeVietnamPro-Regular.ttf", "700Bold": "BeVietnamPro-Bold.ttf"}
# Latin with its extensions (ethnic minority names have ŏ, ĭ, č, ƀ), combining marks, Vietnamese vowels, dashes, quotes
RANGES = ((0x20, 0x7E), (0xA0, 0x180), (0x1A0, 0x1B0), (0x300, 0x304), (0x306, 0x306), (0x309, 0x309), (0x31B, 0x31B),
          (0x323, 0x323), (0x1EA0, 0x1EF9), (0x2010, 0x2015), (0x2018, 0x201E))  # fmt: skip
LETTERS = {*map(ord, "Ƀ…₫•"), *(code for first, last in RANGES for code in range(first, last + 1))}


def subset(source: Path, target: Path) -> None:
    options = Options(
        hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"], notdef_outline=True
    )
    font = load_font(str(source), options)
    cutter = Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    save_font(font, str(target), options)
    print(f"{target.name}: {target.stat().st_size // 1024} kB")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as packed:
            packed.extractall(folder, filter="data")
        package = Path(folder) / "package"
        for face, name in FACES.items():
            subset(package / face / f"BeVietnamPro_{face}.ttf", OUT / name)
        (OUT / "LICENSE").write_bytes((package / "LICENSE_FONT").read_bytes())


if __name__ == "__main__":
    main()
