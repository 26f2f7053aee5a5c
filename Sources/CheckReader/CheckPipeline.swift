public import Pictures

/// Both models in a row, for pictures at hand.
public struct CheckPipeline: Sendable {
    /// What came out for a picture.
    public struct Result: Sendable {
        /// The line's place and crop; `nil` when none was found.
        public let band: DetectedBand?
        /// What was read; empty with a reason when nothing was.
        public let reading: MICRReading
    }

    private let reader: LineReader

    /// Prepares for reading.
    ///
    /// - Throws: `VisionError` when a version's network cannot be loaded.
    public init(_ version: LineReader.Version = .v1) throws { reader = try LineReader(version) }

    /// Finds and reads the line of a picture.
    ///
    /// - Throws: `VisionError` when the network cannot work.
    public func read(_ image: GrayImage) throws -> Result {
        let band: DetectedBand
        do throws(NoBand) { band = try DetectedBand(in: image) } catch {
            return Result(band: nil, reading: .nothing(error.description))
        }
        return Result(band: band, reading: try reader.read(band.crop, dpi: band.dpi))
    }
}
