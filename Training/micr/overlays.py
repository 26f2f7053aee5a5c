"""Ink that is no MICR: words, figures, codes, and strokes of a pen, as an atlas of coverages."""

import glob
import math

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

ROWS, COLUMNS = 64, 768
TEXT, NUMBER, STROKE = 0, 1, 2

WORDS = (
    "please do not write or sign below this line authorised signature memo payable at par all "
    "branches void after days for pay to the order of bank account number date rupees dollars "
    "only non negotiable paid received security features included details on back tel fax branch "
    "street cheque check amount limited company trading national first savings trust"
).split()


def font_files(folders):
    """TrueType fonts of the folders and of matplotlib, where it is installed."""
    found = []
    for folder in [*folders, "/usr/share/fonts"]:
        found += glob.glob(folder + "/**/*.[to]tf", recursive=True)
    try:
        import matplotlib

        found += glob.glob(matplotlib.get_data_path() + "/fonts/ttf/DejaVu*.ttf")
    except ImportError:
        pass
    keep = [f for f in sorted(set(found)) if not any(w in f.lower() for w in ("symbol", "stix", "cmex", "cmsy", "cmmi", "kacst", "math", "e13b", "micr"))]
    return keep


def _font(files, size, g):
    for _ in range(8):
        try:
            return ImageFont.truetype(files[g.integers(len(files))], size)
        except (OSError, IndexError):
            continue
    return ImageFont.load_default()


def _words(files, g):
    image = Image.new("L", (COLUMNS, ROWS), 0)
    pen = ImageDraw.Draw(image)
    text = " ".join(WORDS[g.integers(len(WORDS))] for _ in range(g.integers(2, 12)))
    if g.random() < 0.5:
        text = text.upper() if g.random() < 0.5 else text.title()
    pen.text((g.integers(0, 40), g.integers(0, 8)), text, font=_font(files, int(g.integers(30, 48)), g), fill=255)
    return image


def _number(files, g):
    image = Image.new("L", (COLUMNS, ROWS), 0)
    pen = ImageDraw.Draw(image)
    kind = g.random()
    if kind < 0.12:  # a bar code
        x = float(g.integers(0, 20))
        unit = g.uniform(1.5, 5)
        while x < COLUMNS:
            wide = unit * g.integers(1, 4)
            pen.rectangle((x, 4, x + wide - 1, 60), fill=255)
            x += wide + unit * g.integers(1, 4)
        return image
    digits = "".join(str(g.integers(10)) for _ in range(g.integers(4, 30)))
    if g.random() < 0.5:
        signs = " -/.:|<>*#" if g.random() < 0.7 else " "
        digits = "".join(d + (signs[g.integers(len(signs))] if g.random() < 0.2 else "") for d in digits)
    font = _font(files, int(g.integers(34, 58)), g)
    apart = g.random() < 0.6
    x = float(g.integers(0, 20))
    pitch = g.uniform(24, 44)
    if apart:
        for d in digits:
            pen.text((x, 2), d, font=font, fill=255)
            x += pitch
    else:
        pen.text((x, 2), digits, font=font, fill=255)
    return image


def _stroke(g):
    image = Image.new("L", (COLUMNS, ROWS), 0)
    pen = ImageDraw.Draw(image)
    for _ in range(g.integers(1, 4)):
        x, y = g.uniform(0, COLUMNS), g.uniform(-20, ROWS + 20)
        angle, bend = g.uniform(0, 2 * math.pi), g.normal(0, 0.12)
        width = g.uniform(2, 7)
        points = []
        for _ in range(g.integers(10, 80)):
            points.append((x, y))
            angle += bend + g.normal(0, 0.12)
            if g.random() < 0.05:
                bend = g.normal(0, 0.2)
            x += 8 * math.cos(angle)
            y += 8 * math.sin(angle)
            if not -40 < y < ROWS + 40:
                angle = -angle
        for a, b in zip(points, points[1:]):
            w = max(1, int(width * g.uniform(0.7, 1.2)))
            pen.line((*a, *b), fill=255, width=w)
    return image


def atlas(seed, count, folders=()):
    """Coverages [3 kinds, count, ROWS, COLUMNS], 0 to 255."""
    g = np.random.default_rng(seed)
    files = font_files(folders)
    pictures = [[_words(files, g) for _ in range(count)], [_number(files, g) for _ in range(count)], [_stroke(g) for _ in range(count)]]
    return torch.from_numpy(np.stack([np.stack([np.asarray(p) for p in kind]) for kind in pictures]))
