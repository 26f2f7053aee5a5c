#!/usr/bin/env python3
"""Makes drawn checks worse, so that some are read wrongly: smaller, blurred, noisy, faded, scratched.

usage: degrade.py CHECKS OUT [SEED]

CHECKS is a folder that `check-reader synth` wrote; OUT gets the same checks and a labels.csv. Takes pillow.
"""
import csv
import os
import random
import sys

from PIL import Image, ImageDraw, ImageFilter


def worse(image, g):
    share = g.uniform(0.45, 0.9)
    image = image.resize((max(60, int(image.width * share)), max(30, int(image.height * share))), Image.BILINEAR)
    if g.random() < 0.6:
        image = image.filter(ImageFilter.GaussianBlur(g.uniform(0.2, 1.3)))
    if g.random() < 0.5:
        noise = Image.effect_noise(image.size, g.uniform(10, 60))
        image = Image.blend(image, noise, g.uniform(0.1, 0.35))
    if g.random() < 0.4:
        black = g.randint(60, 150)
        image = image.point([black + value * (255 - black) // 255 for value in range(256)])
    draw = ImageDraw.Draw(image)
    for _ in range(g.choice([0, 0, 1, 2, 4])):
        x, y = g.randint(0, image.width), image.height - g.randint(0, image.height // 4)
        draw.line([(x, y), (x + g.randint(-80, 80), y + g.randint(-30, 30))], fill=g.choice([0, 255]), width=g.randint(1, 4))
    return image


def main():
    source, out = sys.argv[1:3]
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(source, "labels.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open(os.path.join(out, "labels.csv"), "w", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["file", "micr", "font", "kind"])
        for row in rows:
            g = random.Random(f"{seed} {row['file']}")
            name = row["file"].rsplit(".", 1)[0] + ".jpg"
            image = worse(Image.open(os.path.join(source, row["file"])).convert("L"), g)
            image.save(os.path.join(out, name), quality=g.randint(25, 85))
            table.writerow([name, row["micr"], row["font"], row["kind"]])


main()
