internal import CLeptonica
internal import Glibc

extension GrayImage {
    /// The picture with its sides multiplied: averaged when shrunk, interpolated when grown.
    ///
    /// The factor is more than 0; a side has at least one pixel afterwards.
    public func scaled(by factor: Double) -> GrayImage {
        scaled(
            width: max(1, Int((Double(width) * factor).rounded())),
            height: max(1, Int((Double(height) * factor).rounded()))
        )
    }

    /// The picture stretched to a size.
    public func scaled(width: Int, height: Int) -> GrayImage {
        guard width != self.width || height != self.height else { return self }
        let x = Float(width) / Float(self.width)
        let y = Float(height) / Float(self.height)
        guard let picture = LeptonicaPicture(self) else { return self }
        let result =
            max(x, y) < 1
            ? pixScaleAreaMapToSize(picture.pointer, Int32(width), Int32(height))
            : pixScaleGrayLI(picture.pointer, x, y)
        guard let scaled = LeptonicaPicture(adopting: result)?.gray else { return self }
        return scaled
    }

    /// The picture turned clockwise about its centre, in a frame of the same size; corners that come
    /// in are white.
    public func rotated(degrees: Double) -> GrayImage {
        guard let picture = LeptonicaPicture(self) else { return self }
        let angle = Float(degrees * .pi / 180)
        let result = pixRotateAMGray(picture.pointer, angle, 255)
        guard let rotated = LeptonicaPicture(adopting: result)?.gray else { return self }
        return rotated
    }
}
