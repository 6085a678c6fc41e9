"""The picture of the precision-recall curves."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from .scripts import script

plots = script("plots")
SVG = "{http://www.w3.org/2000/svg}"
CURVE = [
    {"at": 0.9, "precision": 1.0, "recall": 0.5},
    {"at": 0.1, "precision": 0.5, "recall": 1.0},
    {"at": 0.5, "precision": 0.75, "recall": 0.75},
]


def drawn(levels: dict[str, float], titles: int = 1) -> ElementTree.Element:
    """The picture of some plots that are all the same."""
    names = [f"rule-{number}" for number in range(titles)]
    return ElementTree.fromstring(
        plots.precision_recall(
            dict.fromkeys(names, CURVE), dict.fromkeys(names, levels), {name: f"OL {name} <&>" for name in names}
        )
    )


def dots(picture: ElementTree.Element) -> list[tuple[str | None, float, float]]:
    """What each mark is for, and the recall and precision where it stands; the legend left out."""
    found = []
    for circle in picture.iter(f"{SVG}circle"):
        title = circle.find(f"{SVG}title")
        if title is not None:
            x, y = float(circle.attrib["cx"]), float(circle.attrib["cy"])
            found.append((title.text, x / plots.WIDE, 1 - y / plots.HIGH))
    return found


@pytest.mark.parametrize(
    ("threshold", "place"),
    [
        (0.5, (0.75, 0.75)),
        (0.7, (0.625, 0.875)),
        (0.1, (1.0, 0.5)),
        (0.02, (1.0, 0.5)),
        (0.99, (0.5, 1.0)),
    ],
)
def test_a_threshold_lies_on_the_curve(threshold: float, place: tuple[float, float]) -> None:
    assert plots.at(CURVE, threshold) == pytest.approx(place)


def test_the_curve_goes_by_its_thresholds() -> None:
    (line,) = drawn({}).iter(f"{SVG}polyline")

    points = [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]
    assert points == sorted(points, reverse=True)
    assert points[0] == (plots.WIDE, plots.HIGH / 2)


def test_the_thresholds_are_marked_where_they_are_met() -> None:
    marks = dots(drawn({"default": 0.5, "it": 0.9, "en": 0.1}))

    assert [name for name, *_ in marks] == ["en: 0.10", "it: 0.90", "default: 0.50"]
    for (_, *place), wanted in zip(marks, [(1.0, 0.5), (0.5, 1.0), (0.75, 0.75)]):
        assert place == pytest.approx(wanted, abs=0.01)


def test_the_threshold_is_written_within_the_plot() -> None:
    for level in (0.02, 0.5, 0.9):
        (text,) = [text for text in drawn({"default": level}).iter(f"{SVG}text") if text.text == f"{level:.2f}"]
        assert 0 < float(text.attrib["x"]) < plots.WIDE
        assert 0 < float(text.attrib["y"]) < plots.HIGH


def test_a_rule_without_a_threshold_has_its_curve() -> None:
    assert dots(drawn({})) == []


@pytest.mark.parametrize("many", [1, 3, 4, 12])
def test_every_plot_has_its_title_and_place(many: int) -> None:
    picture = drawn({"default": 0.5}, many)

    wide, high = (float(picture.attrib[name]) for name in ("width", "height"))
    *groups, _legend = picture.findall(f"{SVG}g")
    places = [tuple(map(float, re.findall(r"\d+", group.attrib["transform"]))) for group in groups]
    assert len(set(places)) == many
    assert all(x + plots.WIDE < wide and y + plots.HIGH < high for x, y in places)
    assert [group[0].text for group in groups] == [f"OL rule-{number} <&>" for number in range(many)]


@pytest.mark.parametrize(("colour", "least"), [(plots.INK, 4.0), (plots.CURVE, 3.0), (plots.MARK, 3.0)])
@pytest.mark.parametrize("page", ["#ffffff", "#0d1117"])
def test_colours_stand_out_from_light_and_dark_pages(colour: str, least: float, page: str) -> None:
    """By the contrast ratio of the Web Content Accessibility Guidelines."""
    dark, light = sorted(luminance(each) for each in (colour, page))

    assert (light + 0.05) / (dark + 0.05) >= least


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_ground_and_no_other_colours() -> None:
    text = plots.precision_recall({"a": CURVE}, {"a": {"default": 0.5, "it": 0.6}}, {"a": "A"})

    assert set(re.findall(r"#[0-9a-fA-F]{3,6}", text)) == {plots.INK, plots.CURVE, plots.MARK}
    assert "<rect" not in text and "<style" not in text
