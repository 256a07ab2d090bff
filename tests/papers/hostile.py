"""Files that a stranger might hand in, made here: each by name, and the reasons for which it may be refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from caseclose.papers.why import Why
from tests.papers.hostile_pdf import acting, broken, large, plain_pdf, saved

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Hostile = tuple[str, bytes, set[Why]]


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **how)
    return out.getvalue()


def a_photo_with_a_place() -> bytes:
    """A photo that says where it was taken, held sideways."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (37.0, 46.0, 29.0)
    return picture("JPEG", exif=exif)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *, full: bool = False) -> bytes:
    """A PNG that says it is so large, and where `full` really is: zeros pack to almost nothing."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9) if full else zlib.compress(b"\0")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def archive(*, entries: int = 1, inside: bytes = b"x", name: str = "a.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(entries):
            made.writestr(f"{number}{name}", inside)
    return out.getvalue()


def _lying_archive() -> bytes:
    """An archive whose both headers say that five megabytes are one byte."""
    data = bytearray(archive(inside=bytes(5 << 20)))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = data[22:26] = struct.pack("<I", 1)
    return bytes(data)


def _linking_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("paper.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def _png_with(kind: bytes, packed: int) -> bytes:
    """A small PNG with a remark or a profile that unpacks to so many bytes."""
    png = picture()
    at = png.index(b"IDAT") - 4
    return png[:at] + _chunk(kind, b"x\0\0" + zlib.compress(bytes(packed), 9)) + png[at:]


def _jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG that says it is so large."""
    data = bytearray(picture("JPEG", (64, 64)))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _packed() -> Iterator[Hostile]:
    bomb = archive(inside=bytes(50 << 20))
    for name, data in {
        "archive bomb": bomb,
        "archive in an archive": archive(inside=bomb),
        "office document": archive(name="word/document.xml"),
        "a hundred thousand entries": archive(entries=100_000),
        "archive that lies of its size": _lying_archive(),
        "path that climbs": archive(name="/../../../etc/passwd"),
        "link to another file": _linking_archive(),
        "gzip bomb": gzip.compress(bytes(50 << 20)),
        "bzip2 bomb": bz2.compress(bytes(5 << 20)),
        "xz bomb": lzma.compress(bytes(5 << 20)),
        "rar": b"Rar!\x1a\x07\x01\x00" + bytes(60),
        "zstd": b"\x28\xb5\x2f\xfd" + bytes(60),
        "old office document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "seven zip": b"7z\xbc\xaf\x27\x1c" + bytes(60),
    }.items():
        yield name, data, {Why.PACKED}


def _drawings() -> Iterator[Hostile]:
    yield "SVG", b'<svg xmlns="x"><script>alert(1)</script></svg>', {Why.DRAWING}
    yield "SVG after XML", b'<?xml version="1.0"?><svg onload="alert(1)"/>', {Why.DRAWING}
    yield "page", b"<!DOCTYPE html><script>alert(1)</script>", {Why.DRAWING}
    yield "HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", {Why.NOT_A_KIND}
    yield "GIF", picture("GIF"), {Why.NOT_A_KIND}
    yield "BMP", picture("BMP"), {Why.NOT_A_KIND}
    yield "ICO", picture("ICO"), {Why.NOT_A_KIND}
    yield "AVIF", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", {Why.NOT_A_KIND}
    yield "JPEG XL", b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(20), {Why.NOT_A_KIND}
    yield "layers of a drawing program", b"8BPS\0\1" + bytes(40), {Why.NOT_A_KIND}
    yield "WEBP", picture("WEBP"), {Why.NOT_A_KIND}
    yield "program", b"MZ" + bytes(200), {Why.NOT_A_KIND}
    yield "script", b"#!/bin/sh\nrm -rf /\n", {Why.NOT_A_KIND}
    yield "PostScript", b"%!PS-Adobe-3.0\n", {Why.NOT_A_KIND}
    yield "words before a PDF", b"hello\n" + saved(plain_pdf()), {Why.NOT_A_KIND}
    yield "nothing", b"", {Why.EMPTY}


def _two_kinds() -> Iterator[Hostile]:
    pdf, png, jpeg = saved(plain_pdf()), picture(), picture("JPEG")
    page = b"<html><script>alert(1)</script></html>"
    first = pdf.index(b"\n") + 1
    for name, data in {
        "PDF and page": pdf[:first] + b"%" + page + b"\n" + pdf[first:],
        "PDF and archive": pdf + archive(),
        "PDF and much behind it": pdf + bytes(5000),
        "PNG and archive": png + archive(),
        "PNG and page": png + page,
        "JPEG and page": jpeg[:-2] + b"\xff\xfe\0\x28" + page[:38] + b"\xff\xd9",
        "JPEG and PDF": jpeg[:20] + b"%PDF-1.7" + jpeg[20:],
        "TIFF and page": picture("TIFF") + page,
    }.items():
        yield name, data, {Why.TWO_KINDS}


def _pictures() -> Iterator[Hostile]:
    yield "PNG of 30,000 x 30,000", png_of(30_000, 30_000, full=True), {Why.PAGE_TOO_LARGE}
    yield "PNG that says so", png_of(30_000, 30_000), {Why.PAGE_TOO_LARGE}
    yield "PNG of two milliard", png_of(2_000_000_000, 1), {Why.PAGE_TOO_LARGE, Why.DAMAGED}
    yield "PNG without rows", png_of(300, 300), {Why.DAMAGED}
    yield "JPEG of 65,500 square", _jpeg_of(65_500, 65_500), {Why.PAGE_TOO_LARGE}
    yield "PNG with a remark of 200 megabytes", _png_with(b"zTXt", 200 << 20), {Why.DAMAGED, Why.TOO_MUCH}
    yield "PNG with a profile of 200 megabytes", _png_with(b"iCCP", 200 << 20), {Why.DAMAGED, Why.TOO_MUCH}
    yield "half a JPEG", picture("JPEG", (900, 900))[:2000], {Why.DAMAGED}
    yield "only JPEG's beginning", b"\xff\xd8\xff\xe0" + bytes(40), {Why.DAMAGED}
    yield "TIFF that leads to itself", b"II*\0\x08\0\0\0" + b"\0\0" + b"\x08\0\0\0", {Why.DAMAGED, Why.TOO_MANY_PAGES}
    yield "PNG that is a TIFF inside", b"\x89PNG\r\n\x1a\n" + picture("TIFF"), {Why.DAMAGED}
    pages = [Image.new("1", (9, 9))] * 50
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    yield "TIFF of fifty pages", out.getvalue(), {Why.TOO_MANY_PAGES}


def _infected() -> Iterator[Hostile]:
    yield "EICAR", EICAR, {Why.INFECTED}
    yield "EICAR in a JPEG", picture("JPEG", comment=EICAR), {Why.INFECTED}
    yield "EICAR in an archive that is not packed", b"PK\x03\x04" + EICAR, {Why.INFECTED}


def spoiled(seed: int, many: int) -> Iterator[Hostile]:
    """Good files with some bytes changed by chance: taken or not, but never a crash."""
    draw = random.Random(seed)
    good = [saved(plain_pdf(2)), saved(plain_pdf(), packed=True), picture(), picture("JPEG"), picture("TIFF")]
    for number in range(many):
        data = bytearray(draw.choice(good))
        for _ in range(draw.randint(1, 12)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        yield f"spoiled {number}", bytes(data), set(Why)


def hostile() -> Iterator[Hostile]:
    """Every hostile file, each to be refused."""
    for kinds in (_packed(), _drawings(), _two_kinds(), _pictures(), _infected(), acting(), broken(), large()):
        yield from kinds
