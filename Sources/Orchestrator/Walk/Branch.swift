import Documents
import Failures

/// Which children a message goes to.
enum Branch: Sendable, Hashable {
    /// All of them.
    case all
    /// None; the node's own message goes on.
    case none
    /// One of them.
    case one(Int)

    /// The number by which routers and `meta.routing` say it.
    var number: Int {
        switch self {
        case .all: -1
        case .none: -2
        case .one(let index): index
        }
    }

    /// Makes a branch of a router's number; `nil` when there is no such child.
    init?(_ number: Int, children: Int) {
        switch number {
        case -1: self = .all
        case -2: self = .none
        case 0..<children: self = .one(number)
        default: return nil
        }
    }

    /// The number in a router's reply.
    ///
    /// A message with `data.ndarray` `[[1]]` or `[1]` or `data.tensor.values` `[1]`, or a bare list
    /// `[1]`; only the first number counts. A message with none of these means all children.
    static func number(in reply: [UInt8]) throws(NodeFailure) -> Int {
        let json: JSON
        do throws(DocumentError) { json = try JSON(parsing: reply) } catch {
            throw NodeFailure(.badRoute, "its answer is not JSON: \(error.failure.message)")
        }
        let array =
            json.array ?? json["data"]?["ndarray"]?.array
            ?? json["data"]?["tensor"]?["values"]?.array
        guard let array else {
            guard json.object != nil else {
                throw NodeFailure(.badRoute, "its answer is no message")
            }
            return -1
        }
        var first = array.first
        if case .array(let row) = first { first = row.first }
        guard let number = first?.int else {
            throw NodeFailure(.badRoute, "its answer has no whole number")
        }
        return number
    }
}
