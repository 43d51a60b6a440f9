# %% [markdown] nbgrader={"grade": false, "grade_id": "opening", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Assignment 9: deep autoencoders
#
# *about 2 hours · NumPy only · no download · 100 points · after chapter 09c*
#
# You will write the parts of a deep autoencoder: pictures as rows, the list that
# describes the network and the count of its numbers, a decoder that borrows the
# encoder's weights, noise that it must remove, a step of greedy training, and the sizes
# of pictures on their way down and up again. At the end you judge in words a network
# that restores faces.
#
# **What help is allowed.** Talk with colleagues about ideas, and ask an AI assistant to
# explain an idea or an error message. Write every line of code and every sentence of
# the last answer yourself, and name at the end of that answer who or what helped you.
#
# **How it is graded.** Nine functions give 90 points, the question in words 10. Under
# each function stands a cell of visible tests: run it as often as you like. Hidden
# tests with other data run when you hand in; a comment says what each one looks at.
# Each test cell gives all its points or none, and looks at values alone, with a little
# room for rounding where numbers are computed: a list is as good as an array, 3.0 as
# good as 3. Write your code where it says `YOUR CODE HERE`. Locked cells are put back
# before grading; cells that you add are kept, and run with the others.
#
# **How to work.** Run the cells from the top, with Shift and Enter. Write a function, run
# its cell, then the tests below it: `[OK]` says that the visible ones pass, any other
# message says what to look at. *Run All Cells* goes on to the end also while functions
# are missing. The last cell counts what passes, and above it stands how to hand in.
#
# **Each function stands alone.** NumPy is all you need. The tests hand each function
# inputs that are right. No function needs another one of yours.
#
# > **Conventions.** Rows are examples. A layer's weights are called **kernel** here, as
# > in Keras; they have the shape (inputs, neurons). Encoders bend with the tanh, in the
# > code as well. Compute in 64 bits, as NumPy does by itself. Inputs are never modified:
# > not an array, not a list.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import subprocess
import sys

if "google.colab" in sys.modules:  # on Colab, fetch the course's library first
    url = "git+https://github.com/first-neuron/first-neuron"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", url], check=True)
import numpy as np
from coursekit import check

# %% [markdown]
# ## 1. Pictures as rows (6 points)
#
# **Why.** A dense layer wants one row of numbers for each example, not much larger than
# 1. Colour photographs come as whole numbers from 0 to 255, with axes for height, width
# and colour. And the sigmoid at the end of a decoder rebuilds only numbers from 0 to 1.
#
# **Approach**
# 1. Keep the first axis, the pictures, and make one of all others. The order is that
#    in which NumPy counts: the last axis runs fastest.
# 2. Scale what a byte can hold, 0 to 255, to 0 to 1: always by the same number, however
#    bright these pictures happen to be.
#
# **Example.** One picture of 1 × 2 pixels, the first one red (255, 0, 0) and the second
# one grey (51, 51, 51), becomes `[[1, 0, 0, 0.2, 0.2, 0.2]]`.
#
# <details><summary>Hint</summary>
#
# In `reshape`, -1 stands for "whatever is left". Bytes divided by a number with `/`
# become floats; with `//` they do not.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "flatten_images", "locked": false, "schema_version": 3, "solution": true, "task": false}
def flatten_images(images):
    """Return the pictures as rows of numbers from 0 to 1.

    images: an array of bytes, (n, height, width) or (n, height, width, colours)
    returns: (n, all numbers of a picture)
    """
    ### BEGIN SOLUTION
    return np.array([image.ravel() for image in images]) / 255
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "flatten_images_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, and the shape of five colour photographs.
def _test():
    two = np.array([[[[255, 0, 0], [51, 51, 51]]]], "uint8")
    with check.unchanged(images=two):
        rows = flatten_images(two)
    check.close(rows, [[1, 0, 0, 0.2, 0.2, 0.2]], "two pixels", kind="float32")
    rows = flatten_images(np.full((5, 32, 32, 3), 102, "uint8"))
    check.shape(rows, (5, 3072), "five photographs", "32 times 32 times 3 is 3072.")
    check.close(
        np.unique(np.round(rows, 4)), [0.4], "dark photographs", "255 becomes 1."
    )


_test()
check.passed("flatten_images")

# %% nbgrader={"grade": true, "grade_id": "flatten_images_hidden_scale", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the scale, for dark pictures, bright ones, and masks of 0 and 1.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("flatten_images scale")
    for low, high in ((0, 60), (0, 256), (90, 200), (250, 256), (0, 2), (1, 2)):
        images = rng.integers(low, high, (4, 3, 3), "uint8")
        with check.unchanged(images=images):
            rows = flatten_images(images)
        hint = "What does a byte become that is 255? And 0?"
        found = np.sort(np.ravel(np.asarray(rows, float)))
        expected = np.sort(images.ravel().astype(float)) / 255
        check.hidden.close(found, expected, "the numbers, sorted", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "flatten_images_hidden_order", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: shape and order, for grey and colour, one picture and several.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("flatten_images order")
    for size in (
        (3, 4, 2, 3),
        (1, 5, 7),
        (6, 2, 9),
        (2, 3, 3, 3),
        (4, 1, 1, 3),
        (7, 1, 1),
    ):
        images = rng.integers(0, 256, size, "uint8")
        images[0].flat[:2] = 0, 255
        expected = [[image[at] for at in np.ndindex(size[1:])] for image in images]
        rows = flatten_images(images)
        columns = int(np.prod(size[1:]))
        hint = "One row for each picture."
        check.hidden.shape(rows, (size[0], columns), "the rows", hint)
        ranks = np.asarray(rows, float) / np.max(rows) * np.max(expected)
        hint = "The last axis runs fastest."
        check.hidden.close(ranks, np.array(expected, float), "order", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The compression ratio (6 points)
#
# **Why.** "Much better than the dense one" was said of an autoencoder with
# convolutions. Its code had 576 numbers, that of the dense one 30. Before two networks
# are compared, say how far each one squeezes. Count numbers, and then bytes as well: a
# pixel is one byte, and a number in a code mostly is not.
#
# **Approach**
# 1. Count the numbers of the code, and those of the input. Both may be given as a
#    number or as a shape; a shape stands for the product of its sides.
# 2. Multiply those of the code by the bytes that each one takes. An input number takes
#    one byte.
# 3. Divide what the code takes by what the input takes.
#
# **Example.** 3072 bytes in 64 numbers: 64/3072 = 0.0208333. With 4 bytes for each
# number of the code it is four times as much, 0.0833333. The shapes (3, 3, 64) and
# (28, 28, 1) stand for 576 and 784 numbers: 0.734694.
#
# <details><summary>Hint</summary>
#
# `np.prod` multiplies the numbers of a tuple, and of a single number it makes that
# number. A ratio may be above 1: then nothing was compressed.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "compression_ratio", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compression_ratio(code, inputs, code_bytes=1):
    """Return the size of a code as a share of the input's.

    code: how many numbers the code has, or its shape as a tuple
    inputs: how many numbers the input has, one byte each, or its shape as a tuple
    code_bytes: the bytes that each number of the code takes
    returns: a number above 0
    """
    ### BEGIN SOLUTION
    return code_bytes * np.prod(code) / np.prod(inputs)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "compression_ratio_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: a published network for photographs, one for digits, and shapes.
def _test():
    ratio = compression_ratio(64, 3072)
    check.close(ratio, 0.0208333, "64 of 3072", kind="float32")
    ratio = compression_ratio(2, 784)
    check.close(ratio, 0.00255102, "2 of 784", kind="float32")
    ratio = compression_ratio(64, (32, 32, 3), 4)
    check.close(ratio, 0.0833333, "64 numbers of 4 bytes", kind="float32")
    ratio = compression_ratio((3, 3, 64), (28, 28, 1))
    check.close(ratio, 0.734694, "3 x 3 x 64 of 28 x 28", kind="float32")


_test()
check.passed("compression_ratio")

# %% nbgrader={"grade": true, "grade_id": "compression_ratio_hidden_shapes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: numbers and shapes, one byte for each number.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("compression_ratio shapes")
    for sides, depth in ((1, 3), (3, 3), (3, 1), (2, 4), (1, 1), (4, 2)):
        code = tuple(int(n) for n in rng.integers(2, 9, sides))
        inputs = tuple(int(n) for n in rng.integers(2, 9, depth))
        few = many = 1
        for n in code:
            few *= n
        for n in inputs:
            many *= n
        hint = "A shape stands for the product of its sides."
        for a, b in ((code, inputs), (few, inputs), (code, many), (few, many)):
            ratio = compression_ratio(a, b)
            check.hidden.close(ratio, few / many, "ratio", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "compression_ratio_hidden_bytes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: codes whose numbers take more than a byte, or less.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("compression_ratio bytes")
    for code_bytes in (2, 4, 8, 0.5, 0.25):
        few, many = (int(n) for n in rng.integers(3, 90, 2))
        hint = "Which side takes these bytes?"
        ratio = compression_ratio(few, many, code_bytes)
        check.hidden.close(ratio * many, code_bytes * few, "ratio", hint, "float32")
        ratio = compression_ratio((few, 2), (5, many, 3), code_bytes)
        expected = code_bytes * 2 * few / (15 * many)
        check.hidden.close(ratio, expected, "ratio of shapes", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A list that describes the network (14 points)
#
# **Why.** Printed in full, a deep autoencoder takes a page, and the page hides its
# mistakes: a width that is missing on the way back, a normalisation behind the
# activation. A **specification** is short, and can be tested before anything is built.
# It is a list of pairs, in the order of the layers:
#
# | pair | layer |
# |---|---|
# | `("dense", width)` | weighted sums, without activation; `width` is a whole number |
# | `("norm", None)` | batch normalisation |
# | `("relu", None)`, `("tanh", None)`, `("sigmoid", None)` | an activation |
# | `("dropout", rate)` | dropout |
#
# **Approach**
# 1. A *block* of some width is: dense, norm, relu, dropout, in this order.
# 2. The encoder: a block for each width; then the code, a dense layer with its norm and
#    a tanh. Nothing of the code is dropped.
# 3. The decoder: a block for each width in reverse order; then a dense layer as wide as
#    the inputs, and a sigmoid. What is rebuilt is neither normalised nor dropped. The
#    code is not repeated: it is what the decoder is given.
# 4. With `normalise=False` no norm stands anywhere; with the rate 0 no dropout.
#
# **Example.** 8 inputs, the single width 4, a code of 2 and the rate 0.1:
#
# | | |
# |---|---|
# | encoder | dense 4, norm, relu, dropout 0.1, dense 2, norm, tanh |
# | decoder | dense 4, norm, relu, dropout 0.1, dense 8, sigmoid |
#
# <details><summary>Hint</summary>
#
# Build the parts that may be missing first: a list that holds `("norm", None)`, or
# nothing. `[*a, *b]` joins lists. `widths[::-1]` is a reversed copy; `widths.reverse()`
# turns around the list that belongs to somebody else.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "autoencoder_spec", "locked": false, "schema_version": 3, "solution": true, "task": false}
def autoencoder_spec(inputs, widths, code, rate=0.0, normalise=True):
    """Return the specifications of an encoder and of its mirror image.

    inputs: how many numbers an example has
    widths: a list, the widths of the encoder's blocks in order, perhaps empty
    code: how many numbers the code has
    rate: the dropout rate of each block, at least 0 and below 1
    normalise: False leaves all batch normalisations away
    returns: the pair (encoder, decoder) of lists of pairs
    """
    ### BEGIN SOLUTION
    norm = [("norm", None)] if normalise else []
    drop = [("dropout", rate)] if rate else []
    rest = [*norm, ("relu", None), *drop]
    encoder = [part for width in widths for part in [("dense", width), *rest]]
    decoder = [part for width in widths[::-1] for part in [("dense", width), *rest]]
    encoder += [("dense", code), *norm, ("tanh", None)]
    return encoder, [*decoder, ("dense", inputs), ("sigmoid", None)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "autoencoder_spec_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, two blocks, and a network without either extra.
def _test():
    def line(spec):
        parts = [check.unpack(pair, "kind, value", "a part") for pair in spec]
        return ", ".join(k if value is None else f"{k} {value}" for k, value in parts)

    widths = [6, 4]
    networks = [((8, [4], 2, 0.1),
                 "dense 4, norm, relu, dropout 0.1, dense 2, norm, tanh",
                 "dense 4, norm, relu, dropout 0.1, dense 8, sigmoid"),
                ((9, widths, 3),
                 "dense 6, norm, relu, dense 4, norm, relu, dense 3, norm, tanh",
                 "dense 4, norm, relu, dense 6, norm, relu, dense 9, sigmoid"),
                ((9, widths, 3, 0, False),
                 "dense 6, relu, dense 4, relu, dense 3, tanh",
                 "dense 4, relu, dense 6, relu, dense 9, sigmoid")]
    for arguments, there, back in networks:
        pair = autoencoder_spec(*arguments)
        encoder, decoder = check.unpack(pair, "encoder, decoder", "autoencoder_spec")
        check.same(line(encoder), there, "the encoder", "See steps 1 and 2.")
        check.same(line(decoder), back, "the decoder", "See steps 1 and 3.")
    check.same(widths, [6, 4], "the list widths", "It belongs to somebody else.")


_test()
check.passed("autoencoder_spec")

# %% nbgrader={"grade": true, "grade_id": "autoencoder_spec_hidden_encoder", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: encoders of one to five blocks, with normalisation and dropout.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("autoencoder_spec encoder")

    def words(spec):
        parts = (check.unpack(pair, "kind, value", "a part") for pair in spec)
        return [k if value is None else f"{k} {value}" for k, value in parts]

    for n in (1, 2, 3, 5):
        inputs, code, *widths = (
            int(w) for w in rng.permutation(np.arange(2, 99))[: n + 2]
        )
        rate = [0.1, 0.25, 0.5][n % 3]
        pair = autoencoder_spec(inputs, list(widths), code, rate)
        encoder, _ = check.unpack(pair, "encoder, decoder", "autoencoder_spec")
        expected = []
        for width in widths:
            expected += [f"dense {width}", "norm", "relu", f"dropout {rate}"]
        expected += [f"dense {code}", "norm", "tanh"]
        right = words(encoder) == expected
        check.that(right, "the encoder", "a layer is missing, too many or misplaced")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "autoencoder_spec_hidden_decoder", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: decoders of one to five blocks, with normalisation and dropout.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("autoencoder_spec decoder")

    def words(spec):
        parts = (check.unpack(pair, "kind, value", "a part") for pair in spec)
        return [k if value is None else f"{k} {value}" for k, value in parts]

    for n in (1, 2, 3, 5):
        inputs, code, *widths = (
            int(w) for w in rng.permutation(np.arange(2, 99))[: n + 2]
        )
        rate = [0.1, 0.25, 0.5][n % 3]
        pair = autoencoder_spec(inputs, list(widths), code, rate)
        _, decoder = check.unpack(pair, "encoder, decoder", "autoencoder_spec")
        expected = ["sigmoid", f"dense {inputs}"]
        for width in widths:
            expected += [f"dropout {rate}", "relu", "norm", f"dense {width}"]
        right = words(decoder) == expected[::-1]
        check.that(right, "the decoder", "a layer is missing, too many or misplaced")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "autoencoder_spec_hidden_options", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what is left away with the rate 0, without normalisation, without blocks.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("autoencoder_spec options")

    def count(spec):
        kinds = [check.unpack(pair, "kind, value", "a part")[0] for pair in spec]
        return [kinds.count(k) for k in ("dense", "norm", "relu", "dropout")] + [
            len(kinds)
        ]

    for n in (0, 1, 2, 4):
        inputs, code, *widths = (int(w) for w in rng.integers(2, 99, n + 2))
        kept = list(widths)
        runs = [
            ((), 1, 0),
            ((0.0, True), 1, 0),
            ((0.3, False), 0, 1),
            ((0, False), 0, 0),
        ]
        for options, norm, drop in [*runs, ((0.3,), 1, 1)]:
            pair = autoencoder_spec(inputs, widths, code, *options)
            encoder, decoder = check.unpack(
                pair, "encoder, decoder", "autoencoder_spec"
            )
            hint = "Which parts stand in a block, and which in the code and the output?"
            parts = [n + 1, (n + 1) * norm, n, n * drop]
            expected = [*parts, sum(parts) + 1]
            check.hidden.same(count(encoder), expected, "the encoder's parts", hint)
            parts = [n + 1, n * norm, n, n * drop]
            expected = [*parts, sum(parts) + 1]
            check.hidden.same(count(decoder), expected, "the decoder's parts", hint)
        check.that(widths == kept, "widths", "the list was changed")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Counting before building (8 points)
#
# **Why.** A specification can be counted before a single weight is drawn. Two counts
# matter: what training learns, and what the network merely keeps. A batch normalisation
# has four numbers per neuron: it learns $\gamma$ and $\beta$, and it keeps the moving
# mean and variance.
#
# **Approach**. Walk through the specification of section 3 and remember how many
# numbers arrive, at first `inputs`.
# 1. A dense layer learns one weight for each pair of an arriving number and a neuron,
#    and one bias for each neuron. After it, `width` numbers arrive.
# 2. A norm learns two and keeps two for each arriving number.
# 3. All other kinds learn nothing, keep nothing and change nothing.
#
# **Example.** 3 inputs, then `("dense", 5), ("norm", None), ("relu", None)`: 15
# weights, 5 biases and 10 numbers of the norm are learned, 10 are kept: `(30, 10)`.
#
# <details><summary>Hint</summary>
#
# Three numbers are carried along: the current width and the two counts. In a dense
# layer count first, and change the width afterwards.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(spec, inputs):
    """Return how many numbers a network learns and how many it merely keeps.

    spec: a list of pairs (kind, value) as in section 3
    inputs: how many numbers an example has
    returns: the pair (learned, kept) of whole numbers
    """
    ### BEGIN SOLUTION
    width, learned, kept = inputs, 0, 0
    for kind, value in spec:
        if kind == "dense":
            learned += (width + 1) * value
            width = value
        if kind == "norm":
            learned += 2 * width
            kept += 2 * width
    return learned, kept
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_parameters_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, and the encoder of a published network for photographs.
def _test():
    pair = count_parameters([("dense", 5), ("norm", None), ("relu", None)], 3)
    learned, kept = check.unpack(pair, "learned, kept", "count_parameters")
    check.same(learned, 30, "learned, in the example", "15 + 5 + 10.")
    check.same(kept, 10, "kept, in the example", "A mean and a variance per neuron.")
    relu, norm, drop = ("relu", None), ("norm", None), ("dropout", 0.2)
    published = [
        ("dense", 2048),
        relu,
        ("dense", 1024),
        norm,
        relu,
        drop,
        ("dense", 512),
        relu,
        ("dense", 256),
        norm,
        relu,
        drop,
        ("dense", 128),
        relu,
        drop,
        ("dense", 64),
        norm,
        ("tanh", None),
    ]
    learned, kept = count_parameters(published, 3072)
    check.same(
        kept, 2688, "kept by the published encoder", "Norms follow 1024, 256, 64."
    )
    check.same(learned + kept, 9_094_336, "both together", "As Keras counts them.")


_test()
check.passed("count_parameters")

# %% nbgrader={"grade": true, "grade_id": "count_parameters_hidden_learned", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what other networks learn.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("count_parameters learned")
    dense, norm = "dense norm".split()
    others = [("relu", None), ("tanh", None), ("sigmoid", None), ("dropout", 0.3)]
    for n in (0, 1, 2, 5, 8):
        width = inputs = int(rng.integers(2, 50))
        spec, learned = [*others[: n // 2]], []
        if n % 2:
            spec.append((norm, None))
            learned += [width, width]
        for k in range(n):
            new = int(rng.integers(2, 50))
            spec.append((dense, new))
            learned += [width * new, new]
            width = new
            if (n + k) % 2:
                spec.append((norm, None))
                learned += [width, width]
            spec += [others[i] for i in rng.permutation(4)]
        with check.unchanged(spec=spec):
            pair = count_parameters(spec, inputs)
        found, _ = check.unpack(pair, "learned, kept", "count_parameters")
        hint = "Weights, biases, gamma and beta. How many numbers arrive?"
        check.hidden.same(found, sum(learned), f"learned, {n} dense layers", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "count_parameters_hidden_kept", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what other networks keep without learning it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("count_parameters kept")
    others = [("relu", None), ("tanh", None), ("sigmoid", None), ("dropout", 0.3)]
    for n in (0, 1, 3, 6):
        widths = [int(w) for w in rng.integers(2, 50, n + 1)]
        spec, kept = [others[3]], 0
        for k, width in enumerate(widths):
            spec += [("dense", width)] if k else []
            if k % 3 != 1:
                spec += [("norm", None)]
                kept += width + width
            spec += others[k % 4 :]
        with check.unchanged(spec=spec):
            pair = count_parameters(spec, widths[0])
        _, found = check.unpack(pair, "learned, kept", "count_parameters")
        hint = "Which layers keep moving averages, and for how many numbers?"
        check.hidden.same(found, kept, f"kept, {n} dense layers", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. A decoder that borrows its weights (12 points)
#
# **Why.** In a symmetric autoencoder each kernel of the decoder has the transposed
# shape of one in the encoder. So let it *be* that one, transposed: half of the weights
# to learn, and half of them to overfit with. Only the biases are the decoder's own.
#
# $$\mathbf{h} = \tanh(\mathbf{x}\mathbf{W} + \mathbf{b}) \qquad \hat{\mathbf{x}} =
# \sigma(\mathbf{h}\,\mathbf{W}^\top + \mathbf{c})$$
#
# **Approach**
# 1. Encode: kernel by kernel, each with its bias and a tanh. What comes out of the last
#    one is the code.
# 2. Decode: the kernels in *reverse* order, each transposed, each with the decoder's
#    own bias. `back_biases` stand in the order in which the decoder needs them.
# 3. A tanh follows every layer but the very last: that one ends with a sigmoid,
#    $\sigma(z) = 1/(1 + e^{-z})$.
#
# **Example.** One kernel $(1, 0.5)^\top$, no biases. $\mathbf{x} = (1, 2)$ has the code
# $\tanh 2 = 0.964$. Back to two numbers: $\sigma(0.964) = 0.724$ and $\sigma(0.482) =
# 0.618$.
#
# <details><summary>Hint</summary>
#
# `kernels[::-1]` is the reversed list, and `W.T` a transposed kernel. With the widths
# 5-3-2, write the shape of every product on paper: (n, 5), (n, 3), (n, 2), and back.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "tied_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tied_forward(X, kernels, biases, back_biases):
    """Return the code and the reconstruction of a tied autoencoder.

    X: (n, inputs)
    kernels: a list, the encoder's kernels in order; the first is (inputs, neurons)
    biases: a list, the encoder's biases in order
    back_biases: a list, the decoder's biases in the order of its layers
    returns: the pair (code, X_hat) of shapes (n, numbers of the code) and (n, inputs)
    """
    ### BEGIN SOLUTION
    A = X
    for k, W in enumerate(kernels):
        A = np.tanh(A @ W + biases[k])
    code = A
    for k, W in enumerate(kernels[::-1]):
        Z = A @ W.T + back_biases[k]
        A = np.tanh(Z)
    return code, 1 / (1 + np.exp(-Z))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "tied_forward_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example beside a second row, then a network 2-3-1-3-2.
def _test():
    X, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0], [0.5]])
    with check.unchanged(X=X, W=W):
        pair = tied_forward(X, [W], [np.zeros(1)], [np.zeros(2)])
    code, X_hat = check.unpack(pair, "code, X_hat", "tied_forward")
    check.close(
        code, [[0.964028], [-0.462117]], "code", "tanh 2, tanh -0.5.", "float32"
    )
    expected = [[0.723927, 0.618223], [0.386484, 0.442491]]
    check.close(X_hat, expected, "X_hat", "At the end, a sigmoid.", "float32")
    kernels = [
        np.array([[0.5, -1.0, 0.0], [1.0, 0.0, 0.5]]),
        np.array([[1.0], [-0.5], [2.0]]),
    ]
    biases = [np.array([0.0, 1.0, -0.5]), np.array([0.25])]
    back_biases = [np.array([0.0, 0.5, -1.0]), np.array([1.0, -2.0])]
    lent = {"kernels": kernels, "biases": biases, "back_biases": back_biases}
    with check.unchanged(**lent):
        code, X_hat = tied_forward(X, kernels, biases, back_biases)
    check.close(code, [[0.973793], [-0.984172]], "code of two layers", kind="float32")
    expected = [[0.796098, 0.293118], [0.466131, 0.037247]]
    hint = "The last kernel first, transposed, and the decoder's own biases."
    check.close(X_hat, expected, "X_hat of two layers", hint, "float32")
    check.shape(kernels[0], (2, 3), "the first kernel", "The list was changed.")


_test()
check.passed("tied_forward")

# %% nbgrader={"grade": true, "grade_id": "tied_forward_hidden_code", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the codes of networks with one to four layers.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("tied_forward code")
    for n, *sizes in (
        (4, 5, 3),
        (1, 6, 4, 2),
        (3, 3, 3, 3),
        (2, 4, 7, 3, 2),
        (5, 2, 2, 5),
    ):
        shapes = list(pairwise(sizes))
        kernels = [rng.normal(size=shape) for shape in shapes]
        biases = [rng.normal(size=shape[1]) for shape in shapes]
        back_biases = [rng.normal(size=shape[0]) for shape in shapes[::-1]]
        X = rng.normal(size=(n, sizes[0]))
        lent = {"kernels": kernels, "biases": biases, "back_biases": back_biases}
        with check.unchanged(X=X, **lent):
            pair = tied_forward(X, kernels, biases, back_biases)
        code, _ = check.unpack(pair, "code, X_hat", "tied_forward")
        expected = X.T
        for W, b in zip(kernels, biases, strict=True):
            up = np.exp(2 * (W.T @ expected + b[:, None]))
            expected = (up - 1) / (up + 1)
        hint = "Each kernel with its bias and a tanh, the last one as well."
        check.hidden.close(code, expected.T, "code", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "tied_forward_hidden_output", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the reconstructions, with square kernels and others.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("tied_forward output")
    for n, *sizes in (
        (4, 5, 3),
        (1, 6, 4, 2),
        (3, 3, 3, 3),
        (2, 4, 7, 3, 2),
        (5, 2, 2, 5),
    ):
        shapes = list(pairwise(sizes))
        kernels = [rng.normal(size=shape) for shape in shapes]
        biases = [rng.normal(size=shape[1]) for shape in shapes]
        back_biases = [rng.normal(size=shape[0]) for shape in shapes[::-1]]
        X = rng.normal(size=(n, sizes[0]))
        lent = {"kernels": kernels, "biases": biases, "back_biases": back_biases}
        with check.unchanged(X=X, **lent):
            pair = tied_forward(X, kernels, biases, back_biases)
        _, X_hat = check.unpack(pair, "code, X_hat", "tied_forward")
        a, last = X, len(shapes) - 1
        for k in range(len(shapes)):
            a = np.tanh(np.einsum("ni,ij->nj", a, kernels[k]) + biases[k])
        for k in range(last, -1, -1):
            z = np.einsum("nj,ij->ni", a, kernels[k]) + back_biases[last - k]
            a = np.tanh(z)
        expected = (1 + np.tanh(z / 2)) / 2
        hint = "Reverse order, transposed, own biases, and a sigmoid at the very end."
        check.hidden.close(X_hat, expected, "X_hat", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. What tying saves (6 points)
#
# **Why.** "Half of the parameters" is nearly true. How nearly, a count can tell.
#
# **Approach**
# 1. Each pair of neighbours in the encoder has one kernel, a weight for each pair of
#    their neurons. The tied autoencoder has each kernel once, the untied one twice: one
#    for the encoder and one for the decoder.
# 2. Biases are never shared: every layer of the encoder and of the decoder has one for
#    each of its neurons.
#
# **Example.** Encoder 2-1, so the autoencoder is 2-1-2: one kernel of 2 weights, and
# $1 + 2$ biases. Tied that makes 5, untied 7.
#
# <details><summary>Hint</summary>
#
# An encoder 784-100-30 has the layers 100 and 30, its decoder the layers 100 and 784.
# These are all the neurons that have a bias: `sizes[1:]`, and which slice else?
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "count_tied", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_tied(sizes):
    """Return how many parameters a symmetric autoencoder has, tied and untied.

    sizes: a list, the inputs and the neurons of each encoder layer, the code last
    returns: the pair (tied, untied) of whole numbers
    """
    ### BEGIN SOLUTION
    kernels = np.dot(sizes[:-1], sizes[1:])
    biases = sum(sizes[:-1]) + sum(sizes[1:])
    return kernels + biases, 2 * kernels + biases
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_tied_visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the example, and the published network for clothes.
def _test():
    tied, untied = check.unpack(count_tied([2, 1]), "tied, untied", "count_tied")
    check.same(tied, 5, "2-1-2, tied", "2 weights, 1 + 2 biases.")
    check.same(untied, 7, "2-1-2, untied", "4 weights, 1 + 2 biases.")
    tied, untied = count_tied([784, 100, 30])
    check.same(tied, 82_414, "784-100-30 and back, tied")
    check.same(untied, 163_814, "784-100-30 and back, untied")


_test()
check.passed("count_tied")

# %% nbgrader={"grade": true, "grade_id": "count_tied_hidden_tied", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other networks, tied.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("count_tied tied")
    for n in (2, 2, 3, 4, 7):
        sizes = [int(size) for size in rng.permutation(np.arange(2, 60))[:n]]
        kept = list(sizes)
        tied, _ = check.unpack(count_tied(sizes), "tied, untied", "count_tied")
        expected = sum(a * b + a + b for a, b in pairwise(kept))
        hint = "Kernels once, biases of both halves."
        check.hidden.same(tied, expected, f"tied, {n} sizes", hint)
        check.that(sizes == kept, "sizes", "the list was changed")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "count_tied_hidden_untied", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: other networks, untied.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("count_tied untied")
    for n in (2, 2, 3, 4, 7):
        sizes = [int(size) for size in rng.permutation(np.arange(2, 60))[:n]]
        whole = sizes + sizes[-2::-1]
        _, untied = check.unpack(count_tied(sizes), "tied, untied", "count_tied")
        expected = sum((a + 1) * b for a, b in pairwise(whole))
        hint = "The ordinary dense layers there and back."
        check.hidden.same(untied, expected, f"untied, {n} sizes", hint)


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Noise that must go (14 points)
#
# **Why.** A network that has to remove noise cannot get away with copying. What it is
# given is spoiled, what it must answer is *clean*; whoever spoils both trains a network
# that draws noise. There are many ways to spoil. The random numbers have been drawn
# already, $u$ for each pixel; so there is exactly one right result. $a$ is the amount:
#
# | `kind` | `draws` | a pixel $x$ becomes |
# |---|---|---|
# | `"gaussian"` | normal | $x + a\,u$, but no less than 0 and no more than 1 |
# | `"mask"` | uniform | 0 if $u < a$, else $x/(1 - a)$ |
# | `"salt_pepper"` | uniform | 0 if $u < a/2$, else 1 if $u < a$, else $x$ |
#
# Normal draws have the mean 0 and the deviation 1; uniform ones lie in $[0, 1)$. The
# mask scales what it keeps, as dropout does, so that the mean stays. That may make a
# pixel larger than 1, and it is meant to: the dropout layer does no less.
#
# **Approach**
# 1. Spoil as the table says.
# 2. Return what the network is given, and what it must answer.
#
# **Example.** Three pixels of 0.5, draws 0.1, 0.3 and 0.9, the amount 0.4. Masked they
# are 0, 0 and 0.5/0.6 = 0.8333; with salt and pepper 0, 1 and 0.5. The target is 0.5,
# 0.5 and 0.5 both times.
#
# <details><summary>Hint</summary>
#
# `np.clip(A, 0, 1)` holds numbers between 0 and 1. `np.where(test, this, that)` chooses
# pixel by pixel, and `that` may be another `np.where`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "denoising_pair", "locked": false, "schema_version": 3, "solution": true, "task": false}
def denoising_pair(X, kind, amount, draws):
    """Return an input and a target for a denoising autoencoder.

    X: clean pictures, numbers from 0 to 1, an array of any shape
    kind: "gaussian", "mask" or "salt_pepper"
    amount: how much noise; for a mask at least 0 and below 1
    draws: random numbers in the shape of X: normal ones for "gaussian", else uniform
    returns: the pair (noisy, target), both in the shape of X
    """
    ### BEGIN SOLUTION
    if kind == "gaussian":
        return np.clip(X + amount * draws, 0, 1), X
    if kind == "mask":
        return X * (draws >= amount) / (1 - amount), X
    return np.where(draws < amount, draws >= amount / 2, X), X
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "denoising_pair_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: four pixels and draws of which some lie exactly on a border.
def _test():
    X = np.array([[0.5, 0.75, 1.0, 0.25]])
    cases = [
        ("gaussian", 0.5, [1.0, -2.0, 0.5, -0.1], [[1, 0, 1, 0.2]]),
        ("mask", 0.5, [0.1, 0.5, 0.9, 0.4], [[0, 1.5, 2, 0]]),
        ("salt_pepper", 0.5, [0.1, 0.25, 0.9, 0.5], [[0, 1, 1, 0.25]]),
        ("gaussian", 0.1, [1.0, -1.0, -1.0, 0.0], [[0.6, 0.65, 0.9, 0.25]]),
        ("mask", 0.2, [0.1, 0.5, 0.9, 0.4], [[0, 0.9375, 1.25, 0.3125]]),
        ("salt_pepper", 0.8, [0.5, 0.3, 0.1, 0.9], [[1, 0, 0, 0.25]]),
    ]
    for kind, amount, draws, expected in cases:
        draws = np.array([draws])
        with check.unchanged(X=X, draws=draws):
            pair = denoising_pair(X, kind, amount, draws)
        noisy, target = check.unpack(pair, "noisy, target", "denoising_pair")
        check.close(
            noisy, expected, f"noisy, {kind} {amount}", "See the table.", "float32"
        )
        check.close(target, X, f"target, {kind}", "What must it answer?", "float32")


_test()
check.passed("denoising_pair")

# %% nbgrader={"grade": true, "grade_id": "denoising_pair_hidden_gaussian", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: Gaussian noise, little and much of it.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("denoising_pair gaussian")
    kind, _ = "gaussian noise".split()
    for amount, *size in ((0.1, 60), (0.3, 9, 7), (1.0, 5, 4, 3), (2.5, 80), (0.0, 6)):
        X, draws = rng.uniform(size=size), rng.normal(size=size)
        X.flat[:4], draws.flat[:4] = (0, 1, 0, 1), (-1.2, 0.8, 0.7, -0.9)
        with check.unchanged(X=X, draws=draws):
            pair = denoising_pair(X, kind, amount, draws)
        noisy, _ = check.unpack(pair, "noisy, target", "denoising_pair")
        moved = X + amount * draws
        expected = np.minimum(np.maximum(moved, 0), 1)
        hint = "How far does a draw move a pixel, and where does it stop?"
        check.hidden.close(noisy, expected, "noisy, gaussian", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "denoising_pair_hidden_mask", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: masks, with draws on the border and pixels that get larger than 1.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("denoising_pair mask")
    kind, _ = "mask noise".split()
    for amount, *size in (
        (0.25, 80),
        (0.5, 9, 7),
        (0.875, 5, 4, 3),
        (0.0, 12),
        (0.3, 70),
    ):
        X, draws = rng.uniform(0.2, 1, size), rng.integers(0, 8, size) / 8
        draws.flat[:3] = amount, 0, 0.9375
        with check.unchanged(X=X, draws=draws):
            pair = denoising_pair(X, kind, amount, draws)
        noisy, _ = check.unpack(pair, "noisy, target", "denoising_pair")
        pixels = zip(X.flat, draws.flat, strict=True)
        kept = [0 if draw < amount else x / (1 - amount) for x, draw in pixels]
        hint = "Who is silenced, and what becomes of the others?"
        expected = np.reshape(kept, size)
        check.hidden.close(noisy, expected, "noisy, mask", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "denoising_pair_hidden_salt_pepper", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: salt and pepper, with draws on both borders.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("denoising_pair salt and pepper")
    for amount, *size in (
        (0.25, 80),
        (0.5, 9, 7),
        (1.0, 5, 4, 3),
        (0.0, 12),
        (0.3, 70),
    ):
        X, draws = rng.uniform(0.2, 0.8, size), rng.integers(0, 16, size) / 16
        draws.flat[:5] = amount / 2, min(amount, 0.99), 0, 0.9375, amount / 4
        with check.unchanged(X=X, draws=draws):
            pair = denoising_pair(X, "salt_pepper", amount, draws)
        noisy, _ = check.unpack(pair, "noisy, target", "denoising_pair")
        expected = X.copy()
        expected[draws < amount] = 1
        expected[2 * draws < amount] = 0
        hint = "Which draws make pepper, 0, and which make salt, 1?"
        check.hidden.close(noisy, expected, "noisy, salt and pepper", hint, "float32")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "denoising_pair_hidden_target", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what the network must answer.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("denoising_pair target")
    for amount, *size in ((0.25, 30), (0.5, 9, 7), (0.75, 5, 4, 3)):
        for kind in "gaussian mask salt_pepper".split():
            draws = rng.uniform(size=size)
            if kind == "gaussian":
                draws = 2 * draws + 0.5
            draws.flat[:2] = 0.01, 0.95
            X = rng.uniform(0.2, 0.8, size)
            clean = X.copy()
            pair = denoising_pair(X, kind, amount, draws)
            _, target = check.unpack(pair, "noisy, target", "denoising_pair")
            hint = "Should the network learn to draw noise?"
            check.hidden.close(target, clean, f"target, {kind}", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. One greedy step (14 points)
#
# **Why.** A deep autoencoder can be trained one layer after the other, each time as a
# shallow one. The step is always the same: go as far as the network has been built,
# train a shallow autoencoder *there*, and put its two layers in the middle of the whole
# network, on either side of the new code. What has been trained before stays as it is.
#
# **Approach**
# 1. Encode `X` with all layers there are: $\tanh(\mathbf{H}\mathbf{W} + \mathbf{b})$,
#    one after the other. With no layer yet, the data are their own code.
# 2. Call `train` once, with these codes. It returns the new layers: the encoder's
#    $\mathbf{W}$ and $\mathbf{b}$, and the decoder's $\mathbf{V}$ and $\mathbf{c}$.
# 3. In the encoder the new layer is the last one. In the decoder it is the *first* one:
#    the code goes through it before it reaches the older layers.
# 4. Compute the codes of `X` in the deeper network.
#
# **Example.** Encoder [e1, e2], decoder [d2, d1], and `train` returns e3 and d3. The
# new ones are [e1, e2, e3] and [d3, d2, d1]; `train` was given the codes that e2 gave.
#
# <details><summary>Hint</summary>
#
# `[*old, new]` and `[new, *old]` make new lists; `append` and `insert` change the list
# that was handed in. The new codes are one layer further than those that `train` got.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "greedy_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def greedy_step(X, encoder, decoder, units, train):
    """Return a network that is one pair of layers deeper, and its codes.

    X: (n, inputs)
    encoder: a list of pairs (W, b), the trained encoder layers in order, perhaps empty
    decoder: a list of pairs (V, c), the trained decoder layers in order
    units: how many neurons the new code has
    train: a function; train(H, units) trains a shallow autoencoder on the rows of H and
        returns (W, b, V, c), its encoder layer and its decoder layer
    returns: the triple (encoder, decoder, codes): two lists as above, one pair longer,
        and (n, units)
    """
    ### BEGIN SOLUTION
    H = X
    for W, b in encoder:
        H = np.tanh(H @ W + b)
    W, b, V, c = train(H, units)
    return [*encoder, (W, b)], [(V, c), *decoder], np.tanh(H @ W + b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "greedy_step_visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the first step, and the second one on top of it.
def _test():
    X = np.array([[0.5, -1.0], [2.0, 0.0], [0.0, 1.0]])
    one = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, -0.5]]), np.array([0.0, 0.5, 0.0])
    two = np.array([[1.0], [0.0], [-1.0]]), np.array([0.25])
    back_one, back_two = (-one[0].T, np.array([0.1, 0.2])), (-two[0].T, np.zeros(3))
    H1, H2 = (
        np.tanh(X @ one[0] + one[1]),
        np.array([[0.076817], [0.423897], [0.612003]]),
    )
    seen = []

    def train(H, units):
        seen.append(np.array(H, float))
        return (*one, *back_one) if len(seen) == 1 else (*two, *back_two)

    names = "encoder, decoder, codes"
    with check.unchanged(X=X):
        triple = greedy_step(X, [], [], 3, train)
    encoder, decoder, codes = check.unpack(triple, names, "greedy_step")
    check.same(len(seen), 1, "calls of train in the first step")
    check.close(seen[0], X, "what train was given first", "There is no layer yet.")
    check.close(codes, H1, "the first codes", kind="float32")
    old_encoder, old_decoder = [one], [back_one]
    with check.unchanged(encoder=old_encoder, decoder=old_decoder):
        triple = greedy_step(X, old_encoder, old_decoder, 1, train)
    encoder, decoder, codes = check.unpack(triple, names, "greedy_step")
    check.same(len(seen), 2, "calls of train in both steps")
    check.close(
        seen[1], H1, "what train was given then", "The codes so far.", "float32"
    )
    for what, found, right in (
        ("encoder", encoder, [one, two]),
        ("decoder", decoder, [back_two, back_one]),
    ):
        layers = check.unpack(found, "outer, inner", f"the {what}")
        for (kernel, bias), (W, b) in zip(layers, right, strict=True):
            check.close(
                kernel, W, f"a kernel of the {what}", "In which order?", "float32"
            )
            check.close(bias, b, f"a bias of the {what}", "In which order?", "float32")
    check.close(codes, H2, "the second codes", kind="float32")
    lengths = [len(old_encoder), len(old_decoder)]
    check.same(lengths, [1, 1], "the old lists", "Make new ones.")


_test()
check.passed("greedy_step")

# %% nbgrader={"grade": true, "grade_id": "greedy_step_hidden_data", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: what train is given, and how often, with no layer to three layers.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("greedy_step data")
    for n, *sizes in (
        (4, 5, 3),
        (3, 6, 4, 2),
        (5, 3, 3, 3),
        (2, 4, 6, 3, 2),
        (3, 4, 5, 4),
    ):
        pairs = list(pairwise(sizes))
        encoder = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairs]
        decoder = [
            (rng.normal(size=(b, a)), rng.normal(size=a)) for a, b in pairs[::-1]
        ]
        new = (*encoder.pop(), *decoder.pop(0))
        X, asked = rng.normal(size=(n, sizes[0])), []

        def train(H, units, asked=asked, new=new):
            asked.append((np.array(H, float), units))
            return new

        with check.unchanged(X=X, encoder=encoder, decoder=decoder):
            greedy_step(X, list(encoder), list(decoder), sizes[-1], train)
        check.that(len(asked) == 1, "train", f"called {len(asked)} times in one step")
        expected = X.T
        for W, b in encoder:
            up = np.exp(2 * (W.T @ expected + b[:, None]))
            expected = (up - 1) / (up + 1)
        hint = "The codes of the network as far as it has been built."
        check.hidden.close(asked[0][0], expected.T, "what train got", hint, "float32")
        check.hidden.same(asked[0][1], sizes[-1], "units", "Hand them on.")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "greedy_step_hidden_stack", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the order of the layers in the deeper network; the old lists stay.
### BEGIN HIDDEN TESTS
def _test():
    rng = check.fresh_rng("greedy_step stack")
    for depth in (0, 1, 2, 4):
        encoder, decoder = (
            [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(depth)]
            for _ in "ed"
        )
        new = [rng.normal(size=3 if k % 2 else (3, 3)) for k in range(4)]
        there = [array.copy() for pair in encoder for array in pair]
        back = [array.copy() for pair in decoder for array in pair]

        def train(H, units, new=new):
            return tuple(array.copy() for array in new)

        triple = greedy_step(rng.normal(size=(4, 3)), encoder, decoder, 3, train)
        found = check.unpack(triple, "encoder, decoder, codes", "greedy_step")
        rights = [*there, *new[:2]], [*new[2:], *back]
        for what, layers, right in zip(
            ("encoder", "decoder"), found, rights, strict=False
        ):
            hint = "One pair more than before. Where do the new layers belong?"
            names = ", ".join(f"layer {k}" for k in range(1, depth + 2))
            layers = check.unpack(layers, names, f"the {what}", hint)
            flat = [a for pair in layers for a in check.unpack(pair, "W, b", "a layer")]
            for array, expected in zip(flat, right, strict=True):
                check.hidden.close(array, expected, f"the {what}", hint, "float32")
        old = [array for pair in (*encoder, *decoder) for array in pair]
        given = [*there, *back]
        alike = len(old) == len(given) and all(map(np.array_equal, old, given))
        check.that(alike, "greedy_step", "the old lists or their arrays were changed")


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "greedy_step_hidden_codes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: the codes of the deeper network.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import pairwise

    rng = check.fresh_rng("greedy_step codes")
    for n, *sizes in (
        (4, 5, 3),
        (3, 6, 4, 2),
        (5, 3, 3, 3),
        (2, 4, 6, 3, 2),
        (3, 4, 5, 4),
    ):
        pairs = list(pairwise(sizes))
        encoder = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairs]
        decoder = [
            (rng.normal(size=(b, a)), rng.normal(size=a)) for a, b in pairs[::-1]
        ]
        new = (*encoder[-1], *decoder[0])
        X = rng.normal(size=(n, sizes[0]))

        def train(H, units, new=new):
            return tuple(array.copy() for array in new)

        a = X
        for W, b in encoder:
            a = np.tanh(np.einsum("ni,ij->nj", a, W) + b)
        triple = greedy_step(X, encoder[:-1], decoder[1:], sizes[-1], train)
        *_, codes = check.unpack(triple, "encoder, decoder, codes", "greedy_step")
        hint = "Through the old layers, and through the new one."
        check.hidden.close(codes, a, "codes", hint, "float32")


_test()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. Pictures shrink and grow (10 points)
#
# **Why.** A convolutional autoencoder is built only if its pictures come back in their
# own size. 28 pixels become 14, 7 and 3 on the way down; doubled three times, 3 become
# 24. One transposed convolution must therefore work without padding. So count before
# you build.
#
# Pictures here are square with the side $n$, kernels have the side $k$ and the stride
# $s$. In a transposed convolution, `"up"`, each number puts a stamp of side $k$ into
# the output, and neighbouring stamps start $s$ pixels apart ($k \ge s$). With a number
# $p$ as padding, a convolution sees $p$ zeros more on each side, and a transposed one
# has $p$ pixels *cut off* on each side.
#
# | kind | a number $p$ | `"same"` |
# |---|---|---|
# | `"conv"`, `"pool"` | $\lfloor(n + 2p - k)/s\rfloor + 1$ | $\lceil n/s\rceil$ |
# | `"up"` | $(n - 1)s + k - 2p$ | $n s$ |
#
# Here $\lfloor\ \rfloor$ rounds down and $\lceil\ \rceil$ rounds up. The word `"valid"`
# means $p = 0$.
#
# **Approach**
# 1. Go through the layers; what comes out of one goes into the next.
# 2. Compute the side with the formula of its kind and padding.
# 3. Collect the sides behind each layer.
#
# **Example.** The published encoder: convolutions `("conv", 3, 1, "same")`, and pooling
# `("pool", 2, 2, "valid")`, in turns, three of each. The sides behind the layers are
# 28, 14, 14, 7, 7, 3. Up again with `("up", 3, 2, "valid")`: $2 \cdot 2 + 3 = 7$, and
# twice with `"same"`: 14, 28.
#
# <details><summary>Hint</summary>
#
# `//` rounds down, and `-(-n // s)` rounds up. Turn "valid" into 0 first; then only the
# four formulas of the table are left.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "picture_sizes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def picture_sizes(n, layers):
    """Return the sides of a square picture behind each layer.

    n: the side of the picture that comes in
    layers: a list of tuples (kind, kernel, stride, padding): kind is "conv", "pool" or
        "up", and padding "valid", "same" or, not for "pool", a whole number
    returns: a list of whole numbers, one for each layer
    """
    ### BEGIN SOLUTION
    sizes = []
    for kind, kernel, stride, padding in layers:
        p = {"valid": 0}.get(padding, padding)
        if padding == "same":
            n = n * stride if kind == "up" else -(-n // stride)
        elif kind == "up":
            n = (n - 1) * stride + kernel - 2 * p
        else:
            n = (n + 2 * p - kernel) // stride + 1
        sizes.append(n)
    return sizes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "picture_sizes_visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false} tags=["raises-exception"]
# Visible test: the published network, then single layers.
def _test():
    conv, pool = ("conv", 3, 1, "same"), ("pool", 2, 2, "valid")
    sizes = picture_sizes(28, [conv, pool, conv, pool, conv, pool])
    check.same(sizes, [28, 14, 14, 7, 7, 3], "the published encoder")
    up = [("up", 3, 2, "valid"), ("up", 3, 2, "same"), ("up", 3, 2, "same")]
    check.same(picture_sizes(3, up), [7, 14, 28], "the published decoder")
    singles = [(("conv", 5, 1, "valid"), 7, 3), (("conv", 3, 2, "valid"), 8, 3),
               (("conv", 3, 2, "same"), 7, 4), (("pool", 2, 2, "same"), 7, 4),
               (("conv", 5, 1, 2), 7, 7), (("conv", 4, 2, 1), 8, 4),
               (("up", 5, 3, "valid"), 4, 14), (("up", 5, 3, "same"), 4, 12),
               (("up", 4, 2, 1), 4, 8)]
    for layer, n, side in singles:
        sizes = picture_sizes(n, [layer])
        check.same(sizes, [side], f"{layer} on a side of {n}", "See the table.")


_test()
check.passed("picture_sizes")

# %% nbgrader={"grade": true, "grade_id": "picture_sizes_hidden_down", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: convolutions and pooling, of all paddings.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product

    rng = check.fresh_rng("picture_sizes down")
    kinds = [(kind, p) for kind in "conv pool".split() for p in "valid same".split()]
    kinds += [("conv", p) for p in (0, 1, 2)]
    for k, s, (kind, padding) in product(range(1, 5), range(1, 5), kinds):
        n = start = int(rng.integers(20, 90))
        sides = []
        for _ in range(2):
            around = 0 if padding == "valid" else padding
            places = n if padding == "same" else n + around + around - k + 1
            n = len(range(0, places, s))  # where the kernel is laid
            sides.append(n)
        layers = [(kind, k, s, padding)] * 2
        with check.unchanged(layers=layers):
            found = picture_sizes(start, layers)
        hint = "Count the places where the kernel is laid, and round as the table says."
        check.hidden.same(found, sides, f"the sides, {kind}", hint)


_test()
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "picture_sizes_hidden_up", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# Hidden test: transposed convolutions of all paddings, behind a convolution.
### BEGIN HIDDEN TESTS
def _test():
    from itertools import product

    rng = check.fresh_rng("picture_sizes up")
    paddings = [*"valid same".split(), 0, 1, 2]
    for s, more, padding in product((1, 2, 3), range(4), paddings):
        n, k = int(rng.integers(6, 12)), max(2, s + more)
        start, layers, sides = n + 1, [("conv", 2, 1, "valid")], [n]
        _, up = "conv up".split()
        for _ in range(2):
            layers.append((up, k, s, padding))
            covered = {i * s + j for i in range(n) for j in range(k)}  # by all stamps
            cut = 0 if padding == "valid" else padding
            n = s * n if padding == "same" else len(covered) - cut - cut
            sides.append(n)
        with check.unchanged(layers=layers):
            found = picture_sizes(start, layers)
        hint = "n stamps of side k, s apart. And what does padding do here?"
        check.hidden.same(found, sides, "the sides on the way up", hint)


_test()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## 10. A face out of the noise (10 points)
#
# A police force gives its detectives a denoising autoencoder for faces from cameras in
# the street. It was trained on 200,000 portraits of actors, spoiled with Gaussian
# noise. The report says: "On new portraits with this noise, the error falls by 81 %.
# Our network uses convolutions, and its code has 576 numbers; a dense one with a code
# of 30 was far worse, so convolutions are what it takes. On frames of real cameras that
# show 40 colleagues, the error was three times as high; that was the weather. The
# results are so sharp that witnesses have already recognised seven people." A table in
# the appendix: for faces of people above 70, 2 % of the portraits, the error is
# *higher* after denoising than before. Answer in 6 to 10 sentences:
#
# 1. Why does the comparison not show that convolutions are what it takes? How would you
#    compare? And what may explain the real frames, if it was not the weather?
# 2. Where do the sharp details in a restored face come from? Why may old faces become
#    worse, although the error falls by 81 %?
# 3. What may such a picture be used for, and what not? What should be measured and
#    reported before, and who should have a say?
#
# Then name who or what helped you with this assignment.

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_answer", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# <!-- BEGIN SOLUTION -->
# **A good answer.** The two networks differ in two things at once, in the kind of layer
# and in a code that is 19 times as large, so the larger code may explain it all. I
# would compare a dense and a convolutional network of the same code, 576 both times or
# 30 both times, with equal training and several seeds. The network has learned to
# remove one noise, the one that we added; real cameras blur, compress and show faces
# from above, and it has never seen such a thing, as it has never seen people other than
# actors. The sharp details are not in the frame: the network fills in what faces of its
# training set have on average in such a place, so they are a guess and look like no
# evidence of doubt. An old face is rebuilt from what young actors look like, and with 2
# % of the portraits it hardly counts in the mean that fell by 81 %. Such a picture must
# not be used as evidence, nor shown to a witness, who would recognise what the network
# invented; at most it may be a hint to look for other traces, kept beside the original
# and marked as computed. Before that, the errors on frames of the real cameras should
# be measured by group, and above all how often the wrong person is recognised. Courts,
# data protection, defence lawyers and people of the groups concerned should have a say,
# not only the police and the maker.
#
# **Rubric, 10 points**
# - 3: two things differ, layers and size of the code (1); equal codes, and one
#   condition of a fair run (1); real noise or faces differ from those of the training
#   (1)
# - 4: details are filled in from the training faces, a guess (2); old faces rare in the
#   training (1); a small share hardly moves the mean (1)
# - 3: no evidence and no picture for witnesses, at most a hint (1); measured on real
#   frames, by group or as false recognitions (1); whose say, beyond police and maker
#   (1)
# - Take off 1 if the help is not named. Length and language cost nothing.
# <!-- END SOLUTION -->

# %% [markdown] nbgrader={"grade": false, "grade_id": "handing_in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. Choose *Run > Restart Kernel and Run All Cells*. What worked only because of a cell
#    that is gone now fails here, and not when it is graded.
# 2. Read what the cell below says: it counts the functions whose visible tests pass.
#    The hidden tests, with other data, run when your work is graded.
# 3. If there is a *Validate* button above the notebook, press it. It runs the visible
#    tests once more in a fresh kernel, and shows the cells that fail.
# 4. Is the question in words answered, with who or what helped you?
# 5. Save, and hand in this one file under its own name, `deep_autoencoders.ipynb`. It lies in the
#    folder where you opened it; on Colab, *File > Download > Download .ipynb* brings it
#    to your computer. Where to hand it in, and until when, your instructor tells you.

# %% nbgrader={"grade": false, "grade_id": "summary", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Which visible tests pass? Run all cells first.
check.summary(
    [
        "flatten_images",
        "compression_ratio",
        "autoencoder_spec",
        "count_parameters",
        "tied_forward",
        "count_tied",
        "denoising_pair",
        "greedy_step",
        "picture_sizes",
    ]
)
