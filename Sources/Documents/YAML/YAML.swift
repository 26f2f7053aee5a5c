/// Reads YAML 1.1 as kubectl does, into trees that know their places.
public enum YAML {
    /// The longest text that is read, in bytes.
    public static let sizeLimit = 3 << 20
    /// The most nodes of a document, aliases expanded.
    public static let nodeLimit = 10_000
    /// The deepest nesting.
    public static let depthLimit = 100

    /// The documents of a text, those that are empty left out.
    ///
    /// - Throws: `DocumentError`; a name that stands twice in one mapping, and an alias that
    ///   contains itself, are `malformed`.
    public static func documents(in text: String) throws(DocumentError) -> [YAMLNode] {
        let bytes = Array(text.utf8)
        guard bytes.count <= sizeLimit else { throw .tooLarge(limit: sizeLimit) }
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<[YAMLNode], DocumentError> in
            let composer = YAMLComposer(buffer)
            do throws(DocumentError) { return .success(try composer.documents()) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// The first document of a text as JSON, `null` when there is none.
    ///
    /// - Throws: `DocumentError`.
    public static func json(parsing text: String) throws(DocumentError) -> JSON {
        try documents(in: text).first?.json ?? .null
    }
}
