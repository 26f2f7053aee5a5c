"""The network: convolutions over the strip down to three rows, then along the line.

Every column of the output sees about two characters to either side, so the network learns glyphs
and their wear, not the habits of account numbers.
"""

import struct

import torch
from torch import nn
import torch.nn.functional as F

import font


class Layer(nn.Module):
    """A convolution, its normalisation, and a rectifier."""

    def __init__(self, inputs, outputs, kernel, stride=(1, 1), dilation=1, rectify=True):
        super().__init__()
        pad = (kernel[0] // 2, kernel[1] // 2 * dilation)
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, pad, (1, dilation), bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.rectify = rectify

    def forward(self, x):
        x = self.norm(self.conv(x))
        return F.relu(x) if self.rectify else x

    def folded(self):
        """Weights and biases with the normalisation worked in."""
        factor = self.norm.weight / (self.norm.running_var + self.norm.eps).sqrt()
        return self.conv.weight * factor[:, None, None, None], self.norm.bias - self.norm.running_mean * factor


class Network(nn.Module):
    def __init__(self, wide=128):
        super().__init__()
        self.image = nn.ModuleList([
            Layer(1, 16, (3, 3), (2, 2)),
            Layer(16, 24, (3, 3), (2, 1)),
            Layer(24, 48, (3, 3), (2, 2)),
            Layer(48, 96, (3, 3), (2, 1)),
        ])
        self.gather = Layer(288, wide, (1, 1))
        self.line = nn.ModuleList([Layer(wide, wide, (1, 5), dilation=d) for d in (1, 2, 1)])
        # The classes, and by how many modules the glyph lies lower than the strip has it.
        self.head = nn.Conv2d(wide, len(font.CLASSES) + 1, 1)

    def forward(self, strip):
        """Scores [n, classes, columns] and places [n, columns] of strips [n, rows, pixels] of 0 to 255."""
        x = (strip.mean((1, 2), keepdim=True) - strip) / strip.std((1, 2), keepdim=True).clamp(min=8)
        x = x[:, None]
        for layer in self.image:
            x = layer(x)
        n, c, h, w = x.shape
        x = self.gather(x.reshape(n, c * h, 1, w))
        for layer in self.line:
            x = x + layer(x)
        x = self.head(x)[:, :, 0]
        return x[:, :-1], x[:, -1]


def write(network, path):
    """The weights as 8 bit integers with a factor an output, in the order in which they are used.

    "MICR1", then for each layer: outputs, inputs, kernel rows, kernel columns, stride rows, stride
    columns, dilation (7 x UInt16); a Float32 factor and a Float32 bias an output; the weights.
    """
    layers = [*network.image, network.gather, *network.line]
    parts = []
    for layer in layers:
        weight, bias = layer.folded()
        parts.append((weight, bias, layer.conv.stride, layer.conv.dilation[1]))
    parts.append((network.head.weight, network.head.bias, (1, 1), 1))
    with open(path, "wb") as file:
        file.write(b"MICR1" + struct.pack("<H", len(parts)))
        for weight, bias, stride, dilation in parts:
            weight, bias = weight.detach().float().cpu(), bias.detach().float().cpu()
            scale = weight.abs().amax((1, 2, 3)).clamp(min=1e-8) / 127
            whole = (weight / scale[:, None, None, None]).round().to(torch.int8)
            file.write(struct.pack("<7H", *weight.shape, *stride, dilation))
            file.write(scale.numpy().astype("<f4").tobytes() + bias.numpy().astype("<f4").tobytes())
            file.write(whole.numpy().tobytes())


def read_line(scores):
    """The classes of the characters of one strip: peaks of what is not blank."""
    p = scores.softmax(0)
    solid = (1 - p[0] > 0.5).tolist()
    found, start = [], None
    for j, on in enumerate(solid + [False]):
        if on and start is None:
            start = j
        elif not on and start is not None:
            found.append((start, int(p[1:, start:j].sum(1).argmax()) + 1))
            start = None
    return found
