import Documents
import Failures
import FoundationEssentials
import SwiftProtobuf

/// Messages of protobuf as bytes and as JSON.
enum ProtobufBytes {
    /// Reads a message.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    static func decode<Message: SwiftProtobuf.Message>(
        _ type: Message.Type,
        _ bytes: [UInt8]
    ) throws(InferenceError) -> Message {
        do { return try Message(serializedBytes: bytes) } catch {
            throw .malformedProtobuf(type: Message.protoMessageName)
        }
    }

    /// The bytes of a message; those of equal messages are equal.
    static func encode(_ message: some SwiftProtobuf.Message) -> [UInt8] {
        var options = BinaryEncodingOptions()
        options.useDeterministicOrdering = true
        // What cannot be encoded is larger than 2 GiB, and no limit lets that in.
        return (try? message.serializedBytes(options: options)) ?? []
    }

    /// The JSON of a message, in protobuf's mapping.
    static func json(of message: some SwiftProtobuf.Message) throws(InferenceError) -> JSON {
        do {
            var options = JSONEncodingOptions()
            options.preserveProtoFieldNames = false
            let bytes: [UInt8] = try message.jsonUTF8Bytes(options: options)
            return try JSON(parsing: bytes)
        } catch {
            throw .malformedProtobuf(type: type(of: message).protoMessageName)
        }
    }

    /// A message of its JSON; members that it does not know are left out.
    static func message<Message: SwiftProtobuf.Message>(
        _ type: Message.Type,
        of json: JSON
    ) throws(InferenceError) -> Message {
        var options = JSONDecodingOptions()
        options.ignoreUnknownFields = true
        options.messageDepthLimit = JSON.depthLimit
        do { return try Message(jsonUTF8Bytes: json.bytes(), options: options) } catch {
            throw .malformed(
                path: "the message",
                expected: "a \(Message.protoMessageName) (\(Failure(describing: error).message))"
            )
        }
    }
}
