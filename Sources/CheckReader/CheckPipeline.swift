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

    /// Prepares for reading; without calibration, confidences are raw scores.
    public init(_ version: LineReader.Version = .v1, isCalibrated: Bool = true) {
        reader = LineReader(version, isCalibrated: isCalibrated)
    }

    /// Finds and reads the clearest line of a picture.
    public func read(_ image: GrayImage) -> Result {
        let band: DetectedBand
        do throws(NoBand) { band = try DetectedBand(in: image) } catch {
            return Result(band: nil, reading: .nothing(error.description))
        }
        return result(band)
    }

    /// Finds and reads the lines of all checks in a picture, from top to bottom; one result that says
    /// why when there is none.
    public func readAll(_ image: GrayImage) -> [Result] {
        do throws(NoBand) { return try DetectedBand.all(in: image).map(result) } catch {
            return [Result(band: nil, reading: .nothing(error.description))]
        }
    }

    private func result(_ band: DetectedBand) -> Result {
        Result(band: band, reading: reader.read(band.crop, dpi: band.dpi))
    }
}
