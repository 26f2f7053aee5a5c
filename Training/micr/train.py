"""Trains the network that reads MICR lines, from drawn strips alone.

    python3 train.py --out FOLDER [--steps N | --minutes M] [--batch B] [--seed S]

Writes FOLDER/micr.net (weights for the program), FOLDER/micr.pt (for going on) and prints what the
network reads of strips of another seed.
"""

import argparse
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import draw
import font
import network

options = argparse.ArgumentParser()
options.add_argument("--out", required=True)
options.add_argument("--steps", type=int, default=2400)
options.add_argument("--minutes", type=float, default=0, help="stop after so long instead of after --steps")
options.add_argument("--batch", type=int, default=32)
options.add_argument("--groups", type=int, default=1, help="resolutions in a batch")
options.add_argument("--rate", type=float, default=2e-3)
options.add_argument("--fineness", type=float, help="points in a module before the camera sees them")
options.add_argument("--seed", type=int, default=20)
options.add_argument("--fonts", action="append", default=[])
options.add_argument("--start", help="go on from this micr.pt")
options.add_argument("--reuse", type=int, default=1, help="draw anew only every so many steps")
options.add_argument("--test", type=int, default=512, help="strips that are only read")
options.add_argument("--test-every", type=int, default=10**9)
options = options.parse_args()

device = "cuda" if torch.cuda.is_available() else "cpu"
if device == "cpu":
    torch.set_num_threads(len(os.sched_getaffinity(0)))
else:
    torch.backends.cudnn.benchmark = True
torch.manual_seed(options.seed)
os.makedirs(options.out, exist_ok=True)
began = time.time()


def say(*words):
    print(f"{time.time() - began:7.1f} s", *words, flush=True)


model = network.Network().to(device)
if options.start:
    model.load_state_dict(torch.load(options.start, map_location=device))
mean = network.Network().to(device)  # the running mean of the weights reads better than the last
mean.load_state_dict(model.state_dict())
say(sum(p.numel() for p in model.parameters()), "weights on", device)
drawing = draw.Drawing(
    options.seed, device, options.fonts, overlay_count=800 if device == "cuda" else 200,
    fineness=options.fineness or (5.5 if device == "cuda" else 4.5),
)
unseen = draw.Drawing(options.seed + 1_000_000, device, options.fonts, overlay_count=100)
tests = [unseen.batch(32) for _ in range(max(1, options.test // 32))]
say("drawn", len(tests) * 32, "strips for the test")
optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=1e-3)


def test(network_):
    network_.eval()
    right = lines = wrong = glyphs = 0
    with torch.no_grad():
        for strips, labels, _ in tests:
            scores = network_(strips.float())[0].float().cpu()
            for score, label in zip(scores, labels.cpu()):
                want, last = [], 0
                for j, c in enumerate(label.tolist()):
                    if c > 0 and last <= 0:
                        want.append((j, c))
                    last = c if c >= 0 else last * (last > 0)
                got = [(j, c) for j, c in network.read_line(score) if 4 <= j < len(label) - 6]
                want = [(j, c) for j, c in want if 4 <= j < len(label) - 6]
                lines += 1
                glyphs += len(want)
                bad = sum(1 for j, c in want if not any(abs(j - i) <= 3 and c == k for i, k in got))
                bad += sum(1 for j, c in got if not any(abs(j - i) <= 3 for i, k in want))
                wrong += bad
                right += bad == 0
    network_.train()
    return f"{right} of {lines} strips right, {wrong} of {glyphs} characters wrong"


pool = []


def sample():
    """A batch: drawn anew, or with --reuse taken from those drawn before, with other light and noise."""
    if options.reuse <= 1 or step % options.reuse == 0 or len(pool) < 16:
        drawn = drawing.batch(options.batch, options.groups)
        if options.reuse > 1:
            pool.append([t.to(torch.uint8) if i == 0 else t for i, t in enumerate(drawn)])
        return drawn
    parts = [pool[int(torch.randint(0, len(pool), (1,)))] for _ in range(4)]
    picks = [torch.randperm(options.batch, device=device)[: options.batch // 4] for _ in parts]
    strips, labels, low = (torch.cat([p[k][i] for p, i in zip(parts, picks)]) for k in range(3))
    strips = strips.float()
    n = len(strips)
    where = {"device": strips.device}
    strips = strips * (0.5 + 0.5 * torch.rand(n, 1, 1, **where)) + torch.randn(n, 1, 1, **where) * 8
    strips = strips + torch.randn(strips.shape, **where) * (torch.rand(n, 1, 1, **where) * 8)
    rows = int(torch.randint(-1, 2, (1,)))
    strips = torch.roll(strips, rows, 1)
    return strips, labels, low + rows / draw.SCALE


step = 0
total = 0.0
while True:
    part = (time.time() - began) / 60 / options.minutes if options.minutes else step / options.steps
    if part >= 1:
        break
    rate = options.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * part) + 0.003)
    for group in optimiser.param_groups:
        group["lr"] = rate
    with torch.no_grad():
        strips, labels, low = sample()
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
        scores, places = model(strips.float())
    loss = F.cross_entropy(scores.float(), labels, ignore_index=-1)
    glyphs = (labels > 0).float()
    loss = loss + 0.2 * (F.smooth_l1_loss(places.float(), low, reduction="none") * glyphs).sum() / glyphs.sum().clamp(min=1)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 2)
    optimiser.step()
    step += 1
    with torch.no_grad():
        keep = min(0.995, step / (step + 20))
        for a, b in zip(mean.state_dict().values(), model.state_dict().values()):
            if a.dtype.is_floating_point:
                a.mul_(keep).add_(b, alpha=1 - keep)
            else:
                a.copy_(b)
    total = loss.detach() if step == 1 else total * 0.98 + loss.detach() * 0.02
    if step % 50 == 0 or step == 5:
        say(f"step {step}, {100 * part:.0f} %, loss {float(total):.4f}, rate {rate:.5f}")
    if step % options.test_every == 0:
        say(test(mean))
        torch.save(mean.state_dict(), options.out + "/micr.pt")
        network.write(mean.eval(), options.out + "/micr.net")
        mean.train()

say(f"{step} steps of {options.batch} strips:", test(mean))
mean.eval()
torch.save(mean.state_dict(), options.out + "/micr.pt")
network.write(mean, options.out + "/micr.net")
say(options.out + "/micr.net:", os.path.getsize(options.out + "/micr.net"), "bytes")
