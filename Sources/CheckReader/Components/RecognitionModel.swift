public import Component
public import Documents
internal import Failures
public import Inference

/// The second node of the graph: reads the crop of a MICR line.
public struct RecognitionModel: Model {
    private let reader: LineReader

    /// Makes the model in one of its versions.
    public init(_ version: LineReader.Version = .v1) { reader = LineReader(version) }

    /// Lines keep a core busy, so one at a time.
    public var concurrency: Int? { 1 }

    /// Answers a crop with the line on it.
    ///
    /// The answer has the article's members (`image_id`, `image_shape`, `bbox`, `ema`) and `micr`,
    /// `confidence`, `unsure`, `characters`, `box`, `page`, `index`, `fields`, `model`; without a line
    /// `micr` is empty, the confidence 0, and `reason` says why. A line that is not to be relied on has
    /// `unsure` true and its `candidates`, the likeliest first. `lines` has every line of the picture:
    /// this one, and those of further checks that detection found (`more`). What detection says of all
    /// fields (`regions`, and with the tag `read` set to `all`, `fields`) is passed on.
    ///
    /// - Throws: `ComponentError.badData` when the image is at fault.
    public func predict(_ message: SeldonMessage) async throws -> Reply {
        .json(try answer(to: message))
    }

    func answer(to message: SeldonMessage) throws -> JSON {
        // Detection found nothing: the reason is passed on.
        if message["image"]?.string == "", let reason = message["reason"]?.string {
            let id = message["image_id"] ?? .string("")
            return answer(.nothing(reason), id: id, shape: nil, members: message.fieldMembers)
        }
        let request: ImageMessage
        do throws(CheckReaderError) { request = try ImageMessage(message) } catch {
            throw ComponentError.badData(error.failure.description)
        }
        let reading = reader.read(request.image, dpi: request.members["dpi"]?.double)
        var answer = answer(
            reading,
            id: .string(request.id),
            shape: .shape(of: request.image),
            members: request.members
        )
        var lines = [line(reading, members: request.members)]
        for members in request.members["more"]?.array ?? [] {
            let other: ImageMessage
            do throws(CheckReaderError) {
                other = try ImageMessage(SeldonMessage(.json(members)))
            } catch {
                throw ComponentError.badData(error.failure.description)
            }
            lines.append(
                line(reader.read(other.image, dpi: members["dpi"]?.double), members: members)
            )
        }
        answer["lines"] = .array(lines)
        if let fields = request.members["fields"]?.array {
            answer["fields"] = .array(fields.map { Self.filled($0, by: lines) })
        }
        return answer
    }

    /// A field of the picture; one that is a line has what was read there.
    private static func filled(_ field: JSON, by lines: [JSON]) -> JSON {
        guard field["kind"]?.string == FieldKind.micr.rawValue,
            let line = lines.first(where: {
                $0["box"] == field["box"] && $0["page"]?.int == field["page"]?.int
            })
        else { return field }
        var filled = field
        filled["text"] = line["micr"]
        filled["confidence"] = line["confidence"]
        return filled
    }

    /// What stands for each line of a picture.
    private func line(_ reading: MICRReading, members: JSON) -> JSON {
        var line: JSON = .object([
            "page": members["page"] ?? .int(1), "index": members["index"] ?? .int(0),
            "micr": .string(reading.micr), "confidence": .double(rounded(reading.confidence)),
            "unsure": .bool(reading.isUnsure),
        ])
        if let box = members["box"] { line["box"] = box }
        if reading.isUnsure { line["candidates"] = reading.candidatesJSON }
        line["fields"] = MICRFields(of: reading.micr).json
        return line
    }

    private func answer(_ reading: MICRReading, id: JSON, shape: JSON?, members: JSON) -> JSON {
        var answer: JSON = .object(["image_id": id])
        answer["image_shape"] = shape ?? .array([.int(0), .int(0), .int(1)])
        answer["bbox"] = members["bbox"] ?? .array([.int(0), .int(0)])
        answer["ema"] = .object([
            "transcription": .string(MICRLine.transcription(of: reading.micr))
        ])
        answer["micr"] = .string(reading.micr)
        answer["confidence"] = .double(rounded(reading.confidence))
        answer["unsure"] = .bool(reading.isUnsure)
        if reading.isUnsure { answer["candidates"] = reading.candidatesJSON }
        answer["characters"] = .array(
            reading.characters.map { character in
                .object([
                    "character": .string(String(character.character)),
                    "confidence": .double(rounded(character.confidence)),
                    "columns": .array([
                        .int(character.columns.lowerBound), .int(character.columns.upperBound),
                    ]),
                ])
            }
        )
        for name in ["box", "page", "index", "regions", "fields_reason"] where members[name] != nil
        {
            answer[name] = members[name]
        }
        // What all the fields say takes the place of what the line alone says.
        answer["fields"] = members["fields"] ?? MICRFields(of: reading.micr).json
        answer["model"] = .string(reader.version.rawValue)
        if let reason = reading.reason { answer["reason"] = .string(reason) }
        return answer
    }
}

extension MICRReading {
    /// The lines that the picture may show, the likeliest first: `micr` and `confidence` of each.
    public var candidatesJSON: JSON {
        .array(
            candidates.map { candidate in
                .object([
                    "micr": .string(candidate.micr),
                    "confidence": .double(rounded(candidate.confidence)),
                ])
            }
        )
    }
}

extension MICRFields {
    /// The fields that are known, by name.
    public var json: JSON {
        var members: JSON = .object([:])
        for (name, value) in [
            ("country", country), ("transit", transit), ("account", account), ("serial", serial),
            ("amount", amount), ("code", code),
        ] where value != nil {
            members[name] = value.map(JSON.string)
        }
        if let isTransitValid { members["transit_valid"] = .bool(isTransitValid) }
        return members
    }
}

extension SeldonMessage {
    /// What detection says of a picture's fields, when it found no line.
    fileprivate var fieldMembers: JSON {
        var members: JSON = .object([:])
        for name in ["regions", "fields", "fields_reason"] {
            if let value = self[name] { members[name] = value }
        }
        return members
    }
}
