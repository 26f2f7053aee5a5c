internal import Glibc

/// Angles as people give them.
enum Angle {
    /// Degrees of a line that falls `slope` pixels for each pixel to the right.
    static func degrees(ofSlope slope: Double) -> Double { atan(slope) * 180 / .pi }
}
