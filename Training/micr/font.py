"""The glyphs of E-13B and CMC-7 as signed distance fields, right-aligned in their cells.

Lengths are modules of E-13B (0.013 inch); one cell every 0.125 inch. The outlines are those of
Sources/CheckReader/E13B/E13BOutline.swift; CMC-7's bars follow its code of six intervals.
"""

import numpy as np
import torch

PITCH = 0.125 / 0.013
E13B = "0123456789⑆⑇⑈⑉"
CMC7 = "0123456789ABCDE"
# What the network's outputs mean; 0 is "no character here".
CLASSES = ["", *E13B, *("c" + c for c in CMC7)]

BOXES = {
    "1": (4, [(0, 0, 4, 2), (0, 0, 2, 3), (2, 0, 4, 10), (0, 10, 8, 18)]),
    "2": (4, [(0, 0, 8, 2), (6, 0, 8, 10), (0, 8, 8, 10), (0, 8, 2, 18), (0, 16, 8, 18)]),
    "3": (5, [(0, 0, 8, 2), (6, 0, 8, 10), (0, 8, 8, 10), (6, 9, 10, 18), (0, 16, 10, 18)]),
    "4": (6, [(0, 0, 4, 14), (0, 12, 12, 14), (8, 10, 12, 18)]),
    "5": (5, [(0, 0, 10, 2), (0, 0, 2, 10), (0, 8, 10, 10), (8, 8, 10, 18), (0, 16, 10, 18)]),
    "6": (6, [(0, 0, 8, 2), (6, 0, 8, 5), (0, 0, 2, 18), (0, 10, 12, 12), (10, 10, 12, 18), (0, 16, 12, 18)]),
    "7": (5, [(0, 0, 10, 2), (0, 0, 2, 6), (8, 0, 10, 7), (4, 9, 6, 18)]),
    "8": (7, [(2, 0, 12, 2), (2, 0, 4, 10), (10, 0, 12, 10), (2, 8, 12, 10), (0, 9, 4, 18), (10, 9, 14, 18), (0, 16, 14, 18)]),
    "9": (6, [(0, 0, 12, 2), (0, 0, 2, 10), (10, 0, 12, 10), (0, 8, 12, 10), (8, 8, 12, 18)]),
    "⑆": (7, [(0, 3, 4, 15), (8, 0, 14, 6), (8, 12, 14, 18)]),
    "⑇": (7, [(0, 10, 4, 18), (6, 4.5, 8, 13.5), (10, 0, 14, 8)]),
    "⑈": (7, [(0, 3, 2, 15), (4, 3, 6, 15), (8, 1, 14, 9)]),
    "⑉": (7, [(0, 5, 4, 13), (6, 5, 10, 13), (12, 5, 14, 13)]),
}
SLOPE = [(8, 6.6), (4, 8.4), (4, 10), (6, 9.8), (10, 8), (10, 6), (8, 6)]
# Six intervals between seven bars: 0 narrow (0.30 mm), 1 wide (0.50 mm).
BARS = dict(zip(CMC7, [
    "001100", "100010", "011000", "101000", "100100", "000110", "001010", "110000", "010010",
    "010100", "100001", "010001", "001001", "000101", "000011",
]))
# The outline that the bars show, row by row: seven columns, one a bar, twelve rows.
SHAPES = {
    "0": "0111110 1111111 1111111 1100011 1100011 1100011 1100011 1100011 1100011 1111111 1111111 0111110",
    "1": "0011100 0111100 1111100 1111100 0001111 0001111 0001111 0001111 1111111 1111111 1111111 1111111",
    "2": "1111110 1111111 1111111 0000011 0000111 0111111 1111110 1110000 1110000 1111111 1111111 1111111",
    "3": "1111110 1111111 1111111 0000011 0001111 0111110 0111110 0001111 1000011 1111111 1111111 1111110",
    "4": "1110000 1110000 1110000 1110110 1110111 1110111 1111111 1111111 1111111 0000111 0000111 0000111",
    "5": "1111111 1111111 1111111 1110000 1111110 1111111 1111111 0000111 0000111 1111111 1111111 1111110",
    "6": "0111111 1111111 1111100 1110000 1111110 1111111 1111111 1100011 1100011 1111111 1111111 0111110",
    "7": "1111111 1111111 1111111 1000111 1000110 0001110 0011110 0011100 0011100 0111100 0111000 0111000",
    "8": "0111110 1111111 1111111 1100011 1111111 0111110 0111110 1111111 1100011 1111111 1111111 0111110",
    "9": "0111110 1111111 1111111 1100011 1100011 1111111 1111111 0111111 0000111 0011111 1111111 1111110",
    "A": "0000011 0000011 0000111 0001111 0001111 0011111 0111110 0111100 1111000 1111000 1110000 1100000",
    "B": "0000011 0000011 0000011 0000011 0011111 0011111 0011111 0011111 1111111 1111111 1111111 1111111",
    "C": "1111111 1111111 1111111 1111111 1111111 0000000 0000000 0000000 1111111 1111111 1111111 1111111",
    "D": "1111111 1111111 1111111 1111111 0000111 0000111 0000111 0000111 1111111 1111111 1111111 1111111",
    "E": "0001000 0001000 0011100 0011100 0111110 0111110 0111111 1111110 1111110 1111101 1111111 1111111",
}

FINE = 16  # points a module
MARGIN = 1.5  # modules around the cell's box
TALL = 9.0


def _rounded(x, y, box, radius):
    x0, y0, x1, y1 = box
    dx = np.maximum(np.maximum(x0 + radius - x, 0), x - (x1 - radius))
    dy = np.maximum(np.maximum(y0 + radius - y, 0), y - (y1 - radius))
    return dx * dx + dy * dy <= radius * radius


def _inside(x, y, corners):
    hit = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
        with np.errstate(divide="ignore", invalid="ignore"):
            hit ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return hit


def _nearest(values, axis, far):
    """The smallest square of distances along an axis, up to `far` points away."""
    best = np.full(values.shape, float(far * far))
    for step in range(-far + 1, far):
        moved = np.roll(values, step, axis)
        edge = slice(0, step) if step > 0 else slice(step, None) if step < 0 else slice(0, 0)
        if axis == 0:
            moved[edge] = far * far
        else:
            moved[:, edge] = far * far
        best = np.minimum(best, moved + step * step)
    return best


def _distance(mask, far=28):
    """The Euclidean distance of every point to the nearest that is False, in points."""
    return np.sqrt(_nearest(_nearest(np.where(mask, float(far * far), 0.0), 0, far), 1, far))


def _field(mask, radius):
    """Distances to the edge in modules, positive inside, corners rounded with the radius."""
    if radius:
        mask = _distance(~(_distance(mask) > radius)) <= radius  # opened
        mask = _distance(_distance(~mask) <= radius) > radius  # closed
    inner, outer = _distance(mask), _distance(~mask)
    return np.where(inner > 0, inner - 0.5, 0.5 - outer) / FINE


def fields():
    """The atlas [classes, rows, columns] of distances in modules, positive inside, and the widths."""
    wide = int((7.2 + 2 * MARGIN) * FINE)
    high = int((TALL + 2 * MARGIN) * FINE)
    ys, xs = np.mgrid[0:high, 0:wide]
    u = (xs + 0.5) / FINE - MARGIN  # modules from the left of a cell that is 7.2 wide
    v = (ys + 0.5) / FINE - MARGIN
    atlas = [np.full((high, wide), -9.0)]
    for c in E13B:
        if c == "0":
            x, y = (u - 0.2) * 2, v * 2
            mask = _rounded(x, y, (0, 0, 14, 18), 4) & ~_rounded(x, y, (2, 2, 12, 16), 2)
            atlas.append(_field(mask, 0))
            continue
        width, boxes = BOXES[c]
        x, y = (u - (7.2 - width)) * 2, v * 2
        mask = np.zeros(u.shape, bool)
        for x0, y0, x1, y1 in boxes:
            mask |= (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
        if c == "7":
            mask |= _inside(x, y, SLOPE)
        atlas.append(_field(mask, FINE / 2 - 0.5))
    millimetre = 1 / 0.3302
    for c in CMC7:
        rows = SHAPES[c].split()
        mask = np.zeros(u.shape, bool)
        x = 7.2 - (sum(0.3 if b == "0" else 0.5 for b in BARS[c]) + 0.15) * millimetre
        for bar in range(7):
            column = np.array([r[bar] == "1" for r in rows])
            place = np.clip((v / (2.85 * millimetre) * 12).astype(int), 0, 11)
            on = column[place] & (v >= 0) & (v < 2.85 * millimetre)
            mask |= (u >= x) & (u < x + 0.15 * millimetre) & on
            if bar < 6:
                x += (0.3 if BARS[c][bar] == "0" else 0.5) * millimetre
        atlas.append(_field(mask, 0))
    return torch.from_numpy(np.stack(atlas).astype(np.float32))
