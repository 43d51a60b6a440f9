"""What `data.load` uses, in which order, and what it says: with a real web server."""

import hashlib
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from coursekit import data, readers, run, standins
from coursekit.catalogue import SETS, Entry
from coursekit.downloads import Origin

REAL = os.environ.get("FIRST_NEURON_DATA")
TEXT = b"All:\nSpeak, speak.\n"
STAND_IN = "stand-in, not the real set: a play by chance"


class Server:
    """A web server on this machine that can be told to fail, and counts requests."""

    def __init__(self, content=TEXT, failures=0):
        self.content, self.failures, self.requests = content, failures, 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.requests += 1
                failing = outer.requests <= outer.failures
                self.send_response(503 if failing else 200)
                self.send_header("Content-Length", str(len(outer.content)))
                self.end_headers()
                self.wfile.write(outer.content)

            def log_message(self, *args):
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/play.txt"
        self.thread = threading.Thread(target=self.http.serve_forever)
        self.thread.start()

    def stop(self):
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


@pytest.fixture
def serve():
    servers = []

    def start(**settings):
        servers.append(Server(**settings))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Give each test an empty cache, no data folder, and no proxy to 127.0.0.1."""
    monkeypatch.delenv("FIRST_NEURON_DATA", raising=False)
    monkeypatch.setenv("FIRST_NEURON_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "cache"


def plays(url="http://127.0.0.1:9/play.txt", read=readers.tinyshakespeare):
    """A table with one set, whose published file has the checksum of TEXT."""
    origin = Origin(url, hashlib.sha256(TEXT).hexdigest())
    entry = Entry(
        "a play", read, ("play.txt",), (origin,), standins.play, "a play by chance"
    )
    return {"play": entry}


# --- the order of sources -------------------------------------------------------


def test_the_last_line_says_set_size_and_source_and_run_notes_it(capsys):
    data.load("wine")
    line = "wine: 178 rows of 13 columns, real data bundled with scikit-learn."
    assert capsys.readouterr().out == line + "\n"
    assert line in run._data_lines


def test_the_users_folder_comes_first(tmp_path, monkeypatch, serve):
    (tmp_path / "play.txt").write_bytes(b"mine")
    monkeypatch.setenv("FIRST_NEURON_DATA", str(tmp_path))
    server = serve()
    assert data.load("play", plays(server.url)).text == "mine"
    assert server.requests == 0


def test_a_folder_without_this_set_is_said_and_the_next_source_is_used(
    tmp_path, monkeypatch, serve, capsys
):
    monkeypatch.setenv("FIRST_NEURON_DATA", str(tmp_path))
    assert data.load("play", plays(serve().url)).text == TEXT.decode()
    assert "no play.txt in the folder FIRST_NEURON_DATA" in capsys.readouterr().out


def test_a_download_is_kept_and_not_fetched_twice(serve, cache):
    server = serve()
    first = data.load("play", plays(server.url))
    again = data.load("play", plays(server.url))
    assert first.source == "real data downloaded from 127.0.0.1 and kept in your cache"
    assert (again.source, again.text) == ("real data from your cache", TEXT.decode())
    assert (server.requests, os.listdir(cache)) == (1, ["play.txt"])


def test_a_file_saved_by_hand_in_the_cache_is_used(cache):
    cache.mkdir()
    (cache / "play.txt").write_bytes(TEXT)
    assert data.load("play", plays()).source == "real data from your cache"


def test_planning_and_importing_create_no_folder(cache):
    places = data.Places.from_environment()
    assert data.plan(SETS["mnist"], places) == ("download", "stand-in")
    assert not cache.exists()


@pytest.mark.parametrize("failures", [0, 1])
def test_in_a_notebook_a_download_shows_a_bar_on_stdout(
    notebook, serve, capfd, failures
):
    data.load("play", plays(serve(failures=failures).url))
    out, err = capfd.readouterr()
    assert "play.txt: 100%" in out and err == ""


# --- what goes wrong ------------------------------------------------------------


def test_an_unknown_set_is_told_the_nearest_name_and_all_names():
    with pytest.raises(data.UnknownSet, match=r"'fashion_mnist'\?.*cifar10, cleveland"):
        data.load("Fashion-MNIST")


def test_one_failure_of_the_server_is_forgiven(serve):
    server = serve(failures=1)
    assert data.load("play", plays(server.url)).text == TEXT.decode()
    assert server.requests == 2


def test_after_two_failures_a_stand_in_is_used_and_called_one(serve, capsys):
    server = serve(failures=9)
    assert data.load("play", plays(server.url)).source == STAND_IN
    why, line = capsys.readouterr().out.splitlines()
    assert server.requests == 2
    assert "could not be downloaded, in two tries: 503" in why
    assert line == f"play: {standins.play().size}, {STAND_IN}."


def test_without_a_server_the_message_gives_the_manual_way(capfd, cache):
    assert data.load("play", plays()).source == STAND_IN
    out, err = capfd.readouterr()
    assert "no connection to 127.0.0.1:9. By hand: save http://127.0.0.1:9/pl" in out
    assert f"in {cache} and load again, or put play.txt into a folder" in out
    assert err == ""


def test_a_download_with_a_wrong_checksum_is_thrown_away(serve, cache, capsys):
    server = serve(content=b"<html>Please log in to this network.</html>")
    assert data.load("play", plays(server.url)).source == STAND_IN
    assert (server.requests, os.listdir(cache)) == (2, [])
    said = capsys.readouterr().out
    assert all(word in said for word in ("expected", "but got", "Deleted download"))


def test_a_damaged_file_in_the_cache_is_set_aside_and_fetched_again(
    serve, cache, capsys
):
    cache.mkdir()
    (cache / "play.txt").write_bytes(b"half a pl")
    assert data.load("play", plays(serve().url)).text == TEXT.decode()
    assert (cache / "play.txt.damaged").read_bytes() == b"half a pl"
    assert "It was set aside as play.txt.damaged." in capsys.readouterr().out


def test_a_missing_folder_is_an_error_that_names_the_variable(tmp_path, monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_DATA", str(tmp_path / "typo"))
    with pytest.raises(data.MissingFolder, match=r"FIRST_NEURON_DATA is '.*typo'"):
        data.load("play", plays())


@pytest.mark.parametrize("name", ["mnist", "cifar10", "cleveland", "imdb"])
def test_a_damaged_file_in_the_users_folder_is_an_error(tmp_path, monkeypatch, name):
    for file in SETS[name].files:
        (tmp_path / file).write_bytes(b"PK\x03\x04 cut short")
    monkeypatch.setenv("FIRST_NEURON_DATA", str(tmp_path))
    with pytest.raises(
        data.DamagedFile, match=f"{SETS[name].files[0]}.*cannot be read"
    ):
        data.load(name)
    assert (tmp_path / SETS[name].files[0]).read_bytes() == b"PK\x03\x04 cut short"


def test_where_nothing_can_be_kept_the_set_loads_all_the_same(
    tmp_path, monkeypatch, serve
):
    (tmp_path / "file").touch()
    monkeypatch.setenv("FIRST_NEURON_CACHE", str(tmp_path / "file" / "cache"))
    play = data.load("play", plays(serve().url))
    assert play.text == TEXT.decode()
    assert "not kept: your cache cannot be written" in play.source


def test_a_whole_file_that_we_cannot_read_stops_nobody(serve, capsys):
    def broken(path):
        raise KeyError("x_train")

    play = data.load("play", plays(serve().url, read=broken))
    assert play.source == STAND_IN
    assert "fault of this course: please report it" in capsys.readouterr().out


# --- the table of sets ----------------------------------------------------------


def test_no_two_published_files_share_a_name_in_the_cache():
    names = [origin.name for entry in SETS.values() for origin in entry.origins]
    assert len(names) == len(set(names)) == 11


def test_every_set_can_do_without_a_network(cache):
    for name, entry in SETS.items():
        assert entry.standin or data.load(name).source.endswith("scikit-learn")


@pytest.mark.parametrize("name", ["mnist", "cifar10", "imdb"])
def test_keras_publishes_the_same_addresses_and_checksums(name):
    keras = Path(find_spec("keras").origin).parent  # not imported: that takes long
    source = (keras / f"src/datasets/{name}.py").read_text()
    for origin in SETS[name].origins:
        assert origin.checksum.removeprefix("md5:") in source
        assert origin.url.rpartition("/")[0] in source


def test_scikit_learn_publishes_the_same_address_and_checksum():
    from sklearn.datasets import _california_housing  # where it is published

    origin = SETS["california_housing"].origins[0]
    archive = _california_housing.ARCHIVE
    assert (archive.url, archive.checksum) == (origin.url, origin.checksum)


def test_arrays_may_be_changed():
    table = data.load("iris")
    table.X[0] = 0
    assert table.X[0].sum() == 0 and data.load("iris").X[0].sum() > 0


# --- the real sets --------------------------------------------------------------

needs_real = pytest.mark.skipif(
    not REAL, reason="FIRST_NEURON_DATA names no folder with the real sets"
)
SIZES = {
    "mnist": "60,000 training + 10,000 test images",
    "fashion_mnist": "60,000 training + 10,000 test images",
    "cifar10": "5,000 training + ",  # a part of the set will do
    "imdb": "25,000 training + 25,000 test reviews",
    "cleveland": "303 rows of 13 columns",
    "california_housing": "20,640 rows of 8 columns",
    "tinyshakespeare": "1,115,394 characters",
}


@pytest.fixture
def real(monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_DATA", REAL)
    return data.load


@needs_real
@pytest.mark.parametrize("name", SIZES)
def test_the_real_set_has_its_published_size(real, name):
    loaded = real(name)
    assert SIZES[name] in loaded.size and loaded.source.startswith("real data")


@needs_real
@pytest.mark.parametrize("name", SIZES)
def test_a_stand_in_is_made_like_the_real_set(real, name):
    for ours, theirs in zip(SETS[name].standin(), real(name), strict=True):
        if isinstance(ours, np.ndarray):
            assert (ours.dtype, ours.shape[1:]) == (theirs.dtype, theirs.shape[1:])
        assert type(ours) is type(theirs)


@needs_real
def test_the_real_reviews_come_in_the_order_of_keras(real):
    reviews = real("imdb")
    assert reviews.x_train[0][:6].tolist() == [1, 14, 22, 16, 43, 530]
    assert reviews.x_test[0][:6].tolist() == [1, 591, 202, 14, 31, 6]
    assert (reviews.y_train[0], reviews.y_test[0]) == (1, 0)
    words = {rank + 3: word for word, rank in reviews.word_index.items()}
    start = " ".join(words[i] for i in reviews.x_train[0][1:6])
    assert start == "this film was just brilliant"


@needs_real
def test_the_real_fashion_images_have_the_published_bytes(real):
    images = real("fashion_mnist")
    idx = b"\x00\x00\x08\x03" + np.array(images.x_test.shape, ">i4").tobytes()
    found = hashlib.md5(idx + images.x_test.tobytes()).hexdigest()
    assert found == "8181f5470baa50b63fa0f6fddb340f0a"


@needs_real
def test_the_real_patients_have_six_rows_with_gaps(real):
    table = real("cleveland")
    assert np.isnan(table.X).any(axis=1).sum() == 6
    assert np.bincount(table.y).tolist() == [164, 55, 36, 35, 13]
