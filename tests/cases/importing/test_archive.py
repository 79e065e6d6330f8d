"""ZIP files and folders as paths and bytes: hostile ones too, and nothing is ever unpacked to disk."""

import stat
import warnings
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from cases.importing.archive import (
    count_entries,
    file_entries,
    folder_files,
    is_archive,
    zip_entries,
)
from cases.minutes.limits import DEFAULT_LIMITS, MB
from cases.minutes.result import BrokenDocument, LockedDocument, MinutesError, TooLarge
from tests.cases.importing.zips import make_zip

FEW = replace(DEFAULT_LIMITS, files=3, expanded_bytes=2 * MB, bytes=MB)


def contents(data: bytes, limits=DEFAULT_LIMITS) -> dict[str, bytes | str]:
    """Path → bytes, or the name of what is wrong with the file."""
    found: dict[str, bytes | str] = {}
    for entry in zip_entries(BytesIO(data), limits):
        try:
            found[entry.path] = entry.read()
        except MinutesError as error:
            found[entry.path] = type(error).__name__
    return found


def test_files_come_in_the_order_of_the_archive_with_their_paths():
    data = make_zip({"2024/b.txt": b"b", "a.txt": b"a"})
    assert list(contents(data).items()) == [("2024/b.txt", b"b"), ("a.txt", b"a")]


def test_what_computers_leave_behind_is_passed_over():
    litter = [
        "__MACOSX/._a.txt",
        ".DS_Store",
        "x/Thumbs.db",
        "desktop.ini",
        "README.md",
        "x/.skjult",
    ]
    data = make_zip({**dict.fromkeys(litter, b"x"), "tom/": b"", "a.txt": b"a"})
    assert contents(data) == {"a.txt": b"a"}
    assert count_entries(BytesIO(data), DEFAULT_LIMITS) == 1


def test_an_archive_in_an_archive_is_opened_and_a_third_is_refused():
    third = make_zip({"c.txt": b"c"})
    second = make_zip({"b.txt": b"b", "third.zip": third})
    assert contents(make_zip({"second.zip": second, "a.txt": b"a"})) == {
        "second.zip/b.txt": b"b",
        "second.zip/third.zip": "TooLarge",
        "a.txt": b"a",
    }


def test_a_word_file_is_one_file():
    word = make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert contents(make_zip({"a.docx": word})) == {"a.docx": word}
    assert not is_archive(BytesIO(word), DEFAULT_LIMITS)
    assert not is_archive(BytesIO(make_zip({"mimetype": b"text"})), DEFAULT_LIMITS)
    assert is_archive(BytesIO(make_zip({"a.txt": b"a"})), DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\x.txt", "Windows/x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("a\nb\x1b[31m.txt", "a�b�[31m.txt"),
        ("../..", "uden navn"),
        ("x" * 5000 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_names_are_only_names(name, shown):
    assert list(contents(make_zip({name: b"x"}))) == [shown]


def test_danish_names_are_read_in_the_code_pages_that_are_in_use():
    data = make_zip({"M\u00f8de \u00e6\u00e5.txt": b"x"})
    for encoding in ("cp850", "utf-8"):
        raw = "Møde æå.txt".encode(encoding)
        plain = make_zip({"N" * len(raw): b"x"}).replace(b"N" * len(raw), raw)
        assert list(contents(plain)) == ["Møde æå.txt"]
    assert list(contents(data)) == ["Møde æå.txt"]


def test_two_files_of_one_name_are_both_read():
    stream = BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", b"1")
        archive.writestr("a.txt", b"2")
    assert contents(stream.getvalue()) == {"a.txt": b"1", "a.txt (2)": b"2"}


def test_shortcuts_and_locked_and_oddly_packed_files_are_refused_and_the_rest_is_read():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("lzma.txt", b"x" * 1000, zipfile.ZIP_LZMA)
        archive.writestr("locked.txt", b"x")
        archive.writestr("fine.txt", b"x")
    data = bytearray(stream.getvalue())
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 4)
    data[at + 8] |= 1  # the flag for encryption in the third file's entry of the list
    assert contents(bytes(data)) == {
        "link.txt": "BrokenDocument",
        "lzma.txt": "BrokenDocument",
        "locked.txt": "LockedDocument",
        "fine.txt": b"x",
    }
    assert LockedDocument


def test_a_broken_member_is_refused_and_the_rest_is_read():
    data = bytearray(make_zip({"a.txt": b"abc" * 9, "b.txt": b"b"}, zipfile.ZIP_STORED))
    data[data.index(b"abcabc")] = 0
    assert contents(bytes(data)) == {"a.txt": "BrokenDocument", "b.txt": b"b"}


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_an_archive_that_breaks_off_is_refused_whole(cut):
    data = make_zip({f"{n}.txt": b"x" * n for n in range(9)})
    with pytest.raises(BrokenDocument, match="gået i stykker"):
        contents(data[:-cut])


def test_too_many_files_are_refused_before_the_list_is_read():
    with pytest.raises(TooLarge, match="flere end 3 filer"):
        contents(make_zip(dict.fromkeys("abcd", b"")), FEW)
    inner = make_zip(dict.fromkeys("ab", b""))
    assert list(contents(make_zip({"x.zip": inner}), FEW).values()) == [b"", b""]
    with pytest.raises(TooLarge, match="arkiverne i det"):
        contents(make_zip({"x.zip": inner, "y.zip": make_zip({"d": b""})}), FEW)


def test_bombs_are_stopped_while_they_unpack():
    bomb = make_zip({"bomb.txt": b"\0" * (30 * MB)})
    assert contents(bomb) == {"bomb.txt": "TooLarge"}
    # Just under what gives a bomb away: then the sum of it all is too much.
    slow = (b"".join(b"%d" % n for n in range(40_000)))[: MB // 8] * 8
    found = contents(make_zip({f"{n}.txt": slow for n in range(3)}), FEW)
    assert [value == "TooLarge" for value in found.values()] == [False, False, True]


def test_a_folder_gives_its_files_and_those_of_the_archives_in_it(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"x")
    (tmp_path / "a.zip").write_bytes(make_zip({"y.txt": b"y"}))
    found = {
        entry.path: entry.read()
        for file in folder_files(tmp_path)
        for entry in file_entries(file, file.relative_to(tmp_path).as_posix(), DEFAULT_LIMITS)
    }
    assert found == {"a.zip/y.txt": b"y", "b/x.txt": b"x"}
