"""Draw the pictures of docs/pictures: pages of the sample's documents, as LibreOffice sets them, and its page for leaders, as
Chromium shows it.

`python scripts/pictures.py` needs LibreOffice Writer, pdftoppm and Chromium. The pictures show invented agencies only.
"""

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from kehoach_cli import pdf

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-23"
SHOWN = {  # picture: language, arguments of `report`, page
    "annual": ("vi", ("annual", "mau-01"), 1),
    "annual-end": ("vi", ("annual", "mau-01"), 7),
    "leader": ("vi", ("leader", "mau-01", "--number", "5", "--dated", DAY), 1),
    "matrix": ("vi", ("matrix", "mau-01"), 1),
    "item": ("vi", ("item", "mau-01", "--item", "II.2-1"), 1),
    "leader-en": ("en", ("leader", "mau-01"), 1),
}
BEHIND = "mau-phuong-hoa-cuc"  # the agency of the sample that three letters do not move
LETTERS = {  # picture: the rounds before it, each on its day; the options of the round it is of; its file
    "letter": ((), ("--within", "30", "--by", "2026-12-05"), f"{BEHIND}.docx"),
    "leadership": (("2026-09-15", "2026-10-15"), (), "lanh_dao.docx"),
}


SCREENS = {"page-desktop": (1280, 900, 0.75), "page-phone": (360, 760, 1)}  # picture: width, height, scale
_BROWSER = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb")


def run(*command: object) -> None:
    """One command, with the day fixed."""
    subprocess.run([str(part) for part in command], check=True, env={**os.environ, "KEHOACH_TODAY": DAY})


def main() -> None:
    """Make the sample, the documents, the pages."""
    program = [sys.executable, "-m", "kehoach_cli"]
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(*program, "init", "--sample", folder / "mau")
        for picture, (language, arguments, page) in SHOWN.items():
            target = folder / f"{picture}.pdf"
            run(*program, "-C", folder / "mau", "--lang", language, "report", *arguments, "-o", target)
            draw(target, page, picture)
        remind = (*program, "-C", folder / "mau", "remind", "mau-01", "--agency", BEHIND)
        for picture, (before, options, letter) in LETTERS.items():
            for day in before:
                run(*remind, "--as-of", day, "-o", folder / day)
            run(*remind, *options, "--no-record", "-o", folder / picture)
            target = folder / f"{picture}.pdf"
            target.write_bytes(pdf.convert([(folder / picture / letter).read_bytes()])[0])
            draw(target, 1, picture)
        run(*program, "-C", folder / "mau", "report", "page", "mau-01", "-o", folder / "page.html")
        for picture, (width, height, scale) in SCREENS.items():
            screen = f"--window-size={width},{height}", f"--force-device-scale-factor={scale}"
            target = PICTURES / f"{picture}.png"
            run(*_BROWSER, *screen, f"--user-data-dir={folder / picture}", f"--screenshot={target}", folder / "page.html")


def draw(document: Path, page: int, picture: str) -> None:
    """One page of a PDF as a picture of that name."""
    pixels = document.parent / picture
    run("pdftoppm", "-gray", "-r", 64, "-f", page, "-l", page, "-singlefile", document, pixels)
    (PICTURES / f"{picture}.png").write_bytes(small_png(pixels.with_suffix(".pgm").read_bytes()))


def small_png(pgm: bytes) -> bytes:
    """A grey picture in sixteen shades: text needs no more, and the file is a fifth as large."""
    _, size, _, pixels = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = (pixels[start : start + width] + b"\xff" * (width % 2) for start in range(0, width * height, width))
    packed = b"".join(b"\0" + bytes(a & 0xF0 | b >> 4 for a, b in zip(row[::2], row[1::2], strict=True)) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


if __name__ == "__main__":
    main()
