#!/usr/bin/env python3
"""Fits what raw scores are worth: a rising step function (isotonic regression), drawn through by lines.

usage: fit.py SAMPLES.csv >calibration.txt

SAMPLES.csv is what `check-reader calibration-samples` prints: version, line or character, raw score, 1 or 0.
"""
import csv
import math
import sys

# No share is said on the word of fewer samples.
LEAST = {"line": 25, "character": 200}


def odds(share):
    share = min(max(share, 1e-9), 1 - 1e-9)
    return math.log(share / (1 - share))


def blocks(samples, least):
    """Groups by rising score, each of at least `least` samples, then joined until the shares rise."""
    found = []
    for x, y in sorted(samples):
        if not found or found[-1][1] >= least:
            found.append([0.0, 0, 0])
        found[-1][0] += x
        found[-1][1] += 1
        found[-1][2] += y
    if len(found) > 1 and found[-1][1] < least:
        last = found.pop()
        found[-1] = [a + b for a, b in zip(found[-1], last)]
    joined = []
    for block in found:
        joined.append(block)
        while len(joined) > 1 and joined[-2][2] / joined[-2][1] >= joined[-1][2] / joined[-1][1]:
            last = joined.pop()
            joined[-1] = [a + b for a, b in zip(joined[-1], last)]
    return joined


def main():
    samples = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        for version, what, raw, right in csv.reader(file):
            samples.setdefault((version, what), []).append((odds(float(raw)), int(right)))
    print("# version, what, odds of the raw score, share that is right")
    for (version, what), rows in sorted(samples.items()):
        print(f"# {len(rows)} samples, {sum(right for _, right in rows)} right")
        for total, count, right in blocks(rows, LEAST[what]):
            # Nothing is ever certain: half a sample more of either kind.
            print(f"{version} {what} {total / count:.4f} {(right + 0.5) / (count + 1):.5f}")


main()
