package import Documents

extension CheckReading {
    /// Reads the check reader's answer, or `nil` when the answer is of another model.
    ///
    /// What belongs to it is the article's `jsonData` with `ema.transcription`, to which Radiant's
    /// models add `micr`, `confidence`, `reason`, `fields` and `regions`. Where the text of all fields
    /// was asked for, `fields` has them, and those of the line stand with it in `lines`.
    package init?(answer: JSON) {
        guard let reply = answer["jsonData"] else { return nil }
        let transcription = reply["ema"]?["transcription"]?.string
        guard let micr = reply["micr"]?.string ?? transcription.map(CheckReading.micr) else {
            return nil
        }
        let found = [reply["fields"], reply["regions"]].lazy.map { CheckReading.found($0 ?? .null) }
            .first { !$0.isEmpty }
        let isAllText = !CheckReading.found(reply["fields"] ?? .null).isEmpty
        let fields = isAllText ? reply["lines"]?[0]?["fields"] : reply["fields"]
        self.init(
            micr: micr,
            transcription: transcription,
            confidence: reply["confidence"]?.double ?? reply["ema"]?["confidence"]?.double ?? 0,
            reason: reply["reason"]?.string,
            fields: CheckReading.fields(fields ?? .null),
            box: CheckReading.Region(json: reply["box"] ?? .null),
            found: found ?? [],
            textReason: reply["fields_reason"]?.string
        )
    }

    /// The line of the article's alphabet in Unicode's OCR block.
    ///
    /// Unicode's names of U+2448 and U+2449 are swapped: the sign that banks call on-us is U+2448.
    static func micr(transcription: String) -> String {
        let signs: [Character: Character] = [
            "<": "\u{2448}", ":": "\u{2446}", "=": "\u{2447}", "-": "\u{2449}",
        ]
        return String(transcription.map { signs[$0] ?? $0 })
    }

    /// What has a kind and a place, and no name: a field of the whole check.
    private static func found(_ json: JSON) -> [FoundField] {
        (json.array ?? []).compactMap { item in
            guard item["name"] == nil, let kind = item["kind"]?.string,
                let box = Region(json: item["box"] ?? .null)
            else { return nil }
            return FoundField(
                kind: kind,
                box: box,
                text: item["text"]?.string,
                confidence: item["confidence"]?.double,
                date: item["date"]?.string,
                amount: item["amount"]?.string
            )
        }
    }

    private static func fields(_ json: JSON) -> [Field] {
        switch json {
        case .object(let members):
            members.compactMap { member in
                // What the check digit says stands beside the field, as `transit_valid`.
                field(member.value, name: member.key, isValid: members[member.key + "_valid"]?.bool)
            }
        case .array(let list):
            list.compactMap { item in
                (item["name"]?.string ?? item["kind"]?.string).flatMap { field(item, name: $0) }
            }
        default: []
        }
    }

    private static func field(_ json: JSON, name: String, isValid: Bool? = nil) -> Field? {
        guard let value = json.string ?? json["value"]?.string ?? json["text"]?.string else {
            return nil
        }
        let verdict: Field.Verdict =
            switch isValid ?? json["valid"]?.bool {
            case true?: .verified
            case false?: .refuted
            case nil: .unchecked
            }
        return Field(
            name: name,
            value: value,
            verdict: verdict,
            kind: json["kind"]?.string,
            box: Region(json: json["box"] ?? .null)
        )
    }
}

extension CheckReading.Region {
    /// A box in the form `[x0, y0, x1, y1]`.
    init?(json: JSON) {
        let sides = json.elements.compactMap(\.double)
        guard sides.count == 4, json.elements.count == 4,
            sides.allSatisfy({ $0.magnitude < 1e9 })
        else { return nil }
        self.init(x0: Int(sides[0]), y0: Int(sides[1]), x1: Int(sides[2]), y1: Int(sides[3]))
    }
}
