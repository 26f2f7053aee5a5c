internal import CheckReader
internal import Pictures

/// Counts of fields that were found, by kind.
struct FieldTally {
    private struct Count {
        var there = 0
        var found = 0
        var told = 0
        var right = 0
    }

    private var counts: [FieldKind: Count] = [:]
    /// Kinds of the fields that were missed, with what is written there.
    private(set) var missed: [String] = []

    /// Counts a picture: a field is found when a region of its kind covers more than half of it; a
    /// region is right when more than half of it lies in fields of its kind.
    mutating func add(_ truth: [FieldTable.Field], _ regions: [FieldRegion]) {
        for field in truth {
            let area = field.box.width * field.box.height
            let isFound = regions.contains {
                $0.kind == field.kind && $0.box.common(with: field.box) * 2 > area
            }
            counts[field.kind, default: Count()].there += 1
            if isFound {
                counts[field.kind, default: Count()].found += 1
            } else {
                missed.append("\(field.kind.rawValue) \(field.text)")
            }
        }
        for region in regions {
            let inside = truth.filter { $0.kind == region.kind }
                .reduce(0) { $0 + $1.box.common(with: region.box) }
            counts[region.kind, default: Count()].told += 1
            if inside * 2 > region.box.width * region.box.height {
                counts[region.kind, default: Count()].right += 1
            }
        }
    }

    /// A row a kind.
    var text: String {
        FieldKind.allCases.compactMap { kind in
            guard let count = counts[kind] else { return nil }
            let found = percent(Double(count.found) / Double(max(1, count.there)))
            let right = percent(Double(count.right) / Double(max(1, count.told)))
            return "\(kind.rawValue): found \(count.found) of \(count.there) (\(found)); "
                + "of what is called so \(count.right) of \(count.told) are (\(right))"
        }
        .joined(separator: "\n")
    }
}

/// The truth about the fields of drawn checks, as `check-reader synth` writes it.
struct FieldTable {
    /// A field of a picture.
    struct Field {
        let kind: FieldKind
        let box: PixelBox
        let text: String
    }

    /// By file.
    let fields: [String: [Field]]

    init(_ bytes: [UInt8]) throws {
        var fields: [String: [Field]] = [:]
        for row in try CSVTable(bytes).rows {
            let sides = ["x0", "y0", "x1", "y1"].compactMap { row[$0].flatMap(Int.init) }
            guard let file = row["file"], let kind = row["kind"].flatMap(FieldKind.init),
                sides.count == 4
            else { continue }
            let box = PixelBox(left: sides[0], top: sides[1], right: sides[2], bottom: sides[3])
            fields[file, default: []].append(Field(kind: kind, box: box, text: row["text"] ?? ""))
        }
        self.fields = fields
    }
}

extension PixelBox {
    /// The pixels that two boxes have in common.
    fileprivate func common(with other: PixelBox) -> Int {
        max(0, min(right, other.right) - max(left, other.left))
            * max(0, min(bottom, other.bottom) - max(top, other.top))
    }
}
