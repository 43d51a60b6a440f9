"""What may cross between a student's process and the judge, and what may not."""

from typing import NamedTuple

import msgpack
import numpy as np
import pytest

from autograder import networks, wire
from autograder.networks import NoModel
from autograder.wire import Codec, Handle, WireError, write_back


class Point(NamedTuple):
    x: int
    y: int


def cross(value):
    return Codec().unpack(Codec().pack(value))


def test_arrays_cross_bit_by_bit():
    for array in (np.array([-0.0, np.nan, np.inf]), np.arange(6)[::2], np.eye(2).T):
        there = cross(array)
        assert there.dtype == array.dtype
        assert there.tobytes() == array.tobytes()
        there.flat[:1] = 1  # and may be written to


def test_one_array_in_two_places_arrives_as_one_array():
    codec, shared = Codec(), np.arange(3.0)
    value = [shared, (shared, np.arange(3.0)), {"w": shared}]
    one, (two, apart), named = codec.unpack(codec.pack(value))
    one += 1
    assert two is one and named["w"] is one and apart.tolist() == [0, 1, 2]
    assert codec.unpack(codec.pack([np.ones(2), shared]))[1].tolist() == [0, 1, 2]


def test_an_array_that_was_never_sent_cannot_be_named_again():
    again = msgpack.packb([msgpack.ExtType(13, (7).to_bytes(4, "big"))])
    with pytest.raises(WireError):
        Codec().unpack(again)


def test_a_generator_arrives_in_its_state_and_spawns_the_same_children():
    for kind in (np.random.PCG64, np.random.MT19937, np.random.Philox):
        mine = np.random.Generator(kind(3))
        mine.random(5)
        yours = cross(mine)
        assert yours.random() == mine.random()
        assert yours.spawn(2)[1].random() == mine.spawn(2)[1].random()


def test_a_lent_generator_does_not_say_what_it_was_made_of():
    lent = []

    def lend(words):
        lent.append(words)
        return Handle(len(lent) - 1, "function", "words", mine=True)

    content = Codec(lend, guarded=True).pack(np.random.default_rng(123_456).spawn(1)[0])
    yours = Codec(resolve=lambda handle: lent[handle.number]).unpack(content)
    master = np.random.default_rng(123_456).spawn(1)[0]
    assert yours.spawn(2)[1].random() == master.spawn(2)[1].random()
    assert (123_456).to_bytes(3, "big") not in content
    assert not hasattr(yours.bit_generator.seed_seq, "entropy")


def test_children_that_were_spawned_elsewhere_are_not_given_out_again():
    mine = np.random.default_rng(3)
    yours = cross(mine)
    first = yours.spawn(1)[0].random()
    write_back(mine, cross(yours))
    assert mine.spawn(1)[0].random() != first


def test_a_generator_that_would_read_beyond_its_end_is_refused():
    state = np.random.MT19937(1).state
    state["state"]["pos"] = 10**6
    mine = np.random.Generator(np.random.MT19937(1))
    mine.bit_generator.state = state
    with pytest.raises(WireError, match="beyond its end"):
        cross(mine)


def test_a_subclass_is_reduced_to_what_it_is():
    class Liar(int):
        def __eq__(self, other):
            return True

        __hash__ = int.__hash__

    assert type(cross(Liar(3))) is int


def test_a_named_tuple_arrives_as_a_tuple():
    found = cross(np.linalg.eigh(np.diag([1.0, 2.0])))
    assert type(found) is tuple
    assert found[0].tolist() == [1, 2]
    assert cross([Point(1, 2)]) == [(1, 2)]


@pytest.mark.parametrize(
    "value",
    [object(), print, Codec, 10**10_000],
    ids=["object", "function", "class", "number"],
)
def test_what_is_no_data_does_not_cross(value):
    with pytest.raises(WireError):
        Codec().pack(value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xc1",
        b"\x93\x01",
        msgpack.packb(msgpack.ExtType(99, b"")),
        msgpack.packb(msgpack.ExtType(2, b"\xff\xff")),
        msgpack.packb(msgpack.ExtType(2, wire._head(np.dtype(int), (9, 9)) + b"12")),
        b"\x91" * 100_000,
    ],
)
def test_bytes_of_others_are_refused(content):
    with pytest.raises(WireError):
        Codec().unpack(content)


def test_an_array_of_objects_cannot_smuggle_anything():
    head = msgpack.packb(["|O", [1]])
    content = len(head).to_bytes(2, "big") + head + b"12345678"
    with pytest.raises(WireError):
        Codec().unpack(msgpack.packb(msgpack.ExtType(2, content)))


def test_a_model_of_other_parts_than_keras_own_is_refused():
    for config in (
        {"class_name": "Lambda", "module": "keras.layers", "config": {}},
        {"class_name": "Popen", "module": "subprocess", "config": {}},
        {"layers": [{"class_name": "function", "module": "builtins"}]},
    ):
        with pytest.raises(NoModel, match="use Keras's own layers"):
            networks._only_keras(config)


def test_what_changed_elsewhere_changes_here_in_place():
    inner = np.zeros(2)
    mine = {"a": [inner, 1], "b": {1}}
    write_back(mine, {"a": [np.ones(2), 2], "b": {2}, "c": 3})
    assert inner.tolist() == [1, 1]
    assert mine == {"a": [inner, 2], "b": {2}, "c": 3}


def test_an_array_that_brings_no_numbers_is_not_filled_from_our_memory():
    head = msgpack.packb(["<f8", [1000]])
    empty = msgpack.ExtType(2, len(head).to_bytes(2, "big") + head)
    with pytest.raises(WireError, match="without its numbers"):
        Codec().unpack(msgpack.packb(empty))
    nothing = Codec().unpack(Codec().pack(np.zeros((0, 3))))
    assert nothing.shape == (0, 3)
