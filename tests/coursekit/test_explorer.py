"""The map of a latent plane: what is drawn, and what travels with the page."""

import base64
import io
import re

import numpy as np
import pytest
from coursekit import explorer
from PIL import Image

pytestmark = pytest.mark.usefixtures("course_style")


def decode(points):
    """A decoder whose image tells the point: z1 in the upper row, z2 in the lower."""
    return np.clip((points[:, :, None] + 2) / 4, 0, 1) * np.ones(3)


@pytest.fixture
def codes():
    return np.random.default_rng(0).normal(size=(300, 2)) * [0.6, 0.2]


LABELS = np.arange(300) % 2


def pictures(page):
    """The map and the sheet of images of a page."""
    found = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", page)
    return [Image.open(io.BytesIO(base64.b64decode(data))) for data in found]


def numbers(page):
    """The corners of the map, as the page's script knows them."""
    across = re.search(r"value\(across, ([^,]+), ([^)]+)\)", page).groups()
    up = re.search(r"value\(up, ([^,]+), ([^)]+)\)", page).groups()
    return np.array([across, up], float).T


def test_the_sheet_has_the_image_of_every_stop_the_lowest_row_last(codes):
    page = explorer.page(decode, codes, LABELS, None, "A map.")
    low, high = numbers(page)
    sheet = np.asarray(pictures(page)[1], float) / 255
    assert sheet.shape == (2 * explorer.STEPS, 3 * explorer.STEPS)
    assert sheet[0, 0] == pytest.approx((low[0] + 2) / 4, abs=0.01)
    assert sheet[0, -1] == pytest.approx((high[0] + 2) / 4, abs=0.01)
    assert sheet[1, 0] == pytest.approx((high[1] + 2) / 4, abs=0.01)
    assert sheet[-1, 0] == pytest.approx((low[1] + 2) / 4, abs=0.01)


def test_the_map_holds_nearly_all_codes(codes):
    low, high = numbers(explorer.page(decode, codes, LABELS, None, "A map."))
    assert np.mean(np.all((low < codes) & (codes < high), axis=1)) > 0.97


def test_the_path_follows_the_direction_in_which_the_codes_vary_most(codes):
    figure = explorer.strip(decode, codes, LABELS)
    (path,) = figure.axes[0].lines
    x, y = path.get_data()
    assert len(x) == len(explorer.STOPS)
    assert x[-1] - x[0] == pytest.approx(3 * codes[:, 0].std(), rel=0.05)
    assert abs(y[-1] - y[0]) < 0.2


def test_images_in_colour_stay_in_colour(codes):
    def coloured(points):
        return np.stack([decode(points)] * 3, axis=-1) * [1, 0.5, 0]

    page = explorer.page(coloured, codes, LABELS, None, "A map.")
    assert pictures(page)[1].mode == "RGB"


def test_two_maps_on_one_page_do_not_share_a_name(codes):
    pages = [explorer.page(decode, codes, LABELS, None, "A map.") for _ in range(2)]
    names = [re.search(r'id="(explorer-\S+)"', page)[1] for page in pages]
    assert names[0] != names[1]


def test_the_border_of_the_map_does_not_make_it_larger_than_its_place(codes):
    """Two pixels more, and JupyterLab shows a scroll bar and cuts the border off."""
    page = explorer.page(decode, codes, LABELS, None, "A map.")
    style = re.search(r'<img[^>]*alt="A map."[^>]*style="([^"]*)"', page)[1]
    assert {"display: block", "box-sizing: border-box"} <= set(
        part.strip() for part in style.split(";")
    )


def test_the_alternative_text_is_escaped(codes):
    page = explorer.page(decode, codes, LABELS, None, 'Digits "1" < 7.')
    assert 'alt="Digits &quot;1&quot; &lt; 7."' in page


def test_a_decoder_that_makes_no_images_is_answered_in_words(codes):
    with pytest.raises(ValueError, match=r"decode made shape \(625, 2\) of 625 points"):
        explorer.page(lambda points: points, codes, LABELS, None, "A map.")


def test_a_live_notebook_gets_the_page(notebook, codes):
    from IPython.utils.capture import capture_output

    with capture_output() as caught:
        explorer.show(decode, codes, LABELS, alt="A map.")
    assert "<script>" in caught.outputs[0].data["text/html"]


def test_elsewhere_one_picture_comes_with_words(terminal, codes):
    from IPython.utils.capture import capture_output

    with capture_output() as caught:
        explorer.show(decode, codes, LABELS, alt="A map.")
    assert caught.outputs[0].metadata["image/png"]["alt"] == "A map."
