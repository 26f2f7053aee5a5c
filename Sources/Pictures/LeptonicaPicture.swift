internal import CLeptonica

/// A picture in Leptonica's memory, freed with this value.
struct LeptonicaPicture: ~Copyable {
    let pointer: UnsafeMutablePointer<Pix>

    /// Leptonica prints what it dislikes unless told not to, once a process.
    static let silenced: Void = radiant_lept_silence()

    init?(adopting pointer: UnsafeMutablePointer<Pix>?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    init?(_ image: GrayImage) {
        Self.silenced
        self.init(
            adopting: image.pixels.withUnsafeBufferPointer {
                radiant_pix_from_bytes($0.baseAddress, Int32(image.width), Int32(image.height))
            }
        )
    }

    init?(_ image: ColorImage) {
        Self.silenced
        self.init(
            adopting: image.pixels.withUnsafeBufferPointer {
                radiant_pix_from_colors($0.baseAddress, Int32(image.width), Int32(image.height))
            }
        )
    }

    deinit { radiant_pix_destroy(pointer) }

    /// The picture as grey values, whatever its depth and colours; transparency is laid on white.
    var gray: GrayImage? {
        guard let opaque = LeptonicaPicture(adopting: pixRemoveAlpha(pointer)),
            let flat = LeptonicaPicture(adopting: pixConvertTo8(opaque.pointer, 0))
        else { return nil }
        let width = Int(pixGetWidth(flat.pointer))
        let height = Int(pixGetHeight(flat.pointer))
        guard width > 0, height > 0 else { return nil }
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            radiant_pix_get_bytes(flat.pointer, buffer.baseAddress)
            count = width * height
        }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    /// The picture in colour, whatever its depth; transparency is laid on white.
    var color: ColorImage? {
        guard let opaque = LeptonicaPicture(adopting: pixRemoveAlpha(pointer)),
            let flat = LeptonicaPicture(adopting: pixConvertTo32(opaque.pointer))
        else { return nil }
        let width = Int(pixGetWidth(flat.pointer))
        let height = Int(pixGetHeight(flat.pointer))
        guard width > 0, height > 0 else { return nil }
        let count = 3 * width * height
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            radiant_pix_get_colors(flat.pointer, buffer.baseAddress)
            filled = count
        }
        return ColorImage(width: width, height: height, pixels: pixels)
    }
}
