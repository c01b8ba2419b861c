"""Two kinds of picture for docs/speed.md, as SVG: lines over a logarithmic field, and bars on a logarithmic scale.

Written here rather than drawn by a plotting library: the same figures give the same bytes, so that a change of a picture is a
change of figures; it is read by browsers and code hosts as it is, in a few kilobytes; and nobody has to install 50 MB to run a
benchmark.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 860, 80, 210, 50, 56
COLOURS = ("#1b5e9e", "#b3401f", "#2e7d4f", "#7b4aa0", "#8a6d00", "#555555")
_STYLE = "text{font:13px sans-serif;fill:#222}.t{font-weight:bold;font-size:15px}.s{fill:#555;font-size:12px}.g{stroke:#ddd}"

Series = Mapping[str, Sequence[tuple[float, float]]]


class Scale(NamedTuple):
    """A logarithmic scale: from value to place."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value."""
        share = math.log10(max(value, self.low) / self.low) / math.log10(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def decades(self) -> Iterator[float]:
        """The powers of ten on it."""
        for power in range(math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9) + 1):
            yield 10.0**power


def lines(title: str, across: str, upwards: str, series: Series) -> str:
    """Values over sizes, both axes logarithmic: what grows as the size does is a straight line as steep as the grid. Each line
    bears its name at its end, in its colour."""
    height = 520
    sizes = [size for points in series.values() for size, _ in points]
    values = [value for points in series.values() for _, value in points]
    x = Scale(min(sizes), max(sizes), LEFT, WIDTH - RIGHT)
    y = Scale(_floor(min(values)), _ceiling(max(values)), height - BOTTOM, TOP)
    parts = [_text(LEFT, 24, title, "t"), _text(LEFT, 42, upwards, "s"), _text(LEFT, height - 12, across, "s")]
    parts += [_line(LEFT, y.at(value), WIDTH - RIGHT, y.at(value)) for value in y.decades()]
    parts += [_text(LEFT - 8, y.at(value) + 4, _number(value), anchor="end") for value in y.decades()]
    for size in sorted(set(sizes)):
        parts += [
            _line(x.at(size), TOP, x.at(size), height - BOTTOM),
            _text(x.at(size), height - BOTTOM + 18, _short(size), anchor="middle"),
        ]
    names = _apart({name: y.at(points[-1][1]) for name, points in series.items()})
    for (name, points), colour in zip(series.items(), COLOURS, strict=False):
        path = " ".join(f"{x.at(size):.1f},{y.at(value):.1f}" for size, value in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x.at(size):.1f}" cy="{y.at(value):.1f}" r="3" fill="{colour}"/>' for size, value in points]
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{names[name] + 4:.1f}" style="fill:{colour}">{escape(name)}</text>')
    return _picture(height, parts)


def bars(title: str, across: str, groups: Mapping[str, Mapping[str, tuple[float, str]]]) -> str:
    """Named bars under headings, one logarithmic scale for all: to each name its length and what is written at its end."""
    left, step = 250, 22
    height = TOP + sum(step * (len(group) + 1) + 8 for group in groups.values()) + BOTTOM
    values = [value for group in groups.values() for value, _ in group.values()]
    x = Scale(_floor(min(values)), _ceiling(max(values)), left, WIDTH - 150)
    parts = [_text(10, 24, title, "t"), _text(left, height - 12, across, "s")]
    for value in x.decades():
        parts += [
            _line(x.at(value), TOP, x.at(value), height - BOTTOM),
            _text(x.at(value), height - BOTTOM + 18, _number(value), anchor="middle"),
        ]
    at = TOP + 14.0
    for heading, group in groups.items():
        parts.append(_text(10, at, heading, "t"))
        for name, (value, told) in group.items():
            at += step
            colour = COLOURS[0] if name.startswith("kehoach") else COLOURS[-1]
            parts.append(_text(left - 8, at, name, anchor="end"))
            parts.append(
                f'<rect x="{left}" y="{at - 12:.1f}" width="{max(1.0, x.at(value) - left):.1f}" height="15" fill="{colour}"/>'
            )
            parts.append(_text(x.at(value) + 6, at, told))
        at += step + 8
    return _picture(height, parts)


def _floor(value: float) -> float:
    return float(10.0 ** math.floor(math.log10(value)))


def _ceiling(value: float) -> float:
    return float(10.0 ** math.ceil(math.log10(value)))


def _apart(places: Mapping[str, float], step: float = 17) -> dict[str, float]:
    """The same places, moved down where two would be written over each other."""
    found: dict[str, float] = {}
    last = -step
    for name, place in sorted(places.items(), key=lambda one: one[1]):
        last = found[name] = max(place, last + step)
    return found


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _short(size: float) -> str:
    return f"{size / 1000:,.0f}k" if size >= 950 else f"{size:.0f}"


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    of = f'class="{kind}" ' if kind else ""
    return f'<text {of}x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="g" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _picture(height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    return "\n".join(
        (head, f"<style>{_STYLE}</style>", f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>', *parts, "</svg>\n")
    )
