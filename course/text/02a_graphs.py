# %% [markdown]
# # 02a · Tools, tensors and gradients
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/02a_graphs.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2002a)
#
# *about 75 min · CPU · no download needed · after chapter 01*

# %% [markdown]
# ## What you will be able to do
#
# - say where a notebook runs and what is installed there, and pin it for others;
# - read the rank and the shape of a tensor, and spot the bug that a wrong rank makes;
# - write a calculation as a graph, and say which parts can run at the same time;
# - build, in sixty lines, an engine that differentiates any such graph;
# - prove an engine right, with finite differences and with a framework;
# - train a network on your own engine, and get the weights that Keras gets;
# - tell eager execution from a compiled graph.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
from coursekit import check, plots, quiz, run

# %%
import os
import platform
import re
import time
from collections import Counter
from importlib import metadata

import matplotlib.pyplot as plt
import numpy as np

plots.style()
rng = run.seed(7)

# %% [markdown]
# ## Where does this notebook run?
#
# A notebook is a page in your browser. The Python behind it, the **kernel**, may be on
# your desk or on another continent, and the page looks the same.
#
# - **Jupyter** runs on a machine that you control: JupyterLab on your laptop, say. It
#   keeps your files, works without a network, and is as fast as your machine.
# - **Google Colab** is a Jupyter in the cloud: free, nothing to install, but a Google account
#   is needed. Notebooks live in Google Drive; the kernel is a virtual machine of your
#   own, with a CPU or, on request, a GPU. It is *lent*: when idle it is taken back, with
#   everything on its disk. (Colab can also be connected to a runtime of your own.)
# - **Kaggle** lends notebooks with a GPU as well, for some hours a week.
#
# Which one is this?

# %%
cloud = {
    "Google Colab": "google.colab" in sys.modules,
    "Kaggle": "KAGGLE_KERNEL_RUN_TYPE" in os.environ,
}
place = next((name for name, here in cloud.items() if here), "a Jupyter of your own")
print(f"{place}: Python {platform.python_version()}, {os.cpu_count()} CPU cores")

# %% [markdown]
# ## What is installed?
#
# **TensorFlow** is a free and open framework for operations on tensors, with their
# gradients, on many devices; Google published it in 2015. **Keras** is the language on top
# in which one writes networks: short, made for quick prototypes. It has no arithmetic of
# its own and hands all of it to a **backend**.
#
# > **Backend.** The library that does the arithmetic for Keras: TensorFlow, JAX or PyTorch.
#
# In a terminal, `pip install tensorflow` brings both. In a notebook a line that begins with
# `!` goes to the shell (`!rm model.keras` deletes a file), and `%pip install tensorflow`
# is the safer form: it installs for *this* kernel. After that, ask for the version.

# %%
with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras
    import tensorflow as tf

    keras.ops.zeros(1)  # ... and again at its first number

# %%
print("TensorFlow", tf.__version__, "- a widely read text of 2020 has 2.1.0")
print("Keras", keras.__version__, "- it has 2.2.4; backend:", keras.backend.backend())
numbers = [int(n) for n in (tf.__version__ + "." + keras.__version__).split(".")[:5]]
run.record("B02.P1", major=(numbers[0], 2), minor=(numbers[1], 1))
run.record("B02.P4", major=(numbers[3], 2), minor=(numbers[4], 2))

# %% [markdown]
# One `pip install` brings more than one package. Each names what it *requires*, and each of
# those has requirements again. Let us follow them.

# %%
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def requirements(name):
    """What a package requires on this machine, its optional extras left out."""
    found = [Requirement(line) for line in metadata.requires(name) or []]
    return [r for r in found if r.marker is None or r.marker.evaluate({"extra": ""})]


def family(name):
    """All packages that come along with one, itself included."""
    seen, todo = set(), [name]
    while todo:
        package = canonicalize_name(todo.pop())
        if package not in seen and find_version(package):
            seen.add(package)
            todo += [r.name for r in requirements(package)]
    return seen


def find_version(name):
    """Installed version of a package, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


came_along = family("tensorflow")
print("named by TensorFlow itself:", len(requirements("tensorflow")))
print("all that come along:      ", len(came_along) - 1)

# %% [markdown]
# ### Careful: a switch, a pin and a package that are gone
#
# Tools age faster than ideas. Three lines that many good texts still print, and what
# becomes of them today:
#
# 1. `%tensorflow_version 2.x` was Colab's switch between TensorFlow 1 and 2. There is
#    nothing left to switch: drop it.
# 2. `pip install tensorflow==2.1.0` asks for one exact version. That is a good habit,
#    but this version was built for Python 2.7 and 3.5 to 3.7 only.
# 3. `pip install tensorflow-gpu` was the edition for graphics cards. The package is
#    discontinued; on Linux one now writes `pip install "tensorflow[and-cuda]"`.
#
# A wheel's name says which Pythons it fits. We can ask without any network.

# %% tags=["nbval-check-output"]
from IPython import get_ipython
from packaging.tags import sys_tags
from packaging.utils import parse_wheel_filename


def fits(wheel):
    """Tell whether a wheel of that name can be installed in this Python."""
    *_, tags = parse_wheel_filename(wheel)
    return bool(tags & set(sys_tags()))


print("1. %tensorflow_version:", get_ipython().find_line_magic("tensorflow_version"))
wheel = "tensorflow-2.1.0-cp{0}-cp{0}m-manylinux2010_x86_64.whl"
fitting = sum(fits(wheel.format(version)) for version in (35, 36, 37))
print("2. wheels of TensorFlow 2.1.0 that fit:", fitting, "of 3")
print("3. tensorflow-gpu:", find_version("tensorflow-gpu"))
run.record("B02.P2", wheels_that_fit=(fitting, 1))

# %% [markdown]
# ### GPU support
#
# | machine | what to install | who computes |
# |---|---|---|
# | Linux, or Windows with WSL2 | `pip install "tensorflow[and-cuda]"` and NVIDIA's driver | NVIDIA |
# | Windows itself | TensorFlow up to 2.10 only; `torch` has its own build | NVIDIA |
# | macOS on Apple's chips | `tensorflow-metal`, or `torch` with its device `mps` | Apple |
# | Colab, Kaggle | nothing: choose a GPU in the menu of the runtime | NVIDIA |
#
# The square brackets name an **extra**, a set of optional requirements. Here is what that
# one adds. (You may read that newer Macs have no GPU support. TensorFlow itself brings none,
# but Apple's Metal plug-in does, and PyTorch and JAX have ways of their own.)

# %%
extra = [Requirement(line) for line in metadata.requires("tensorflow")]
cuda = [r.name for r in extra if r.marker and "and-cuda" in str(r.marker)]
print(len(cuda), "libraries:", ", ".join(cuda[:4]), "...")
run.record("B02.P3", libraries_of_the_extra=len(cuda))

# %% [markdown]
# ### Pin, so that others can repeat you
#
# > **To pin.** To ask for one exact version with `==`, such as `keras==3.10.0`.
#
# A result that nobody can repeat is an anecdote. How much of what you run today is pinned
# by those who wrote it? Count all requirements of TensorFlow's family.

# %%
kinds = {"one exact version": 0, "an upper limit": 0, "no upper limit": 0}
for package in came_along:
    for r in requirements(package):
        signs = {s.operator for s in r.specifier}
        exact, limited = "==" in signs, bool(signs & {"<", "<=", "~="})
        kinds[list(kinds)[0 if exact else 1 if limited else 2]] += 1
for kind, count in kinds.items():
    print(f"{count:3d} set {kind}")

# %% [markdown]
# Hardly any sets an exact version, and most are open to whatever comes. That is right for a
# library, which must live with others; but install the same line next year, and you get
# other programs. If your result is to be checked by someone, or decides about someone, then
# the exact list of versions belongs to it like the data.
#
# > **Your turn.** Write `pinned(names)`: one line such as `numpy==2.1.0` for every name, in
# > alphabetical order. `find_version(name)` tells the version.


# %%
def pinned(names):
    """Lines of a requirements file that pin the versions installed here."""
    ...  # your line here


with check.your_turn("pinned"):
    lines = pinned(["numpy", "keras"])
    check.that(isinstance(lines, list), "pinned", "a list of lines was expected")
    check.same(lines[0], f"keras=={keras.__version__}", "the first line")
    check.same(lines[1], f"numpy=={np.__version__}", "the second line")

# %% [markdown]
# <details><summary>Hint 1</summary><code>sorted(names)</code> gives the order.</details>
# <details><summary>Hint 2</summary>An f-string joins name, <code>==</code> and version.</details>
# <details><summary>Hint 3</summary>Build the list in one line: <code>[... for name in
# sorted(names)]</code>.</details>
# <details><summary>Solution</summary><code>return [f"{name}=={find_version(name)}" for name in
# sorted(names)]</code></details>
#
# ### May you use it next year, too?
#
# Before you build on a framework, ask who may forbid it. Look at the licences of all that
# came along:


# %%
def licence(name):
    """The family of a package's licence, from what it says about itself."""
    says = metadata.metadata(name)
    words = [says.get("License-Expression"), (says.get("License") or "")[:60]]
    words = " ".join(filter(None, words + (says.get_all("Classifier") or []))).lower()
    known = r"\b(apache|bsd|mit|psf|python software|mpl|mozilla|[al]?gpl)"
    found = re.search(known, words)
    return found[1] if found else "not in these few words"


licences = Counter(licence(name) for name in sorted(came_along))
for kind, count in licences.most_common():
    print(f"{count:3d} packages: {kind}")

# %% [markdown]
# Nearly all allow everything, to everybody. That is worth more than it seems. Chapter 02b has
# a list of frameworks whose makers lost interest. Some of that code lives on under another
# name, *because* it was open, and a community that many carry survives a company that
# changes its mind. Who maintains it, how many, and paid by whom: ask this before you choose.

# %% [markdown]
# ## A tensor is an array with a shape
#
# A temperature is one number, a week of them is a list, a grey picture is a grid, and a
# pile of colour pictures is a grid of grids. Must a machine know four kinds of things?
# No: one kind will do, if it says how it is laid out.
#
# > **Tensor.** Numbers of one kind, laid out along any number of axes.
#
# > **Rank.** How many axes a tensor has. The **shape** says how long each of them is.

# %% tags=["nbval-check-output"]
tensors = {
    "temperature": np.array(21.5),
    "week": np.array([21.5, 19.0, 18.5, 20.0, 22.5, 24.0, 23.0]),
    "grey picture": np.zeros((28, 28)),
    "32 in colour": np.zeros((32, 28, 28, 3)),  # pictures, rows, columns, colours
}
for name, t in tensors.items():
    print(f"{name:13s} rank {t.ndim}  shape {t.shape!s:16s} {t.size:6,} numbers")

# %%
fig, ax = plt.subplots(figsize=(8.5, 2.6))
words = ["a scalar\nrank 0, ()", "a vector\nrank 1, (4,)"]
words += ["a matrix\nrank 2, (3, 4)", "a stack of two\nrank 3, (2, 3, 4)"]
grids = [[(1, 1, 0)], [(1, 4, 0)], [(3, 4, 0)], [(3, 4, 0.35), (3, 4, 0)]]
for left, sheets, label in zip((0, 2, 7, 12), grids, words, strict=True):
    for rows, columns, shift in sheets:
        for r, c in np.ndindex(rows, columns):
            corner = (left + c + shift, -r + shift)
            cell = plt.Rectangle(corner, 1, 1, fc="#CFE3F2", ec="#222222")
            ax.add_patch(cell)
    ax.text(left, 1.6, label, va="bottom")
ax.set(xlim=(-0.3, 17), ylim=(-2.3, 3.0), aspect="equal")
ax.set_title("Four tensors", loc="left")
ax.axis("off")
plots.show(
    fig,
    alt="Four drawings of boxes: one box for a scalar, a row of four for a vector, a "
    "grid of three by four for a matrix, and two such grids, one behind the other, "
    "for a tensor of rank three.",
)

# %% [markdown]
# > **Careful.** You may read that *tensor* is another word for *vector*. A vector is a
# > tensor, the one of rank 1, as a square is a rectangle. The difference is no pedantry.
# > Here are three true values and three perfect predictions. Their error is zero, is it
# > not?

# %% tags=["nbval-check-output"]
y_true = np.array([1.0, 2.0, 6.0])  # rank 1, shape (3,)
y_hat = np.array([[1.0], [2.0], [6.0]])  # rank 2, shape (3, 1), as networks answer
print("error taken as given: ", ((y_true - y_hat) ** 2).mean())
print("error of two vectors: ", ((y_true - y_hat[:, 0]) ** 2).mean())
print("shape of the differences:", (y_true - y_hat).shape)

# %% [markdown]
# Nine differences where three were meant! NumPy stretched the row and the column until
# they fitted: **broadcasting**, most useful where it is wanted (one bias added to every
# row of a batch) and silent where it is not. Keras and PyTorch do the same.
#
# > **Your turn.** Write `mse(y, y_hat)`, the mean squared error, so that it is right for
# > predictions of shape (n,) and of shape (n, 1).


# %%
def mse(y, y_hat):
    """Mean squared error of n predictions, whatever their rank."""
    ...  # your line here


with check.your_turn("mse"):
    check.close(mse(y_true, y_hat), 0.0, "perfect predictions of shape (3, 1)")
    check.close(mse(y_true, y_hat[:, 0] + 2), 4.0, "shape (3,), each 2 too high")

# %% [markdown]
# <details><summary>Hint 1</summary>Bring both to the same shape before you subtract.</details>
# <details><summary>Hint 2</summary><code>y_hat.reshape(...)</code> changes the shape and
# keeps the numbers.</details>
# <details><summary>Hint 3</summary>The shape to take is that of <code>y</code>.</details>
# <details><summary>Solution</summary><code>return ((y - y_hat.reshape(y.shape)) ** 2).mean()</code></details>
#
# A framework's tensor is the same thing, with two differences: it may live on another
# device, and its numbers are short. NumPy counts in 64 bits, Keras in 32.

# %% tags=["nbval-check-output"]
A, B = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
product = keras.ops.convert_to_numpy(keras.ops.matmul(A, B))
assert np.allclose(product, A @ B, atol=1e-6)
print("rank", product.ndim, "shape", product.shape, "- same product as NumPy's")
for kind in (np.float64, keras.config.floatx()):
    print(np.dtype(kind), "tells 1 from 1 +", np.finfo(kind).eps)

# %% [markdown]
# ## A calculation is a graph
#
# The neuron of this course computes $z = \mathbf{w}^\top\mathbf{x} + b$: first a product,
# then a sum. The product does not need $b$, and the sum cannot begin before the product
# is done. Who waits for whom: that is all a machine needs to know.
#
# > **Computation graph.** Its **nodes** are tensors and operations on them; an arrow says
# > that one node needs the value of another.
#
# Tiny numbers: $\mathbf{x} = [3, 4]$, $\mathbf{w} = [2, -1]$, $b = 0.5$. The product node
# gives $2 \cdot 3 - 1 \cdot 4 = 2$, the sum node 2.5. Rows are examples in this course, so
# that one example is a row of shape (1, 2) and the weights are a column of shape (2, 1).

# %% tags=["nbval-check-output"]
x, w, b = np.array([[3.0, 4.0]]), np.array([[2.0], [-1.0]]), np.array([0.5])
mul = x @ w  # (1, 1): the first node
add_ = mul + b  # (1, 1): the second
print(mul, add_)

# %% [markdown]
# The numbers are right, but the graph is gone: `add_` has forgotten where it came from.
# Let us build tensors that remember. This is the first piece of our engine.


# %%
class Node:
    """A tensor that remembers which nodes it was made from.

    `parents` are pairs: a node, and a function that says how a gradient of this
    node's value becomes a gradient of that node's value.
    """

    def __init__(self, value, name="input", parents=()):
        self.value = np.asarray(value, dtype=float)
        self.name, self.parents = name, parents
        self.grad = np.zeros_like(self.value)


# %% [markdown]
# Forget the functions in `parents` for one moment; their hour comes in the next section.
# Two operations, each of which makes a new node:


# %%
def matmul(a, b):
    """Product of two matrices, (n, k) times (k, m)."""
    back_to_a = (a, lambda g: g @ b.value.T)
    back_to_b = (b, lambda g: a.value.T @ g)
    return Node(a.value @ b.value, "mul", [back_to_a, back_to_b])


# %%
def add(a, b):
    """Sum of two tensors; the smaller is stretched to the larger."""
    back_to_a = (a, lambda g: shrink(g, a.value.shape))
    back_to_b = (b, lambda g: shrink(g, b.value.shape))
    return Node(a.value + b.value, "add", [back_to_a, back_to_b])


# %% [markdown]
# `shrink` undoes broadcasting: what was stretched on the way there is summed up on the
# way back. One bias that served three rows has three reasons to change, and they add up.


# %% tags=["nbval-check-output"]
def shrink(g, shape):
    """Sum a gradient over the axes along which a tensor of `shape` was stretched."""
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    stretched = [i for i, n in enumerate(shape) if n == 1 and g.shape[i] != 1]
    return g.sum(axis=tuple(stretched), keepdims=True)


print(shrink(np.ones((3, 2)), (2,)), shrink(np.ones((3, 2)), (3, 1)).tolist())

# %% [markdown]
# And the walk through a graph. It lists every node **after** all those that it was made
# from, an order that mathematicians call *topological*. The **level** of a node is
# the length of the longest way to it.


# %%
def order(root):
    """List the nodes that lead to root, each after its parents."""
    seen, found = set(), []

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent, _ in node.parents:
                visit(parent)
            found.append(node)

    visit(root)
    return found


def levels(root):
    """Give every node its level: inputs 0, others one more than their last parent."""
    level = {}
    for node in order(root):
        level[node] = 1 + max((level[p] for p, _ in node.parents), default=-1)
    return level


# %% tags=["nbval-check-output"]
x, w, b = Node([[3, 4]], "x"), Node([[2], [-1]], "w"), Node([0.5], "b")
z = add(matmul(x, w), b)
for node, level in levels(z).items():
    print(f"level {level}: {node.name:4s}{node.value.ravel()}")


# %%
def draw_graph(root, ax):
    """Draw a graph: inputs on the left, the result on the right."""
    level, spot = levels(root), {}
    for column in range(max(level.values()) + 1):
        nodes = [node for node in level if level[node] == column]
        for i, node in enumerate(nodes):
            spot[node] = (2.2 * column, 1.2 * ((len(nodes) - 1) / 2 - i))
    for node, (left, up) in spot.items():
        shape = "circle,pad=0.35" if node.parents else "round,pad=0.4"
        face = {"boxstyle": shape, "fc": "#CFE3F2" if node.parents else "#FCFCFC"}
        value = node.value.ravel() if node.value.size < 3 else node.value.shape
        label = (
            f"{node.name}\n{np.array2string(value) if node.value.size < 3 else value}"
        )
        ax.text(left, up, label, ha="center", va="center", bbox=face, zorder=3)
        for parent, _ in node.parents:
            arrow = {"arrowstyle": "-|>", "shrinkA": 25, "shrinkB": 20, "fc": "black"}
            ax.annotate("", (left, up), spot[parent], arrowprops=arrow)
    across, up = zip(*spot.values(), strict=True)
    ax.set(xlim=(-1, max(across) + 1), ylim=(min(up) - 0.7, max(up) + 0.7))
    ax.axis("off")


fig, ax = plt.subplots(figsize=(6.4, 3.6))
draw_graph(z, ax)
ax.set_title("The graph of x w + b", loc="left")
plots.show(
    fig,
    alt="A graph of five nodes. Arrows lead from the tensors x and w into a node mul "
    "with the value 2, and from there, together with b, into a node add with 2.5.",
)

# %% [markdown]
# Nodes of the same level do not wait for each other, so a framework may hand them to
# different cores, or to a graphics card. Take two branches that meet in the end:

# %% tags=["nbval-check-output"]
branch = [matmul(x, Node(rng.normal(size=(2, 3)), f"w{k}")) for k in range(4)]
merged = add(add(branch[0], branch[1]), add(branch[2], branch[3]))
level = list(levels(merged).values())
for n in range(1, max(level) + 1):
    print(f"step {n}: {level.count(n)} operations at the same time")
print("one after the other:", sum(n > 0 for n in level), "steps")

# %% [markdown]
# Seven operations, three steps. This is what "the framework schedules the graph" means.
#
# ## Walking backwards: the chain rule
#
# Learning asks one question: if I change a weight a little, how does the result change?
# The answer is the **gradient**. For our neuron it can be read off:
#
# $$z = w_1 x_1 + w_2 x_2 + b \quad\Rightarrow\quad
# \frac{\partial z}{\partial \mathbf{w}} = \mathbf{x}, \quad
# \frac{\partial z}{\partial \mathbf{x}} = \mathbf{w}, \quad
# \frac{\partial z}{\partial b} = 1$$
#
# For a network of a hundred layers nobody wants to read anything off. But every single
# operation is easy, and the chain rule joins them: **multiply along a path, add over the
# paths.** That is why each node keeps, for every parent, a function that passes a
# gradient on. For `add` it passes on what it gets, and `matmul` multiplies with the
# value of the *other* factor.
#
# > **Reverse-mode differentiation.** Start with 1 at the result, walk the graph
# > backwards, and let every node send its gradient on to its parents.


# %%
def backward(root):
    """Fill in the `grad` of every node: how the sum of root changes with it."""
    nodes = order(root)
    for node in nodes:
        node.grad = np.zeros_like(node.value)
    root.grad = np.ones_like(root.value)
    for node in reversed(nodes):
        for parent, passed_on in node.parents:
            parent.grad = parent.grad + passed_on(node.grad)


# %% tags=["nbval-check-output"]
backward(z)
for node in (x, w, b):
    print(f"dz/d{node.name} = {node.grad.ravel()}")

# %% [markdown]
# $\partial z/\partial \mathbf{w}$ is $\mathbf{x} = [3, 4]$, and so on: right. In
# `reversed(nodes)` every node comes after all those that it serves, so its gradient is
# complete before it is sent on.
#
# > **Your turn.** By hand once: `affine_gradients(w, x, b, g)` returns the gradients of
# > $g \cdot (\mathbf{w}^\top\mathbf{x} + b)$ with respect to w, x and b. Here w and x are
# > plain vectors, and `g` is the number that came from behind.


# %%
def affine_gradients(w, x, b, g):
    """Gradients with respect to w, x, b when g arrives from behind."""
    ...  # your line here


with check.your_turn("affine_gradients"):
    given = np.array([2.0, -1.0]), np.array([3.0, 4.0]), 0.5, 10.0
    to_w, to_x, to_b = check.unpack(affine_gradients(*given), "w, x, b", "gradients")
    check.close(to_w, [30.0, 40.0], "gradient of w")
    check.close(to_x, [20.0, -10.0], "gradient of x")
    check.close(to_b, 10.0, "gradient of b")

# %% [markdown]
# <details><summary>Hint 1</summary>With <code>g = 1</code> the answers stand in the formula
# above.</details>
# <details><summary>Hint 2</summary>The chain rule multiplies: each answer is
# <code>g</code> times the one for 1.</details>
# <details><summary>Hint 3</summary>The value of <code>b</code> itself plays no part.</details>
# <details><summary>Solution</summary><code>return g * x, g * w, g</code></details>
#
# ## The rest of the engine
#
# A network also needs a product number by number, a relu, an exponential, a logarithm
# and a sum. Each is one line forward and one line back. The **relu**,
# $\max(0, z)$, lets a gradient through where it let the value through.


# %%
def times(a, b):
    """Product number by number, with broadcasting."""
    back_to_a = (a, lambda g: shrink(g * b.value, a.value.shape))
    back_to_b = (b, lambda g: shrink(g * a.value, b.value.shape))
    return Node(a.value * b.value, "times", [back_to_a, back_to_b])


def relu(a):
    """Keep what is positive."""
    return Node(np.maximum(0, a.value), "relu", [(a, lambda g: g * (a.value > 0))])


def exp(a):
    """Exponential; its derivative is itself."""
    value = np.exp(a.value)
    return Node(value, "exp", [(a, lambda g: g * value)])


def log(a):
    """Natural logarithm."""
    return Node(np.log(a.value), "log", [(a, lambda g: g / a.value)])


def total(a, axis=None):
    """Sum over an axis, which stays with length 1, or over all of them."""
    value = a.value.sum(axis=axis, keepdims=axis is not None)
    return Node(value, "total", [(a, lambda g: g * np.ones_like(a.value))])


# %% [markdown]
# Last, the signs `+`, `*`, `-` and `@`, so that formulas look like formulas. Subtraction
# is made of what we have; it needs no derivative of its own.


# %%
def node(a):
    """Give a node as it is, and wrap a plain number or array."""
    return a if isinstance(a, Node) else Node(a)


Node.__add__ = lambda a, b: add(a, node(b))
Node.__mul__ = lambda a, b: times(a, node(b))
Node.__sub__ = lambda a, b: add(a, times(node(b), node(-1.0)))
Node.__matmul__ = lambda a, b: matmul(a, node(b))

# %% tags=["nbval-check-output"]
a = Node(3.0, "a")
result = exp(a * a - 9.0) + a * 2.0
backward(result)
print("value", result.value, " gradient", a.grad, " by hand", 2 * 3 * 1 + 2)

# %% [markdown]
# That is a whole engine of automatic differentiation, in about sixty lines. Large
# frameworks have some thousand operations and run them on many devices, but the walk is
# this one.
#
# > **Your turn.** Add an operation: `square(a)` is $a^2$, number by number, as *one* node
# > with its own way back.


# %%
def square(a):
    """Square of every number, as one node."""
    ...  # your line here


with check.your_turn("square"):
    a = Node([[1.0, -2.0], [3.0, 0.5]])
    squared = square(a)
    check.that(isinstance(squared, Node), "square", "it should return a Node")
    check.close(squared.value, a.value * a.value, "the value")
    check.that(len(squared.parents) == 1, "square", "one parent was expected")
    backward(squared * 10.0)
    check.close(a.grad, [[20.0, -40.0], [60.0, 10.0]], "the gradient of 10 a^2")

# %% [markdown]
# <details><summary>Hint 1</summary>Take <code>exp</code> as a pattern.</details>
# <details><summary>Hint 2</summary>The derivative of $a^2$ is $2a$.</details>
# <details><summary>Hint 3</summary>The way back is <code>lambda g: g * 2 * a.value</code>.</details>
# <details><summary>Solution</summary><code>return Node(a.value**2, "square",
# [(a, lambda g: g * 2 * a.value)])</code></details>
#
# ## First proof: nudge every number
#
# How do we know that sixty lines have no mistake? By asking the question of the
# gradient literally: change one number by a little $h$, and look.
#
# $$\frac{\partial L}{\partial w} \approx \frac{L(w + h) - L(w - h)}{2h}$$
#
# > **Finite differences.** The gradient by trying it out: right to about ten digits,
# > slow, and needing no calculus at all. The ideal examiner.


# %%
def nudged(f, array, h=1e-5):
    """Gradient of f() with respect to an array that f uses, number by number."""
    gradient = np.zeros_like(array)
    for i in np.ndindex(array.shape):
        kept = array[i]
        array[i] = kept + h
        up = f()
        array[i] = kept - h
        down = f()
        array[i] = kept
        gradient[i] = (up - down) / (2 * h)
    return gradient


# %% [markdown]
# What to test it on? A real network: two inputs, eight hidden neurons, two classes. The
# output becomes probabilities by a **softmax**, and the loss is the **cross-entropy**, the
# mean of $-\log$ of the probability given to the true class. (Chapter 06 says why. Here
# they are only good company for an engine: a long chain of unlike operations.)
#
# The data are XOR, four points that no single neuron can part.

# %%
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([0, 1, 1, 0])
Y = np.eye(2)[y]  # (4, 2): a 1 in the column of the true class


# %%
def start_weights(seed):
    """Weights and biases of a 2-8-2 network."""
    draw = np.random.default_rng(seed).normal
    return [draw(size=(2, 8)), draw(size=8) * 0.1, draw(size=(8, 2)), np.zeros(2)]


def scores(X, parameters):
    """What the network says before the softmax."""
    W1, b1, W2, b2 = parameters
    return relu(X @ W1 + b1) @ W2 + b2


# %% tags=["nbval-check-output"]
def loss_of(parameters):
    """Cross-entropy on the four points, as a node."""
    z = scores(node(X), parameters)
    log_probability = z - log(total(exp(z), axis=1))
    return total(log_probability * Y) * (-1 / len(X))


parameters = [Node(value) for value in start_weights(3)]
loss = loss_of(parameters)
backward(loss)
print(f"loss {loss.value:.6f}, a graph of {len(order(loss))} nodes")

# %% tags=["nbval-check-output"]
for p, name in zip(parameters, ("W1", "b1", "W2", "b2"), strict=True):
    tried = nudged(lambda: loss_of(parameters).value, p.value)
    off = np.abs(p.grad - tried).max()
    assert off < 1e-8
    print(f"{name}: {p.value.size:2d} gradients, equal to the tried ones: {off < 1e-8}")

# %% [markdown]
# All 42 agree. How exact can the examiner be? Make $h$ large, and the curve bends between
# the two points; make it tiny, and the two losses differ only in their last digits,
# which are noise.

# %%
steps = 10.0 ** np.arange(-1, -14, -1)
W1 = parameters[0]
errors = [
    np.abs(nudged(lambda: loss_of(parameters).value, W1.value, h) - W1.grad).max()
    for h in steps
]
fig, ax = plt.subplots()
ax.loglog(steps, errors, "o-")
ax.set(title="How exact are finite differences?", xlabel="h", ylabel="largest error")
plots.show(
    fig,
    alt="On two log axes the error forms a V: it falls steeply as h shrinks from 0.1, "
    "is least, about 1e-11, near h = 1e-5, and grows again as h goes to 1e-13.",
)

# %% [markdown]
# The best $h$ lies in the middle, near $10^{-5}$. So expect an agreement of about
# $10^{-10}$ from such a test, not of $10^{-16}$.
#
# ## Second proof: ask a framework
#
# Keras does not differentiate by itself, its **backend** does: TensorFlow here. Under a
# `tf.GradientTape` TensorFlow writes down the graph as it goes, just as our nodes do. The
# course's `gradients` asks whichever backend is at work ([look inside](coursekit/backends.py)):
# it takes a loss and the parameters, and gives the loss and its slopes.

# %%
from coursekit.backends import gradients

net = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
net.set_weights(start_weights(3))
cross_entropy = keras.losses.CategoricalCrossentropy()
parameters_keras = net.trainable_variables
loss_keras, grads_keras = gradients(lambda: cross_entropy(Y, net(X)), parameters_keras)

# %% tags=["nbval-check-output"]
assert np.isclose(loss_keras, loss.value, atol=1e-6)
for p, g in zip(parameters, grads_keras, strict=True):
    assert np.allclose(p.grad, g, atol=1e-6)
print("same loss and the same", sum(p.value.size for p in parameters), "gradients")

# %% [markdown]
# Two examiners who know nothing of each other agree with us: one slow and simple, one
# fast and used by half the world.
#
# ## A network learns on our engine
#
# Now the engine may earn its living. **Gradient descent** changes every parameter a little
# against its gradient, again and again. The little is the learning rate.


# %% tags=["nbval-check-output"]
def train(values, epochs, learning_rate=0.5):
    """Follow the gradient; return the parameters and the loss of every epoch."""
    parameters, losses = [Node(v) for v in values], []
    for _ in range(epochs):
        loss = loss_of(parameters)
        backward(loss)
        losses.append(float(loss.value))
        for p in parameters:
            p.value = p.value - learning_rate * p.grad
    return parameters, losses


trained, losses = train(start_weights(3), epochs=100)
answers = scores(node(X), trained).value.argmax(axis=1)
print(f"loss {losses[0]:.3f} -> {losses[-1]:.3f}, answers {answers}, wanted {y}")


# %%
def answer(points):
    """Class that the trained network gives to each point."""
    return scores(node(points), trained).value.argmax(axis=1)


fig, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.8))
left.plot(np.arange(1, 101), losses)
left.set(title="Loss", xlabel="epoch", ylabel="cross-entropy", ylim=(0, None))
plots.decision_regions(answer, X, y, ax=right)
right.set(title="XOR, learned by our engine", xlabel="x1", ylabel="x2")
right.legend(loc="center")
plots.show(
    fig,
    alt="Left, the loss falls quickly at first and is below 0.1 after 100 epochs. "
    "Right, a band across the square holds the two points of class 0, and the other "
    "two corners belong to class 1.",
)

# %% [markdown]
# And Keras, from the same first weights, with the same rule? It must end in the same
# place.

# %%
net.set_weights(start_weights(3))
net.compile(optimizer=keras.optimizers.SGD(0.5), loss=cross_entropy)
history = net.fit(X, Y, batch_size=4, epochs=100, shuffle=False, verbose=0)

# %% tags=["nbval-check-output"]
for p, kept in zip(trained, net.get_weights(), strict=True):
    assert np.allclose(p.value, kept, atol=1e-3)
assert np.allclose(losses, history.history["loss"], atol=1e-4)
print("after 100 epochs: the same losses and the same weights")

# %% [markdown]
# ## What a gradient costs
#
# Why the walk backwards, if nudging is so simple? Count. Nudging computes the whole network
# twice per parameter. Walking backwards costs one walk there and one back, *however many*
# parameters there are.


# %%
def seconds(f, repeats):
    """Mean time of a call."""
    start = time.perf_counter()
    for _ in range(repeats):
        f()
    return (time.perf_counter() - start) / repeats


# %%
forward = seconds(lambda: loss_of(parameters), 200)
there_and_back = seconds(lambda: backward(loss_of(parameters)), 200)
print(f"forward {forward * 1e6:.0f} us, there and back {there_and_back * 1e6:.0f} us")
for name, n in {"XOR": 42, "digits": 109_386, "GPT-3": 175_000_000_000}.items():
    print(f"{name:7s}{n:15,} parameters: nudging needs {2 * n:,} walks, we need 2")

# %% [markdown]
# 109,386 is a small network for handwritten digits, and at a hundredth of a second per
# walk, *one* nudged gradient of it would take over half an hour. Training takes thousands.
# Reverse mode is not an optimisation among others: without it there would be no deep
# learning, at any price. The bill that is left is still large, and chapter 02b does the
# sums: who can pay it?
#
# ## Now, or later: eager and compiled
#
# Our engine computes each value at once. That is called **eager execution**. The other
# way is to write down the whole graph first, improve it, and run it later.
#
# > **Careful.** TensorFlow is still often described as a framework of *graph execution*:
# > build the graph, then run it in a session. That was version 1. Since version 2 (2019) it
# > is eager like NumPy, and a graph is made only where you ask for it, with
# > `tf.function`. Here are both, with a `print` to watch them.


# %% tags=["nbval-check-output"]
def formula(x):
    """Sum of x^2 + 1, telling us when Python runs through it."""
    print("   Python runs; x is a number now:", hasattr(x, "numpy") and x.ndim == 1)
    return tf.reduce_sum(x * x + 1.0)


compiled = tf.function(formula)
point = tf.constant([1.0, 2.0, 3.0])
for name, f in {"eager": formula, "compiled": compiled}.items():
    print(f"{name}, three calls:")
    print("   results", [float(f(point)) for _ in range(3)])

# %% [markdown]
# The eager function runs three times. The compiled one runs Python *once*, with a
# placeholder that is no number yet, to record the graph; after that the graph alone is
# run, and your `print` is not in it. Look inside:

# %%
graph = compiled.get_concrete_function(point).graph
print(" -> ".join(op.type for op in graph.get_operations()))


# %%
def many_small_steps(x):
    """Two hundred tiny operations, as in a recurrent network."""
    for _ in range(100):
        x = x * 0.99 + 0.01
    return x


# %%
fast = tf.function(many_small_steps)
assert np.allclose(fast(point), many_small_steps(point))
for name, f in {"eager": many_small_steps, "compiled": fast}.items():
    print(f"{name:9s}{seconds(lambda f=f: f(point), 30) * 1e3:6.2f} ms")

# %% [markdown]
# Same numbers, in a fraction of the time, because Python is left out. Keras
# compiles for you: `fit` and `predict` make a graph at their first call, which is why the
# first epoch is slow. `compile(run_eagerly=True)` switches that off, when you want to look
# inside with a `print`.

# %% [markdown]
# ## When it goes wrong
#
# This engine has one line changed. For $x^2 + x$ at 3 it should say $2 \cdot 3 + 1 = 7$.
#
# > **Your turn.** Run it, find the one line to repair, and run it again.


# %%
def backward_again(root):
    """Walk the graph backwards. Something is wrong here."""
    nodes = order(root)
    for n in nodes:
        n.grad = np.zeros_like(n.value)
    root.grad = np.ones_like(root.value)
    for n in reversed(nodes):
        for parent, passed_on in n.parents:
            parent.grad = passed_on(n.grad)


a = Node(3.0, "a")
backward_again(a * a + a)
print("gradient of a^2 + a at 3:", a.grad)
with check.your_turn("the broken engine"):
    check.close(a.grad, 7.0, "gradient of a^2 + a at 3")

# %% [markdown]
# <details><summary>Hint 1</summary>Try <code>a * 5.0</code>: that is right. What has
# <code>a * a + a</code> that it has not?</details>
# <details><summary>Hint 2</summary>Three arrows leave the node <code>a</code>. How many
# gradients come back, and where do they go?</details>
# <details><summary>Hint 3</summary>Multiply along a path, <em>add</em> over the paths.</details>
# <details><summary>Solution</summary>The last line overwrites what came over other paths:
# <code>parent.grad = parent.grad + passed_on(n.grad)</code>. A tensor that is used twice,
# such as a shared layer, would otherwise learn from its last use only.</details>
#
# The mirror image of this bug is known to everyone who has used PyTorch: there, gradients
# add up from one step to the *next*, until you call `zero_grad()`. Our `backward` sets them
# to zero itself.

# %% [markdown]
# ## Key points
#
# - A tensor is an array with any number of axes. A vector is the one of rank 1, and mixing
#   up ranks makes wrong numbers without an error.
# - A calculation is a graph. What does not wait for each other can run at the same time.
# - Reverse mode walks the graph backwards once: multiply along a path, add over the paths.
# - Sixty lines do it, and finite differences and TensorFlow agree with them to all digits
#   that can be expected.
# - TensorFlow 2, PyTorch and JAX run eagerly; compiling the graph is a choice you make
#   for speed.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("02a_graphs")

# %% [markdown]
# ## References
#
# - R. E. Wengert, *A simple automatic derivative evaluation program*, Communications of
#   the ACM 7(8), 1964.
# - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT 16, 1976: reverse
#   mode, from his thesis of 1970.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, *Automatic
#   differentiation in machine learning: a survey*, Journal of Machine Learning Research 18,
#   2018.
# - M. Abadi and others, *TensorFlow: a system for large-scale machine learning*, OSDI 2016.
# - A. Agrawal and others, *TensorFlow Eager: a multi-stage, Python-embedded DSL for machine
#   learning*, SysML 2019.
#
# **What comes next.** You know what a framework does inside. Chapter 02b shows how to use
# one: the same network in Keras, in three backends and in PyTorch, on a CPU and on a GPU,
# saved, loaded, and repeatable.
