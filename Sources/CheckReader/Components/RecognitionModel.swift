public import Component
public import Documents
internal import Failures
public import Inference

/// The second node of the graph: reads the crop of a MICR line.
public struct RecognitionModel: Model {
    private let reader: LineReader

    /// Makes the model in one of its versions.
    ///
    /// - Throws: `VisionError` when the version's network cannot be loaded.
    public init(_ version: LineReader.Version = .v1) throws { reader = try LineReader(version) }

    /// Lines keep a core busy, so one at a time.
    public var concurrency: Int? { 1 }

    /// Answers a crop with the line on it.
    ///
    /// The answer has the article's members (`image_id`, `image_shape`, `bbox`, `ema`) and `micr`,
    /// `confidence`, `characters`, `box`, `fields`, `model`; without a line `micr` is empty, the
    /// confidence 0, and `reason` says why.
    ///
    /// - Throws: `ComponentError.badData` when the image is at fault.
    public func predict(_ message: SeldonMessage) async throws -> Reply {
        .json(try answer(to: message))
    }

    func answer(to message: SeldonMessage) throws -> JSON {
        // Detection found nothing: the reason is passed on.
        if message["image"]?.string == "", let reason = message["reason"]?.string {
            let id = message["image_id"] ?? .string("")
            return answer(.nothing(reason), id: id, shape: nil, members: .null)
        }
        let request: ImageMessage
        do throws(CheckReaderError) { request = try ImageMessage(message) } catch {
            throw ComponentError.badData(error.failure.description)
        }
        let reading = try reader.read(request.image, dpi: request.members["dpi"]?.double)
        return answer(
            reading,
            id: .string(request.id),
            shape: .shape(of: request.image),
            members: request.members
        )
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
        if let box = members["box"] { answer["box"] = box }
        answer["fields"] = MICRFields(of: reading.micr).json
        answer["model"] = .string(reader.version.rawValue)
        if let reason = reading.reason { answer["reason"] = .string(reason) }
        return answer
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
