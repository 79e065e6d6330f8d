"""Makes files that break programs: bombs, loops, lies and halves. `python -m tests.hostile FOLDER`.

Each is called after what it is. None of them is minutes that can be brought in, except where the
name begins with `stands-`: those are hostile too, and are read all the same.
"""

from __future__ import annotations

import gzip
import stat
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

MB = 1024 * 1024
HEAD = "REFERAT Teknisk Udvalg d. 04-03-2025\n\nMødedato d. 4. marts 2025 kl. 15:00\n\n"
ITEM = "Punkt 1: Cykelsti\n\nResume\n\nKort.\n\nBeslutning\n\nGodkendt.\n\n"
CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


def make_hostile_files(folder: Path) -> list[Path]:
    """Write every hostile file into the folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, make in FILES.items():
        path = folder / name
        path.write_bytes(make())
        paths.append(path)
    return paths


def _zip(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "w", compression) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return stream.getvalue()


def _word(body: bytes, start: bytes = b'<?xml version="1.0"?>', times: int = 1) -> bytes:
    """A Word file with this in its body, as often as said."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        out.writestr("[Content_Types].xml", CONTENT_TYPES)
        out.writestr("_rels/.rels", RELATIONS)
        with out.open("word/document.xml", "w") as part:
            part.write(start + WORD)
            for _ in range(times):
                part.write(body)
            part.write(b"</w:body></w:document>")
    return stream.getvalue()


def _packed(data: bytes, times: int) -> bytes:
    """The data so many times, deflated without ever being whole."""
    packer = zlib.compressobj(1)
    return b"".join([*(packer.compress(data) for _ in range(times)), packer.flush()])


def _pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    size = len(objects) + 1
    out.write(b"trailer\n<</Size %d %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def _page(content: bytes) -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]


def _pdf_bomb() -> bytes:
    packed = _packed(b"BT /F 9 Tf (x) Tj ET\n" * 50_000, 350)
    return _pdf(*_page(_stream(packed, b"/Filter/FlateDecode")))


def _pdf_of_many_operators() -> bytes:
    packed = _packed(b"BT /F 9 Tf 1 0 0 1 50 50 Tm (Punkt) Tj ET\n" * 10_000, 150)
    return _pdf(*_page(_stream(packed, b"/Filter/FlateDecode")))


def _pdf_form_in_itself() -> bytes:
    pages = _page(_stream(b"/X Do"))
    pages[2] = pages[2].replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    form = _stream(
        b"/X Do /X Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
    )
    return _pdf(*pages, form)


def _encrypted_pdf() -> bytes:
    encrypt = b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%b)/U(%b)>>"
    return _pdf(*_page(_stream(b"")), trailer=encrypt % (b"o" * 32, b"u" * 32))


def _symlink_zip() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        link = zipfile.ZipInfo("referat.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
    return stream.getvalue()


def _encrypted_zip() -> bytes:
    data = bytearray(_zip({"referat.txt": (HEAD + ITEM).encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _deep(start: bytes, end: bytes, times: int) -> bytes:
    return start * times + end * times


def _overlapping_zip() -> bytes:
    """Hundreds of names for one member: small on disk, endless when unpacked."""
    data = _zip({"0.txt": b"a" * 5 * MB})
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[at:end]
    entries = entry * 300
    tail = bytearray(data[end:])
    tail[8:12] = (300).to_bytes(2, "little") * 2
    tail[12:16] = len(entries).to_bytes(4, "little")
    return data[:at] + entries + bytes(tail)


_TEXT = (HEAD + ITEM).encode()
_PAGES = "".join(f"<h2>Punkt {n}: T</h2><p>x</p>" for n in range(1, 4)).encode()

FILES: dict[str, Callable[[], bytes]] = {
    "zip-bomb.zip": lambda: _zip({"bomb.txt": b"\0" * (60 * MB)}),
    "zip-bomb-nested.zip": lambda: _zip(
        dict.fromkeys("abcdefghi", _zip({"bomb.txt": b"\0" * (45 * MB)}))
    ),
    "zip-overlapping.zip": _overlapping_zip,
    "zip-three-deep.zip": lambda: _zip({"b.zip": _zip({"c.zip": _zip({"a.txt": _TEXT})})}),
    "zip-many-files.zip": lambda: _zip({f"{n}.txt": b"" for n in range(6000)}, zipfile.ZIP_STORED),
    "zip-symlink.zip": _symlink_zip,
    "zip-encrypted.zip": _encrypted_zip,
    "zip-truncated.zip": lambda: _zip({"a.txt": _TEXT * 50, "b.txt": _TEXT * 60})[:-80],
    "pdf-truncated.pdf": lambda: _pdf(*_page(_stream(b"BT /F 9 Tf (Punkt 1: A) Tj ET")))[:300],
    "pdf-encrypted.pdf": _encrypted_pdf,
    "pdf-pages-in-a-ring.pdf": lambda: _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    ),
    "pdf-form-in-itself.pdf": _pdf_form_in_itself,
    "pdf-million-pages.pdf": lambda: _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count 1000000>>" % (b"3 0 R " * 1_000_000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ),
    "pdf-stream-bomb.pdf": _pdf_bomb,
    "pdf-many-operators.pdf": _pdf_of_many_operators,
    "pdf-deep-arrays.pdf": lambda: _pdf(b"<</Type/Catalog/Pages %b>>" % _deep(b"[", b"]", 200_000)),
    "docx-bomb.docx": lambda: _word(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 10_000, times=900),
    "docx-entities.docx": lambda: _word(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS.encode()),
    "docx-deep.docx": lambda: _word(_deep(b"<w:p>", b"</w:p>", 100_000)),
    "docx-truncated.docx": lambda: _word(b"<w:p/>" * 500)[:-300],
    "docx-without-a-text.docx": lambda: _zip({"[Content_Types].xml": CONTENT_TYPES}),
    "sheet.xlsx": lambda: _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
    "slides.pptx": lambda: _zip(
        {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}
    ),
    "html-deep.html": lambda: b"<html><body>" + _deep(b"<div>", b"</div>", 100_000),
    "html-endless-table.html": lambda: (
        b"<html><body><h1>Referat</h1>" + _PAGES + b"<table>" + b"<tr><td>a<td>b" * 600_000
    ),
    "html-spans.html": lambda: (
        b"<html><body>" + _PAGES + b'<table><tr><td rowspan="65000" colspan="1000">x</table>' * 500
    ),
    "text-20-mb-line.txt": lambda: (HEAD + "ord " * (5 * MB)).encode(),
    "text-20-mb-bracket.txt": lambda: (HEAD + "[" * (20 * MB)).encode(),
    "text-9-mb-line.txt": lambda: (HEAD + "ord " * (2 * MB)).encode(),
    "text-short-lines.txt": lambda: (HEAD + ITEM + "a\n\n" * 3 * MB).encode(),
    "text-100000-headings.txt": lambda: (
        HEAD + "".join(f"Punkt {n}: T\n" for n in range(1, 100_000))
    ).encode(),
    "text-same-number.txt": lambda: (HEAD + ITEM * 1000).encode(),
    "xml-laughs.xml": lambda: (LAUGHS + "<Publication>&j;</Publication>").encode(),
    "xml-external.xml": lambda: (
        b'<!DOCTYPE x [<!ENTITY p SYSTEM "file:///etc/passwd">]><Publication>&p;</Publication>'
    ),
    "xml-quadratic.xml": lambda: (
        b'<!DOCTYPE x [<!ENTITY a "%b">]><Publication>%b</Publication>'
        % (b"a" * 100_000, b"&a;" * 100_000)
    ),
    "xml-deep.xml": lambda: (
        b'<?xml version="1.0"?>' + _deep(b"<Publication>", b"</Publication>", 100_000)
    ),
    "json-deep.json": lambda: _deep(b"[", b"]", 100_000),
    "json-lone-surrogate.json": lambda: (
        b'{"agenda": {"title": "\\ud800", "items": [{"title": "\\ud800"}]}}'
    ),
    "json-huge-number.json": lambda: b'{"a": ' + b"9" * 5_000_000 + b"}",
    "empty.txt": lambda: b"",
    "nulls.txt": lambda: bytes(3 * MB),
    "image.png": lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
    "program.exe": lambda: b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(200),
    "polyglot.txt": lambda: b"MZ\x90\0" + bytes(60) + b"<html>" + _TEXT + _zip({"a.txt": _TEXT}),
    "old-word.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rich-text.rtf": lambda: b"{\\rtf1 Punkt 1: A}",
    "packed.gz": lambda: gzip.compress(_TEXT, mtime=0),
    "utf-16-cut.txt": lambda: b"\xff\xfe" + (HEAD + ITEM).encode("utf-16-le")[:-1],
    "garbage.bin": lambda: bytes(range(256)) * 4000,
    "stands-two-nulls.txt": lambda: _TEXT.replace(b"Kort.", b"K\0ort\0."),
    "stands-traversal.zip": lambda: _zip({"../../../tmp/sagsspor-escaped.txt": _TEXT}),
}

if __name__ == "__main__":
    for made in make_hostile_files(Path(sys.argv[1])):
        print(made, made.stat().st_size)
