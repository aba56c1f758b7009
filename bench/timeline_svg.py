#!/usr/bin/python3
"""timeline_svg.py OUT.svg [CAPTION]: draws the instance action on its standard input (JSON), a bar for each event.

    openstack server event show SERVER REQUEST -f json | bench/timeline_svg.py boot.svg
"""

import html
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "demo"))

from timeline import seconds, service_spans

WIDTH, LEFT, RIGHT, ROW, TOP = 900, 150, 110, 26, 64
HOST, OWN, HAND = "#3b6ea5", "#c2703d", "#6f8f4e"


def step_of(total: float) -> int:
    """The distance of the scale's lines, in ms: 1, 2 or 5 times a power of ten, for at most ten of them."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if total / step <= 10:
                return step
        power *= 10


def svg(
    action: dict, caption: str, marks: dict[str, float] | None = None, by_hand: dict[str, float] | None = None
) -> str:
    """The picture as text. `marks` are further moments, in seconds since the epoch; `by_hand` are the steps of the same
    done without the service, one after the other, in seconds: they are drawn below on the same scale."""
    spans = service_spans(action)
    zero = seconds(action["start_time"])
    marks, by_hand = marks or {}, by_hand or {}
    ends = [span.ended - zero for span in spans] + [at - zero for at in marks.values()]
    total = max([*ends, sum(by_hand.values()), 0.001]) * 1000
    bottom = TOP + ROW * (len(spans) + (len(by_hand) + 1 if by_hand else 0))

    def x(moment: float) -> float:
        return LEFT + max(moment - zero, 0) * 1000 / total * (WIDTH - LEFT - RIGHT)

    def text(at: float, y: float, words: str, more: str = "") -> str:
        return f'<text x="{at:.1f}" y="{y:.1f}" {more}>{html.escape(words)}</text>'

    height = bottom + 30 + 16 * len(marks)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12" fill="#222">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        text(10, 22, caption, 'font-size="14" font-weight="bold"'),
    ]
    step = step_of(total)
    for count in range(int(total / step) + 1):
        at = x(zero + count * step / 1000)
        lines.append(f'<path d="M{at:.1f} {TOP - 8}V{bottom}" stroke="#ddd"/>')
        lines.append(text(at, TOP - 14, f"{count * step:g} ms", 'text-anchor="middle" fill="#777"'))

    def bar(row: int, title: str, indent: int, began: float, ended: float, color: str) -> None:
        y = TOP + ROW * row
        begin, end = x(began), x(ended)
        lines.append(text(indent, y + 15, title))
        lines.append(
            f'<rect x="{begin:.1f}" y="{y + 3}" width="{max(end - begin, 1.5):.1f}" height="{ROW - 9}" fill="{color}"/>'
        )
        took = f"{(ended - began) * 1000:.1f} ms"
        lines.append(text(max(end, begin + 1.5) + 5, y + 15, took, 'fill="#555"'))

    for index, span in enumerate(spans):
        is_host = span.title.startswith("host.")
        bar(index, span.title, 26 if is_host else 10, span.began, span.ended, HOST if is_host else OWN)
    if by_hand:
        lines.append(text(10, TOP + ROW * len(spans) + 15, "the same by hand", 'font-weight="bold"'))
    began = zero
    for index, (title, took) in enumerate(by_hand.items(), len(spans) + 1):
        bar(index, title, 26, began, began + took, HAND)
        began += took
    for index, (name, moment) in enumerate(sorted(marks.items(), key=lambda mark: mark[1])):
        at, y = x(moment), bottom + 20 + 16 * index
        lines.append(f'<path d="M{at:.1f} {TOP - 8}V{y - 10}" stroke="#888" stroke-dasharray="3 3"/>')
        anchor = "end" if at > WIDTH / 2 else "start"
        lines.append(text(at, y, f"{name}: {(moment - zero) * 1000:.0f} ms", f'text-anchor="{anchor}"'))
    return "\n".join([*lines, "</svg>", ""])


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    caption = sys.argv[2] if len(sys.argv) == 3 else "A boot"
    pathlib.Path(sys.argv[1]).write_text(svg(json.load(sys.stdin), caption))
    return 0


if __name__ == "__main__":
    sys.exit(main())
