"""Drawings for the demo: flat shapes in the site's inks, no photo of anybody."""

import io

from PIL import Image, ImageDraw

INKS = {
    "paper": "#fbf7ef", "sand": "#efe4cf", "sun": "#ffc94d", "indigo": "#2a3796", "sky": "#c9d2f2",
    "vermillon": "#c2320f", "canard": "#00797f", "prune": "#76246b", "sapin": "#1f5a34", "ocre": "#a86a10",
}  # fmt: skip

# Each shape: (kind, ink, coordinates on a grid of 16 × 9).
DRAWINGS = {
    "atelier": [
        ("box", "sky", (0, 0, 16, 9)), ("box", "ocre", (1, 5.6, 15, 6.1)), ("box", "ocre", (2, 6.1, 2.4, 9)),
        ("box", "ocre", (13.6, 6.1, 14, 9)), ("box", "indigo", (2.6, 3.8, 5, 5.6)), ("box", "sky", (2.8, 4, 4.8, 5.4)),
        ("box", "prune", (6.6, 3.8, 9, 5.6)), ("box", "paper", (6.8, 4, 8.8, 5.4)), ("box", "canard", (10.8, 4.4, 13, 5.6)),
        ("disc", "vermillon", (3.3, 1.6, 4.5, 2.8)), ("disc", "sapin", (7.2, 1.4, 8.4, 2.6)), ("disc", "sun", (11.3, 2, 12.5, 3.2)),
    ],
    "cafe": [
        ("box", "sand", (0, 0, 16, 9)), ("disc", "ocre", (3.4, 3, 12.6, 8.6)), ("disc", "paper", (3.9, 3.3, 12.1, 8)),
        ("disc", "indigo", (5.2, 4.4, 6.8, 5.6)), ("disc", "vermillon", (9.2, 4.2, 10.8, 5.4)), ("disc", "sapin", (7.2, 5.8, 8.8, 7)),
        ("disc", "paper", (5.5, 4.6, 6.5, 5.3)), ("disc", "paper", (9.5, 4.4, 10.5, 5.1)), ("disc", "paper", (7.5, 6, 8.5, 6.7)),
        ("disc", "prune", (1, 1, 2.6, 2.6)), ("disc", "canard", (13.4, 1.2, 15, 2.8)), ("disc", "sun", (7.2, .6, 8.8, 2.2)),
    ],
    "reemploi": [
        ("box", "paper", (0, 0, 16, 9)), ("box", "sapin", (0, 6.8, 16, 9)),
        *[("box", ink, (1 + 2.4 * i, 6.8 - h, 3 + 2.4 * i, 6.8)) for i, (ink, h) in enumerate(
            [("indigo", 1.2), ("canard", 2.2), ("ocre", 3), ("prune", 3.9), ("vermillon", 4.8), ("sun", 5.6)])],
        *[("box", "sky", (1.3 + 2.4 * i, 7.2 - h, 2.7 + 2.4 * i, 7.6 - h)) for i, h in enumerate([1.2, 2.2, 3, 3.9, 4.8, 5.6])],
    ],
    "ile": [
        ("box", "sky", (0, 0, 16, 5)), ("box", "canard", (0, 5, 16, 9)), ("disc", "sun", (11.6, .8, 13.8, 3)),
        ("poly", "sapin", (2, 5.4, 6, 1.6, 8, 3.4, 9.4, 2.2, 13, 5.4)), ("box", "sand", (1.6, 5.2, 13.4, 5.7)),
        ("poly", "paper", (10.6, 7.6, 12, 5.9, 12, 7.6)), ("box", "vermillon", (10.2, 7.7, 13, 8.1)),
    ],
    "mediatheque": [
        ("box", "sand", (0, 0, 16, 9)), ("box", "ocre", (1, 4.2, 15, 4.5)), ("box", "ocre", (1, 8.2, 15, 8.5)),
        *[("box", ink, (1.4 + .9 * i, 4.2 - h, 2.1 + .9 * i, 4.2)) for i, (ink, h) in enumerate(
            [("indigo", 2.6), ("prune", 3), ("canard", 2.4), ("vermillon", 2.9), ("sapin", 2.2), ("indigo", 3), ("sun", 2.5), ("prune", 2.7)])],
        *[("box", ink, (5.6 + .9 * i, 8.2 - h, 6.3 + .9 * i, 8.2)) for i, (ink, h) in enumerate(
            [("canard", 2.4), ("sun", 2.8), ("sapin", 2.2), ("vermillon", 3), ("indigo", 2.6), ("prune", 2.2), ("canard", 2.9), ("sapin", 2.5)])],
    ],
    "debat": [
        ("box", "paper", (0, 0, 16, 9)), ("poly", "indigo", (1, 1, 8, 1, 8, 4.4, 3.4, 4.4, 2, 6, 2.2, 4.4, 1, 4.4)),
        ("poly", "prune", (8.8, 3, 15, 3, 15, 6.4, 13.6, 6.4, 13.8, 8, 12.2, 6.4, 8.8, 6.4)),
        ("disc", "sun", (2.6, 2.3, 3.4, 3.1)), ("disc", "sun", (4.1, 2.3, 4.9, 3.1)), ("disc", "sun", (5.6, 2.3, 6.4, 3.1)),
        ("box", "paper", (9.8, 4, 14, 4.4)), ("box", "paper", (9.8, 5, 12.6, 5.4)),
    ],
}  # fmt: skip

SCALE = 100


def draw(name):
    """Return the drawing `name` as the bytes of a PNG of 1,600 × 900 pixels. Raises KeyError for an unknown name."""
    picture = Image.new("RGB", (16 * SCALE, 9 * SCALE), INKS["paper"])
    pen = ImageDraw.Draw(picture)
    for kind, ink, coordinates in DRAWINGS[name]:
        points = [round(coordinate * SCALE) for coordinate in coordinates]
        {"box": pen.rectangle, "disc": pen.ellipse, "poly": pen.polygon}[kind](points, fill=INKS[ink])
    return _png(picture)


def draw_logo(seed):
    """Return a woven square of 384 pixels as the bytes of a PNG, always the same for the same `seed` (text)."""
    inks = [ink for ink in INKS if ink not in ("paper", "sand", "sky", "sun")]
    number = sum(ord(letter) * place for place, letter in enumerate(seed, start=1))
    first, second = inks[number % len(inks)], inks[(number // 7 + 1) % len(inks)]
    picture = Image.new("RGB", (384, 384), INKS["paper"])
    pen = ImageDraw.Draw(picture)
    for row in range(3):
        for column in range(3):
            left, top = 32 + 112 * column, 32 + 112 * row
            over = (row + column + number) % 2
            pen.rectangle((left, top + 24, left + 96, top + 72), fill=INKS[second if over else first])
            pen.rectangle((left + 24, top, left + 72, top + 96), fill=INKS[first if over else second])
    return _png(picture)


def _png(picture):
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
