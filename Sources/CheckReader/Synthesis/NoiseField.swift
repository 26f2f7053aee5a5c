internal import Glibc

/// Smooth random values on a plane: the same for the same seed and point.
struct NoiseField: Sendable {
    /// Modules from one independent value to the next.
    let cell: Double
    private let seed: UInt64

    init(cell: Double, seed: UInt64) {
        self.cell = cell
        self.seed = seed
    }

    /// The value at a point, between -1 and 1.
    func value(_ x: Double, _ y: Double) -> Double {
        let gx = (x / cell).rounded(.down)
        let gy = (y / cell).rounded(.down)
        let u = smooth(x / cell - gx)
        let v = smooth(y / cell - gy)
        let column = Int64(gx)
        let row = Int64(gy)
        let top = lattice(column, row) * (1 - u) + lattice(column + 1, row) * u
        let bottom = lattice(column, row + 1) * (1 - u) + lattice(column + 1, row + 1) * u
        return top * (1 - v) + bottom * v
    }

    private func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }

    /// The independent value at a whole number of cells.
    func lattice(_ x: Int64, _ y: Int64) -> Double {
        var z = seed ^ UInt64(bitPattern: x) &* 0x9e37_79b9_7f4a_7c15
        z ^= UInt64(bitPattern: y) &* 0xc2b2_ae3d_27d4_eb4f
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1
    }
}
