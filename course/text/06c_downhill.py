# %% [markdown] tags=["second-edition"]
# # 06c · Downhill
#
# [Open in Colab](https://colab.research.google.com/github/first-neuron/first-neuron/blob/main/course/06c_downhill.ipynb) ·
# [Report a problem](https://github.com/first-neuron/first-neuron/issues/new?title=Chapter%2006c)
#
# *about 65 min · CPU · no download needed · after notebook 06b*

# %% [markdown]
# ## What you will be able to do
#
# - name a flat place of a loss surface from its curvature, and say why that works;
# - write gradient descent that knows when to stop;
# - compute the largest learning rate at which the walk still comes home;
# - explain why inputs are standardised and why activations are smooth;
# - show that the loss of a network has many valleys, and say what this means for a patient.

# %%
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import matplotlib.pyplot as plt
import numpy as np
from coursekit import check, data, plots, quiz, run

with run.quiet():  # TensorFlow has a lot to say when it starts
    import keras

    keras.ops.zeros(1)  # ... and again at its first number
plots.style()
np.set_printoptions(suppress=True)
rng = run.seed(6)

# %% [markdown]
# ## A surface that nobody can see
#
# Notebook 06b gave us a number to make small, the loss. Now we look for the weights that make
# it small.
#
# Imagine a mountain in thick fog. You want to go down into the valley, but you cannot see it. All
# you can do is feel with your foot in which direction the ground falls, take a step that way, and
# feel again. You did this in chapter 04a on a bowl, where short steps always lead to the lowest place.
# The landscape of a network is no bowl. So this notebook asks: **what can happen to a walker in the
# fog, and how long may the steps be?**
#
# > **Loss surface.** The loss, seen as a height over all parameters: every choice of weights and
# > biases is a place, and the loss says how high that place lies.
#
# The smallest one has a single weight. Our model says $\hat y = w x$, and there is one example,
# $x = 2$ with $y = 4$. Its halved squared error is $L(w) = \frac12 (2w - 4)^2$, and the slope of
# that is $L'(w) = 2\,(2w - 4)$.

# %% tags=["nbval-check-output"]
for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w}   loss {0.5 * (2 * w - 4) ** 2:.1f}   slope {2 * (2 * w - 4):+.1f}")

# %% [markdown]
# Left of $w = 2$ the slope is negative, so the ground falls to the right. Right of it the slope is
# positive. At $w = 2$ itself it is zero, and there the loss is lowest. With two weights we can
# still draw the surface. With the 109,386 parameters of the network that reads digits in 06e nobody
# can. Therefore we practise with one and two, and look for reasons that hold for any number.
#
# ## Is a flat place the end of the way?
#
# The gradient points uphill, so its opposite points downhill. Where the gradient is zero it points
# nowhere, because the ground is flat under your feet. Have you arrived? Make a guess before you
# read on.

# %%
flat = check.predict(
    "The gradient is zero at some place. What kind of place is it?",
    options=[
        "the lowest place of all",
        "a minimum or a maximum",
        "the gradient cannot tell",
    ],
)

# %% [markdown]
# > **Critical point.** A place where the gradient is zero. It is a **minimum** if every direction
# > leads up, a **maximum** if every direction leads down, and a **saddle point** if some lead up
# > and others lead down.
#
# Begin with one direction. Close to a flat place the slope adds nothing, so what is left is how the
# ground *bends*. A small distance $s$ away, the height has changed by nearly $\frac12 \lambda s^2$,
# where $\lambda$ is the second derivative. A positive $\lambda$ bends the ground up on both sides, a
# negative one bends it down.
#
# Now two directions: $f(u, v) = u v$. At the origin both slopes are zero. We leave it along four
# directions, a distance of 1 each.

# %% tags=["nbval-check-output"]
diagonal = 1 / np.sqrt(2)
directions = {
    "along u": (1, 0),
    "along v": (0, 1),
    "along both": (diagonal, diagonal),
    "against each other": (diagonal, -diagonal),
}
for name, (u, v) in directions.items():
    print(f"{name:19s} height {u * v:+.2f}")

# %% tags=["nbval-check-output"]
flat.reveal("the gradient cannot tell")

# %% [markdown]
# Along $u$ and along $v$ the ground stays flat. Only the diagonals show what the place is: one leads
# up by a half and the other down by a half, so the origin is a saddle. It matters in which
# directions we look. Which are the right ones?
#
# > **Hessian.** The table of all second derivatives of a function,
# > $H_{ij} = \partial^2 f / \partial u_i\, \partial u_j$. It is symmetric, because the order of the
# > two derivatives does not matter.
#
# For $f = u v$ the derivative by $u$ is $v$. The derivative of that by $u$ is 0, and by $v$ it is 1.
# The other row follows by symmetry:
#
# $$\mathbf{H} = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}, \qquad
# \mathbf{H}\begin{pmatrix} 1 \\ 1 \end{pmatrix} = +1\begin{pmatrix} 1 \\ 1 \end{pmatrix}, \qquad
# \mathbf{H}\begin{pmatrix} 1 \\ -1 \end{pmatrix} = -1\begin{pmatrix} 1 \\ -1 \end{pmatrix}$$
#
# The two diagonals come out of the product as they went in, only multiplied by a number. They are
# the **eigenvectors** of $\mathbf{H}$, and the numbers $+1$ and $-1$ are its **eigenvalues**.
#
# ### Why the eigenvalues decide
#
# With one direction the height changed by nearly $\frac12\lambda s^2$. With several directions the
# Hessian takes the place of the second derivative: near a critical point, a small step $\mathbf{d}$
# changes the height by nearly $\frac12\,\mathbf{d}^\top\mathbf{H}\,\mathbf{d}$. Take a step of length
# $s$ along an eigenvector $\mathbf{e}$ of length 1. Because $\mathbf{H}\mathbf{e} =
# \lambda\mathbf{e}$, and $\mathbf{e}^\top\mathbf{e} = 1$, the change is
#
# $$\tfrac12\,(s\mathbf{e})^\top\mathbf{H}\,(s\mathbf{e}) = \tfrac12\,\lambda\,s^2.$$
#
# So **along an eigenvector the surface is a parabola, and the eigenvalue is its curvature**. Every
# other direction is a mixture of eigenvectors, a part $s_1$ of the first and a part $s_2$ of the
# second. Because $\mathbf{H}$ is symmetric, they stand at right angles to each other, so the heights
# simply add: $\frac12\lambda_1 s_1^2 + \frac12\lambda_2 s_2^2$. If all $\lambda$ are positive, no
# mixture can lead down. If they have both signs, one eigenvector leads up and another leads down.
#
# Let us measure it on a surface whose eigenvectors are not so easy to guess,
# $\frac12(u^2 + 4uv - 2v^2)$. Differentiated twice by $u$ it gives 1, by $u$ and then by $v$ it gives 2,
# and twice by $v$ it gives $-2$. These are the entries of its Hessian.


# %% tags=["nbval-check-output"]
def tilted(u, v):
    """A surface with a critical point at the origin."""
    return 0.5 * (u**2 + 4 * u * v - 2 * v**2)


hessian = np.array([[1.0, 2.0], [2.0, -2.0]])
values, vectors = np.linalg.eigh(hessian)  # each column is an eigenvector
for value, e in zip(values, vectors.T, strict=True):
    rise, parabola = tilted(*(0.3 * e)), 0.5 * value * 0.3**2
    print(f"eigenvalue {value:+.0f}: measured {rise:+.3f}, parabola {parabola:+.3f}")

# %% [markdown]
# A step of 0.3 along each eigenvector changes the height by exactly $\frac12\lambda\,0.3^2$. One
# eigenvalue is $-3$ and the other is $+2$, so this origin is a saddle as well. The next figure
# shows the three kinds, each with the two parabolas along its eigenvectors.

# %% tags=["hide-input"]
# @title What it draws: three surfaces and the parabolas along their eigenvectors
turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
u, v = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))
plane = np.stack([u, v], axis=-1)
s = np.linspace(-1, 1, 41)
fig = plt.figure(figsize=(10.5, 3.9))
kinds = {"minimum": (2.0, 1.0), "saddle point": (2.0, -1.5), "maximum": (-2.0, -1.0)}
for n, (name, lambdas) in enumerate(kinds.items(), 1):
    H = turn @ np.diag(lambdas) @ turn.T
    ax = fig.add_subplot(1, 3, n, projection="3d", computed_zorder=False)
    heights = 0.5 * np.einsum("...i,ij,...j", plane, H, plane)
    ax.plot_surface(u, v, heights, color="#D6E6F2", alpha=0.75, lw=0, zorder=1)
    for i, colour in enumerate((plots.PALETTE[9], plots.PALETTE[2])):
        along = np.outer(s, turn[:, i])
        rise = 0.5 * lambdas[i] * s**2 + 0.02
        words = f"$\\lambda_{i + 1} = {lambdas[i]:+g}$"
        ax.plot(*along.T, rise, color=colour, lw=2.6, zorder=4, label=words)
        for end, before in ((0, 3), (-1, -4)):  # an arrow head at both ends
            tip = np.array([*along[end], rise[end]])
            way = tip - np.array([*along[before], rise[before]])
            ax.quiver(
                *(tip - way),
                *(1.6 * way),
                color=colour,
                lw=2.2,
                arrow_length_ratio=0.9,
                zorder=5,
            )
    ax.plot([0], [0], [0.03], "o", color="black", ms=6, zorder=9)
    ax.set(xlabel="u", ylabel="v", xticks=[-1, 1], yticks=[-1, 1], zticks=[])
    ax.set_title(name, loc="center")
    ax.view_init(elev=32, azim=-17)
    ax.legend(loc="upper left", bbox_to_anchor=(-0.08, 1.0), fontsize=9)
plots.show(
    fig,
    alt="Three surfaces with a black dot in the middle and two crossing parabolas "
    "with arrow heads. At the minimum both parabolas, of curvature +2 and +1, "
    "open upwards. At the saddle point the one of +2 opens upwards and the one of"
    " -1.5 downwards. At the maximum both, of -2 and -1, open downwards.",
)

# %% [markdown]
# Follow the two coloured curves in each picture: their signs alone decide what the place is.
#
# > **Your turn.** Write `kind_of_point(hessian)`. It returns `"saddle"` if there are eigenvalues of
# > both signs. Otherwise it returns `"undecided"` if one of them is 0 (smaller than 1e-9 in size),
# > and else `"minimum"` or `"maximum"`.


# %%
def kind_of_point(hessian):
    """Name a critical point by the signs of the Hessian's eigenvalues."""
    ...  # your lines here


with check.your_turn("kind_of_point"):
    check.same(kind_of_point(np.diag([2.0, 3.0])), "minimum", "2 and 3")
    check.same(kind_of_point(np.diag([-1.0, -4.0])), "maximum", "-1 and -4")
    check.same(kind_of_point(hessian), "saddle", "the tilted surface")
    check.same(kind_of_point(np.array([[0.0, 1.0], [1.0, 0.0]])), "saddle", "u times v")
    check.same(kind_of_point(np.diag([2.0, 0.0])), "undecided", "2 and 0")
    check.same(kind_of_point(np.diag([2.0, 0.0, -1.0])), "saddle", "2, 0 and -1")
    turned = turn @ np.diag([5.0, 1.0]) @ turn.T
    check.same(kind_of_point(turned), "minimum", "a bowl, turned by 0.5")

# %% [markdown]
# <details><summary>Hint 1</summary>You need the eigenvalues only, and the matrix is
# symmetric.</details>
# <details><summary>Hint 2</summary><code>e = np.linalg.eigvalsh(hessian)</code> gives them in
# ascending order, so the first is the least and the last the greatest.</details>
# <details><summary>Hint 3</summary>A saddle has <code>e[0] &lt; -1e-9</code> and
# <code>e[-1] &gt; 1e-9</code>. Ask for zeros after that:
# <code>np.any(np.abs(e) &lt; 1e-9)</code>.</details>
# <details><summary>Solution</summary><code>e = np.linalg.eigvalsh(hessian)</code>, then
# <code>if e[0] &lt; -1e-9 and e[-1] &gt; 1e-9: return "saddle"</code>, then
# <code>if np.any(np.abs(e) &lt; 1e-9): return "undecided"</code>, and at last
# <code>return "minimum" if e[0] &gt; 0 else "maximum"</code></details>
#
# Why *undecided*? With $\lambda = 0$ the parabola is a flat line, and higher derivatives decide:
# $u^2 + v^4$ and $u^2 - v^4$ have the same Hessian at the origin, but the first has a minimum there
# and the second a saddle.
#
# A minimum needs *all* signs to be positive. If coins decided the signs, that would happen once in
# four times with 2 directions and once in a thousand times with 10. Landscapes of networks are not
# made by coins. Still, theory and experiments with networks point the same way: in many dimensions a
# flat place that lies high up is far more often a saddle than a minimum (Dauphin and others, 2014).
#
# ## Walking down, and when to stop
#
# You know the step from chapter 04a: go against the gradient, times the **learning rate** $\eta$
# (in code `learning_rate`),
#
# $$\mathbf{w}_{t+1} = \mathbf{w}_t - \eta\,\nabla L(\mathbf{w}_t).$$
#
# How many steps? A sensible walker stops where the ground has become flat, which means that the
# *length* of the gradient is below some tolerance. It still needs a largest number of steps, since a
# walk need not arrive at all.
#
# > **Your turn.** Write `descend(gradient, start, learning_rate, tolerance, most)`. It returns all
# > positions as an array of shape (steps + 1, n), the start first. It stops as soon as the gradient
# > is shorter than `tolerance`, and after `most` steps in any case.


# %%
def descend(gradient, start, learning_rate, tolerance=1e-6, most=1000):
    """Walk against the gradient until it is short; return all positions."""
    ...  # your lines here


with check.your_turn("descend"):
    start = np.array([1.0, 1.0])
    with check.unchanged(start=start):
        path = descend(lambda w: w, start, 0.5, tolerance=0.2)
    halves = [[1, 1], [0.5, 0.5], [0.25, 0.25], [0.125, 0.125]]
    check.close(path, halves, "tolerance 0.2")
    path = descend(lambda w: w, start, 0.5, tolerance=0.3)
    check.close(path, halves, "tolerance 0.3")  # at 0.25 the gradient is 0.35 long
    there = descend(lambda w: w, np.zeros(2), 0.5)
    check.shape(there, (1, 2), "a walk that begins where it is flat")
    check.shape(descend(lambda w: -w, start, 0.5, most=7), (8, 2), "a walk with an end")

# %% [markdown]
# <details><summary>Hint 1</summary>Keep a list of positions that holds the start, and take the
# gradient at its last entry.</details>
# <details><summary>Hint 2</summary>The length of a vector is
# <code>np.linalg.norm(g)</code>. Look at it <em>before</em> you take the step.</details>
# <details><summary>Hint 3</summary><code>for _ in range(most):</code>, in it
# <code>g = gradient(path[-1])</code>, a <code>break</code> if it is short, else
# <code>path.append(path[-1] - learning_rate * g)</code>.</details>
# <details><summary>Solution</summary><code>path = [np.array(start, dtype=float)]</code>, the loop
# of hint 3 with <code>if np.linalg.norm(g) &lt; tolerance: break</code>, and at the end
# <code>return np.array(path)</code></details>

# %% tags=["hide-input"]
# @title One way to write it, used from here on
def walk(gradient, start, learning_rate, tolerance=1e-6, most=1000):
    """Walk against the gradient until it is short; return all positions."""
    path = [np.array(start, dtype=float)]
    for _ in range(most):
        g = gradient(path[-1])
        if np.linalg.norm(g) < tolerance:
            break
        path.append(path[-1] - learning_rate * g)
    return np.array(path)


# %% [markdown]
# ## How long may a step be?
#
# A small learning rate is slow, and a large one jumps over the valley. But where does "large"
# begin? In one dimension the answer takes one line. Near a minimum the loss is a parabola,
# $L = \frac12\lambda w^2$. Its slope is $\lambda w$, and so one step does this:
#
# $$w \;\to\; w - \eta\,\lambda\,w = (1 - \eta\lambda)\,w$$
#
# **Every step multiplies the distance to the minimum by the same factor, $1 - \eta\lambda$.** If it lies
# between 0 and 1, the walk creeps towards the minimum from one side. If it lies between $-1$ and 0,
# the walk jumps from side to side and still comes closer. If it is below $-1$, each jump ends farther
# away. By hand, with $\lambda = 2$ and $\eta = 0.1$: the factor is $1 - 0.2 = 0.8$, and the walk from 1
# goes to 0.8, 0.64, 0.512.

# %%
race = check.predict(
    "Curvature 2, start at w = 1. Which rate is nearest to the minimum after 20 steps?",
    options=["0.1", "0.45", "0.9", "1.05"],
)

# %% tags=["nbval-check-output"]
for learning_rate in (0.1, 0.45, 0.9, 1.0, 1.05):
    factor = 1 - learning_rate * 2
    print(f"rate {learning_rate:4}: factor {factor:+.1f}, w after 20 {factor**20:.0e}")
race.reveal("0.45")

# %% [markdown]
# A rate of 0.45 wins with a factor of 0.1, because 0.5 would hit the minimum in one step. At a rate
# of 1 the walker jumps to and fro for ever, and at 1.05 it leaves. Go through the steps of three of
# them.

# %% tags=["hide-input"]
# @title What it draws: three walkers on the same bowl, step by step
rates = {0.1: "o", 0.9: "s", 1.05: "^"}


def draw_bowl(k, ax):
    """Draw the bowl w^2 and the first k steps of each walker."""
    w = np.linspace(-2.7, 2.7, 200)
    ax.plot(w, w**2, color="0.75", lw=3, zorder=1)
    for n, (learning_rate, marker) in enumerate(rates.items()):
        way = (1 - 2 * learning_rate) ** np.arange(k + 1)
        look = {"color": plots.PALETTE[(0, 1, 9)[n]], "marker": marker, "ms": 4}
        ax.plot(way, way**2, lw=1, label=f"rate {learning_rate}", **look, zorder=3)
        ax.plot(way[-1:], way[-1:] ** 2, **look | {"ms": 9}, zorder=4)
    ax.set(xlabel="w", ylabel="loss", xlim=(-2.7, 2.7), ylim=(-0.3, 9.2))
    ax.set_title(f"After {k} steps")
    ax.legend(loc="upper center", fontsize=9)


plots.stepper(
    draw_bowl,
    9,
    alt="A bowl and three walkers that start at w = 1. Rate 0.1 slides down one side "
    "and is nearly at the bottom after 9 steps. Rate 0.9 jumps from side to side "
    "and comes closer. Rate 1.05 jumps from side to side and climbs, to a loss "
    "above 5.",
)

# %% [markdown]
# So the walk comes home if $|1 - \eta\lambda| < 1$, which means $\eta < 2/\lambda$. It is fastest at
# $\eta = 1/\lambda$.
#
# ### Many directions, one rate
#
# With more parameters nothing new happens. Along each eigenvector of the Hessian the walk is the
# one-dimensional walk with its own curvature: the part $s_i$ is multiplied by $1 - \eta\lambda_i$.
# But all of them share one learning rate. **The steepest direction sets the limit, and the
# flattest one sets the time.**
#
# > **Condition number.** The largest curvature divided by the smallest,
# > $\lambda_{\max} / \lambda_{\min}$. For a round bowl it is 1.
#
# A long valley, which bends ten times as strongly across as along: $L = \frac12 u^2 + \frac12 \cdot
# 10\,v^2$. The limit is $2/10 = 0.2$.


# %% tags=["nbval-check-output"]
def valley(w):
    """Gradient of a bowl with the curvatures 1 and 10."""
    return np.array([1.0, 10.0]) * w


for learning_rate in (0.02, 0.1, 0.19, 0.21):
    path = walk(valley, [1, 1], learning_rate, tolerance=0.001, most=1000)
    far = np.abs(path[-1]).max()
    print(f"rate {learning_rate}: {len(path) - 1:4d} steps, ends {far:.0e} from home")

# %% tags=["hide-input"]
# @title What it draws: a valley and three rates
u, v = np.meshgrid(np.linspace(-1.5, 1.5, 80), np.linspace(-1.15, 1.15, 80))
fig, axes = plt.subplots(1, 3, figsize=(11, 3.3))
for ax, learning_rate in zip(axes, (0.02, 0.1, 0.19), strict=True):
    rings = [0.05, 0.3, 0.8, 1.6, 2.8, 4.4]
    ax.contour(u, v, u**2 / 2 + 5 * v**2, rings, colors="0.7", linewidths=0.9)
    path = walk(valley, [1.3, 0.9], learning_rate, most=25)
    ax.plot(*path.T, "o-", color=plots.PALETTE[0], ms=4, lw=1.2)
    ax.plot(0, 0, "k*", ms=11)
    ax.set(title=f"rate {learning_rate}, 25 steps", xlabel="u", ylabel="v")
    ax.set_aspect("equal")
plots.show(
    fig,
    alt="Three times the same long valley, seen from above, with a walk of 25 steps "
    "to the star in its middle. At a rate of 0.02 the walk curves to the floor of"
    " the valley and is not yet there. At 0.1 it reaches the floor in one step "
    "and then follows it to the star. At 0.19 it jumps from wall to wall while it"
    " comes closer.",
)

# %% [markdown]
# At 0.02 the walk spends most of its time in the flat direction. At 0.19 it jumps from wall to wall.
# At 0.21 the factor across is $1 - 2.1 = -1.1$, and the walk explodes: it ends at a distance with 42
# digits. The best of the four is 0.1. It crosses the valley in a single step, and yet it needs 65 more
# to walk along it. No rate is good for both directions.
#
# > **Your turn.** Write `largest_rate(hessian)`, the limit for any bowl. In chapter 04a you did it
# > for a straight line; now for every Hessian. The check walks with a rate just below your limit,
# > and just above.


# %%
def largest_rate(hessian):
    """Learning rate below which gradient descent on this bowl comes home."""
    ...  # your line here


with check.your_turn("largest_rate"):
    check.close(largest_rate(np.array([[2.0]])), 1.0, "curvature 2")
    bowl = turn @ np.diag([7.0, 1.0]) @ turn.T
    limit = largest_rate(bowl)
    check.close(limit, 2 / 7, "a turned bowl")
    inside = walk(lambda w: bowl @ w, [1, 1], 0.95 * limit, most=500)
    outside = walk(lambda w: bowl @ w, [1, 1], 1.05 * limit, most=500)
    check.that(np.linalg.norm(inside[-1]) < 0.1, "just below", "does not come home")
    check.that(np.linalg.norm(outside[-1]) > 10, "just above", "does not leave")

# %% [markdown]
# <details><summary>Hint 1</summary>The steepest direction sets the limit.</details>
# <details><summary>Hint 2</summary>Its curvature is the largest eigenvalue of the
# Hessian.</details>
# <details><summary>Hint 3</summary><code>np.linalg.eigvalsh(hessian)</code> lists the eigenvalues
# in ascending order. The limit in one dimension was 2 divided by the curvature.</details>
# <details><summary>Solution</summary><code>return 2 / np.linalg.eigvalsh(hessian)[-1]</code></details>
#
# ### The same steps in Keras
#
# Keras calls this optimiser `SGD`. Give it our gradients and our rate, and compare.

# %% tags=["hide-input", "nbval-check-output"]
# @title What it compares: twenty steps in the valley, ours and those of Keras
place = keras.Variable([1.0, 1.0])
optimizer = keras.optimizers.SGD(learning_rate=0.19)
for _ in range(20):
    gradient = valley(keras.ops.convert_to_numpy(place))
    optimizer.apply([keras.ops.convert_to_tensor(gradient, "float32")], [place])
ours = walk(valley, [1, 1], 0.19, most=20)[-1]
theirs = keras.ops.convert_to_numpy(place)
assert np.allclose(ours, theirs, atol=1e-5)
print("ours", ours.round(4), " Keras", theirs.round(4))

# %% [markdown]
# Twenty steps, and the same place: Keras' plain optimiser is the walk that you wrote.
#
# ## Put all inputs on one scale
#
# Long narrow valleys are not rare. You make one yourself when your inputs have different sizes, or
# when they lie far from zero. Here are 200 patients with an age in years and a temperature in degrees
# (made up), and a linear model with a bias. The Hessian of half its mean squared error is
# $\mathbf{X}^\top\mathbf{X}/N$, with a column of ones for the bias. Its eigenvalues tell, without a
# single step, how long the flattest direction takes until 1 % of the distance is left:
# $(1 - \eta\lambda_{\min})^t = 0.01$, at the rate $\eta = 1/\lambda_{\max}$.
#
# To **standardise** (chapter 03a) means to subtract each feature's mean and to divide by its spread.
# We do both, and each of the two alone.

# %% tags=["hide-input", "nbval-check-output"]
# @title What it computes: condition number and steps, before and after standardising
patients = np.random.default_rng(6).normal([50, 37], [10, 0.5], size=(200, 2))
mean, spread = patients.mean(axis=0), patients.std(axis=0)
for name, features in {
    "as measured": patients,
    "only divided": patients / spread,
    "only centred": patients - mean,
    "standardised": (patients - mean) / spread,
}.items():
    X = np.column_stack([np.ones(200), features])  # (200, 3)
    e = np.linalg.eigvalsh(X.T @ X / 200)
    steps = np.log(0.01) / np.log1p(-e[0] / e[-1])  # at the rate 1 / e[-1]
    print(f"{name:13s} condition number {e[-1] / e[0]:12,.1f}, steps {steps:13,.0f}")

# %% [markdown]
# A hundred million steps, or three. Dividing alone did not help at all, because all temperatures are
# close to 37: that column looks like 37 times the column of ones, so the model can hardly tell the
# temperature from the bias. Subtracting the mean (*centring*) makes an end of that, and then dividing
# by the spread makes the valley round. Take mean and spread from the training examples alone, and use
# the same numbers for all later examples.
#
# A network has two more reasons. A neuron adds its inputs, so a feature with large numbers drowns
# the others. And large sums push a sigmoid into its flat parts, where its slope is nearly zero and
# nothing can be learned. Take the spirals and the start weights of notebook 06a:

# %% tags=["hide-input", "nbval-check-output"]
# @title What it counts: flat sigmoids in the hidden layer of 06a
from coursekit import riddles

X, _ = riddles.two_spirals(300, seed=1)
W1 = 2 * np.random.RandomState(1).rand(2, 3) - 1
for name, points in {"as drawn": X, "standardised": X / X.std(axis=0)}.items():
    a1 = 1 / (1 + np.exp(-points @ W1))  # (600, 3)
    print(f"{name:13s} slopes below 0.01: {(a1 * (1 - a1) < 0.01).mean():.0%}")

# %% [markdown]
# As they were drawn, four out of ten slopes in the hidden layer are nearly zero before the first
# step. After standardising none is. (The means of these spirals are zero by symmetry.)
#
# ## Why the activation must be smooth
#
# Descent needs one more thing. A **small change of a weight must make a small change of the
# output**. Only then does the slope here say something about the place where the next step ends.
# The perceptron of chapter 05 breaks this rule: at its border a tiny push turns a no into a yes, and
# everywhere else a push does nothing at all. Here is one neuron with five examples: the loss as one of
# its weights changes, for three activations. (The rest of each sum, which comes from its other
# inputs, stays as it is.)

# %% tags=["hide-input"]
# @title What it draws: the loss of a small network along one weight, for three activations
points = np.array([-1.5, -0.6, 0.7, 1.2, 2.0])
biases = np.array([1.4, -0.9, 0.8, -1.6, 0.5])
targets = np.tanh(1.5 * points)
line = np.linspace(-1.8, 2.2, 1601)
kinks = -biases / points  # where an example crosses z = 0
acts = {
    "sign": np.sign,
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
}
fig, axes = plt.subplots(1, 3, figsize=(11, 3.1))
for ax, (name, act) in zip(axes, acts.items(), strict=True):
    out = act(np.multiply.outer(line, points) + biases)  # (weights, examples)
    loss = 0.5 * ((out - targets) ** 2).mean(axis=1)
    ax.plot(line, loss, color=plots.PALETTE[0])
    if name == "relu":
        ax.plot(kinks, np.interp(kinks, line, loss), "o", color=plots.PALETTE[9])
    ax.set(title=name, xlabel="one weight", ylabel="loss")
plots.show(
    fig,
    alt="The loss along one weight, three times. With sign it is a staircase of flat "
    "treads and sudden jumps. With relu it is a curve with five kinks, marked by "
    "dots. With tanh it is a smooth curve.",
)

# %% [markdown]
# With *sign* the loss is a staircase. On every tread the slope is zero, so a walker in the fog would
# stand there for ever. *tanh* (and *sigmoid*) give a smooth surface. *relu* gives a surface with
# kinks, and between the kinks the slope is right, which is enough in practice.
#
# ## Where a walk may end
#
# Now a surface with two valleys, the left one a little deeper:
# $f(u, v) = \frac14 (u^2 - 1)^2 + \frac1{10} u + \frac12 v^2$.
#
# > **Local and global minimum.** A *local* minimum is lower than all places nearby. The *global*
# > minimum is the lowest of all.


# %%
def two_valleys(w):
    """Gradient of (u^2 - 1)^2 / 4 + u / 10 + v^2 / 2."""
    return np.array([w[0] ** 3 - w[0] + 0.1, w[1]])


ridge = np.sort(np.roots([1, 0, -1, 0.1]).real)[1]  # where the slope along u is 0

# %% tags=["hide-input", "nbval-check-output"]
# @title What it walks: four starts
for name, start in {
    "left": (-0.5, 1),
    "right": (0.5, 1),
    "on the ridge": (ridge, 1),
    "a hair off the ridge": (ridge + 0.001, 1),
}.items():
    path = walk(two_valleys, start, learning_rate=0.2)
    u, v = path[-1]
    height = (u**2 - 1) ** 2 / 4 + u / 10 + v**2 / 2
    found = f"ends at u = {u:+.3f}, height {height:+.3f}"
    print(f"{name:21s} {found}, after {len(path) - 1} steps")

# %% tags=["hide-input"]
# @title What it draws: two valleys, a saddle between them, and four walks
u, v = np.meshgrid(np.linspace(-1.6, 1.6, 100), np.linspace(-0.5, 1.3, 80))
heights = (u**2 - 1) ** 2 / 4 + u / 10 + v**2 / 2
fig, ax = plt.subplots(figsize=(7.4, 4.6))
ax.contour(u, v, heights, levels=16, colors="0.75", linewidths=0.8)
starts = {
    "left": (-0.5, 1),
    "right": (0.5, 1),
    "on the ridge": (ridge, 1),
    "a hair off": (ridge + 0.001, 1),
}
for n, (name, start) in enumerate(starts.items()):
    path = walk(two_valleys, start, 0.2)
    colour = plots.PALETTE[(0, 1, 4, 9)[n]]
    look = {"color": colour, "ms": 4, "lw": 1.2, "zorder": 5 - n}
    ax.plot(*path.T, "-" + plots.MARKERS[n], label=name, **look)
low = np.sort(np.roots([1, 0, -1, 0.1]).real)
ax.plot(low[[0, 2]], [0, 0], "k*", ms=13, zorder=6)
ax.plot(low[1], 0, "kX", ms=10, zorder=6)
ax.annotate("global minimum", (low[0], -0.07), ha="center", va="top")
ax.annotate("local minimum", (low[2], -0.07), ha="center", va="top")
ax.annotate("saddle point", (low[1], -0.07), ha="center", va="top")
ax.set(title="Two valleys and a saddle, from above", xlabel="u", ylabel="v")
ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), title="start")
ax.set_aspect("equal")
plots.show(
    fig,
    alt="A landscape from above with the global minimum on the left, a local minimum "
    "on the right and a saddle point between them. The walk from the left ends in"
    " the global minimum, the one from the right in the local one, and the one on"
    " the ridge on the saddle point. The walk that starts a hair off the ridge "
    "comes close to the saddle, then turns to the right and ends in the local "
    "minimum.",
)

# %% [markdown]
# Where you arrive depends on where you start, and a walk does not know whether a deeper valley
# lies behind the ridge. A walk along the ridge ends on the saddle. A push of a thousandth frees it, but
# it loses some time there: 72 steps instead of 62. So "gradient descent always converges to a local
# minimum" is a mistake that is easily made. It may diverge (the rate of 0.21 above), it may rest on a
# saddle, and it may get lost on a plain, as we shall see now.
#
# ## The loss of a network is no bowl
#
# > **Convex.** A surface is convex if, between any two of its points, it lies nowhere above the
# > straight line that joins them. Then it cannot have a second, separate valley.
#
# The loss of the linear model in 04a is convex. Here is the smallest network that can do XOR: two
# inputs, two hidden tanh neurons and one tanh output. Its 9 parameters stand in one vector `w`, and
# `xor_loss(w)` is half its mean squared error.

# %% tags=["hide-input"]
# @title What it defines: the loss of a 2-2-1 network on XOR, for many networks at once
corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
xor = np.array([-1.0, 1.0, 1.0, -1.0])


def xor_loss(w):
    """Half the mean squared error of a 2-2-1 network; w has shape (..., 9)."""
    W1 = w[..., :4].reshape(*w.shape[:-1], 2, 2)
    b1, W2, b2 = w[..., None, 4:6], w[..., 6:8, None], w[..., None, 8:]
    a1 = np.tanh(corners @ W1 + b1)  # (..., 4, 2)
    y_hat = np.tanh(a1 @ W2 + b2)[..., 0]  # (..., 4)
    return 0.5 * ((y_hat - xor) ** 2).mean(axis=-1)


# %% [markdown]
# We have no formula for its gradient yet, so we *measure* it, as in chapter 00: move one weight a
# little up and a little down, and divide the change of the loss by the distance.


# %% tags=["nbval-check-output"]
def measured_gradient(w, h=1e-5):
    """Central differences: two losses for each of the 9 parameters."""
    moves = h * np.eye(9)  # row i moves parameter i and no other
    up, down = xor_loss(w[..., None, :] + moves), xor_loss(w[..., None, :] - moves)
    return (up - down) / (2 * h)


ends = np.random.default_rng(0).normal(size=(40, 9))  # 40 networks, each at its start
for _ in range(4000):
    ends = ends - 0.5 * measured_gradient(ends)
losses = xor_loss(ends)
learned, lost_ones = (losses < 0.01).sum(), (losses > 0.2).sum()
print(f"learned XOR: {learned}, got lost: {lost_ones} of 40")

# %% [markdown]
# All forty had the same task, rate and number of steps. They differ in nothing but their start, and
# yet fifteen did not learn XOR. On what kind of place does a lost walker stand? We measure the
# gradient and the Hessian where two of the walks ended, and then let the fifteen walk on.

# %% tags=["hide-input", "nbval-check-output"]
# @title What it measures: the ground under two walkers, and patience
order = np.argsort(losses)
for name, w in {"learned": ends[order[0]], "lost": ends[order[30]]}.items():
    moves = 1e-4 * np.eye(9)
    H = (measured_gradient(w + moves) - measured_gradient(w - moves)) / 2e-4
    e = np.linalg.eigvalsh((H + H.T) / 2)
    g = np.linalg.norm(measured_gradient(w))
    loss = xor_loss(w)
    print(f"{name:8s} loss {loss:.2f}, gradient {g:.4f}, curvatures {e.round(2)}")
patient = ends[losses > 0.2]
for _ in range(16_000):
    patient = patient - 0.5 * measured_gradient(patient)
print("still lost after 20,000 steps:", (xor_loss(patient) > 0.2).sum(), "of 15")

# %% [markdown]
# Both walkers feel nearly the same: the gradient is short, and nearly all curvatures are close to zero.
# Each stands on a **plain**, where the ground is almost flat in most directions. Only the height
# differs. The lost one is at a loss of 0.25, and five times as many steps brought just three of the
# fifteen out of there. From inside the fog, a good place and a bad one feel alike.
#
# One network and its copy prove that the surface is not convex. Swap the two hidden neurons together
# with all of their weights. Every answer stays the same, and so does the loss. Then go half of the
# straight way from one to the other.

# %%
halfway = check.predict(
    "The loss of a good network and of its swapped twin is 0.0001. And halfway?",
    options=["lower", "the same", "much higher"],
)

# %% tags=["nbval-check-output"]
good = ends[order[0]]
twin = good[[1, 0, 3, 2, 5, 4, 7, 6, 8]]  # hidden neurons 1 and 2 change places
for name, w in {"network": good, "twin": twin, "halfway": (good + twin) / 2}.items():
    print(f"{name:8s} loss {xor_loss(w):.4f}")
halfway.reveal("much higher")

# %% tags=["hide-input"]
# @title What it draws: a cut through the landscape of the 9 parameters
lost = ends[order[30]]
a, b = (twin - good), (lost - good)
x, y = np.meshgrid(np.linspace(-0.35, 1.35, 140), np.linspace(-0.35, 1.35, 140))
heights = xor_loss(good + x[..., None] * a + y[..., None] * b)
fig, ax = plt.subplots(figsize=(6.6, 5))
look = ax.contourf(x, y, heights, levels=np.linspace(0, 1.6, 17), cmap="cividis")
fig.colorbar(look, ax=ax, label="loss")
ax.plot([0, 1], [0, 0], "w--", lw=1.4)
for name, spot in {"network": (0, 0), "twin": (1, 0), "lost": (0, 1)}.items():
    ax.plot(*spot, "wo", mec="k", ms=9)
    ax.annotate(
        name, spot, (8, 8), textcoords="offset points", color="white", weight="bold"
    )
ax.set(
    title="A cut through the surface of 9 parameters",
    xlabel="share of the way to the twin",
    ylabel="share of the way to a lost walker",
)
plots.show(
    fig,
    alt="A plane through three networks, coloured by loss. The network and its twin "
    "lie in two separate dark valleys with a bright ridge between them; the lost "
    "walker lies on a wide plain of middling loss.",
)

# %% [markdown]
# Halfway the loss is much higher: the straight way between two equally deep places (the dashed line)
# leads over a ridge, which no convex surface allows. The lost walker stands in neither valley, but on
# higher ground. With two hidden neurons every valley has 2 such copies, with 128 it has
# $128 \cdot 127 \cdots 1$ of them. That is the price of several layers: a loss that is not convex, and
# more settings (start, rate, sizes, activation) that decide whether training arrives at all.
#
# > **Your turn.** Does it matter how *wide* the starts are drawn? `lost(scale, seed)` draws 40 starts,
# > multiplied by `scale`, and gives the share of lost walks. Write `report(scale)`: a list of the shares
# > for the seeds 1, 2 and 3. Guess first, then compare the scales 0.01, 0.1, 1 and 3.


# %%
def lost(scale, seed):
    """Share of 40 walks that did not learn XOR within 1,000 steps."""
    w = scale * np.random.default_rng(seed).normal(size=(40, 9))
    for _ in range(1000):
        w = w - 0.5 * measured_gradient(w)
    return (xor_loss(w) > 0.2).mean()


def report(scale):
    """Shares of lost walks for the seeds 1, 2 and 3."""
    ...  # your line here


with check.your_turn("report"):
    shares = report(1.0)
    check.shape(shares, (3,), "one share per seed")
    check.close(shares, [lost(1.0, seed) for seed in (1, 2, 3)], "scale 1")
    check.close(report(3.0), [lost(3.0, seed) for seed in (1, 2, 3)], "scale 3")

# %% [markdown]
# <details><summary>Hint 1</summary>Call <code>lost</code> once for each seed.</details>
# <details><summary>Hint 2</summary>A list comprehension, or a loop that appends.</details>
# <details><summary>Hint 3</summary><code>for seed in (1, 2, 3)</code>, with the scale handed
# on.</details>
# <details><summary>Solution</summary><code>return [lost(scale, seed) for seed in (1, 2, 3)]</code>.
# </details>

# %% tags=["nbval-check-output"]
for scale in (0.01, 0.1, 1.0, 3.0):
    shares = np.array([lost(scale, seed) for seed in (1, 2, 3)])
    print(f"scale {scale}: lost {shares.round(2)}, mean {shares.mean():.2f}")

# %% [markdown]
# Of these four widths, 0.1 is by far the best. At 1 nearly half of the walks get lost and at 3 nine of
# ten, but at 0.01 *all* of them do. So a start can be too wide and too narrow. Three seeds agree, so
# this is no accident of one draw. One reason for the narrow end you can see yourself: print
# `measured_gradient(np.zeros(9))`. Where all parameters are 0 the gradient is zero, so a narrow start
# stands close to a critical point. Chapter 07a looks for the right width.
#
# ## Whose valley is it?
#
# Ten networks learn from the same 284 tumours which ones are malignant. Only their starts differ.
# Then they answer about 285 other patients. Beside them stand ten without a hidden layer, whose loss is
# convex. All of this is done for three splits of the patients. (The class computes gradients as
# notebook 06d will show; [look inside](coursekit/mlp.py).)

# %% tags=["hide-input", "nbval-check-output"]
# @title What it trains: ten networks from ten starts, with a hidden layer and without, three splits
from coursekit.mlp import MLP

tumours = data.load("breast_cancer")
for split in (0, 1, 2):
    rows = np.random.default_rng(split).permutation(len(tumours.X))
    seen, fresh = rows[:284], rows[284:]
    mean, spread = tumours.X[seen].mean(axis=0), tumours.X[seen].std(axis=0)
    Z, Y = (tumours.X - mean) / spread, np.eye(2)[tumours.y]  # (569, 30), (569, 2)
    for name, sizes, act in (
        ("8 hidden neurons", [30, 8, 2], ["tanh", "softmax"]),
        ("no hidden layer", [30, 2], ["softmax"]),
    ):
        said = []
        for seed in range(10):
            net = MLP(sizes, act, seed=seed)
            for _ in range(1000):
                net.step(*net.backward(Z[seen], Y[seen]), learning_rate=0.5)
            said.append(net.predict(Z[fresh]))
        said = np.array(said)  # (networks, patients)
        right = (said == tumours.y[fresh]).mean(axis=1)
        divided = (said.min(axis=0) != said.max(axis=0)).sum()
        print(f"{name:16s} right {right.min():.1%} to {right.max():.1%}, ", end="")
        print(f"divided on {divided:2d} of {len(fresh)} patients")

# %% [markdown]
# Within each ten all are about equally good, so nobody could say which of them is the best. Yet the ten
# with a hidden layer are divided on 6, 16 and 7 of the patients. Whether such a patient hears
# "malignant" depends on the number that seeded the start, which has nothing to do with her. A single
# accuracy hides this. Training several networks shows it, and then a person can look at those patients
# again. The ten without a hidden layer have one valley only. They are divided on 2 or 3 patients, and
# right just as often, so for these data they are the better choice.
#
# *To write down:* explain to the doctor of one of these patients, in two sentences and without the
# word "network", why two equally good programs answer differently, and what you would do about it.
#
# ## The price of a measured gradient
#
# The gradient is the key to all of this. We trained forty networks with a gradient that was only
# measured, by **finite differences**. Why not leave it at that? Because each parameter costs two
# passes through the network, for a single step.

# %%
price = check.predict(
    "A network has 109,386 parameters. How many passes does one measured gradient cost?"
)

# %% tags=["nbval-check-output"]
for name, n in {"2-2-1": 9, "784-128-64-10": 109_386}.items():
    print(f"{name:14s} {n:8,} parameters: {2 * n:8,} passes for one step")
price.reveal(2 * 109_386)

# %% [markdown]
# Over two hundred thousand passes for one step, and training takes thousands of steps. Notebook 06d
# gets the whole gradient, exactly, for the price of about *two* passes.
#
# ## When it goes wrong
#
# This walk worked well for 20 patients. Today there are 200 of the same kind, and with the same
# learning rate the weights explode. More data should not hurt! (And next year there will be 20,000.)
#
# > **Your turn.** Run it, look at how `gradient_of_squares` depends on the number of patients, and
# > repair that one line.


# %%
def gradient_of_squares(w, X, y):
    """Gradient of half the squared error of a linear model."""
    return X.T @ (X @ w - y)


draw = np.random.default_rng(2)
many = np.column_stack([np.ones(20_000), draw.normal(size=20_000)])
sick_days = many @ [3.0, 2.0] + 0.1 * draw.normal(size=20_000)
with check.your_turn("the walk that explodes"):
    for n in (20, 200, 20_000):
        w = np.zeros(2)
        for _ in range(300):
            w = w - 0.02 * gradient_of_squares(w, many[:n], sick_days[:n])
        print(f"{n} patients: w = [{w[0]:.1e}, {w[1]:.1e}], about 3 and 2 are right")
        off = np.abs(w - [3, 2]).max()
        check.that(off < 0.2, f"{n} patients", f"off by {off:.1e}")

# %% [markdown]
# <details><summary>Hint 1</summary>Print the largest eigenvalue of <code>X.T @ X</code> for 20 and
# for 200 patients.</details>
# <details><summary>Hint 2</summary>Ten times as many patients make the curvature ten times as
# large, so the largest rate is ten times smaller.</details>
# <details><summary>Hint 3</summary>A <em>mean</em> does not grow with the number of examples, a sum
# does.</details>
# <details><summary>Solution</summary><code>return X.T @ (X @ w - y) / len(X)</code>. The loss was a
# sum. With a mean, a learning rate stays good when data are added.</details>
#
# ## Key points
#
# - At a flat place the eigenvalues of the Hessian decide, because along each eigenvector the
#   surface is the parabola $\frac12\lambda s^2$. All positive: minimum; both signs: saddle.
# - Each step multiplies the distance along an eigenvector by $1 - \eta\lambda$. The steepest direction
#   sets the largest rate, $2/\lambda_{\max}$, and the flattest one sets the time.
# - Standardised inputs (centred, and of one spread) make the valley rounder. Smooth activations make
#   small changes have small effects.
# - Gradient descent may end in a local minimum, rest on a saddle, get lost on a plain, or diverge.
#   A network's loss is not convex: swapped neurons alone give it many valleys.
# - A measured gradient costs two passes per parameter. That is why we need backpropagation.

# %% [markdown]
# ## Quiz
#
# Six questions. Every answer, right or wrong, comes with its reason.

# %%
quiz.show("06c_downhill")

# %% [markdown]
# ## References
#
# - Y. N. Dauphin, R. Pascanu, C. Gulcehre, K. Cho, S. Ganguli and Y. Bengio, *Identifying and
#   attacking the saddle point problem in high-dimensional non-convex optimization*, NIPS 2014.
# - Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, *Efficient backprop*, in Neural Networks: Tricks
#   of the Trade, 1998: why inputs are standardised, and how the curvature sets the rate.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, deeplearningbook.org, sections 4.3 and
#   8.2.
#
# What stands wrongly in print about this chapter's subject is collected in
# [Printed errors, put right](errata.md).
#
# **What comes next.** Notebook 06d computes the whole gradient in one walk backwards, and you write
# that walk yourself. Notebook 06e trains with it.
