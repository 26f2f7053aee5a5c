/// A pattern for whole image names: `*` stands for any text, `?` for one character.
struct ImagePattern: Sendable, Hashable {
    /// The pattern as it was written.
    let text: String

    /// Whether the pattern matches the whole of an image's name.
    ///
    /// A name without a tag means `latest`, and one without a registry Docker's, as with Docker.
    func matches(_ image: String) -> Bool {
        let pattern = Array(ImagePattern.normalised(text).unicodeScalars)[...]
        return ImagePattern.matches(
            pattern,
            Array(ImagePattern.normalised(image).unicodeScalars)[...]
        )
    }

    /// The tag of an image's name, `latest` when it has none; `nil` when it is given by digest.
    static func tag(of image: String) -> String? {
        let whole = normalised(image)
        guard !whole.contains("@"), let colon = whole.lastIndex(of: ":") else { return nil }
        return String(whole[whole.index(after: colon)...])
    }

    private static func normalised(_ name: String) -> String {
        var name = name[...]
        for registry in ["docker.io/library/", "docker.io/"] where name.hasPrefix(registry) {
            name = name.dropFirst(registry.count)
            break
        }
        let last = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let hasTag = last.contains(":") || last.contains("@") || last.hasSuffix("*")
        return hasTag ? String(name) : name + ":latest"
    }

    // The usual walk with one point to go back to: linear but for repeated stars.
    private static func matches(
        _ pattern: ArraySlice<Unicode.Scalar>,
        _ text: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        var pattern = pattern
        var text = text
        var retry: (pattern: ArraySlice<Unicode.Scalar>, text: ArraySlice<Unicode.Scalar>)?
        while true {
            if pattern.first == "*" {
                retry = (pattern.dropFirst(), text)
                pattern = pattern.dropFirst()
            } else if let first = pattern.first, let scalar = text.first,
                first == "?" || first == scalar
            {
                pattern = pattern.dropFirst()
                text = text.dropFirst()
            } else if pattern.isEmpty, text.isEmpty {
                return true
            } else if let point = retry, !point.text.isEmpty {
                retry = (point.pattern, point.text.dropFirst())
                pattern = point.pattern
                text = point.text.dropFirst()
            } else {
                return false
            }
        }
    }
}
