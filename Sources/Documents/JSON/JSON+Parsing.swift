extension JSON {
    /// The deepest nesting that is read; deeper text is refused everywhere.
    public static let depthLimit = 200

    /// Reads a JSON text.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - projection: What of it is of interest; the rest is left out.
    /// - Throws: `DocumentError.malformed` with line and column, or `.tooDeep`.
    public init(
        parsing bytes: [UInt8],
        keeping projection: Projection = .all
    ) throws(DocumentError) {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSON, DocumentError> in
            var scanner = JSONScanner(buffer, depthLimit: JSON.depthLimit)
            do throws(DocumentError) {
                return .success(
                    projection.isWhole
                        ? try scanner.document() : try scanner.document(keeping: projection)
                )
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// Reads a JSON text.
    ///
    /// - Throws: `DocumentError.malformed` with line and column, or `.tooDeep`.
    public init(parsing text: String) throws(DocumentError) {
        try self.init(parsing: Array(text.utf8))
    }
}
