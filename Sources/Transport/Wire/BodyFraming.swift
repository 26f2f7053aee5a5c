/// How the end of a body is found (RFC 9112, section 6.3).
enum BodyFraming: Hashable {
    /// After so many bytes.
    case length(Int)
    /// After the last chunk.
    case chunked
    /// When the connection ends; only answers may say so.
    case untilClose
}
