"""A publishers' site on loopback: a real HTTP server that serves made-up published files, and goes wrong when told to."""

from __future__ import annotations

import contextlib
import email.utils
import io
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from published_files import (
    FIXTURES,
    write_crosswalks,
    write_household_survey,
    write_metropolitan_pay,
    write_projections,
    write_sector_pay,
    write_state_pay,
)

NATIONAL = "www.bls.gov/oes/special-requests/oesm25nat.zip"
ONET = "www.onetcenter.org/dl_files/database/db_31_0_text.zip"

Fault = Callable[["Handler"], None]


@dataclass
class Site:
    """What is served, by path without the leading slash; what goes wrong first, by path; and what was asked."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    has_validators: bool = True
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def asked_for(self, path: str) -> list[dict[str, str]]:
        """Return the headers of each request for a path."""
        return [headers for asked, headers in self.asked if asked == path]


class Handler(BaseHTTPRequestHandler):
    """Serves the site: whole files, the rest of one, or that it has not changed."""

    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, format, *arguments):
        """Say nothing."""

    def do_GET(self):
        """Answer with the path's next fault, else with its file."""
        path = self.path.lstrip("/").split("?")[0]
        self.site.asked.append((path, dict(self.headers)))
        faults = self.site.faults.get(path)
        if faults:
            faults.pop(0)(self)
            return
        content = self.site.files.get(path)
        if content is None:
            self.answer(404, b"<html>no such page</html>", "text/html")
            return
        if self.site.has_validators and self.headers.get("If-None-Match") == self.etag(content):
            self.answer(304, b"")
            return
        begins = 0
        if "Range" in self.headers and self.headers.get("If-Range") == self.etag(content):
            begins = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.begin(content, begins)
        self.wfile.write(content[begins:])

    @staticmethod
    def etag(content: bytes) -> str:
        return f'"{zlib.crc32(content):08x}"'

    def begin(self, content: bytes, begins: int = 0) -> None:
        """Send the head of an answer with this content from a byte on."""
        self.send_response(206 if begins else 200)
        self.send_header("Content-Length", str(len(content) - begins))
        if begins:
            self.send_header("Content-Range", f"bytes {begins}-{len(content) - 1}/{len(content)}")
        if self.site.has_validators:
            self.send_header("ETag", self.etag(content))
            self.send_header("Last-Modified", email.utils.formatdate(1_700_000_000, usegmt=True))
        self.end_headers()

    def answer(self, status: int, content: bytes, kind: str = "application/octet-stream", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def hang_up(self) -> None:
        """Close the connection under the client."""
        self.wfile.flush()
        self.close_connection = True
        self.connection.close()


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve the site on a free port of loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def zipped(**members: bytes | str) -> bytes:
    """Return a .zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def made_up_site(workplace: Path) -> dict[str, bytes]:
    """Return the made-up published files by the path at which the site serves them; `workplace` is for making them."""
    write_projections(workplace)
    write_household_survey(workplace)
    write_crosswalks(workplace)
    write_state_pay(workplace / "state_M2025_dl.xlsx")
    write_sector_pay(workplace / "natsector_M2024_dl.xlsx")
    write_metropolitan_pay(workplace / "MSA_M2025_dl.xlsx")
    onet = {
        f"db_31_0_text/{path.name}": path.read_text("utf-8")
        .replace("30.1", "31.0")
        .replace("December 2025", "August 2026")
        for path in sorted((FIXTURES / "db_30_1_text").iterdir())
    }
    national = (FIXTURES / "oews" / "national_M2023_dl.csv").read_bytes()

    def made(name: str) -> bytes:
        return (workplace / name).read_bytes()

    oews, projections = "www.bls.gov/oes/special-requests", "www.bls.gov/emp"
    crosswalks = f"{projections}/classifications-crosswalks"
    census = "www2.census.gov/programs-surveys/demo/guidance/industry-occupation"
    return {
        ONET: zipped(**onet),
        NATIONAL: zipped(**{"oesm25nat/national_M2025_dl.csv": national}),
        f"{oews}/oesm25st.zip": zipped(**{"oesm25st/state_M2025_dl.xlsx": made("state_M2025_dl.xlsx")}),
        f"{oews}/oesm25ma.zip": zipped(**{"oesm25ma/MSA_M2025_dl.xlsx": made("MSA_M2025_dl.xlsx")}),
        f"{oews}/oesm25in4.zip": zipped(**{"oesm25in4/natsector_M2024_dl.xlsx": made("natsector_M2024_dl.xlsx")}),
        f"{projections}/ind-occ-matrix/occupation.xlsx": made("occupation.xlsx"),
        f"{projections}/ind-occ-matrix/education.xlsx": made("education.xlsx"),
        f"{projections}/skills/skills.xlsx": made("skills.xlsx"),
        "www.bls.gov/cps/cpsaat11.xlsx": made("cpsaat11.xlsx"),
        "www.bls.gov/cps/cpsaat11b.xlsx": made("cpsaat11b.xlsx"),
        "www.onetcenter.org/taxonomy/2019/soc/2019_to_SOC_Crosswalk.csv": (
            FIXTURES / "crosswalks" / "2019_to_SOC_Crosswalk.csv"
        ).read_bytes(),
        f"{crosswalks}/nem-onet-to-soc-crosswalk.xlsx": made("nem-onet-to-soc-crosswalk.xlsx"),
        f"{crosswalks}/nem-occcode-cps-crosswalk.xlsx": made("nem-occcode-cps-crosswalk.xlsx"),
        f"{census}/2018-occupation-code-list-and-crosswalk.xlsx": made("2018-occupation-code-list-and-crosswalk.xlsx"),
    }
