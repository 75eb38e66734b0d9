"""`occupare download`."""

from __future__ import annotations

from pathlib import Path

import click

from occupare.choice import Number
from occupare.options import examples


@click.command(
    name="download",
    epilog=examples(
        "occupare download downloads --contact you@example.org",
        "occupare download downloads --contact you@example.org --publisher oews --release 2024",
        "occupare build --import downloads",
    ),
)
@click.argument("downloads", metavar="DOWNLOADS")
@click.option("--contact", metavar="EMAIL", help="Whom the publishers may write to; they refuse programs without.")
@click.option("--publisher", "publishers", multiple=True, metavar="NAME", help="Only this publisher; repeatable.")
@click.option("--release", "releases", multiple=True, metavar="RELEASE", help="Not the current one; repeatable.")
@click.option(
    "--timeout",
    type=Number(min=0, min_open=True, max=3600),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="Give up a host that is silent for so long.",
)
def command(
    downloads: str, contact: str | None, publishers: tuple[str, ...], releases: tuple[str, ...], timeout: float
) -> None:
    """Fetch what 'import' needs from its publishers into the folder DOWNLOADS.

    Names are onet, oews, employment_projections, cps and crosswalks; releases are named as their publishers do, such as
    31.0 or 2024. A second run fetches what has changed. What cannot be had is listed with the page where it is found:
    save it there with a browser, and go on as usual. $OCCUPARE_MIRROR may name a mirror, with a folder for each host.
    """
    from occupare.importer.downloading import download
    from occupare.importer.offers import offers

    download(Path(downloads), offers(publishers, releases), contact, timeout)
