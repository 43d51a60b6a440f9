"""Load a data set by name, from the best source there is, and say which it was.

Sources, in this order: the folder that FIRST_NEURON_DATA names; the user's cache
(FIRST_NEURON_CACHE moves it); a download, checked against a published checksum; and
last a stand-in made on the spot, which always works and never passes for the real
set. Importing this module touches nothing: no folder, no network, no big library.

    DataError               what went wrong with data, worded for the reader
      UnknownSet            no set of that name (also a ValueError)
      MissingFolder         FIRST_NEURON_DATA names no folder (also an OSError)
      DamagedFile           a file of that folder cannot be read (also a ValueError)
"""

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from coursekit import downloads, run
from coursekit.catalogue import SETS
from coursekit.kinds import Images, Reviews, Table, Text

__all__ = [
    "DamagedFile",
    "DataError",
    "Images",
    "MissingFolder",
    "Places",
    "Reviews",
    "Table",
    "Text",
    "UnknownSet",
    "load",
    "plan",
]


class DataError(Exception):
    """Data that was asked for cannot be had; the message says what to do next."""


class UnknownSet(DataError, ValueError):
    """There is no set of that name."""


class MissingFolder(DataError, OSError):
    """FIRST_NEURON_DATA names a folder that does not exist."""


class DamagedFile(DataError, ValueError):
    """A file in the folder of FIRST_NEURON_DATA cannot be read as what it should be."""


@dataclass(frozen=True)
class Places:
    """Where to look for files: the folder the user named, if any, and the cache."""

    folder: Path | None
    cache: Path

    @classmethod
    def from_environment(cls):
        """Read FIRST_NEURON_DATA and FIRST_NEURON_CACHE. Creates no folder."""
        folder = os.environ.get("FIRST_NEURON_DATA")
        cache = os.environ.get("FIRST_NEURON_CACHE")
        if not cache:
            import pooch

            cache = pooch.os_cache("first-neuron")
        return cls(Path(folder) if folder else None, Path(cache))


def load(name, sets=SETS):
    """Return the set of that name and print one line that says what was used.

    Images, tables, reviews and texts come back as the named tuples of those names;
    `source` is their last field. When a source fails, a line says why and the next
    one is tried. Only a folder that the user named must not fail: that is an error.
    `sets` is the table to look in.

    >>> X, y, names, source = load("iris")
    iris: 150 rows of 4 columns, real data bundled with scikit-learn.
    """
    if name not in sets:
        raise _unknown(name, sets)
    entry, places = sets[name], Places.from_environment()
    for step in plan(entry, places):
        try:
            loaded = _ACTS[step](entry, places)
        except _Unavailable as why:
            print(f"{name}: {why}")
        else:
            line = f"{name}: {loaded.size}, {loaded.source}."
            print(line)
            run.used(line)
            return loaded


def plan(entry, places):
    """Decide which sources to try, in order. Looks for files, and changes nothing.

    >>> nowhere = Places(folder=None, cache=Path("no such folder"))
    >>> plan(SETS["mnist"], nowhere)
    ('download', 'stand-in')
    """
    if not entry.files:
        return ("bundled",)
    if places.folder and not places.folder.is_dir():
        raise MissingFolder(
            f"FIRST_NEURON_DATA is {str(places.folder)!r}, and there is no such "
            "folder. Nothing was loaded. Correct the name, or unset the variable: "
            "then the set is downloaded."
        )
    here = [(places.folder / file).exists() for file in entry.files if places.folder]
    if here and all(here):
        return ("folder",)
    cached = all((places.cache / origin.name).exists() for origin in entry.origins)
    asked, kept = ("folder",) if here else (), ("cache",) if cached else ()
    return (*asked, *kept, "download", "stand-in")


class _Unavailable(Exception):
    """This source does not have the set; the next one is asked."""


def _from_scikit_learn(entry, places):
    return entry.read()._replace(source="real data bundled with scikit-learn")


def _from_folder(entry, places):
    """Read what the user put there. Damage is an error: they asked for these files."""
    paths = [places.folder / file for file in entry.files]
    if lacking := [path.name for path in paths if not path.exists()]:
        raise _Unavailable(f"no {', '.join(lacking)} in the folder FIRST_NEURON_DATA.")
    try:
        loaded = entry.read(*paths)
    except Exception as cause:
        raise DamagedFile(
            f"{' and '.join(map(str, paths))} cannot be read as {entry.about} "
            f"({_brief(cause)}). Nothing was changed. Was a copy cut short, or is it "
            "another file? Put a whole one there, or unset FIRST_NEURON_DATA to "
            "download the set."
        ) from cause
    return loaded._replace(source="real data from the folder in FIRST_NEURON_DATA")


def _from_cache(entry, places):
    """Read the cache; a file that is not what was published is set aside."""
    for origin in entry.origins:
        if damage := downloads.damage(origin, places.cache):
            path = places.cache / origin.name
            done = downloads.set_aside(path)
            raise _Unavailable(f"{path} is damaged: {damage}. {done}.")
    return _read(entry, places.cache, "real data from your cache")


def _from_download(entry, places):
    """Fetch what the cache lacks, and read it."""
    hosts = sorted({urlsplit(origin.url).hostname for origin in entry.origins})
    try:
        with downloads.storage(places.cache) as (folder, kept):
            for origin in entry.origins:
                downloads.fetch(origin, folder)
            source = f"real data downloaded from {', '.join(hosts)} {kept}"
            return _read(entry, folder, source)
    except OSError as cause:  # a failed download, or no room for one
        raise _Unavailable(_by_hand(entry, places, cause)) from cause


def _stand_in(entry, places):
    source = f"stand-in, not the real set: {entry.instead}"
    return entry.standin()._replace(source=source)


_ACTS = {
    "bundled": _from_scikit_learn,
    "folder": _from_folder,
    "cache": _from_cache,
    "download": _from_download,
    "stand-in": _stand_in,
}


def _read(entry, folder, source):
    """Read files whose checksums are right: a failure is ours, and stops nobody."""
    try:
        loaded = entry.read(*(folder / origin.name for origin in entry.origins))
    except Exception as cause:
        raise _Unavailable(
            f"the published files are whole but cannot be read ({_brief(cause)}). "
            "That is a fault of this course: please report it."
        ) from cause
    return loaded._replace(source=source)


def _by_hand(entry, places, cause):
    """Word a failed download, and how to do without it."""
    wanted = [_as_named(origin) for origin in entry.origins]
    return (
        f"could not be downloaded, in two tries: {cause}. By hand: save "
        f"{', '.join(wanted)} in {places.cache} and load again, or put "
        f"{' and '.join(entry.files)} into a folder and name it in FIRST_NEURON_DATA."
    )


def _as_named(origin):
    same = origin.url.endswith("/" + origin.name)
    return origin.url if same else f"{origin.url} as {origin.name}"


def _brief(cause):
    text = " ".join(str(cause).split())
    return f"{type(cause).__name__}: {text[:200]}"


def _unknown(name, sets):
    near = get_close_matches(str(name).lower().replace("-", "_"), sets, n=1)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    return UnknownSet(
        f"There is no data set {name!r}.{guess} Sets: {', '.join(sorted(sets))}."
    )
