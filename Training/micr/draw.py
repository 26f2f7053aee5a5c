"""Strips of MICR lines as detection cuts them out, many at once, and what stands on them.

Everything that happens to a check happens here in its order: print, paper, wear, camera or scanner,
coding, and the cut along a line that was not found quite exactly. Works on a CPU and on a GPU.
"""

import math

import torch
import torch.nn.functional as F

import font
import overlays

SCALE = 3  # pixels of a strip in a module, as DetectedBand.cropScale
ROWS = 45
STRIDE = 4  # pixels of a strip in a column of the network's output
ABOVE = 3.0  # modules of a strip above the digits
LUMA = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
]


class Drawing:
    """Draws batches; the same seed gives the same batches on the same machine."""

    def __init__(self, seed, device, folders=(), overlay_count=300, modules=336, fineness=5.5):
        self.device = device
        self.fineness = fineness  # points in a module before the camera sees them
        self.g = torch.Generator(device=device)
        self.g.manual_seed(seed)
        self.modules = modules
        self.columns = modules * SCALE // STRIDE
        self.atlas = font.fields().to(device)
        self.overlay = (overlays.atlas(seed, overlay_count, folders).to(device).float() / 255)
        k = torch.arange(8, device=device).float()
        dct = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) * 0.5
        dct[0] *= 2 ** -0.5
        self.dct = dct
        self.luma = torch.tensor(LUMA, device=device).float().view(8, 8)

    # Random numbers, one a sample, shaped to be multiplied with pictures.
    def u(self, n, low, high, *shape):
        return torch.rand((n, *shape), generator=self.g, device=self.device) * (high - low) + low

    def n(self, n, sd, *shape):
        return torch.randn((n, *shape), generator=self.g, device=self.device) * sd

    def chance(self, n, p, *shape):
        return torch.rand((n, *shape), generator=self.g, device=self.device) < p

    def one(self, low, high):
        return float(self.u(1, low, high))

    def noise(self, n, h, w, cell):
        """Smooth noise, about -1 to 1, that changes over `cell` points."""
        gh, gw = max(2, int(h / cell) + 2), max(2, int(w / cell) + 2)
        small = self.n(n, 0.6, 1, gh, gw)
        return F.interpolate(small, (h, w), mode="bilinear", align_corners=True)[:, 0].clamp(-1.2, 1.2)

    def text(self, n, cells):
        """Classes of positions from left to right, and the parts that were printed together."""
        digits = torch.randint(1, 11, (n, cells), generator=self.g, device=self.device)
        again = self.chance(n, 0.2, cells)
        for k in range(1, cells):
            digits[:, k] = torch.where(again[:, k], digits[:, k - 1], digits[:, k])
        symbols = torch.randint(11, 15, (n, cells), generator=self.g, device=self.device)
        few = self.u(n, 0.05, 0.3)[:, None]
        ids = torch.where(torch.rand((n, cells), generator=self.g, device=self.device) < few, symbols, digits)
        blanks = self.u(n, 0, 0.14)[:, None]
        blank = torch.rand((n, cells), generator=self.g, device=self.device) < blanks
        ids = torch.where(blank, torch.zeros_like(ids), ids)
        # CMC-7, whose fifteen follow E-13B's fourteen.
        cmc = self.chance(n, 0.08)[:, None]
        other = torch.where(ids > 10, ids + 14 + (ids == 14) * self.chance(n, 0.5, cells), ids + 14)
        ids = torch.where(cmc & (ids > 0), other, ids)
        # The line begins or ends in a half of the windows; some hold none at all.
        place = torch.arange(cells, device=self.device)[None]
        begins = torch.where(self.chance(n, 0.3), self.u(n, 0, cells * 0.5), self.u(n, -1, 0))[:, None]
        ends = torch.where(self.chance(n, 0.3), self.u(n, cells * 0.5, cells), self.u(n, cells, cells + 1))[:, None]
        none = self.chance(n, 0.07)
        ids = torch.where((place < begins) | (place > ends) | none[:, None], torch.zeros_like(ids), ids)
        return ids, none

    def batch(self, size, groups=1):
        """Strips [size, ROWS, width] of 0 to 255, classes a column [size, columns] (-1: either way),
        and by how many modules the glyphs of the columns lie lower than the strip has them."""
        parts = [self._group(size // groups) for _ in range(groups)]
        return tuple(torch.cat(kind) for kind in zip(*parts))

    def _group(self, n):
        g = self
        wear = torch.where(g.chance(n, 0.15), g.u(n, 0.0, 0.2), g.u(n, 0.3, 1.0))
        wear1, wear2 = wear[:, None], wear[:, None, None]
        s = math.exp(g.one(math.log(0.85), math.log(4.4)))  # pixels of the camera in a module
        taps = max(2, math.ceil(g.fineness / s))
        fine = s * taps
        rim = 5.0
        width = math.ceil((g.modules + 2 * rim) * s / 8) * 8
        height = math.ceil((15 + 2 * rim) * s / 8) * 8
        wide, high = width * taps, height * taps
        phase_x, phase_y = g.u(n, 0, 1 / s), g.u(n, 0, 1 / s)
        u = ((torch.arange(wide, device=g.device) + 0.5) / fine - rim)[None] + phase_x[:, None]
        v = ((torch.arange(high, device=g.device) + 0.5) / fine - rim - ABOVE)[None] + phase_y[:, None]

        # Where every glyph ends.
        cells = int(g.modules / font.PITCH) + 4
        ids, none = g.text(n, cells)
        start = g.u(n, -1.5, 0)[:, None] * font.PITCH
        steps = torch.full((n, cells), font.PITCH, device=g.device)
        passes = g.chance(n, 0.35)[:, None]
        before = torch.cat([torch.zeros_like(ids[:, :1]), ids[:, :-1]], 1)
        joint = passes & (ids > 0) & (before == 0)  # a field begins
        joint2 = joint | (passes & g.chance(n, 0.03, cells))
        steps = steps + joint * g.u(n, -0.15, 0.3, cells) * font.PITCH
        jitter = g.u(n, 0.02, 0.16) * wear + 0.02
        ends = start + torch.cumsum(steps, 1) + g.n(n, 1, cells) * jitter[:, None]
        lift = g.n(n, 0.3, cells) * torch.where(g.chance(n, 0.15), 4.0, 1.0)[:, None]
        part = torch.cumsum(joint2.long(), 1)
        drop = torch.gather(lift, 1, part.clamp(max=cells - 1)) * passes.float()
        drop = drop.clamp(-2.2, 2.2) + g.n(n, 0.6, cells) * jitter[:, None]
        growth = (g.u(n, -0.16, 0.34) * wear + 0.04)[:, None] + passes * torch.gather(g.n(n, 0.05, cells), 1, part.clamp(max=cells - 1))
        strength = 1 - passes * torch.gather(g.u(n, 0, 0.25, cells), 1, part.clamp(max=cells - 1))

        # The distance of every point to the edge of its glyph.
        cell = torch.searchsorted((ends + 1.25).contiguous(), u.contiguous()).clamp(max=cells - 1)
        amplitude, period, turn = g.n(n, 0.4) * wear * g.chance(n, 0.35), g.u(n, 20, 120), g.u(n, 0, 6)
        wave = amplitude[:, None] * torch.sin(u / period[:, None] + turn[:, None])
        glyph = torch.gather(ids, 1, cell)
        lx = u - torch.gather(ends, 1, cell) + 7.2 + font.MARGIN
        ly = v[:, :, None] - (torch.gather(drop, 1, cell) + wave)[:, None] + font.MARGIN
        lean = g.n(n, 0.012)[:, None, None]
        lx = lx[:, None] + lean * (ly - 6)
        column = (lx * font.FINE).long()
        row = (ly * font.FINE).long()
        rows, columns = g.atlas.shape[1:]
        outside = (column < 0) | (row < 0) | (column >= columns) | (row >= rows)
        index = (glyph[:, None] * rows + row.clamp(0, rows - 1)) * columns + column.clamp(0, columns - 1)
        d = torch.where(outside, torch.full_like(lx, -9.0), g.atlas.view(-1)[index])
        d = d + torch.gather(growth, 1, cell)[:, None]

        # Rough edges, holes, weak places; then ink.
        d = d + (g.u(n, 0, 0.22)[:, None, None] * wear2) * g.noise(n, high, wide, fine * g.one(0.3, 0.7))
        if g.one(0, 1) < 0.6:
            holes = g.noise(n, high, wide, fine * g.one(0.25, 0.6))
            limit = torch.where(g.chance(n, 0.35), g.u(n, 0.45, 1.1), torch.full((n,), 9.0, device=g.device))[:, None, None]
            d = torch.where(holes > limit, d - 1.0, d)
        cover = (0.5 + d * fine * 0.8).clamp(0, 1)
        ink = (g.u(n, 0.94, 0.97) - g.u(n, 0, 0.55) * wear)[:, None] * torch.gather(strength, 1, cell)
        ink = ink[:, None].expand(n, high, wide)
        faint = torch.where(g.chance(n, 0.3), g.u(n, 0.2, 1.0), torch.zeros(n, device=g.device))[:, None, None] * wear2
        grain = g.noise(n, high, wide, fine * math.exp(g.one(math.log(0.15), math.log(4))))
        ink = ink * (1 - faint * (0.45 + 0.9 * grain).clamp(0, 1))
        if g.one(0, 1) < 0.3:  # the drum or ribbon left a second, weak line
            shift = int(g.one(-8, 8) * fine)
            ghost = torch.roll(cover, shift, 2) * torch.where(g.chance(n, 0.4), g.u(n, 0.05, 0.4), torch.zeros(n, device=g.device))[:, None, None]
            cover = torch.maximum(cover, ghost)
        light = 1 - ink * cover

        # Paper, security print, rules and strips, words, pen.
        light = light * (g.u(n, 0.6, 1.0)[:, None, None] * 0.5 + 0.5)
        light = light * (1 - (g.u(n, 0, 0.3)[:, None, None] * wear2) * (0.5 + 0.5 * g.noise(n, high, wide, fine * g.one(15, 90))))
        light = light * g._pattern(n, u, v, wear)
        light = light * g._rules(n, v, wear)
        kinds = [(overlays.TEXT, 0.35, False), (overlays.STROKE, 0.25, True)]
        if g.one(0, 1) < 0.6:
            kinds.append((overlays.NUMBER, 0.3, None))
        for kind, p, through in kinds:
            light = light * (1 - g._overlay(n, u, v, kind, p, through, none))

        # The camera: area, focus, sharpening, light, tone, noise, coding.
        seen = F.avg_pool2d(light[:, None], taps)[:, 0]
        seen = g._blurred(seen, wear, s)
        sharp = torch.where(g.chance(n, 0.35), g.u(n, 0.2, 1.6), torch.zeros(n, device=g.device))[:, None, None]
        seen = seen + sharp * (seen - F.avg_pool2d(F.pad(seen[:, None], (1, 1, 1, 1), mode="replicate"), 3, 1)[:, 0])
        across = torch.linspace(-1, 1, width, device=g.device)[None, None]
        down = torch.linspace(-1, 1, height, device=g.device)[None, :, None]
        dim = torch.where(g.chance(n, 0.4), g.u(n, 0, 0.45), torch.zeros(n, device=g.device))[:, None, None]
        seen = seen * (1 - dim * (0.5 + 0.5 * torch.sin(across * g.u(n, 0.3, 4)[:, None, None] + down * g.n(n, 0.6)[:, None, None] + g.u(n, 0, 6)[:, None, None])))
        seen = seen.clamp(0, 1.3).pow(g.u(n, 0.6, 1.6)[:, None, None])
        seen = seen + g.n(n, 0.02, height, width) * (g.u(n, 0, 1.6)[:, None, None] * wear2)
        black = (g.u(n, 0, 70) * wear)[:, None, None]
        white = 255 - (g.u(n, 0, 90) * wear)[:, None, None]
        level = black + (white - black) * seen
        if s > 1.4 and g.one(0, 1) < 0.14:
            mean = level.mean((1, 2), keepdim=True)
            low = level.amin((1, 2), keepdim=True)
            limit = low + (mean - low) * g.u(n, 0.35, 0.92)[:, None, None]
            level = (level > limit) * 255.0
        elif g.one(0, 1) < 0.7:
            level = g._coded(level.clamp(0, 255))
            if g.one(0, 1) < 0.15:
                level = g._coded(level.clamp(0, 255))
        level = level.round().clamp(0, 255)

        # The strip, cut along a line that is nearly right.
        cols = g.modules * SCALE
        half = g.modules / 2
        fineness = 2 if s > 3.2 else 1
        c = (torch.arange(cols * fineness, device=g.device) + 0.5) / (SCALE * fineness) - half
        r = (torch.arange(ROWS * fineness, device=g.device) + 0.5) / (SCALE * fineness) - ABOVE
        grow_x = 1 + (g.n(n, 0.012) * torch.where(g.chance(n, 0.25), 3.0, 1.0)).clamp(-0.07, 0.07)
        grow_y = 1 + (g.n(n, 0.02) * torch.where(g.chance(n, 0.25), 2.5, 1.0)).clamp(-0.1, 0.1)
        # Fields of a second pass lie up to two modules off, and some lines are found by guess.
        off = torch.where(g.chance(n, 0.35), g.u(n, -2.6, 2.6), g.n(n, 0.35))
        tilt = g.n(n, 0.3) * torch.where(g.chance(n, 0.2), 3.0, 1.0) / half
        bend = g.n(n, 0.3) / half**2
        paper_u = (c[None] * grow_x[:, None] + half)[:, None, :].expand(n, len(r), len(c))
        paper_v = (r - 4.5)[None, :, None] * grow_y[:, None, None] + 4.5 + (off[:, None] + tilt[:, None] * c + bend[:, None] * c * c)[:, None, :]
        px = (paper_u + rim - phase_x[:, None, None]) * s
        py = (paper_v + ABOVE + rim - phase_y[:, None, None]) * s
        grid = torch.stack([px * 2 / width - 1, py * 2 / height - 1], -1)
        strip = F.grid_sample(level[:, None], grid, mode="bilinear", padding_mode="border", align_corners=False)
        if fineness > 1:
            strip = F.avg_pool2d(strip, fineness)
        strip = strip[:, 0].round()

        # What stands where: a glyph counts at the middle of its cell.
        centre = (((ends - 3.5 - half) / grow_x[:, None] + half) * SCALE - 0.5) / STRIDE
        place = torch.arange(g.columns, device=g.device).float()
        away = (place[None, :, None] - centre[:, None]).abs()
        away = torch.where(ids[:, None] > 0, away, torch.full_like(away, 99.0))
        near, which = away.min(2)
        named = torch.gather(ids, 1, which)
        labels = torch.where(near <= 1.3, named, torch.where(near <= 2.3, torch.full_like(named, -1), torch.zeros_like(named)))
        # Nothing can be asked about glyphs that the window's ends cut.
        cut = (place < 3.2) | (place > g.columns - 4.2)
        labels = torch.where(cut[None] & (labels != 0), torch.full_like(labels, -1), labels)
        # By how many modules the glyph lies lower than the strip has it.
        c = ((place * STRIDE + 0.5) / SCALE - half)[None]
        wave = amplitude[:, None] * torch.sin(((c + half) * grow_x[:, None]) / period[:, None] + turn[:, None])
        low = torch.gather(drop, 1, which) + wave - off[:, None] - tilt[:, None] * c - bend[:, None] * c * c
        low = low / grow_y[:, None]
        # What stands on its head is no line: detection turns the picture first.
        flipped = g.chance(n, 0.05)
        strip = torch.where(flipped[:, None, None], strip.flip(1, 2), strip)
        labels = torch.where(flipped[:, None], torch.zeros_like(labels), labels)
        return strip, labels, low

    def _pattern(self, n, u, v, wear):
        g = self
        if g.one(0, 1) < 0.4:
            return 1.0
        on = torch.where(g.chance(n, 0.6), g.u(n, 0.05, 0.5), torch.zeros(n, device=g.device)) * wear
        x, y = u[:, None, :], v[:, :, None]
        spacing = g.u(n, 1.2, 8)[:, None, None]
        swing = torch.where(g.chance(n, 0.3), torch.zeros(n, device=g.device), g.u(n, 0.5, 12))[:, None, None]
        path = y + g.u(n, -0.8, 0.8)[:, None, None] * x * g.chance(n, 0.5)[:, None, None] + swing * torch.sin(x * 6.28 / g.u(n, 12, 90)[:, None, None] + g.u(n, 0, 6)[:, None, None])
        away = (path / spacing - (path / spacing).round()).abs() * spacing
        line = (0.5 + (g.u(n, 0.1, 0.45)[:, None, None] - away) * 4).clamp(0, 1)
        light = 1 - on[:, None, None] * line
        if g.one(0, 1) < 0.3:
            fine = torch.where(g.chance(n, 0.4), g.u(n, 0, 0.2), torch.zeros(n, device=g.device))[:, None, None]
            light = light * (1 - fine * (0.5 + 0.25 * torch.sin(x * g.u(n, 1.5, 7)[:, None, None]) + 0.25 * torch.sin(y * g.u(n, 1.5, 7)[:, None, None])))
        return light

    def _rules(self, n, v, wear):
        """Strips, borders and the edge of the paper above and below the line."""
        g = self
        light = torch.ones_like(v)
        for sign in (-1, 1):
            on = torch.where(g.chance(n, 0.3), g.u(n, 0.15, 0.95), torch.zeros(n, device=g.device)) * wear
            edge = g.u(n, 0.9, 6)
            thick = torch.where(g.chance(n, 0.5), g.u(n, 0.2, 0.9), torch.full((n,), 40.0, device=g.device))
            depth = (-v if sign < 0 else v - 9) - edge[:, None]
            inside = ((0.5 + depth * 6).clamp(0, 1)) * ((0.5 + (thick[:, None] - depth) * 6).clamp(0, 1))
            light = light * (1 - on[:, None] * inside)
        return light[:, :, None]

    def _overlay(self, n, u, v, kind, p, through, none):
        g = self
        count = g.overlay.shape[1]
        pick = torch.randint(0, count, (n,), generator=g.g, device=g.device)
        on = torch.where(g.chance(n, p) | (none & (kind == overlays.NUMBER)), g.u(n, 0.3, 0.95), torch.zeros(n, device=g.device))
        size = g.u(n, 0.1, 0.3) if kind != overlays.NUMBER else g.u(n, 0.15, 0.28)  # modules a point
        tall = overlays.ROWS * size
        if through is True:
            middle = g.u(n, -8, 17)
        elif through is False:  # above or below, touching at most
            middle = torch.where(g.chance(n, 0.6), -tall / 2 - g.u(n, -1.2, 5), 9 + tall / 2 + g.u(n, -1.2, 5))
        else:  # on the line where that is empty, else beside it
            outside = torch.where(g.chance(n, 0.5), -tall / 2 - g.u(n, -0.8, 4), 9 + tall / 2 + g.u(n, -0.8, 4))
            middle = torch.where(none, g.u(n, 2, 7), outside)
        left = g.u(n, -150, 300)
        turn = torch.where(g.chance(n, 0.3), g.n(n, 0.3), g.n(n, 0.01)) if through is True else g.n(n, 0.008)
        x = (u - left[:, None])[:, None, :]
        y = (v - middle[:, None])[:, :, None]
        px = (x + turn[:, None, None] * y) / size[:, None, None] * 2 / overlays.COLUMNS - 1
        py = (y - turn[:, None, None] * (x - 40)) / size[:, None, None] * 2 / overlays.ROWS
        grid = torch.stack([px, py], -1)
        cover = F.grid_sample(g.overlay[kind][pick][:, None], grid, mode="bilinear", padding_mode="zeros", align_corners=False)[:, 0]
        return on[:, None, None] * cover

    def _blurred(self, seen, wear, s):
        g = self
        n = seen.shape[0]
        worst = 0.75 if s > 1.6 else 0.5
        sigma = (g.u(n, 0.25, 0.6) + g.u(n, 0, worst) * wear * g.chance(n, 0.6)) * (1 if s < 2.5 else g.one(1, 1.6))
        other = sigma * torch.where(g.chance(n, 0.25), g.u(n, 0.5, 2.2), torch.ones(n, device=g.device))
        reach = 5
        k = torch.arange(-reach, reach + 1, device=g.device).float()[None]
        for width, axis in ((sigma, 3), (other, 2)):
            kernel = torch.exp(-k * k / (2 * width[:, None] ** 2))
            kernel = kernel / kernel.sum(1, keepdim=True)
            shape = (n, 1, 1, 2 * reach + 1) if axis == 3 else (n, 1, 2 * reach + 1, 1)
            pad = (reach, reach, 0, 0) if axis == 3 else (0, 0, reach, reach)
            seen = F.conv2d(F.pad(seen[None], pad, mode="replicate"), kernel.view(shape), groups=n)[0]
        return seen

    def _coded(self, level):
        """JPEG's loss: blocks of eight by eight, their frequencies rounded."""
        g = self
        n, h, w = level.shape
        quality = g.u(n, 22, 95)
        scale = torch.where(quality < 50, 50 / quality, 2 - quality / 50)
        table = (g.luma[None] * scale[:, None, None]).clamp(min=1)[:, None, None]
        blocks = (level - 128).view(n, h // 8, 8, w // 8, 8).permute(0, 1, 3, 2, 4)
        waves = g.dct @ blocks @ g.dct.T
        waves = (waves / table).round() * table
        blocks = g.dct.T @ waves @ g.dct
        return blocks.permute(0, 1, 3, 2, 4).reshape(n, h, w) + 128
