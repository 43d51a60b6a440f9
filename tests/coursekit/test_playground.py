"""What readers rely on when they play: right gradients, and a picture in any case."""

import asyncio
import re

import matplotlib as mpl
import numpy as np
import pytest
from coursekit import legible, playground
from coursekit.riddles import ACTIVATIONS, DATASETS, Network, Settings, points

pytestmark = pytest.mark.usefixtures("course_style", "no_loop_of_a_browser")


@pytest.fixture
def no_loop_of_a_browser():
    """Set aside the loop that Playwright leaves running in a worker after its tests."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


def penalised(net, X, y):
    """The loss that training makes small."""
    size = {None: lambda W: 0, "L1": np.abs, "L2": lambda W: W**2 / 2}
    penalty = sum(np.sum(size[net.settings.penalty](W)) for W in net.W)
    return net.loss(X, y) + net.settings.strength * penalty


def measured(net, array, X, y, h=1e-6):
    slopes = np.zeros_like(array)
    for i in np.ndindex(array.shape):
        kept = array[i]
        array[i] = kept + h
        up = penalised(net, X, y)
        array[i] = kept - h
        slopes[i] = (up - penalised(net, X, y)) / (2 * h)
        array[i] = kept
    return slopes


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("penalty", [None, "L1", "L2"])
def test_gradients_are_those_of_finite_differences(activation, penalty):
    settings = Settings(activation=activation, penalty=penalty, strength=0.1)
    net, (X, y) = Network(settings), points(settings, 20)
    for n, (dW, db) in enumerate(net.gradients(X, y)):
        assert np.allclose(dW, measured(net, net.W[n], X, y), atol=1e-7)
        assert np.allclose(db, measured(net, net.b[n], X, y), atol=1e-7)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_riddle_has_two_equal_classes_within_the_picture(dataset):
    X, y = points(Settings(dataset=dataset), 250)
    assert X.shape == (250, 2)
    assert [(y == c).sum() for c in (-1, 1)] == [125, 125]
    assert np.abs(X).max() < playground.REACH


def test_the_preset_of_many_courses_learns_the_circle():
    net, (X, y) = Network(Settings()), points(Settings())
    assert net.n_params == 25
    net.train(X, y, 150)
    assert net.wrong(X, y) == 0


def test_without_a_bend_the_circle_stays_a_riddle():
    settings = Settings(activation="linear")
    net, (X, y) = Network(settings), points(settings)
    net.train(X, y, 50)
    assert net.wrong(X, y) > 0.2


def test_a_penalty_keeps_the_weights_small():
    sizes = []
    for strength in (0.0, 0.03):
        settings = Settings(penalty="L2", strength=strength)
        net = Network(settings)
        net.train(*points(settings), 60)
        sizes.append(sum(np.sum(W**2) for W in net.W))
    assert sizes[1] < 0.6 * sizes[0]


def test_the_same_seed_gives_the_same_training():
    nets = [Network(Settings(seed=4)) for _ in range(2)]
    for net in nets:
        net.train(*points(Settings(seed=4)), 3)
    assert all(map(np.array_equal, nets[0].W, nets[1].W))


def test_training_leaves_the_points_alone():
    X, y = points(Settings())
    before = X.copy(), y.copy()
    Network(Settings()).train(X, y, 2)
    assert np.array_equal(X, before[0]) and np.array_equal(y, before[1])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"dataset": "moons"}, "dataset: 'moons' is none of circle, xor"),
        ({"activation": "softmax"}, "activation: 'softmax' is none of tanh"),
        ({"penalty": "L3"}, "penalty: 'L3' is none of None, L1, L2"),
        ({"hidden": (4, 0)}, "at most 6 layers of 1 to 8"),
        ({"hidden": (9,)}, "at most 6 layers of 1 to 8"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused_by_name(wrong, words):
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        Settings(**wrong)


def test_four_states_make_one_picture_with_a_map_per_hidden_neuron():
    figure = playground.strip(Settings(hidden=(3, 2)), epochs=(0, 1, 2, 3))
    assert len(figure.axes) == 4 * 2
    titles = [ax.get_title("left") for ax in figure.axes[:4]]
    assert [t.splitlines()[0] for t in titles] == [f"epoch {n}" for n in range(4)]
    assert [len(ax.images) for ax in figure.axes[4:]] == [5] * 4


@pytest.mark.parametrize("hidden", [(), (1,), (4, 2), (8, 8, 8), (8,) * 6, (2,) * 6])
def test_any_network_fits_on_a_screen_and_can_be_read(hidden):
    settings = Settings(hidden=hidden)
    figure, axes = playground._at_hand(hidden)
    playground._draw(Network(settings), *points(settings), axes)
    assert figure.get_figheight() < 5
    assert legible.complaints(figure) == []
    for strip in (figure, playground.strip(settings, epochs=(0, 1))):
        assert legible.complaints(strip) == []


def test_no_hidden_layer_can_be_drawn_too():
    assert len(playground.strip(Settings(hidden=()), epochs=(0, 1)).axes) == 2


def test_without_widgets_the_picture_comes_with_words(terminal, capsys):
    playground.show(Settings(), epochs=(0, 1))
    assert "2-4-2-1 network with tanh" in capsys.readouterr().out


def test_the_buttons_train_and_start_again(notebook):
    menus, buttons, picture = playground.panel(Settings()).children
    train, again, status = buttons.children
    train.click()
    assert "50 epochs" in status.value
    assert picture.children[0].value.startswith("<img")
    again.click()
    assert ">0 epochs" in status.value
    menus.children[0].value = "3"
    assert "2-3-1 network" in picture.children[0].value


@pytest.mark.parametrize("layers", ["four", "4, 99"])
def test_layers_that_cannot_be_are_refused_by_the_name_of_the_field(notebook, layers):
    menus, buttons, picture = playground.panel(Settings()).children
    status = buttons.children[2]
    menus.children[0].value = layers
    assert re.search(r'role="alert"[^>]*>layers: \S.* expected', status.value)
    assert "color: #B00020" in status.value
    assert "opacity: 0.25" in picture.children[0].value


def test_nothing_is_trained_while_the_text_is_wrong(notebook):
    menus, buttons, picture = playground.panel(Settings()).children
    train, again, _ = buttons.children
    menus.children[0].value = "four"
    assert train.disabled
    again.click()
    assert train.disabled and "opacity" in picture.children[0].value
    menus.children[0].value = "3"
    assert not train.disabled
    assert "2-3-1 network" in picture.children[0].value
    assert "opacity" not in picture.children[0].value


def test_training_can_be_stopped_by_a_second_click(notebook):
    """In a kernel other clicks are heard between two pictures."""
    _, buttons, _ = playground.panel(Settings(hidden=(2,))).children
    train, _, status = buttons.children

    async def play():
        train.click()
        said = train.description
        await asyncio.sleep(0.05)
        train.click()
        await asyncio.sleep(0.2)
        return said

    assert asyncio.run(play()) == "Stop"
    done = int(re.search(r">(\d+) epochs", status.value)[1])
    assert 5 <= done < 50
    assert train.description == "Train 50 epochs"


def test_a_film_that_nobody_stops_shows_50_epochs(notebook):
    _, buttons, _ = playground.panel(Settings(hidden=(2,))).children
    train, _, status = buttons.children

    async def play():
        train.click()
        while train.description == "Stop":
            await asyncio.sleep(0.05)

    asyncio.run(play())
    assert ">50 epochs" in status.value


def test_a_click_shows_the_boundary_and_the_hidden_units_change(notebook):
    """Ten pictures a click, each another one, in the order of the training."""
    _, buttons, picture = playground.panel(Settings()).children
    train, _, status = buttons.children
    seen = []
    picture.children[0].observe(lambda change: seen.append(change.new), "value")
    train.click()
    assert len(seen) == len(set(seen)) == 10
    assert ["after 5 epochs" in seen[0], "after 50 epochs" in seen[-1]] == [True, True]
    assert "50 epochs" in status.value


@pytest.mark.parametrize(
    ("menu", "value"),
    [
        ("dataset", "spiral"),
        ("activation", "relu"),
        ("learning rate", 0.3),
        ("penalty", "L1"),
        ("strength", 0.03),
    ],
)
def test_every_menu_changes_what_is_learnt(notebook, menu, value):
    start = Settings(penalty="L2", strength=0.01)
    panel = playground.panel(start)
    menus, buttons, picture = panel.children
    pictures = []
    for chosen in (False, True):
        if chosen:
            named = {m.description: m for m in menus.children}
            named[menu].value = value
            assert ">0 epochs" in buttons.children[2].value
        buttons.children[0].click()
        pictures.append(picture.children[0].value)
    assert pictures[0] != pictures[1]


def test_labels_of_the_menus_are_read_in_full(notebook):
    menus = playground.panel(Settings()).children[0].children
    assert [m.description for m in menus] == [
        "layers",
        "dataset",
        "activation",
        "learning rate",
        "penalty",
        "strength",
    ]
    assert {m.style.description_width for m in menus} == {"92px"}


def test_menus_are_of_one_width_so_that_they_stand_in_columns(notebook):
    menus = playground.panel(Settings()).children[0].children
    assert {m.layout.width for m in menus} == {"230px"}


def test_a_menu_says_none_where_nothing_is_chosen(notebook):
    menus = playground.panel(Settings()).children[0].children
    assert [m.label for m in menus if m.description == "penalty"] == ["none"]


def test_a_state_has_one_title_in_any_style():
    with mpl.rc_context({"axes.titlelocation": "center"}):
        first = playground.strip(Settings(), epochs=(0, 1)).axes[0]
    assert first.get_title("left").startswith("epoch 0")
    assert first.get_title("center") == ""
