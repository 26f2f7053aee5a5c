import Documents
import Inference
import Testing

struct SeldonMessageTests {
    private func message(_ text: String) throws -> SeldonMessage {
        try SeldonMessage(json: JSON(parsing: text))
    }

    @Test func `of several payloads data wins, then JSON, text and bytes`() throws {
        let all =
            "{\"strData\":\"x\",\"jsonData\":1,\"binData\":\"AA==\",\"data\":{\"ndarray\":[1]}}"
        #expect(try message(all).payload?.kind == "an ndarray")
        #expect(try message("{\"strData\":\"x\",\"jsonData\":1}").payload == .json(1))
        #expect(try message("{\"strData\":\"x\",\"binData\":\"AA==\"}").payload == .text("x"))
        #expect(try message("{}").payload == nil)
    }

    @Test func `a message is written with the digits it was read with`() throws {
        let text =
            "{\"data\":{\"names\":[\"a\"],\"tensor\":{\"shape\":[1,2],\"values\":[1.10,2e5]}},\"meta\":{\"puid\":\"p\"}}"
        #expect(try message(text).json.text() == text)
    }

    @Test func `the value of a named column is found in a flat list and in a row`() throws {
        let flat = try message(
            "{\"data\":{\"names\":[\"id\",\"image\"],\"ndarray\":[\"i\",\"AA\"]}}"
        )
        #expect(flat["image"] == "AA")
        let row = try message(
            "{\"data\":{\"names\":[\"id\",\"image\"],\"ndarray\":[[\"i\",\"AA\"]]}}"
        )
        #expect(row["image"] == "AA")
        #expect(row["other"] == nil)
        #expect(try message("{\"jsonData\":{\"image\":\"AA\"}}")["image"] == "AA")
    }

    @Test func `rows come from lists and tensors, and ragged ones are refused`() throws {
        #expect(try message("{\"data\":{\"ndarray\":[[1,2],[3,4]]}}").rows() == [[1, 2], [3, 4]])
        #expect(try message("{\"data\":{\"ndarray\":[1,2]}}").rows() == [[1, 2]])
        let tensor = try message("{\"data\":{\"tensor\":{\"shape\":[2,1],\"values\":[1,2]}}}")
        #expect(try tensor.rows() == [[1], [2]])
        #expect(throws: InferenceError.ragged) {
            try message("{\"data\":{\"ndarray\":[[1,2],[3]]}}").rows()
        }
        #expect(throws: InferenceError.self) {
            try message("{\"data\":{\"ndarray\":[[\"a\"]]}}").rows()
        }
        #expect(throws: InferenceError.wrongPayload(expected: "an array", found: "strData")) {
            try message("{\"strData\":\"x\"}").rows()
        }
    }

    @Test func `a tensor whose values do not fit its shape is refused`() throws {
        #expect(throws: InferenceError.wrongShape(shape: [3, 3], count: 1)) {
            try message("{\"data\":{\"tensor\":{\"shape\":[3,3],\"values\":[1]}}}")
        }
        let huge = 1 << 62
        #expect(throws: InferenceError.wrongShape(shape: [huge, huge], count: 0)) {
            try Tensor(shape: [huge, huge], values: [])
        }
    }

    @Test func `bytes come as Base64, also with line breaks`() throws {
        #expect(try message("{\"binData\":\"AAEC\\nA/8=\"}").bytes() == [0, 1, 2, 3, 255])
        #expect(throws: InferenceError.malformedBase64(path: "binData")) {
            try message("{\"binData\":\"%%%\"}")
        }
    }

    @Test func `a status is a failure by word or by number`() throws {
        #expect(Status(json: ["code": 500, "status": "FAILURE"]).isFailure)
        #expect(Status(json: ["code": -1, "status": 1]).isFailure)
        #expect(!Status(json: ["code": 200, "status": "SUCCESS"]).isFailure)
    }

    @Test func `feedback with an unknown field is refused`() throws {
        #expect(throws: InferenceError.self) { try Feedback(json: ["requests": [:]]) }
        let feedback = try Feedback(json: [
            "reward": 0.5, "response": ["meta": ["routing": ["r": 1]]],
        ])
        #expect(feedback.response?.meta.routing == ["r": 1])
        #expect(try Feedback(json: feedback.json) == feedback)
    }
}
