"""CIEDE2000, held against the pairs of Sharma, Wu and Dalal 2005, and CIELAB against the colour engine."""

from __future__ import annotations

import pytest
from PIL import Image

from pressroom.colour.difference import Lab, ciede2000, difference, lab_of
from pressroom.colour.profiles import lab_profile, srgb_profile, transform

# Table 1 of the paper: two colours in CIELAB, and their difference to four places.
PAIRS = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.02 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0
50 -1.1848 -84.8006 50 0 -82.7485 1.0
50 -0.9009 -85.5211 50 0 -82.7485 1.0
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.49 -0.001 50 -2.49 0.0009 7.1792
50 2.49 -0.001 50 -2.49 0.001 7.1792
50 2.49 -0.001 50 -2.49 0.0011 7.2195
50 2.49 -0.001 50 -2.49 0.0012 7.2195
50 -0.001 2.49 50 0.0009 -2.49 4.8045
50 -0.001 2.49 50 0.001 -2.49 4.8045
50 -0.001 2.49 50 0.0011 -2.49 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.903
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0
50 2.5 0 50 3.2972 0 1.0
50 2.5 0 50 1.8634 0.5757 1.0
50 2.5 0 50 3.2592 0.335 1.0
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.263
61.2901 3.7196 -5.3901 61.4292 2.248 -4.962 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.694 23.0331 14.973 -42.5619 2.0373
36.4612 47.858 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.441 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.135 0.9033 -0.0636 -0.5514 0.9082
"""


@pytest.mark.parametrize("pair", PAIRS.strip().splitlines())
def test_the_difference_is_that_of_the_published_pair_either_way_round(pair: str) -> None:
    one_l, one_a, one_b, two_l, two_a, two_b, expected = map(float, pair.split())
    one, two = (one_l, one_a, one_b), (two_l, two_a, two_b)
    assert round(ciede2000(one, two), 4) == expected
    assert round(ciede2000(two, one), 4) == expected


def test_the_same_colour_has_no_difference_and_black_from_white_has_a_hundred() -> None:
    assert difference((0.2, 0.4, 0.6), (0.2, 0.4, 0.6)) == 0
    assert difference((0, 0, 0), (1, 1, 1)) == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("srgb", [(1, 1, 1), (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0.5, 0.5, 0.5),
                                  (0.1, 0.6, 0.3)])
def test_lab_of_a_screen_colour_is_what_the_colour_engine_makes_of_it(srgb: tuple[float, float, float]) -> None:
    change = transform(srgb_profile(), "RGB", lab_profile(), "LAB")
    pixel = tuple(round(255 * part) for part in srgb)
    lightness, a, b = change.apply(Image.new("RGB", (1, 1), pixel)).getpixel((0, 0))  # type: ignore[misc]
    engine: Lab = (lightness / 2.55, a - 128, b - 128)
    assert lab_of((pixel[0] / 255, pixel[1] / 255, pixel[2] / 255)) == pytest.approx(engine, abs=0.6)
