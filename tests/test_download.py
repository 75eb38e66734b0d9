"""`occupare download` against a publishers' site on loopback: what is had, kept and told, and all that goes wrong."""

import ast
import hashlib
import json
import resource
import signal
import socket
import threading
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, snapshot
from loopback import ONET, Site, made_up_site, serving, zipped
from processes import ENVIRONMENT, ended, started

from occupare.errors import DataError
from occupare.importer.downloading import download
from occupare.importer.offers import offers

pytestmark = pytest.mark.thorough

CONTACT = ("--contact", "reader@example.org")
ONE = (*CONTACT, "--publisher", "onet")
LARGE = bytes(range(256)) * 4096  # a megabyte that is no .zip


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    return made_up_site(tmp_path_factory.mktemp("made-up"))


@pytest.fixture
def site(made_up):
    with serving(Site(files=dict(made_up))) as served:
        yield served


@pytest.fixture
def fetch(site, run):
    """Run `occupare download downloads` against the site and hold it to an exit code."""

    def fetch_from_site(*arguments, code=0, **environment):
        done = run(
            "download", "downloads", *arguments, **{"OCCUPARE_MIRROR": site.address, "NO_PROXY": "*"} | environment
        )
        return ended(done, code)

    return fetch_from_site


def record_of(folder: Path) -> dict[str, dict]:
    return {entry["file"]: entry for entry in json.loads((folder / "downloads.json").read_text("utf-8"))["files"]}


def noted(moments):
    """A fault that does nothing but note the request's moment, before a server error."""

    def out_of_order(handler):
        moments.append(time.monotonic())
        handler.answer(503, b"later")

    return out_of_order


def test_every_file_is_fetched_and_recorded(fetch, site, tmp_path):
    done = fetch(*CONTACT)
    downloads = tmp_path / "downloads"
    records = record_of(downloads)
    assert set(snapshot(downloads)) == {*records, "downloads.json"}
    assert len(records) == len(site.files) == len(done.stderr.splitlines())
    for path, content in site.files.items():
        (record,) = [one for one in records.values() if one["address"].split("?")[0] == f"{site.address}/{path}"]
        assert (downloads / record["file"]).read_bytes() == content
        assert record["bytes"] == len(content) and record["sha256"] == hashlib.sha256(content).hexdigest()
        assert record["retrieved_at"].endswith("+00:00")
    assert {headers["User-Agent"].split(" ", 1)[1] for _, headers in site.asked} == {"(reader@example.org)"}


def test_a_second_run_fetches_what_changed(fetch, site, tmp_path):
    fetch(*CONTACT)
    before, records = snapshot(tmp_path / "downloads"), record_of(tmp_path / "downloads")
    assert fetch(*CONTACT).stderr.count("unchanged") == len(site.files)
    assert snapshot(tmp_path / "downloads") == before
    site.files[ONET] = zipped(**{"db_31_0_text/Read Me.txt": "mended"})
    assert "changed at its publisher" in fetch(*CONTACT).stderr
    after = record_of(tmp_path / "downloads")
    assert {name for name in after if after[name]["sha256"] != records[name]["sha256"]} == {"onet/db_31_0_text.zip"}
    assert (tmp_path / "downloads" / "onet" / "db_31_0_text.zip").read_bytes() == site.files[ONET]


def test_a_host_without_versions_is_asked_for_the_whole_file_again(fetch, site):
    site.has_validators = False
    fetch(*ONE)
    assert "unchanged" in fetch(*ONE).stderr


def test_a_file_that_was_removed_is_fetched_again(fetch, tmp_path):
    fetch(*ONE)
    path = tmp_path / "downloads" / "onet" / "db_31_0_text.zip"
    path.unlink()
    fetch(*ONE)
    assert path.exists()


def test_a_run_killed_between_the_record_and_the_file_is_gone_on_with(fetch, site, tmp_path):
    fetch(*ONE)
    path = tmp_path / "downloads" / "onet" / "db_31_0_text.zip"
    old = path.read_bytes()
    site.files[ONET] = zipped(**{"db_31_0_text/Read Me.txt": "mended"})
    fetch(*ONE)
    path.write_bytes(old)
    assert "changed at its publisher" in fetch(*ONE).stderr and path.read_bytes() == site.files[ONET]
    path.write_bytes(b"mine")
    assert "by hand" in fetch(*ONE).stderr and path.read_bytes() == b"mine"


def test_a_file_saved_by_hand_is_kept(fetch, site, tmp_path):
    by_hand = tmp_path / "downloads" / "onet" / "db_31_0_text.zip"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_bytes(b"mine")
    assert "by hand" in fetch(*ONE).stderr
    assert by_hand.read_bytes() == b"mine" and not site.asked


def test_without_a_contact_nobody_is_asked(fetch, site, tmp_path):
    assert "--contact you@example.org" in fetch(code=2).stderr
    for wrong in ("me", "a@b.c\r\nX-Evil: 1", "", "ä@example.org"):
        assert "expected an e-mail address" in fetch("--contact", wrong, code=2).stderr
    assert not site.asked and not (tmp_path / "downloads").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--publisher", "oewz"], "did you mean 'oews'"),
        (["--release", "31"], "onet: such as 31.0"),
        (["--publisher", "crosswalks", "--release", "2024"], "the current release alone"),
        (["--release", "٢٠٢٤"], "found no publisher that names its releases so"),
    ],
)
def test_an_unknown_publisher_or_release_is_told(fetch, site, arguments, told):
    assert told in fetch(*CONTACT, *arguments, code=2).stderr
    assert not site.asked


def test_an_earlier_release_has_its_own_address(fetch, site, tmp_path):
    site.files["www.bls.gov/cps/aa2023/cpsaat11.xlsx"] = site.files["www.bls.gov/cps/cpsaat11.xlsx"]
    site.files["www.bls.gov/cps/aa2023/cpsaat11b.xlsx"] = site.files["www.bls.gov/cps/cpsaat11b.xlsx"]
    fetch(*CONTACT, "--publisher", "cps", "--release", "2023", "--release", "2025")
    assert set(record_of(tmp_path / "downloads")) == {
        "cps/2023/cpsaat11.xlsx",
        "cps/2023/cpsaat11b.xlsx",
        "cps/cpsaat11.xlsx",
        "cps/cpsaat11b.xlsx",
    }


def refused(handler):
    handler.answer(403, b"<html>Access Denied</html>", "text/html")


def absent(handler):
    handler.answer(404, b"<html>gone</html>", "text/html")


def web_page(handler):
    handler.answer(200, b"\n<!DOCTYPE html><html>Please wait</html>", "text/html")


def empty(handler):
    handler.answer(200, b"")


def half_an_archive(handler):
    handler.answer(200, handler.site.files[ONET][:100])


def huge(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(1 << 40))
    handler.end_headers()
    handler.wfile.write(LARGE)


def elsewhere(target):
    def redirect(handler):
        handler.answer(302, b"", Location=target)

    return redirect


def in_circles(handler):
    handler.site.faults[ONET].append(in_circles)
    handler.answer(302, b"", Location=f"/{ONET}")


def another_part(handler):
    handler.send_response(206)
    handler.send_header("Content-Range", "bytes 7-9/10")
    handler.send_header("Content-Length", "3")
    handler.end_headers()
    handler.wfile.write(b"abc")


def nonsense(handler):
    handler.wfile.write(b"this is no HTTP\r\n\r\n")
    handler.hang_up()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (refused, "answered 403 Forbidden"),
        (absent, "answered 404 Not Found"),
        (web_page, "a web page, not the file"),
        (empty, "the answer is empty"),
        (half_an_archive, "not a whole .zip file"),
        (huge, "larger than 1 GiB"),
        (elsewhere("http://localhost:1/other.zip"), "leads to another host"),
        (elsewhere("http://example.org/db.zip"), "leads to another host"),
        (elsewhere("file:///etc/passwd"), "leads to another host"),
        (elsewhere("ftp://127.0.0.1/db.zip"), "leads to another host"),
        (elsewhere("//[broken"), "leads"),
        (elsewhere("/../../../etc/passwd"), "answered 404"),
        (in_circles, "leads nowhere"),
        (another_part, "another part of the file"),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value)[:20],
)
def test_a_file_that_cannot_be_had_is_told_and_the_rest_goes_on(fetch, site, tmp_path, fault, reason):
    site.faults[ONET] = [fault]
    done = fetch(*CONTACT, "--publisher", "onet", "--publisher", "cps", code=1)
    assert reason in done.stderr
    assert "https://www.onetcenter.org/database.html" in done.stderr
    assert f"save https://{ONET} as downloads/onet/db_31_0_text.zip" in done.stderr
    assert set(snapshot(tmp_path / "downloads")) == {"downloads.json", "cps/cpsaat11.xlsx", "cps/cpsaat11b.xlsx"}
    assert not (tmp_path / "downloads" / "onet").exists() and len(list(tmp_path.iterdir())) == 1
    site.faults.clear()
    fetch(*CONTACT, "--publisher", "onet", "--publisher", "cps")


def test_an_address_that_nobody_has_fetched_is_told(site, monkeypatch, capsys, tmp_path):
    """Beside what was fetched from it and where a file fails; not of a verified one, nor of a file that is unchanged."""
    monkeypatch.setenv("OCCUPARE_MIRROR", site.address)
    monkeypatch.setenv("NO_PROXY", "*")
    warning = "(address not verified: nobody is known to have fetched it yet)"
    offered = offers(["onet", "cps"], [])
    wanted = [replace(offer, is_verified=offer.publisher == "cps") for offer in offered]
    download(tmp_path, wanted, CONTACT[1], 30)
    told = {line.split(": ")[0].rsplit("/", 1)[1]: line for line in capsys.readouterr().err.splitlines()}
    assert {name for name, line in told.items() if line.endswith(warning)} == {"db_31_0_text.zip"}
    download(tmp_path, wanted, CONTACT[1], 30)
    assert warning not in capsys.readouterr().err
    for name in (ONET, *(f"www.bls.gov/cps/{offer.file.name}" for offer in wanted if offer.is_verified)):
        site.faults[name] = [absent]
    with pytest.raises(DataError) as failed:
        download(tmp_path / "other", wanted, CONTACT[1], 30)
    assert f"answered 404 Not Found {warning}" in capsys.readouterr().err
    saved = [line for line in str(failed.value).splitlines() if line.lstrip().startswith("save ")]
    assert len(saved) == 3 and [warning in line for line in saved] == ["onet/" in line for line in saved]


def test_the_declarations_say_which_addresses_are_verified(fetch):
    told = fetch(*CONTACT).stderr
    assert told.count("address not verified") == sum(not offer.is_verified for offer in offers([], []))


def test_nothing_had_leaves_nothing(fetch, site, tmp_path):
    site.faults[ONET] = [refused]
    fetch(*ONE, code=1)
    assert not list(tmp_path.iterdir())


def test_a_host_out_of_order_is_asked_again(fetch, site, tmp_path):
    moments: list[float] = []
    site.faults[ONET] = [noted(moments), noted(moments)]
    fetch(*ONE)
    assert len(moments) == 2 and moments[1] - moments[0] < 5
    assert (tmp_path / "downloads" / "onet" / "db_31_0_text.zip").read_bytes() == site.files[ONET]
    site.files[ONET] = zipped(new="rows")
    site.faults[ONET] = [noted(moments) for _ in range(9)]
    assert "out of order" in fetch(*ONE, code=1).stderr
    assert len(site.faults[ONET]) == 5


@pytest.mark.parametrize("target", ["/moved/db.zip", "../../moved/db.zip"])
def test_a_redirect_within_the_host_is_followed(fetch, site, tmp_path, target):
    site.files["moved/db.zip"] = site.files["www.onetcenter.org/dl_files/moved/db.zip"] = site.files[ONET]
    site.files["www.onetcenter.org/moved/db.zip"] = site.files[ONET]
    site.faults[ONET] = [elsewhere(target)]
    fetch(*ONE)
    assert set(snapshot(tmp_path / "downloads")) == {"downloads.json", "onet/db_31_0_text.zip"}


def test_the_file_is_named_by_the_declaration_alone(fetch, site, tmp_path):
    content = site.files[ONET]
    site.faults[ONET] = [
        lambda handler: handler.answer(200, content, Content_Disposition='attachment; filename="../../../evil.zip"')
    ]
    fetch(*ONE)
    assert set(snapshot(tmp_path)) == {"downloads/downloads.json", "downloads/onet/db_31_0_text.zip"}


def cut_after(count):
    """Send the file from where it was asked for, and hang up after so many bytes of it."""

    def cut(handler):
        content = handler.site.files[ONET]
        asked = handler.headers.get("Range", "bytes=0-")
        begins = int(asked.removeprefix("bytes=").removesuffix("-"))
        handler.begin(content, begins)
        handler.wfile.write(content[begins : begins + count])
        handler.hang_up()

    return cut


def test_a_transfer_that_is_cut_off_is_resumed(fetch, site, tmp_path):
    site.files[ONET] = zipped(random=hashlib.shake_256(b"seed").digest(500_000))
    site.faults[ONET] = [cut_after(200_000), cut_after(100_000)]
    fetch(*ONE)
    assert (tmp_path / "downloads" / "onet" / "db_31_0_text.zip").read_bytes() == site.files[ONET]
    ranges = [headers.get("Range") for headers in site.asked_for(ONET)]
    assert ranges[0] is None and len(ranges) == 3
    begins = [int(text.removeprefix("bytes=").removesuffix("-")) for text in ranges[1:]]
    assert 0 < begins[0] <= 200_000 and begins[0] < begins[1] <= 300_000


def test_a_file_that_changes_while_it_is_resumed_is_fetched_whole(fetch, site, tmp_path):
    site.files[ONET] = zipped(random=hashlib.shake_256(b"old").digest(500_000))
    changed = zipped(random=hashlib.shake_256(b"new").digest(400_000))

    def cut_and_change(handler):
        cut_after(200_000)(handler)
        site.files[ONET] = changed

    site.faults[ONET] = [cut_and_change]
    fetch(*ONE)
    assert (tmp_path / "downloads" / "onet" / "db_31_0_text.zip").read_bytes() == changed


def test_a_transfer_without_a_version_begins_anew(fetch, site, tmp_path):
    site.has_validators = False
    site.faults[ONET] = [cut_after(100)]
    fetch(*ONE)
    assert (tmp_path / "downloads" / "onet" / "db_31_0_text.zip").read_bytes() == site.files[ONET]
    assert [headers.get("Range") for headers in site.asked_for(ONET)] == [None, None]


@pytest.mark.parametrize("fault", [cut_after(10), nonsense], ids=["cut", "nonsense"])
def test_a_transfer_that_is_always_cut_off_is_given_up(fetch, site, tmp_path, fault):
    site.faults[ONET] = [fault] * 9
    assert "cut off after" in fetch(*ONE, code=1).stderr
    assert len(site.faults[ONET]) == 5 and not (tmp_path / "downloads").exists()


def test_slow_bytes_are_waited_for(fetch, site, tmp_path):
    def slowly(handler):
        handler.begin(handler.site.files[ONET])
        content = handler.site.files[ONET]
        for position in range(0, len(content), 1 + len(content) // 8):
            handler.wfile.write(content[position : position + 1 + len(content) // 8])
            handler.wfile.flush()
            time.sleep(0.1)

    site.faults[ONET] = [slowly]
    fetch(*ONE, "--timeout", "5")
    assert (tmp_path / "downloads" / "onet" / "db_31_0_text.zip").read_bytes() == site.files[ONET]


def test_a_silent_host_is_given_up(fetch, site, tmp_path):
    silence = threading.Event()
    site.faults[ONET] = [lambda _handler: silence.wait(60) and None] * 9
    assert "cut off after 0 bytes: " in fetch(*ONE, "--timeout", "0.2", code=1).stderr
    silence.set()
    assert not (tmp_path / "downloads").exists()


def test_without_a_network_it_ends_at_once(run, tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}"
    begun = time.monotonic()
    done = ended(run("download", "new/downloads", *CONTACT, OCCUPARE_MIRROR=closed, NO_PROXY="*"), 3)
    assert time.monotonic() - begun < 10
    assert "nothing was fetched" in done.stderr and done.stderr.count("could not be reached") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("mirror", ["file:///etc", "ftp://127.0.0.1", "127.0.0.1:80", "http://"])
def test_a_mirror_is_a_web_address(run, mirror):
    done = ended(run("download", "downloads", *CONTACT, OCCUPARE_MIRROR=mirror), 2)
    assert "expected a web address" in done.stderr


def test_ctrl_c_leaves_nothing_half_written(site, tmp_path):
    begun, rest = threading.Event(), threading.Event()

    def stopping(handler):
        content = handler.site.files[ONET]
        handler.begin(content)
        handler.wfile.write(content[:100])
        handler.wfile.flush()
        begun.set()
        rest.wait(30)

    site.faults[ONET] = [stopping]
    environment = ENVIRONMENT | {"OCCUPARE_MIRROR": site.address, "NO_PROXY": "*"}
    arguments = ("download", tmp_path / "downloads", *CONTACT, "--publisher", "cps", "--publisher", "onet")
    with started(*arguments, env=environment, text=True) as process:
        assert begun.wait(30)
        process.send_signal(signal.SIGINT)
        process.stdout, process.stderr = map(Kept, process.communicate(timeout=30))
    rest.set()
    assert process.returncode == 130 and "interrupted" in process.stderr.text
    assert set(snapshot(tmp_path / "downloads")) == {"downloads.json", "cps/cpsaat11.xlsx", "cps/cpsaat11b.xlsx"}
    assert not (tmp_path / "downloads" / "onet").exists()


def test_what_a_killed_run_left_goes_with_the_next(site, fetch, tmp_path):
    begun, rest = threading.Event(), threading.Event()

    def stopping(handler):
        handler.begin(handler.site.files[ONET])
        begun.set()
        rest.wait(30)

    site.faults[ONET] = [stopping]
    environment = ENVIRONMENT | {"OCCUPARE_MIRROR": site.address, "NO_PROXY": "*"}
    with started("download", tmp_path / "downloads", *ONE, env=environment) as process:
        assert begun.wait(30)
        process.kill()
        process.communicate(timeout=30)
    rest.set()
    assert [path for path in (tmp_path / "downloads").rglob("*") if path.name.startswith(".")]
    fetch(*ONE)
    (record,) = record_of(tmp_path / "downloads")
    assert {path.relative_to(tmp_path / "downloads").as_posix() for path in (tmp_path / "downloads").rglob("*") if path.is_file()} == {"downloads.json", record}  # fmt: skip
    # And where the file has come by hand since.
    file = tmp_path / "downloads" / record
    file.with_name(f".{file.name}.writing").mkdir()
    (file.with_name(f".{file.name}.writing") / "half").write_bytes(b"x")
    file.write_bytes(b"mine")
    assert "fetched by hand" in fetch(*ONE).stderr
    assert [path.name for path in file.parent.iterdir()] == [file.name] and file.read_bytes() == b"mine"


class Kept:
    """A stream's text, in the place of the stream that a process closes."""

    def __init__(self, text):
        self.text = text

    def close(self):
        """There is nothing to close."""


def test_a_full_disk_is_told(site, tmp_path):
    site.files[ONET] = zipped(random=hashlib.shake_256(b"seed").digest(500_000))

    def no_file_above_a_few_bytes():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    environment = ENVIRONMENT | {"OCCUPARE_MIRROR": site.address, "NO_PROXY": "*"}
    process = started(
        "download", tmp_path / "downloads", *ONE, env=environment, preexec_fn=no_file_above_a_few_bytes, text=True
    )
    _, told = process.communicate(timeout=30)
    assert process.returncode == 1 and "cannot be written: File too large" in told and "Traceback" not in told
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"files": [{"file": "x"}]}', '{"files": 3}', '{"files": [{}]}', '{"file": []}', "\xff"]
)
def test_a_damaged_record_is_told(fetch, site, tmp_path, text):
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "downloads.json").write_text(text, encoding="latin-1")
    done = fetch(*ONE, code=1)
    assert "downloads/downloads.json: found something else than 'occupare download' writes" in done.stderr
    assert not site.asked


def test_a_record_leads_to_no_other_file(fetch, tmp_path):
    fetch(*ONE)
    path = tmp_path / "downloads" / "downloads.json"
    path.write_text(path.read_text("utf-8").replace("onet/db", "../../onet/db"), encoding="utf-8")
    assert "by hand" in fetch(*ONE).stderr
    assert set(snapshot(tmp_path)) == {"downloads/downloads.json", "downloads/onet/db_31_0_text.zip"}


def test_downloads_that_are_a_file_are_refused(fetch, tmp_path):
    (tmp_path / "downloads").write_text("x")
    assert "expected a folder" in fetch(*ONE, code=2).stderr


def test_the_install_command_is_told(run, tmp_path):
    for name in ("requests", "urllib3"):
        (tmp_path / f"{name}.py").write_text("raise ModuleNotFoundError('not here')")
    done = ended(run("download", "downloads", *ONE, PYTHONPATH=str(tmp_path)), 1)
    assert "pip install 'occupare[download]'" in done.stderr


def test_declared_addresses_are_https_and_of_the_publisher():
    count = 0
    for path in sorted((ROOT / "seeds").glob("*/files.toml")):
        for file in tomllib.loads(path.read_text("utf-8")).get("download", {}).get("file", []):
            assert set(file) <= {"address", "earlier", "page", "gives", "verified"} and file["verified"] in (
                True,
                False,
            )
            for address in (file["address"], file.get("earlier", file["address"])):
                host = address.removeprefix("https://").split("/")[0]
                assert address.startswith("https://") and host.endswith((".bls.gov", ".census.gov", ".onetcenter.org"))
            count += 1
    assert count == 14


def test_only_one_module_opens_the_network():
    network = {"requests", "urllib3", "socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "xmlrpc", "socketserver"}
    found = set()
    for path in sorted((ROOT / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] in network or name.startswith("urllib.request") for name in names):
                found.add(path.relative_to(ROOT / "cli" / "occupare").as_posix())
    assert found == {"importer/fetching.py"}
    importers = {
        path.name for path in sorted((ROOT / "cli").rglob("*.py")) if "importer.fetching" in path.read_text("utf-8")
    }
    assert importers == {"downloading.py"}
