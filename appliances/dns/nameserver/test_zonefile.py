"""A broken zone file stops the build with one sentence that names file and line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from naja.lang import BuildError
from nameserver.build import build_directory, zone_files
from nameserver.zonefile import read_zone

HEAD = "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n"


def failure(folder: Path, text: str) -> str:
    file = folder / "example.org.zone"
    file.write_text(text)
    with pytest.raises(BuildError) as caught:
        read_zone(file, "zones/example.org.zone")
    return str(caught.value)


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ("www A 192.0.2.300\n", 5, "the record is malformed"),
        ("; a comment\n\n\n  \nwww TXT (\nopen\n", 9, "unbalanced parentheses"),
        ("www MX 10\n\n\n", 5, "expecting an identifier"),
        ("$TTL never\n", 5, "TTL value is not well-formed"),
        ("\nwww B 192.0.2.3\n", 6, "unknown rdatatype 'B'"),
        ("www CH A 192.0.2.3\n", 5, "class is not zone's class"),
        ("www.example.com. A 192.0.2.3\n", 5, "www.example.com. is outside the zone example.org."),
        ("@ SOA ns h 1 2 3 4 5\n", 5, "a second SOA record"),
        ("ns CNAME www\n", 5, "ns.example.org. has a CNAME and other records"),
        ("w CNAME a\nw CNAME b\n", 6, "w.example.org. has two CNAME records"),
        (
            "d DNAME example.com.\n",
            5,
            "DNAME records need redirection of subtrees (RFC 6672), which",
        ),
        ("$INCLUDE nowhere\n", 5, "nowhere cannot be included: No such file or directory"),
        ("a..b A 192.0.2.3\n", 5, "A DNS label is empty"),
        ('www A "192.0.2.3\n', 5, "newline in quoted string"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, lines: str, line: int, reason: str) -> None:
    message = failure(tmp_path, HEAD + lines)
    assert message.startswith(f"zones/example.org.zone:{line}: ")
    assert reason in message
    assert "\n" not in message


def test_zone_without_authority(tmp_path: Path) -> None:
    assert failure(tmp_path, "$TTL 5\nns A 192.0.2.1\n").endswith("the zone has no SOA record")
    without_ns = HEAD.replace("@ NS ns\n", "")
    assert failure(tmp_path, without_ns).startswith(
        "zones/example.org.zone:2: example.org. has an SOA record but no NS record"
    )


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "example.org.zone"
    file.write_bytes(HEAD.encode() + b"\xff\xfe\n")
    with pytest.raises(BuildError, match=r"^z:\d+: "):
        read_zone(file, "z")


def test_error_in_an_included_file(tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text("a A 192.0.2.1\nb A nonsense\n")
    assert failure(tmp_path, HEAD + "$INCLUDE hosts\n").startswith("hosts:2: ")


def test_unreadable_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be read: No such file"):
        build_directory([tmp_path / "absent.zone"])
    with pytest.raises(BuildError, match="no zone file; put one named"):
        zone_files(tmp_path)


def test_one_zone_in_two_files(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.zone", "b.zone")]
    for file in files:
        file.write_text("$ORIGIN example.org.\n" + HEAD)
    with pytest.raises(
        BuildError, match=r"the zone example\.org\. is already defined by .*a\.zone"
    ):
        build_directory(files)


def test_environment_names_the_zones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.zone", "a.zone", "notes.txt"):
        (tmp_path / name).touch()
    monkeypatch.setenv("NAJA_DNS_ZONES", f"{tmp_path}:{tmp_path / 'notes.txt'}")
    assert [file.name for file in zone_files(Path("unused"))] == ["a.zone", "b.zone", "notes.txt"]


def test_layout_does_not_depend_on_hash_seeds(zones: list[Path]) -> None:
    program = (
        "import sys; from pathlib import Path; from nameserver.build import build_directory;"
        "print(repr(build_directory([Path(f) for f in sys.argv[1:]])))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, *map(str, zones[:1])],
            env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
