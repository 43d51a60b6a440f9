# %% [markdown]
# # 02b · One network, many frameworks
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/02b_frameworks.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2002b)
#
# *about 70 min · CPU, and a GPU if there is one · no download needed · after chapter 02a*

# %% [markdown]
# ## What you will be able to do
#
# - build a network with the Sequential and with the Functional API, and count it by hand;
# - compile, train, plot and evaluate it;
# - run the same network on TensorFlow, JAX and PyTorch, and prove that it is the same;
# - predict whether a GPU will help, make a run repeatable, save a model and load it again;
# - choose a framework for reasons you can name.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, data, plots, quiz, run

# %%
import os
import tempfile
import time
import warnings
from importlib.util import find_spec
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras
    import tensorflow as tf

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
rng = run.seed(7)

# %% [markdown]
# ## One layer
#
# > **Layer.** Takes a tensor in, does an operation that may have parameters, and gives a
# > tensor out.
#
# The commonest is `Dense`: every output sees every input. It computes
# $\phi(\mathbf{X}\mathbf{W} + \mathbf{b})$ with an activation $\phi$. Two activations are
# enough for now: the **relu** $\max(0, z)$, and the **softmax**, which turns scores into
# probabilities that sum to 1.


# %%
def relu(z):
    """Keep what is positive."""
    return np.maximum(0, z)


def softmax(z):
    """Probabilities from scores, one row per example."""
    e = np.exp(z - z.max(axis=1, keepdims=True))  # the largest becomes exp(0)
    return e / e.sum(axis=1, keepdims=True)


# %% tags=["nbval-check-output"]
W, b = np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([0.0, 1.0])
x = np.array([[3.0, -1.0]])
layer = keras.layers.Dense(2, activation="relu")
layer(x)  # the first call tells the layer how many inputs there are
layer.set_weights([W, b])
print("by hand:", relu(x @ W + b), " Keras:", keras.ops.convert_to_numpy(layer(x)))
print("softmax of the sums:", softmax(x @ W + b).round(4))

# %% [markdown]
# > **Careful.** Dense is sometimes called "a fully connected network". It is one *layer*; a
# > network is made of several. Keras keeps the two apart, and so should we:

# %% tags=["nbval-check-output"]
print("Dense is a layer:", issubclass(keras.layers.Dense, keras.Layer))
print("Dense is a model:", issubclass(keras.layers.Dense, keras.Model))

# %% [markdown]
# ## The Sequential API: layers in a row
#
# > **Sequential model.** A list of layers, each fed by the one before.
#
# Here is a network that a widely read text prints three times, in three ways of writing:
# 10 inputs, then Dense layers of 10, 8 and 4. First as a list. An activation may be a
# layer of its own:

# %% tags=["nbval-check-output"]
from keras.layers import Activation, Concatenate, Dense, Flatten

as_list = keras.Sequential([
    keras.Input((10,)),
    Dense(10), Activation("relu"),
    Dense(8), Activation("relu"),
    Dense(4), Activation("softmax"),
])
print(as_list.count_params(), "parameters, output", as_list.output_shape)
run.record("B02.P5", parameters=(as_list.count_params(), 234))

# %% [markdown]
# Then piece by piece with `add`, the activation as an argument. It is the same function
# with half the layers:

# %% tags=["nbval-check-output"]
added = keras.Sequential()
added.add(keras.Input((10,)))
added.add(Dense(10, activation="relu"))
added.add(Dense(8, activation="relu"))
added.add(Dense(4, activation="softmax"))

added.set_weights(as_list.get_weights())
X = rng.normal(size=(200, 10)).astype("float32")
assert np.allclose(added(X), as_list(X), atol=1e-6)
print(added.count_params(), "parameters, and the same answers for", len(X), "inputs")
run.record("B02.P6", parameters=(added.count_params(), 234))

# %% [markdown]
# `summary()` shows what was built: layer, shape of its output, parameters. `None`
# stands for the number of examples, which may differ from call to call. *Trainable* are
# those that learning may change; a layer can be frozen, and then its parameters count as
# non-trainable.

# %%
added.summary(line_length=66, print_fn=print)

# %% [markdown]
# Where do 234 come from? A Dense layer with $m$ inputs and $n$ outputs has a weight for
# each pair and a bias for each output: $(m + 1)\,n$.
#
# > **Your turn.** `count_parameters(widths)` for any list of widths, the inputs first.


# %%
def count_parameters(widths):
    """Parameters of Dense layers in a row; widths[0] is the number of inputs."""
    ...  # your line here


with check.your_turn("count_parameters"):
    check.same(count_parameters([10, 10, 8, 4]), 234, "10 inputs, layers of 10, 8, 4")
    check.same(count_parameters([784, 128, 64, 10]), 109_386, "a net for digits")

# %% [markdown]
# <details><summary>Hint 1</summary>By hand: 11 · 10 + 11 · 8 + 9 · 4.</details>
# <details><summary>Hint 2</summary>You need pairs of neighbours:
# <code>zip(widths, widths[1:])</code>.</details>
# <details><summary>Hint 3</summary>For a pair <code>m, n</code> add
# <code>(m + 1) * n</code>.</details>
# <details><summary>Solution</summary><code>return sum((m + 1) * n for m, n in zip(widths,
# widths[1:]))</code></details>
#
# And now the proof that there is no magic inside: the whole network in NumPy.


# %% tags=["nbval-check-output"]
def forward(X, weights):
    """Dense layers in a row: relu, and a softmax at the end."""
    *hidden, (W, b) = zip(weights[::2], weights[1::2], strict=True)
    for W_k, b_k in hidden:
        X = relu(X @ W_k + b_k)
    return softmax(X @ W + b)


assert np.allclose(forward(X, added.get_weights()), added(X), atol=1e-5)
print("NumPy and Keras agree for", len(X), "inputs")

# %% [markdown]
# ### Careful: 234 parameters or 124?
#
# The drawing that goes with this network shows ten inputs, eight hidden neurons and four
# outputs. But the code has *three* Dense layers. The input layer holds the data; it
# computes nothing and is no Dense layer. Build both:

# %% tags=["nbval-check-output"]
drawn = keras.Sequential(
    [keras.Input((10,)), Dense(8, activation="relu"), Dense(4, activation="softmax")]
)
print("as printed:", added.count_params(), " as drawn:", drawn.count_params())

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3.2))
plots.network([10, 8, 4], ax=axes[0])
plots.network([10, 10, 8, 4], ax=axes[1])
plots.show(
    fig,
    alt="Two networks. Left: 10 inputs, 8 hidden neurons, 4 outputs. Right: the same, "
    "with one more layer of 10 neurons between the inputs and the 8.",
)

# %% [markdown]
# ### Careful: how the input's shape is told
#
# `Dense(10, input_shape=(10,))`, `Dense(10, input_dim=10)` and `Flatten(input_shape=(28, 28))`
# come from the days of Keras 2. They still work, and Keras 3 warns. Listen to both ways:


# %% tags=["nbval-check-output"]
def warned(build):
    """Return what is built, and how many warnings that caused."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        return build(), len(caught)


ways = {
    "Dense(10, input_shape=(10,))": lambda: [Dense(10, input_shape=(10,))],
    "Dense(10, input_dim=10)": lambda: [Dense(10, input_dim=10)],
    "Input((10,)), Dense(10)": lambda: [keras.Input((10,)), Dense(10)],
    "Flatten(input_shape=(28, 28))": lambda: [Flatten(input_shape=(28, 28))],
    "Input((28, 28)), Flatten()": lambda: [keras.Input((28, 28)), Flatten()],
}
for name, layers in ways.items():
    model, n = warned(lambda layers=layers: keras.Sequential(layers()))
    print(f"{name:30s} warnings: {n}  output {model.output_shape}")

# %% [markdown]
# ## The Functional API: layers called on tensors
#
# A list of layers cannot branch. The **Functional API** can: create a layer, *call* it on a
# tensor, get a tensor. A model is then named by its two ends.

# %% tags=["nbval-check-output"]
inputs = keras.Input((10,))
hidden = Dense(10, activation="relu")(inputs)
hidden = Dense(8, activation="relu")(hidden)
outputs = Dense(4, activation="softmax")(hidden)
functional = keras.Model(inputs, outputs)

functional.set_weights(added.get_weights())
assert np.allclose(functional(X), added(X), atol=1e-6)
print(functional.count_params(), "parameters, the same answers as Sequential")
run.record("B02.P7", parameters=(functional.count_params(), 234))

# %% [markdown]
# What Sequential cannot say: two inputs that pass the *same* layer (it is **shared**: one
# set of weights, used twice), a **merge**, and two outputs.

# %% tags=["nbval-check-output"]
left, right = keras.Input((10,)), keras.Input((10,))
shared = Dense(8, activation="relu")
merged = Concatenate()([shared(left), shared(right)])  # (batch, 16)
kind, amount = Dense(4, activation="softmax")(merged), Dense(1)(merged)
twins = keras.Model([left, right], [kind, amount])

print("outputs:", [tuple(o.shape) for o in twins.outputs])
print("shared 11*8 =", 11 * 8, " kind 17*4 =", 17 * 4, " amount 17*1 =", 17)
print("together", twins.count_params(), "- the shared layer counts once")

# %% [markdown]
# > **Your turn.** Write `build()`, which returns the network *as drawn*, 10-8-4, with the
# > Functional API.


# %%
def build():
    """A functional model: 10 inputs, 8 relu neurons, 4 probabilities."""
    ...  # your lines here


with check.your_turn("build"):
    model = build()
    check.that(isinstance(model, keras.Model), "build", "it should return a model")
    check.that(not isinstance(model, keras.Sequential), "build", "use keras.Model")
    check.same(model.count_params(), 124, "number of parameters")
    model.set_weights(drawn.get_weights())
    answers = keras.ops.convert_to_numpy(model(X))
    wanted = keras.ops.convert_to_numpy(drawn(X))
    check.close(answers, wanted, "answers with the same weights", kind="float32")

# %% [markdown]
# <details><summary>Hint 1</summary>Begin with <code>inputs = keras.Input((10,))</code>.</details>
# <details><summary>Hint 2</summary>Call <code>Dense(8, activation="relu")</code> on
# <code>inputs</code>, and the next layer on what comes out.</details>
# <details><summary>Hint 3</summary>The last line is <code>return keras.Model(inputs,
# outputs)</code>.</details>
# <details><summary>Solution</summary>
# <code>inputs = keras.Input((10,))</code><br>
# <code>hidden = Dense(8, activation="relu")(inputs)</code><br>
# <code>outputs = Dense(4, activation="softmax")(hidden)</code><br>
# <code>return keras.Model(inputs, outputs)</code></details>
#
# ### Careful: one door to Keras
#
# Older texts take layers `from keras` and models `from tensorflow.keras`. When these were
# two different packages, mixing them led to errors that nobody could read. Are they the
# same today?

# %%
from tensorflow import keras as the_other_door

print("same Dense:", the_other_door.layers.Dense is Dense)
print("same Model:", the_other_door.Model is keras.Model)

# %% [markdown]
# With Keras 3 both doors lead into one house, unless somebody sets `TF_USE_LEGACY_KERAS=1`,
# which brings back the old one. Choose one door and stay with it. In this course it is
# `import keras`.
#
# ## Compile, fit, evaluate
#
# Building a network takes five lines. The choices around it take the thought: which loss,
# which measure, which optimiser, how long. Keras asks for them in this order.
#
# - `compile(optimizer, loss, metrics)`: the **optimiser** is the rule that turns gradients
#   into steps, the **loss** is what it lowers, and **metrics** are for you to read.
# - `fit(X, y, epochs, batch_size)`: an **epoch** is one pass over the data, a **batch** is
#   how many examples are looked at before each step.
# - `evaluate` measures on data that were not used for learning.
#
# The data are 8 x 8 pictures of digits. `Flatten` lays out a picture as a row of numbers.

# %%
digits, labels, *_ = data.load("digits")
pictures = (digits / 16).reshape(-1, 8, 8).astype("float32")
shuffled = np.random.default_rng(0).permutation(len(pictures))
pictures, labels = pictures[shuffled], labels[shuffled]
X_train, X_test = pictures[:1400], pictures[1400:]
y_train, y_test = labels[:1400], labels[1400:]


# %%
def digit_net():
    """A network for 8 x 8 pictures of ten digits."""
    return keras.Sequential([
        keras.Input((8, 8)), Flatten(),
        Dense(32, activation="relu"), Dense(10, activation="softmax"),
    ])


# %%
keras.utils.set_random_seed(7)
net = digit_net()
net.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = net.fit(
    X_train, y_train, epochs=20, batch_size=32, validation_split=0.2, verbose=0
).history
loss, accuracy = net.evaluate(X_test, y_test, verbose=0)
print(f"test loss {loss:.3f}, test accuracy {accuracy:.3f}")

# %% [markdown]
# **Always plot the loss.** A number at the end does not tell whether the training was
# finished, had long been finished, or had gone wrong on the way. The dashed curve is the
# loss on **validation data**, a fifth of the training set that `fit` kept aside.

# %%
losses = {name: history[name] for name in ("loss", "val_loss")}
ax = plots.learning_curves(losses)
ax.set(title="Digits: loss by epoch", ylabel="cross-entropy")
plots.show(
    ax,
    alt="The training loss and, dashed and close to it, the validation loss fall from "
    "above 2 to about 0.25, steeply up to epoch 8. Neither turns upwards.",
)

# %% [markdown]
# Both still fall a little: we could have trained longer. Large networks are rarely trained
# from nothing. Keras has **pretrained** ones to load, and chapters to come use them.
#
# The loss is called *sparse* because the labels are whole numbers. With labels as rows of
# zeros and a one, it is `categorical_crossentropy`. Both are $-\log$ of the probability
# given to the true class:

# %% tags=["nbval-check-output"]
p = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
y_number, y_row = np.array([0, 2]), np.eye(3)[[0, 2]]
sparse = np.asarray(keras.losses.sparse_categorical_crossentropy(y_number, p))
categorical = np.asarray(keras.losses.categorical_crossentropy(y_row, p))
print("by hand    ", -np.log(p[[0, 1], y_number]).round(4))
print("sparse     ", sparse.round(4), " categorical", categorical.round(4))

# %% [markdown]
# ### Where scikit-learn ends
#
# scikit-learn has networks too, and you know its `fit` already. Train one, copy its
# weights into Keras, and both give the same answers:

# %%
from sklearn.neural_network import MLPClassifier

flat_train, flat_test = X_train.reshape(-1, 64), X_test.reshape(-1, 64)
ready = MLPClassifier((32,), max_iter=25, random_state=0)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would like more iterations
    ready.fit(flat_train, y_train)

# %%
copied = digit_net()
pairs = zip(ready.coefs_, ready.intercepts_, strict=True)
copied.set_weights([array for pair in pairs for array in pair])
assert np.allclose(copied(X_test), ready.predict_proba(flat_test), atol=1e-4)
print(f"accuracy {ready.score(flat_test, y_test):.3f}, same probabilities in Keras")

# %% tags=["nbval-check-output"]
settings = ready.get_params()
print("activation:", settings["activation"], "- one word for all hidden layers")
for wish in ("loss", "layers", "device", "dropout"):
    print(f"{wish:8s} can be chosen: {wish in settings}")

# %% [markdown]
# No branches, no other layers, no loss of your own, no GPU: its authors say themselves
# that it is not meant for large networks. For everything *around* a network, splitting,
# scaling, scoring, it stays our first choice. (For the classical methods on a GPU
# there is **cuML** of the RAPIDS family, with scikit-learn's names: often the `import` is
# the only line to change.)
#
# ## One network, three backends
#
# Keras 2.2.4 ran on TensorFlow, CNTK and Theano. The last two are history. **Keras 3** runs on
# TensorFlow, **JAX** and PyTorch, and you choose by an environment variable, `KERAS_BACKEND`,
# which is read once, at the first `import keras`. To change it, start Python afresh. So
# we write a recipe, and let fresh Pythons follow it.

# %%
recipe = """
import sys, keras, numpy as np

given = np.load(sys.argv[1] + "/given.npz")
net = keras.Sequential([
    keras.Input((10,)),
    keras.layers.Dense(10, activation="relu"),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(4, activation="softmax"),
])
net.set_weights([given[f"p{k}"] for k in range(6)])
before = net.predict(given["X"], verbose=0)
net.compile(keras.optimizers.SGD(0.5), "categorical_crossentropy")
net.fit(given["X"], given["Y"], batch_size=200, epochs=30, shuffle=False, verbose=0)
after = net.predict(given["X"], verbose=0)
np.savez(sys.argv[1] + "/answers.npz", before=before, after=after)
"""

# %% [markdown]
# What must be the same everywhere is handed over: data, first weights, the order of the
# examples. The labels come from a rule that a network can learn.

# %%
keras.utils.set_random_seed(1)
start = [w.copy() for w in keras.models.clone_model(added).get_weights()]
target = X[:, :4].argmax(axis=1)  # which of the first four numbers is the largest?
Y = np.eye(4, dtype="float32")[target]


def elsewhere(code, **settings):
    """Run code in a fresh Python; return its answers, or the last line of its error."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", **settings}
    with tempfile.TemporaryDirectory() as folder:
        given = {f"p{k}": w for k, w in enumerate(start)}
        np.savez(Path(folder) / "given.npz", X=X, Y=Y, **given)
        done = subprocess.run(
            [sys.executable, "-c", code, folder],
            env={**os.environ, **quiet}, capture_output=True, text=True,
        )
        if done.returncode:
            return done.stderr.strip().splitlines()[-1]
        with np.load(Path(folder) / "answers.npz") as answers:
            return answers["before"], answers["after"]


# %% [markdown]
# And the examiner is NumPy again. Thirty steps of gradient descent by hand; the two lines
# with `delta` are what chapter 02a's engine does, written out for this one network. (Chapter
# 06 derives them.)


# %% tags=["nbval-check-output"]
def train_by_hand(weights, X, Y, epochs, learning_rate):
    """Gradient descent on all examples at once, for relu layers and a softmax."""
    weights = [w.astype(float) for w in weights]
    for _ in range(epochs):
        outputs = [X]
        for W, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
            outputs.append(relu(outputs[-1] @ W + b))
        delta = (softmax(outputs[-1] @ weights[-2] + weights[-1]) - Y) / len(X)
        for k in range(len(weights) - 2, -1, -2):
            gradients = outputs[k // 2].T @ delta, delta.sum(axis=0)
            delta = (delta @ weights[k].T) * (outputs[k // 2] > 0)
            weights[k] = weights[k] - learning_rate * gradients[0]
            weights[k + 1] = weights[k + 1] - learning_rate * gradients[1]
    return weights


learned = train_by_hand(start, X, Y, epochs=30, learning_rate=0.5)
answers_numpy = forward(X, start), forward(X, learned)
shares = [(a.argmax(axis=1) == target).mean() for a in answers_numpy]
print(f"right before {shares[0]:.0%}, after 30 steps {shares[1]:.0%}")


# %%
def compare(name, answers):
    """Print how far the answers are from NumPy's, before and after training."""
    if isinstance(answers, str):
        print(f"{name}: failed here, {answers}")
        return
    off = [np.abs(a - b).max() for a, b in zip(answers, answers_numpy, strict=True)]
    assert max(off) < 1e-3
    print(f"{name:18s} off by {off[0]:.0e} before, {off[1]:.0e} after: the same")


for backend in ("tensorflow", "jax", "torch"):
    if find_spec(backend):
        compare(f"Keras on {backend}", elsewhere(recipe, KERAS_BACKEND=backend))
    else:
        print(f"Keras on {backend}: skipped, {backend} is not installed here")

# %% [markdown]
# The differences are in the sixth digit and beyond: 32-bit numbers, added in another
# order. (On your machine a backend that is not installed is skipped: `pip install jax`, or
# `pip install torch`, and run the cell again.)
#
# And if you ask for a backend of the old days?

# %%
print(elsewhere("import keras", KERAS_BACKEND="theano"))

# %% [markdown]
# ## The same network in plain PyTorch
#
# **PyTorch** shows more of the machine. There is no `fit`: you write the loop of chapter 02a
# yourself, and so can change anything in it. That is why researchers like it. It was started
# at Facebook, now Meta, and since September 2022 it belongs to the PyTorch Foundation, a part of
# the Linux Foundation. Keras, too, began with one person at Google and is open to all.

# %%
torch_recipe = """
import sys, numpy as np, torch
from torch import nn

given = np.load(sys.argv[1] + "/given.npz")
device = torch.device("cpu")  # "cuda" if torch.cuda.is_available() else "cpu"
net = nn.Sequential(
    nn.Linear(10, 10), nn.ReLU(), nn.Linear(10, 8), nn.ReLU(), nn.Linear(8, 4)
).to(device)
with torch.no_grad():
    for k, p in enumerate(net.parameters()):  # torch keeps W as (outputs, inputs)
        p.copy_(torch.tensor(given[f"p{k}"].T))
X, Y = (torch.tensor(given[name]).to(device) for name in "XY")
softmax = nn.Softmax(dim=1)
before = softmax(net(X)).detach().cpu()
loss, descent = nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=0.5)
for epoch in range(30):
    descent.zero_grad()
    loss(net(X), Y).backward()
    descent.step()
after = softmax(net(X)).detach().cpu()
np.savez(sys.argv[1] + "/answers.npz", before=before, after=after)
"""

# %%
if find_spec("torch"):
    compare("plain PyTorch", elsewhere(torch_recipe))
else:
    print("plain PyTorch: skipped, torch is not installed here (pip install torch)")
run.record("B02.P8", parameters=sum(w.size for w in start))

# %% [markdown]
# ### Careful: which axis, and how many outputs
#
# A widely read listing calls its PyTorch network "exactly the same" as the Keras one, and
# ends with `Linear(8, 2)` and `Softmax(2)`. That is two outputs where the other has four.
# And the 2 in `Softmax(2)` is no number of classes. It names the *axis* along which to sum
# to 1, and a batch of scores has only the axes 0 and 1. NumPy shows all three:


# %% tags=["nbval-check-output"]
def softmax_along(z, axis):
    """Softmax with the axis as an argument, as in PyTorch's nn.Softmax(dim=...)."""
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


z = np.array([[2.0, 1.0, 0.0, 0.0], [0.0, 3.0, 1.0, 0.0]])  # (2 examples, 4 classes)
for axis in (2, 0, 1):
    try:
        sums = softmax_along(z, axis).sum(axis=1).round(2)
        print(f"axis {axis}: each example sums to {sums}")
    except np.exceptions.AxisError as error:
        print(f"axis {axis}: {error}")
print("parameters with 2 outputs:", 11 * 10 + 11 * 8 + 9 * 2, " with 4:", 234)

# %% [markdown]
# Only axis 1, `nn.Softmax(dim=1)`, gives each example its probabilities. Axis 0 is the
# dangerous one: no error, and wrong. Our recipe has no softmax in the network at all:
# `CrossEntropyLoss` wants the scores and does it itself.
#
# ## CPU and GPU
#
# Depth has a price. Each example costs about two operations per weight forwards and four
# backwards, and there are millions of weights and examples. A **GPU**, a graphics
# processor, has thousands of small cores that all do the same at the same time. A matrix
# product is exactly that.
#
# Does Keras use it? Yes, through its backend, with no change in your code; PyTorch wants
# `.to(device)`, a word or two. First ask whether there is one:
# `tf.config.list_physical_devices("GPU")`, and in PyTorch `torch.cuda.is_available()`.

# %%
gpus = tf.config.list_physical_devices("GPU")
print("TensorFlow sees", len(gpus), "GPU" if len(gpus) == 1 else "GPUs")
devices = ["CPU", "GPU"] if gpus else ["CPU"]
sizes = run.budget(cpu=[16, 64, 256, 512, 1024], gpu=[16, 64, 256, 1024, 4096, 8192])


def product_seconds(n, device, repeats=5):
    """Seconds for the product of two n x n matrices; the best of a few."""
    with tf.device(f"/{device}:0"):
        A, times = tf.random.normal((n, n)), []
        for _ in range(repeats):
            begin = time.perf_counter()
            float(tf.matmul(A, A)[0, 0])  # asking for a number waits for the device
            times.append(time.perf_counter() - begin)
    return min(times)


# %%
measured = {d: [product_seconds(n, d) for n in sizes] for d in devices}
fig, ax = plt.subplots()
for device, times in measured.items():
    ax.loglog(sizes, times, "o-", label=f"measured here: {device}")
guide = measured["CPU"][-1] * (np.array(sizes) / sizes[-1]) ** 3
ax.loglog(sizes, guide, ":", color="black", label="$n^3$, work alone")
ax.set(title="Time for a matrix product", xlabel="n (matrices n x n)", ylabel="seconds")
ax.legend()
plots.show(
    fig,
    alt="Measured seconds against the size n, on log axes. For small n the time is "
    "flat, well above the dotted line for the work alone: it is the cost of a call. "
    "For large n it follows the n-cubed line. A GPU, where present, has a line too.",
)

# %%
rates = {d: 2 * sizes[-1] ** 3 / times[-1] / 1e9 for d, times in measured.items()}
for device, rate in rates.items():
    print(f"{device}: {rate:,.0f} billion operations a second at n = {sizes[-1]}")
call = measured["CPU"][0] * 1e6
print(f"a tiny product still costs {call:.0f} us: the price of a call, not of the work")
if gpus:
    print(f"here the GPU is {rates['GPU'] / rates['CPU']:.0f} times as fast")

# %% [markdown]
# Two lessons are in the picture. Small products cost a flat fee, and on a GPU that fee is
# higher as a rule: a network as small as our 234 parameters is often *slower* there. And the
# fee does not shrink, however fast the device.
#
# > **Careful.** "The GPU solves the problem of cost": it eases it. Gene Amdahl's rule of
# > 1967 says how much: if a share $p$ of the time can be made $s$ times faster, the whole
# > becomes $1/((1-p) + p/s)$ times faster.


# %% tags=["nbval-check-output"]
def speed_up(share, factor):
    """Amdahl: gain of the whole when a share of the time runs factor times faster."""
    return 1 / ((1 - share) + share / factor)


print("share    20 times  1000 times    no limit")
for share in (0.5, 0.9, 0.99):
    gains = [speed_up(share, factor) for factor in (20, 1000, np.inf)]
    print(f"{share:5.0%}", *(f"{gain:11.1f}" for gain in gains))

# %% [markdown]
# Twenty times is what the first network on a GPU reported in 2004 (Oh and Jung). If
# reading the pictures takes half of the time, no device in the world does better than 2.
#
# ## Run it twice
#
# A network begins with random weights and shuffles its data. Without a **seed** two runs are
# two experiments. `keras.utils.set_random_seed` seeds Python, NumPy and the backend at once.


# %%
def train_once(seed):
    """Train for two epochs on 500 digits; return all weights in one row."""
    if seed is not None:
        keras.utils.set_random_seed(seed)
    net = digit_net()
    net.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    net.fit(X_train[:500], y_train[:500], epochs=2, batch_size=50, verbose=0)
    return np.concatenate([w.ravel() for w in net.get_weights()])


runs = [train_once(seed) for seed in (7, 7, 8)]
print("seed 7 twice, equal to the last bit:", np.array_equal(runs[0], runs[1]))
print("seed 7 and 8, largest difference:   ", np.abs(runs[0] - runs[2]).max().round(3))
assert np.allclose(runs[0], runs[1], atol=1e-5)

# %% [markdown]
# A seed fixes the random numbers, not the arithmetic. Computers round after every addition,
# so the *order* of a sum matters, and on a GPU thousands of cores may finish in any order:

# %% tags=["nbval-check-output"]
numbers = np.random.default_rng(0).normal(size=10_000).astype("float32")
forwards, backwards = np.float32(0), np.float32(0)
for value in numbers:
    forwards += value
for value in numbers[::-1]:
    backwards += value
print("equal:", forwards == backwards, " close:", np.isclose(forwards, backwards, 1e-3))
print("0.1 + 0.2 + 0.3 == 0.3 + 0.2 + 0.1:", 0.1 + 0.2 + 0.3 == 0.3 + 0.2 + 0.1)

# %% [markdown]
# `tf.config.experimental.enable_op_determinism()` forces a fixed order, for some loss of
# speed. What makes a result repeatable, then: the seed, the pinned versions, the data, and
# the kind of device. And what makes it *believable*: more than one seed, with the spread.
#
# ## Save and load
#
# A trained network is worth its training time. Two ways to keep it: all of it in one
# `.keras` file, or only its numbers in a `.weights.h5` file, for a network that you build
# by the same code. The proof that it worked is always the same: **equal predictions.**

# %% tags=["nbval-check-output"]
folder = tempfile.TemporaryDirectory()  # gone when we are done
path = Path(folder.name)
net.save(path / "digits.keras")
whole = keras.saving.load_model(path / "digits.keras")
assert np.array_equal(whole(X_test), net(X_test))

net.save_weights(path / "digits.weights.h5")
fresh = digit_net()  # same shape, other random weights
assert not np.allclose(fresh(X_test), net(X_test), atol=0.1)
fresh.load_weights(path / "digits.weights.h5")
assert np.array_equal(fresh(X_test), net(X_test))
print("both files give the same predictions for", len(X_test), "pictures")

# %%
import zipfile

with zipfile.ZipFile(path / "digits.keras") as archive:
    for item in archive.infolist():
        print(f"{item.filename:20s} {item.file_size:8,} bytes")
print("optimiser loaded too, training can go on:", whole.optimizer.name)

# %% [markdown]
# The `.keras` file is a zip: the recipe in words, and the numbers, those of the optimiser
# included. It does not depend on the backend: what TensorFlow has trained, PyTorch
# can load.
#
# > **Careful.** A model file may contain *code*. Load it, and you run what a stranger wrote.
# > Keras refuses by default:

# %% tags=["nbval-check-output"]
risky = keras.Sequential([keras.Input((3,)), keras.layers.Lambda(lambda x: x * 2)])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    risky.save(path / "risky.keras")
try:
    keras.saving.load_model(path / "risky.keras")
    print("loaded")
except ValueError as error:
    assert "safe_mode" in str(error)
    print("refused: it contains a lambda, and safe_mode is on")
folder.cleanup()

# %% [markdown]
# ## A framework for another kind of learning
#
# So far somebody knew the right answers. In **reinforcement learning** nobody does.
#
# > **Agent.** The part that decides what to do next, from what it sees of its world, the
# > rules there, and the rewards it has had.
#
# **Dopamine** is a framework for this, by people at Google though not an official product:
# few algorithms, well tested, and made to be repeatable, which in this field is rare. It is
# still maintained (`pip install dopamine-rl`, then `import dopamine`; silence means it
# worked). Today's peers are Gymnasium, for the worlds, and Stable-Baselines3, for the agents.

# %%
for module in ("dopamine", "gymnasium", "stable_baselines3"):
    if find_spec(module):
        __import__(module)
        print(f"{module}: imported without a word")
    else:
        print(f"{module}: not installed here, and not needed below")

# %% [markdown]
# The idea fits into a few lines. A ball falls, row by row, and the agent moves a paddle left,
# not at all, or right. It keeps a table: how good has each move been in each situation? After
# every move, the entry is pulled towards the reward plus the best that the next situation
# promises (**Q-learning**, Watkins 1989).

# %%
ROWS, COLUMNS, MOVES = 6, 5, (-1, 0, 1)


def play(table, ball, paddle, reward, explore=0.0, learn=0.0, rng=None):
    """Play one game; learn on the way. Return the frames, and whether it was caught."""
    frames = [(0, ball, paddle)]
    for row in range(ROWS - 1):
        here = table[row, ball, paddle]
        move = rng.integers(3) if explore and rng.random() < explore else here.argmax()
        paddle = min(max(paddle + MOVES[move], 0), COLUMNS - 1)
        last = row == ROWS - 2
        promise = 0 if last else table[row + 1, ball, paddle].max()
        gain = reward(last, ball == paddle, MOVES[move] != 0)
        here[move] += learn * (gain + promise - here[move])
        frames.append((row + 1, ball, paddle))
    return frames, ball == paddle


def train_agent(reward, games=4000):
    """Let an agent play from random starts, and try a random move now and then."""
    rng = np.random.default_rng(0)
    table = np.zeros((ROWS, COLUMNS, COLUMNS, 3))
    for _ in range(games):
        ball, paddle = rng.integers(COLUMNS, size=2)
        play(table, ball, paddle, reward, explore=0.4, learn=0.5, rng=rng)
    return table


# %% [markdown]
# What will it learn? Whatever is rewarded. Try three sets of rules: one that says what we
# want, one so loose that everything is fine, and one so strict that every movement is
# punished. Then let each agent play all 25 starts.


# %% tags=["nbval-check-output"]
def right_rules(last, caught, moved):
    return (1 if caught else -1) if last else 0


def loose_rules(last, caught, moved):
    return 1  # a point for every step, whatever happens


def strict_rules(last, caught, moved):
    return right_rules(last, caught, moved) - 0.8 * moved


agents = {}
for rules in (right_rules, loose_rules, strict_rules):
    agents[rules] = table = train_agent(rules)
    starts = list(np.ndindex(COLUMNS, COLUMNS))
    caught = [play(table, *start_at, rules)[1] for start_at in starts]
    print(f"{rules.__name__:13s} catches {sum(caught):2d} of {len(starts)}")

# %%
frames, _ = play(agents[right_rules], 4, 1, right_rules)
snapshots = np.zeros((len(frames), ROWS + 1, COLUMNS))  # the paddle's row is the last
for picture, (row, ball, paddle) in zip(snapshots, frames, strict=True):
    picture[row, ball], picture[ROWS, paddle] = 1.0, 0.5
ax = plots.image_grid(snapshots, [f"step {k}" for k in range(6)], columns=6)
plots.show(
    ax,
    alt="Six snapshots of the game. A white ball falls down the right-hand column. The "
    "grey paddle in the bottom row steps to the left at first, then to the right, and "
    "stands under the ball just in time.",
)

# %% [markdown]
# It wastes a step at first and arrives in time all the same: nothing rewards haste. Loose
# rules make an agent that is content with anything: it does no better than chance.
# Strict rules make one that runs only when the ball is near, for a long run costs more than a
# catch is worth. Both did *exactly* as they were told. An agent does not learn what you
# mean; it learns what you pay for.
#
# ## The family of frameworks
#
# Frameworks of the years since 2007, and what became of them:
#
# | framework | made by | today |
# |---|---|---|
# | [TensorFlow](https://www.tensorflow.org) | Google, 2015 | alive |
# | [Keras](https://keras.io) | François Chollet at Google, 2015 | alive; version 3 has three backends |
# | [PyTorch](https://pytorch.org) | Facebook (now Meta), 2016 | alive, in the Linux Foundation's care |
# | [JAX](https://docs.jax.dev), with [Flax](https://flax.readthedocs.io) | Google, 2018 | alive |
# | [Theano](https://github.com/Theano/Theano) | Yoshua Bengio's group in Montréal, 2007 | ended 2017; [PyTensor](https://github.com/pymc-devs/pytensor) carries on |
# | [Caffe](https://caffe.berkeleyvision.org) | University of California, Berkeley, 2014 | last version 2017 |
# | [Caffe2](https://caffe2.ai) | Facebook, 2017 | merged into PyTorch in 2018 |
# | [CNTK](https://github.com/microsoft/CNTK) | Microsoft, 2016 | last version 2019 |
# | [Chainer](https://chainer.org) | Preferred Networks, 2015 | only mended since the end of 2019 |
# | [MXNet](https://mxnet.apache.org) | researchers (DMLC), 2015, then Apache | retired in 2023 |
# | [Deeplearning4J](https://deeplearning4j.konduit.ai) | Skymind, 2014 | alive at the Eclipse Foundation, for Java |
# | [fastai](https://docs.fast.ai) | Jeremy Howard's fast.ai, 2018 | alive, on top of PyTorch |
#
# On top of these live today's tools: [Lightning](https://lightning.ai) writes PyTorch's loops,
# and [Hugging Face](https://huggingface.co) has hundreds of thousands of pretrained models.

# %% tags=["nbval-check-output"]
fate = {
    "TensorFlow": ("company", True), "Keras": ("company", True),
    "PyTorch": ("company", True), "JAX": ("company", True),
    "Theano": ("university", False), "Caffe": ("university", False),
    "Caffe2": ("company", False), "CNTK": ("company", False),
    "Chainer": ("company", False), "MXNet": ("community", False),
    "Deeplearning4J": ("company", True), "fastai": ("community", True),
}
alive = [name for name, (_, lives) in fate.items() if lives]
print(f"{len(alive)} of {len(fate)} are alive:", ", ".join(alive))
by_company = sum(maker == "company" for maker, _ in fate.values())
print(f"{by_company} of {len(fate)} began in a company")

# %% [markdown]
# ### Careful: which is the most popular?
#
# A widely read text of 2020 puts Keras and TensorFlow first, and PyTorch second on one page
# and third on another. Both can be found in surveys, of different years and different
# people. A ranking is a count *of something*; say of what.

# %% tags=["nbval-check-output"]
counts = {
    "2018, jobs, searches, articles (Hale; places)": "TensorFlow 1, Keras 2, PyTorch 3",
    "2019, CVPR papers, of the two (He; %)": "PyTorch 69, TensorFlow 31",
    "2022, professional developers (Stack Overflow; %)":
        "TensorFlow 11.5, PyTorch 7.6, Keras 6.5",
}
for survey, places in counts.items():
    order = [item.split()[0] for item in places.split(", ")]
    print(f"{survey:51s} PyTorch is number {order.index('PyTorch') + 1}")

# %% [markdown]
# First, second and third, all true. The trend since then points one way: in 2022 Meta
# reported that over 80 % of researchers at the main conferences use PyTorch, and few new
# research models appear in anything else. Keras answered by running on top of it. So the
# choice is less grave than it looks: what you learn here travels.
#
# ### Whose tools are these, and who can pay?
#
# Chapter 02a asked for licences. The table above shows why: what was open and carried by many
# lives on, under another name if need be. But who can *afford* to compute? The frameworks are
# free, the machines are not. Take the rate that we measured, and two published ones.

# %%
net_of_this_chapter = 6 * digit_net().count_params() * 1120 * 20  # examples, epochs
jobs = {"our digits": net_of_this_chapter, "GPT-3 (2020)": 3.14e23}
machines = {
    "this machine": max(rates.values()) * 1e9,
    "a free T4 in the cloud": 8.1e12,
    "1,000 H100 of a company": 1000 * 67e12,
}
for job, operations in jobs.items():
    for machine, rate in machines.items():
        days = operations / rate / 86_400
        shown = f"{days:12,.0f} days" if days > 1 else f"{days * 86_400:12.0g} seconds"
        print(f"{job:13s} on {machine:24s}{shown}")

# %% [markdown]
# (Peak rates for 32-bit numbers as their maker publishes them; in practice one gets a part,
# and large models use shorter numbers.) With a free account you can repeat everything in
# this course. You cannot repeat GPT-3, and neither can a university. Those who can are
# those who also make most of the frameworks, and what is studied follows what can be
# paid for.
#
# And what is lent is *shared*. A class of 30 needs one hour each, and a pool lends 20
# GPUs. What if everyone forgets to disconnect, and a runtime is taken back after 12 hours?

# %% tags=["nbval-check-output"]
import heapq


def last_one_done(gpus, people, work, held):
    """Hours until all have done their work, if each holds a GPU for `held` hours."""
    free = [0.0] * gpus
    for _ in range(people):
        begin = heapq.heappop(free)
        heapq.heappush(free, begin + held)
        finished = begin + work
    return finished


for held in (1, 2, 12):
    hours = last_one_done(20, 30, 1, held)
    idle = 30 * (held - 1)
    print(f"held {held:2d} h: all done after {hours:3.0f} h, {idle:3d} GPU hours idle")

# %% [markdown]
# "Disconnect and delete runtime" costs one click.

# %% [markdown]
# ## When it goes wrong
#
# This network should tell two clouds of points apart. They are far from each other, and yet
# its probabilities all stay near 0.5, however long it trains. Keras raises no error.
#
# > **Your turn.** Run it, find the one word to repair, and run it again.

# %%
keras.utils.set_random_seed(7)
clouds = np.random.default_rng(7).normal(size=(200, 2)) + np.repeat([[-2], [2]], 100, 0)
cloud_of = np.repeat([[0], [1]], 100, axis=0)  # (200, 1)

broken = keras.Sequential(
    [keras.Input((2,)), Dense(8, activation="relu"), Dense(2, activation="softmax")]
)
broken.compile("adam", loss="mse", metrics=["accuracy"])
broken.fit(clouds, cloud_of, epochs=30, batch_size=20, verbose=0)
_, accuracy = broken.evaluate(clouds, cloud_of, verbose=0)
print(f"accuracy {accuracy:.2f}")
with check.your_turn("the broken network"):
    check.that(accuracy > 0.95, "accuracy", "still no better than guessing")

# %% [markdown]
# <details><summary>Hint 1</summary>Print <code>broken(clouds[:5])</code>. What is odd?</details>
# <details><summary>Hint 2</summary>What is the shape of an answer, and what is the shape of a
# label? Remember the nine differences of chapter 02a.</details>
# <details><summary>Hint 3</summary>Which loss compares whole-number labels with
# probabilities?</details>
# <details><summary>Solution</summary><code>loss="sparse_categorical_crossentropy"</code>. The
# squared error stretches each label over both outputs: both are drawn towards the same
# number, and as they sum to 1 the best they can do is 0.5 each, whatever the
# input.</details>

# %% [markdown]
# ## Key points
#
# - Ask where the kernel runs and what is installed. Pin versions, or nobody can repeat you.
# - A layer is an operation with parameters. Sequential stacks layers; the Functional API
#   also branches, merges, shares.
# - Dense from $m$ to $n$ has $(m + 1)\,n$ parameters. The input is no Dense layer.
# - `compile`, `fit`, plot the loss, `evaluate`.
# - NumPy, Keras on any backend, and PyTorch compute the same network to six digits.
# - A GPU helps where the work is large; what it does not speed up soon rules the time.
# - Repeatable: seed, versions, data, device. Saved and loaded: equal predictions.
# - Frameworks come and go. Licence, community and cost are part of the choice.

# %% [markdown]
# ## Quiz
#
# Eight questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("02b_frameworks")

# %% [markdown]
# ## References
#
# Start here: [keras.io](https://keras.io), [tensorflow.org](https://www.tensorflow.org),
# [pytorch.org](https://pytorch.org). Then:
#
# - TensorFlow's page on installation with a GPU, once at tensorflow.org/install/gpu:
#   [tensorflow.org/install/pip](https://www.tensorflow.org/install/pip).
# - Colab's introduction, a notebook about notebooks:
#   [colab.research.google.com](https://colab.research.google.com/notebooks/intro.ipynb).
# - scikit-learn on [neural networks](https://scikit-learn.org/stable/modules/neural_networks_supervised.html),
#   with its own words on their limits.
# - RAPIDS [cuML](https://github.com/rapidsai/cuml), classical methods on a GPU.
# - Analytics Vidhya, *Why are GPUs necessary for training deep learning models?*, 2017
#   (analyticsvidhya.com).
# - E. Stevens, L. Antiga and T. Viehmann, *Deep Learning with PyTorch*, Manning, 2020.
# - M. Abadi and others, *TensorFlow: a system for large-scale machine learning*, OSDI 2016.
# - A. Paszke and others, *PyTorch: an imperative style, high-performance deep learning
#   library*, NeurIPS 2019.
# - P. S. Castro and others, *Dopamine: a research framework for deep reinforcement
#   learning*, arXiv 1812.06110, 2018.
# - Y. Jia and others, *Caffe: convolutional architecture for fast feature embedding*, 2014.
# - R. Al-Rfou and others, *Theano: a Python framework for fast computation of mathematical
#   expressions*, arXiv 1605.02688, 2016.
# - K.-S. Oh and K. Jung, *GPU implementation of neural networks*, Pattern Recognition 37, 2004.
# - G. M. Amdahl, *Validity of the single processor approach to achieving large scale
#   computing capabilities*, AFIPS 1967.
# - C. Watkins, *Learning from delayed rewards*, thesis, Cambridge, 1989.
# - T. Brown and others, *Language models are few-shot learners*, NeurIPS 2020: GPT-3's
#   3.14e23 operations.
# - H. He, *The state of machine learning frameworks in 2019*, The Gradient, 2019; J. Hale,
#   *Deep learning framework power scores*, 2018; the Stack Overflow developer survey of 2022.
#
# **What comes next.** You can build and train a network. In the assignment
# [hw02_frameworks](../release/hw02_frameworks/frameworks.ipynb)
# ([on Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/release/hw02_frameworks/frameworks.ipynb))
# you build the engine inside it. Chapter 03 turns to what decides its worth more than any
# framework: the data.
