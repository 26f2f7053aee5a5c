extension StringProtocol {
    /// The text as it may be shown: nothing in it moves the cursor, changes the terminal or turns
    /// the direction of reading.
    ///
    /// The one door for text of others: logs, events, names, annotations, answers, error bodies.
    /// - Colours (CSI … m) are dropped. Of any other escape sequence the escape character is shown
    ///   as `␛` and the rest stays as the text that it is, so that one sees what was tried.
    /// - Control characters are shown as their pictures (U+2400 ff.), a tab as a space, those of C1
    ///   as `\u{FFFD}`.
    /// - Characters that turn the direction of reading are shown as `\u{FFFD}`; other characters
    ///   without a shape (zero width spaces and joiners, tags) are dropped.
    /// - Complexity: O(length); text of printable ASCII is returned as it is.
    public var sanitised: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(self) }
        var safe = String.UnicodeScalarView()
        var rest = Substring(self).unicodeScalars
        while let scalar = rest.first {
            if scalar == "\u{1B}" || scalar == "\u{9B}", let after = rest.endOfColour {
                rest = rest[after...]
                continue
            }
            rest = rest.dropFirst()
            if let shown = scalar.shown { safe.append(shown) }
        }
        return String(safe)
    }
}

extension Substring.UnicodeScalarView {
    /// The index after a sequence that selects colours, or `nil` when none begins here.
    ///
    /// ECMA-48, 8.3.117: `ESC [` or U+009B, then digits, `;` and `:`, then `m`.
    fileprivate var endOfColour: Index? {
        var index = self.index(after: startIndex)
        if first == "\u{1B}" {
            guard index < endIndex, self[index] == "[" else { return nil }
            index = self.index(after: index)
        }
        while index < endIndex {
            switch self[index] {
            case "0"..."9", ";", ":": index = self.index(after: index)
            case "m": return self.index(after: index)
            default: return nil
            }
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// What is shown in this character's place, or `nil` when that is nothing.
    fileprivate var shown: Unicode.Scalar? {
        switch value {
        case 0x20..<0x7F: return self
        case 0x09: return " "
        case 0..<0x20: return Unicode.Scalar(0x2400 + value)
        case 0x7F: return "\u{2421}"
        case 0x80..<0xA0: return "\u{FFFD}"
        // Left-to-right and right-to-left embeddings, overrides and isolates, and their ends
        // (Unicode Standard Annex 9, 2).
        case 0x202A...0x202E, 0x2066...0x2069: return "\u{FFFD}"
        default: break
        }
        return switch properties.generalCategory {
        case .control, .unassigned, .privateUse, .surrogate: "\u{FFFD}"
        case .format: nil
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: " "
        case .nonspacingMark where properties.isVariationSelector: nil
        default: self
        }
    }
}
