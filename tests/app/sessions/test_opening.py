"""A file is opened by what is in it; what cannot be is refused in one sentence that names the file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app import named_file
from app.errors import FaultError, UseError
from app.sessions.figures import with_session, xmp
from app.sessions.opening import MOST_FIGURE_BYTES, open_session
from app.sessions.schema import MOST_BYTES
from app.sessions.text import compact_bytes, session_bytes
from tests.app.sessions.pictures import SVG, pdf, png
from tests.app.sessions.sessions import RICH, USUAL

FILES = {
    "a session": session_bytes(RICH),
    "a compact session": compact_bytes(RICH),
    "a PNG": with_session(png(), ".png", RICH),
    "an SVG": with_session(SVG, ".svg", RICH),
    "an SVG after space": b"\n" * 99 + with_session(SVG[SVG.index(b"<svg") :], ".svg", RICH),
    "a PDF": pdf(xmp(RICH)),
}


@pytest.mark.parametrize("name", ["figure.png", "session.ravine", "no suffix", "ü βθ.json", "-x", "new\nline.svg"])
@pytest.mark.parametrize("what", FILES)
def test_what_is_in_a_file_counts_and_not_its_name(tmp_path: Path, what: str, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[what])
    assert open_session(tmp_path / name) == RICH


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "session.ravine").write_bytes(session_bytes(USUAL))
    (tmp_path / "latest").symlink_to("session.ravine")
    assert open_session(tmp_path / "latest") == USUAL


def sparse(start: bytes, size: int) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        with path.open("wb") as file:
            file.write(start)
            file.truncate(size)
        return path

    return make


def holding(data: bytes) -> Callable[[Path], Path]:
    return sparse(data, len(data))


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def a_link_to_nothing(path: Path) -> Path:
    path.symlink_to("missing")
    return path


def a_link_to_itself(path: Path) -> Path:
    path.symlink_to(path.name)
    return path


def inside_a_file(path: Path) -> Path:
    path.write_bytes(b"")
    return path / "inner"


ENDLESS = "it is a folder, a pipe or a device, and not a file"
ANOTHER = r"it is no \.png, \.svg, \.pdf or \.ravine file, and nothing else holds an experiment"
CONTENTS = {
    "nothing": (holding(b""), "it is empty"),
    "space": (holding(b" \n"), "it is empty"),
    "another text": (holding(b"hello"), ANOTHER),
    "a byte order mark": (holding(b"\xef\xbb\xbf" + session_bytes(USUAL)), "it begins with a byte order mark"),
    "a cut session": (holding(session_bytes(USUAL)[:-5]), "it ends too early"),
    "a lesson": (holding(b'title = "x"'), ANOTHER),
    "another JSON": (holding(b"{}"), "it is JSON, but no Ravine session"),
    "a picture without": (holding(png()), "it carries no experiment"),
    "a damaged picture": (holding(FILES["a PNG"].replace(b"ravine:", b"Ravine:")), "the experiment in it is damaged"),
    "another picture": (holding(b"GIF89a" + bytes(100)), ANOTHER),
    "100 MB of nothing": (sparse(b"", 100_000_000), "it has more than 4 MiB, the most of a session"),
    "100 MB of brackets": (sparse(b"[" * 10_000, 100_000_000), "it has more than 4 MiB, the most of a session"),
    "a long session": (sparse(session_bytes(USUAL), MOST_BYTES + 1), "it has more than 4 MiB"),
    "a huge PNG": (sparse(FILES["a PNG"], MOST_FIGURE_BYTES + 1), "it has more than 128 MiB, the most of a figure"),
    "100 MB of PNG": (sparse(png()[:8], 100_000_000), "it carries no experiment"),
    "100 MB of SVG": (sparse(SVG, 100_000_000), "it carries no experiment"),
    "100 MB of PDF": (sparse(b"%PDF-1.7", 100_000_000), "it carries no experiment"),
    "a folder": (a_folder, ENDLESS),
    "a pipe": (a_pipe, ENDLESS),
}
FAULTS = {
    "missing": (lambda path: path, "there is no such file"),
    "a link to nothing": (a_link_to_nothing, "there is no such file"),
    "a link to itself": (a_link_to_itself, "its symbolic links go round in circles"),
    "inside a file": (inside_a_file, "a part of the path is a file and not a folder"),
    "a long name": (lambda path: path.with_name("x" * 300), "the name is too long"),
}


@pytest.mark.parametrize("what", CONTENTS)
def test_what_holds_no_session_is_refused(tmp_path: Path, what: str) -> None:
    make, reason = CONTENTS[what]
    path = make(tmp_path / "it.ravine")
    with pytest.raises(UseError, match=rf"\Acannot open {path}: ({reason})") as caught:
        open_session(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("what", FAULTS)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, what: str) -> None:
    make, reason = FAULTS[what]
    path = make(tmp_path / "it.ravine")
    with pytest.raises(FaultError, match=rf"\Acannot open {path}: {reason}\Z"):
        open_session(path)


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/full", "/dev/stdin"])
def test_devices_are_refused(device: str) -> None:
    with pytest.raises(UseError, match=f"^cannot open {device}: {ENDLESS}$"):
        open_session(Path(device))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_fault(tmp_path: Path) -> None:
    path = holding(session_bytes(USUAL))(tmp_path / "it.ravine")
    path.chmod(0)
    with pytest.raises(FaultError, match=r"permission denied$"):
        open_session(path)


def test_a_device_that_fails_while_it_is_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, most: int) -> bytes:
        raise OSError(5, "Input/output error")

    path = holding(session_bytes(USUAL))(tmp_path / "it.ravine")
    monkeypatch.setattr(named_file, "read_start", fail)
    with pytest.raises(FaultError, match=r"the device failed$"):
        open_session(path)


def test_a_name_that_no_line_holds_is_shown_in_quotes(tmp_path: Path) -> None:
    path = holding(b"{}")(tmp_path / "new\nline\x1b[31m")
    with pytest.raises(UseError, match=r"/new\\nline\\x1b\[31m': it is JSON"):
        open_session(path)
    with pytest.raises(UseError, match=r"a\\x00b': no file can have that name$"):
        open_session(tmp_path / "a\0b")
