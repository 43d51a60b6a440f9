"""Published files: fetched once, checked every time, never trusted by name.

A file is written beside its target, checked, and then moved (pooch does this), so a
broken line or a closed lid never leaves half a file under a good name.
"""

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from coursekit import run

CONNECT, READ = 5, 30
"""Seconds to wait for a server, and for its next bytes."""


class DownloadFailed(OSError):
    """A file could not be fetched in two tries; nothing of it was kept."""


@dataclass(frozen=True)
class Origin:
    """A file that can be downloaded, and what its bytes must hash to.

    The checksum is SHA-256, or any other with its name in front, such as "md5:...".
    `name` is the file's name in the cache, by default the last part of the address.

    >>> Origin("https://example.org/sets/a.npz", "md5:0cc175b9").name
    'a.npz'
    """

    url: str
    checksum: str
    name: str = ""

    def __post_init__(self):
        object.__setattr__(self, "name", self.name or self.url.rpartition("/")[2])


def fetch(origin, folder):
    """Make sure that `folder` holds the file, whole; download it if need be.

    Tries a second time when the first fails, and then raises DownloadFailed.
    """
    import pooch

    store = pooch.Pooch(
        path=folder,
        base_url="",
        registry={origin.name: origin.checksum},
        urls={origin.name: origin.url},
        retry_if_failed=1,
    )
    # Without a timeout for the connection, a silent firewall costs minutes.
    downloader = pooch.HTTPDownloader(
        progressbar=_bar(origin), chunk_size=2**16, timeout=(CONNECT, READ)
    )
    try:
        with _quiet(pooch.get_logger()):
            store.fetch(origin.name, downloader=downloader)
    except (OSError, ValueError) as cause:
        raise DownloadFailed(_reason(origin, cause)) from cause


def _reason(origin, cause):
    """Word what the lower libraries raised: pooch's ValueError, the rest OSErrors."""
    import requests

    host = urlsplit(origin.url).netloc
    if isinstance(cause, requests.Timeout):
        return f"{host} did not answer in time"
    if isinstance(cause, requests.ConnectionError):
        return f"no connection to {host}"
    # pooch says which checksum it expected, which it got, and that it deleted the file
    return " ".join(str(cause).split()).rstrip(".")


def damage(origin, folder):
    """Say what is wrong with the file in `folder`, or return None if it is sound."""
    import pooch

    kind = origin.checksum.rpartition(":")[0] or "sha256"
    expected = origin.checksum.rpartition(":")[2].lower()
    try:
        found = pooch.file_hash(str(folder / origin.name), alg=kind)
    except OSError as cause:
        return f"it cannot be read ({cause})"
    if found == expected:
        return None
    return f"its {kind} is {found[:12]}..., where {expected[:12]}... was published"


def set_aside(path):
    """Rename a damaged file, so that nothing is lost; say what was done."""
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
    except OSError as cause:
        return f"It could not be set aside ({cause})"
    return f"It was set aside as {aside.name}"


@contextmanager
def storage(cache):
    """Give a folder to download into, and words that say whether it will last.

    That is the cache, or a folder that is gone afterwards where the cache cannot be
    written (a read-only home, a full disk).
    """
    if _writable(cache):
        yield cache, "and kept in your cache"
        return
    with tempfile.TemporaryDirectory() as passing:
        advice = "FIRST_NEURON_CACHE can name another"
        yield Path(passing), f"and not kept: your cache cannot be written; {advice}"


def _writable(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _bar(origin):
    """Return a bar on stdout where somebody watches; pooch fills it."""
    if not run.interactive():
        return False
    from tqdm import tqdm

    # A bar without a total has no truth value, which pooch asks for.
    look = {"unit": "B", "unit_scale": True, "total": 1}
    return tqdm(desc=origin.name, file=sys.stdout, **look)


@contextmanager
def _quiet(logger):
    """Keep pooch's news off stderr: a line there can spoil a graded cell."""
    before = logger.level
    logger.setLevel("ERROR")
    try:
        yield
    finally:
        logger.setLevel(before)
