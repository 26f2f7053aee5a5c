#!/usr/bin/env python3
"""Draws pictures without a MICR line, many of which look as if they had one, with labels for
`check-reader score`: what is read in them is a false line.

usage: draw.py OUT [SEED]

Takes pillow, the fonts of scripts/setup.sh --train, and, for their photos, scikit-image and scikit-learn
where they are installed.
"""
import glob
import os
import random
import sys

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {}
for pattern in ["/usr/share/fonts/truetype/**/*.ttf", "/usr/share/fonts/opentype/**/*.otf"]:
    for path in glob.glob(pattern, recursive=True):
        FONTS[os.path.basename(path).rsplit(".", 1)[0]] = path
PRINT = [n for n in ("DejaVuSans", "DejaVuSerif", "LiberationSans-Regular", "LiberationSerif-Regular") if n in FONTS]
MONO = [n for n in ("LiberationMono-Regular", "LiberationMono-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold") if n in FONTS]
WORDS = ("the of order payable branch street account total date amount number paid balance from with statement "
         "received cash value tax item quantity price customer invoice service charge period ending report").split()


def font(name, size):
    return ImageFont.truetype(FONTS[name], size)


def digits(g, count, alphabet="0123456789"):
    return "".join(g.choice(alphabet) for _ in range(count))


def page(g, wide=(900, 1700), high=(400, 1100)):
    tone = g.randint(225, 255)
    image = Image.new("L", (g.randint(*wide), g.randint(*high)), tone)
    return image, ImageDraw.Draw(image)


def text_line(g, draw, x, y, size, name, words):
    draw.text((x, y), " ".join(g.choice(WORDS) for _ in range(words)), fill=g.randint(0, 70), font=font(name, size))


def document(g):
    image, draw = page(g)
    size, name = g.randint(16, 30), g.choice(PRINT)
    for y in range(30, image.height - 40, int(size * 1.5)):
        if g.random() < 0.85:
            text_line(g, draw, 40, y, size, name, g.randint(3, 11))
    return image


def receipt(g):
    image, draw = page(g, (420, 700), (800, 1400))
    size, name = g.randint(18, 28), g.choice(MONO)
    for y in range(30, image.height - 60, int(size * 1.35)):
        left = g.choice(WORDS).upper() + " " + digits(g, g.randint(2, 8))
        draw.text((20, y), f"{left:<20}{g.randint(1, 999)}.{digits(g, 2)}", fill=40, font=font(name, size))
    return image


def blank(g):
    image, draw = page(g)
    for _ in range(g.randint(0, 5)):
        y = g.randint(0, image.height)
        draw.line([(0, y), (image.width, y + g.randint(-5, 5))], fill=g.randint(80, 200), width=g.randint(1, 3))
    return image


def bar_code(g):
    image, draw = page(g)
    for _ in range(g.randint(1, 3)):
        x, y, high, unit = g.randint(20, 300), g.randint(20, image.height - 220), g.randint(40, 160), g.randint(2, 4)
        for _ in range(g.randint(40, 100)):
            wide = unit * g.choice([1, 1, 2, 3])
            draw.rectangle([x, y, x + wide - 1, y + high], fill=20)
            x += wide + unit * g.choice([1, 1, 2, 3])
            if x > image.width - 20:
                break
        draw.text((40, y + high + 6), " ".join(digits(g, 1) for _ in range(18)), fill=20, font=font(g.choice(MONO), 26))
    return image


def machine_line(g, names, alphabet):
    image, draw = page(g)
    for _ in range(g.randint(1, 6)):
        text_line(g, draw, 40, g.randint(20, max(21, image.height // 2)), g.randint(16, 28), g.choice(PRINT), g.randint(3, 8))
    size = g.randint(24, 44)
    for row in range(g.randint(1, 3)):
        draw.text((g.randint(20, 120), image.height - 70 - row * 2 * size), digits(g, g.randint(18, 36), alphabet),
                  fill=g.randint(0, 50), font=font(g.choice(names), size))
    return image


def ocr_a(g):
    return machine_line(g, [n for n in ("OCRA", "OCRABold", "OCRACondensed") if n in FONTS], "0123456789<>+ ")


def ocr_b(g):
    return machine_line(g, [n for n in ("OCRB", "OCRBS") if n in FONTS], "0123456789<>+ ")


def ruled_digits(g):
    image, draw = page(g)
    pitch, size, name = g.randint(18, 40), g.randint(20, 36), g.choice(MONO + PRINT)
    for row in range(g.randint(1, 4)):
        y = g.randint(20, image.height - 80)
        for column in range(g.randint(12, 34)):
            x = 30 + column * pitch
            draw.rectangle([x, y, x + pitch, y + int(size * 1.4)], outline=120)
            draw.text((x + pitch * 0.2, y + 2), digits(g, 1), fill=30, font=font(name, size))
    return image


def serial_number(g):
    image, draw = page(g)
    for _ in range(g.randint(2, 8)):
        name, size = g.choice(MONO + PRINT), g.randint(22, 48)
        text = digits(g, 1, "ABCDEFGH") + digits(g, g.randint(8, 26)) + g.choice(["", "-" + digits(g, 4), ":" + digits(g, 6) + ":"])
        draw.text((g.randint(20, 200), g.randint(10, image.height - 60)), text, fill=g.randint(0, 80), font=font(name, size))
    return image


KINDS = [(document, 30), (receipt, 20), (blank, 15), (bar_code, 22), (ocr_a, 24), (ocr_b, 24), (ruled_digits, 20), (serial_number, 20)]


def photos():
    found = []
    try:
        import skimage

        base = os.path.join(os.path.dirname(skimage.__file__), "data")
        found += sorted(glob.glob(base + "/*.png") + glob.glob(base + "/*.jpg") + glob.glob(base + "/*.tif"))
    except ImportError:
        pass
    try:
        import sklearn

        found += sorted(glob.glob(os.path.join(os.path.dirname(sklearn.__file__), "datasets/images/*.jpg")))
    except ImportError:
        pass
    return found


def main():
    out = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    os.makedirs(out, exist_ok=True)
    rows = []
    for kind, count in KINDS:
        for index in range(count):
            g = random.Random(f"{seed} {kind.__name__} {index}")
            image = kind(g)
            if g.random() < 0.4:
                image = image.rotate(g.uniform(-6, 6), fillcolor=240, resample=Image.BICUBIC)
            if g.random() < 0.5:
                image = image.filter(ImageFilter.GaussianBlur(g.uniform(0.3, 1.2)))
            name = f"{kind.__name__}-{index:03}.jpg"
            image.save(os.path.join(out, name), quality=g.randint(50, 92))
            rows.append((name, kind.__name__))
    for path in photos():
        try:
            image = Image.open(path).convert("L")
        except OSError:
            continue
        if min(image.size) < 32:
            continue
        name = "photo-" + os.path.basename(path).rsplit(".", 1)[0] + ".jpg"
        image.save(os.path.join(out, name), quality=90)
        rows.append((name, "photo"))
    with open(os.path.join(out, "labels.csv"), "w", encoding="utf-8") as file:
        file.write("file,micr,kind\n")
        file.writelines(f"{name},,{kind}\n" for name, kind in rows)
    print(f"{len(rows)} pictures")


main()
