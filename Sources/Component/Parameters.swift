import Documents
import Failures

/// The parameters that a manifest gives to a component.
public struct Parameters: Sendable, Hashable {
    private var values: [String: String] = [:]

    /// Makes parameters from texts.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// Reads `PREDICTIVE_UNIT_PARAMETERS`: `[{"name":…,"value":…,"type":…}]`.
    ///
    /// - Throws: `ComponentError.badParameter`.
    public init(parsing text: String) throws(ComponentError) {
        let json: JSON
        do throws(DocumentError) { json = try JSON(parsing: text) } catch {
            throw .badParameter(
                name: "PREDICTIVE_UNIT_PARAMETERS",
                value: text,
                expected: "a JSON list of parameters (\(error.failure.message))"
            )
        }
        for parameter in json.elements {
            guard let name = parameter["name"]?.string else { continue }
            switch parameter["value"] {
            case .string(let value): values[name] = value
            case .number(let number): values[name] = number.text
            case .bool(let value): values[name] = value ? "true" : "false"
            default: break
            }
        }
    }

    /// The text of a parameter, `nil` when it is not given.
    public subscript(name: String) -> String? { values[name] }

    /// A text.
    public func string(_ name: String, default missing: String) -> String {
        values[name] ?? missing
    }

    /// A whole number.
    ///
    /// - Throws: `ComponentError.badParameter` when it is given and none.
    public func int(_ name: String, default missing: Int) throws(ComponentError) -> Int {
        guard let text = values[name] else { return missing }
        guard let value = Int(text) else {
            throw .badParameter(name: name, value: text, expected: "a whole number")
        }
        return value
    }

    /// A number.
    ///
    /// - Throws: `ComponentError.badParameter` when it is given and none.
    public func double(_ name: String, default missing: Double) throws(ComponentError) -> Double {
        guard let text = values[name] else { return missing }
        guard let value = Double(text), value.isFinite else {
            throw .badParameter(name: name, value: text, expected: "a number")
        }
        return value
    }

    /// A truth value, in the words that Python's `strtobool` knows.
    ///
    /// - Throws: `ComponentError.badParameter` when it is given and none.
    public func bool(_ name: String, default missing: Bool) throws(ComponentError) -> Bool {
        guard let text = values[name] else { return missing }
        switch text.lowercased() {
        case "y", "yes", "t", "true", "on", "1": return true
        case "n", "no", "f", "false", "off", "0": return false
        default: throw .badParameter(name: name, value: text, expected: "true or false")
        }
    }
}
