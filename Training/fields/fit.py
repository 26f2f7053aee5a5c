#!/usr/bin/env python3
"""Fits the network that tells the kinds of fields apart, with numpy alone.

usage: fit.py SAMPLES.csv FIELDS.csv OUT.txt [SEED]

SAMPLES.csv is what `check-reader field-samples` prints, FIELDS.csv the truth that `check-reader synth`
wrote. A candidate is of the kind of the field that covers it; one that no field covers is none. The last
fifth of the checks is held out.
"""
import csv
import sys
import time

import numpy as np

CLASSES = ["none", "en", "ar", "sig", "micr"]
HIDDEN = 24


def truth(path):
    fields = {}
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            box = [int(row[k]) for k in ("x0", "y0", "x1", "y1")]
            fields.setdefault(row["file"], []).append((row["kind"], box))
    return fields


def kind_of(box, fields):
    area = max(1, (box[2] - box[0]) * (box[3] - box[1]))
    best, share = "none", 0.5
    for kind, other in fields:
        wide = min(box[2], other[2]) - max(box[0], other[0])
        high = min(box[3], other[3]) - max(box[1], other[1])
        if wide > 0 and high > 0 and wide * high / area > share:
            best, share = kind, wide * high / area
    return best


def main():
    samples, fields, out = sys.argv[1:4]
    rng = np.random.default_rng(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    known = truth(fields)
    files, xs, ys = [], [], []
    with open(samples, encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split(",")
            files.append(cells[0])
            box = [int(v) for v in cells[1:5]]
            ys.append(CLASSES.index(kind_of(box, known.get(cells[0], []))))
            xs.append([float(v) for v in cells[5:]])
    x, y = np.array(xs, np.float64), np.array(ys)
    names = sorted(set(files))
    held = set(names[len(names) * 4 // 5:])
    test = np.array([name in held for name in files])
    mean, deviation = x[~test].mean(0), x[~test].std(0) + 1e-3
    z = (x - mean) / deviation
    n_in, n_out = z.shape[1], len(CLASSES)
    w1 = rng.normal(0, 1 / np.sqrt(n_in), (n_in, HIDDEN))
    w2 = rng.normal(0, 1 / np.sqrt(HIDDEN), (HIDDEN, n_out))
    parameters = [w1, np.zeros(HIDDEN), w2, np.zeros(n_out)]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    train = np.flatnonzero(~test)
    start, steps, batch = time.time(), 12000, 256
    # Rare kinds weigh more, by the root of how rare they are.
    counts = np.bincount(y[train], minlength=n_out)
    weight = np.sqrt(counts.max() / np.maximum(1, counts))
    for step in range(1, steps + 1):
        rows = rng.choice(train, batch)
        a, target = z[rows], np.eye(n_out)[y[rows]]
        h = np.tanh(a @ parameters[0] + parameters[1])
        s = h @ parameters[2] + parameters[3]
        p = np.exp(s - s.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        d = (p - target) * weight[y[rows]][:, None] / batch
        dh = d @ parameters[2].T * (1 - h * h)
        gradients = [a.T @ dh, dh.sum(0), h.T @ d, d.sum(0)]
        rate = 3e-3 * 0.5 * (1 + np.cos(np.pi * step / steps))
        for i, g in enumerate(gradients):
            g = g + 1e-4 * parameters[i]
            first[i] = 0.9 * first[i] + 0.1 * g
            second[i] = 0.999 * second[i] + 0.001 * g * g
            m = first[i] / (1 - 0.9**step)
            v = second[i] / (1 - 0.999**step)
            parameters[i] -= rate * m / (np.sqrt(v) + 1e-8)
    h = np.tanh(z[test] @ parameters[0] + parameters[1])
    guess = (h @ parameters[2] + parameters[3]).argmax(1)
    print(f"{len(train)} candidates learnt from, {test.sum()} held out, {time.time() - start:.0f} s")
    for index, name in enumerate(CLASSES):
        right = ((guess == index) & (y[test] == index)).sum()
        print(
            f"{name:5} found {right / max(1, (y[test] == index).sum()):.3f} of {(y[test] == index).sum()},"
            f" right {right / max(1, (guess == index).sum()):.3f} of {(guess == index).sum()}"
        )
    with open(out, "w", encoding="utf-8") as file:
        file.write(f"{n_in} {HIDDEN}\n")
        for part in [mean, deviation, *parameters]:
            file.write(" ".join(f"{v:.5g}" for v in np.asarray(part).ravel()) + "\n")


main()
