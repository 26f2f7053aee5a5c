import Documents
import Inference
import Testing

/// Messages in protobuf: what is read, what is made, and what passes unread.
struct ProtobufTests {
    static let messages: [JSON] = [
        ["data": ["names": ["a", "b"], "ndarray": [[1, 2.5], ["x", .null]]], "meta": [:]],
        [
            "data": ["names": [], "tensor": ["shape": [2, 1], "values": [0.1, 1e300]]], "meta": [:],
        ],
        [
            "data": [
                "names": [],
                "tftensor": [
                    "dtype": "DT_FLOAT", "tensorShape": ["dim": [["size": "1"]]],
                    "floatVal": [1.5],
                ],
            ], "meta": [:],
        ],
        ["binData": "AAEC/w==", "meta": [:]], ["strData": "naïve ✓", "meta": [:]],
        ["jsonData": ["a": [1, .null, true, "x"], "b": ["c": [:]]], "meta": [:]],
        [
            "strData": "",
            "meta": [
                "puid": "p", "tags": ["t": 1, "s": ["x"]], "routing": ["r": -1],
                "requestPath": ["n": "image:1"],
                "metrics": [
                    ["key": "k", "type": "TIMER", "value": 0.5, "tags": ["a": "b"]],
                    ["key": "c", "type": "COUNTER", "value": 1],
                ],
            ],
        ],
        ["status": ["code": 500, "info": "i", "reason": "r", "status": "FAILURE"], "meta": [:]],
    ]

    @Test(arguments: messages)
    func `a message is the same after protobuf`(json: JSON) throws {
        let message = try SeldonMessage(json: json)
        let back = try SeldonMessage(protobuf: message.protobuf())
        #expect(back.json == message.json)
        #expect(back.protobuf() == message.protobuf())
    }

    @Test(arguments: messages)
    func `a message that is cut short anywhere is read or refused, and never more`(
        json: JSON
    ) throws {
        let bytes = try SeldonMessage(json: json).protobuf()
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length])
            _ = try? SeldonMessage(protobuf: cut)
            _ = try? SeldonProtobuf.branch(in: cut)
            _ = try? V2Protobuf.request(ofAnswer: cut, to: "m")
            _ = SeldonProtobuf.injecting(["r": 1], into: cut)
        }
    }

    @Test func `numbers that JSON lacks are refused in a tensor`() throws {
        // shape [1], values [NaN], little-endian.
        let tensor: [UInt8] = [0x0A, 1, 1, 0x12, 8, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F]
        let data: [UInt8] = [0x12, UInt8(tensor.count)] + tensor
        let message: [UInt8] = [0x1A, UInt8(data.count)] + data
        #expect(throws: InferenceError.self) { try SeldonMessage(protobuf: message) }
    }

    @Test func `routes are added without reading the message`() throws {
        let message = try SeldonMessage(json: [
            "strData": "x", "meta": ["puid": "p", "routing": ["a": 1]],
        ])
        let injected = SeldonProtobuf.injecting(["b": 2, "a": 0], into: message.protobuf())
        let meta = try SeldonMessage(protobuf: injected).meta
        #expect(meta.puid == "p")
        #expect(meta.routing == ["a": 0, "b": 2])

        let bare: [UInt8] = [0x2A, 1, 0x78]
        #expect(SeldonProtobuf.injecting(["b": 2], into: bare) == bare)
    }

    @Test func `a list has its messages as they were`() throws {
        let messages = try Self.messages.map { try SeldonMessage(json: $0) }
        let list = SeldonProtobuf.list(of: messages.map { $0.protobuf() })
        #expect(try SeldonProtobuf.messages(inList: list).map(\.json) == messages.map(\.json))
    }

    @Test(
        arguments: [
            ([[1]] as JSON, 1), ([2], 2), ([[-1]], -1), ([[]], nil),
        ] as [(JSON, Int?)]
    )
    func `the branch of a router is read in each of its forms`(
        ndarray: JSON,
        branch: Int?
    ) throws {
        let message = try SeldonMessage(json: ["data": ["ndarray": ndarray]]).protobuf()
        if let branch {
            #expect(try SeldonProtobuf.branch(in: message) == branch)
        } else {
            #expect(throws: InferenceError.self) { try SeldonProtobuf.branch(in: message) }
        }
    }

    @Test func `what one model answered is what the next one is asked`() throws {
        let answer = try V2Protobuf.response(json: [
            "modelName": "one", "modelVersion": "v3", "id": "i",
            "outputs": [
                [
                    "name": "out", "datatype": "FP32", "shape": ["1", "2"],
                    "contents": ["fp32Contents": [0.5, 0.25]],
                ]
            ],
            "rawOutputContents": ["AAEC"],
        ])
        let request = try V2Protobuf.request(ofAnswer: answer, to: "two")
        #expect(
            try V2Protobuf.json(ofRequest: request) == [
                "modelName": "two", "id": "i",
                "inputs": [
                    [
                        "name": "out", "datatype": "FP32", "shape": ["1", "2"],
                        "contents": ["fp32Contents": [0.5, 0.25]],
                    ]
                ],
                "rawInputContents": ["AAEC"],
            ]
        )
    }

    @Test func `a request for the model that is meant passes byte by byte`() throws {
        let request = try V2Protobuf.request(json: ["modelName": "one", "id": "i"])
        #expect(try V2Protobuf.request(request, of: "one") == request)
        let other = try V2Protobuf.request(request, of: "two")
        #expect(try V2Protobuf.json(ofRequest: other) == ["modelName": "two", "id": "i"])
    }

    @Test func `a request over REST is the same over gRPC`() throws {
        let bytes = try V2Protobuf.request(ofREST: [
            "id": "i",
            "inputs": [
                [
                    "name": "x", "datatype": "FP64", "shape": [2, 2],
                    "data": [[1, 2], [3, 4.5]],
                ],
                [
                    "name": "image", "datatype": "BYTES", "shape": [1],
                    "parameters": ["content_type": "base64"], "data": ["AAEC"],
                ],
                ["name": "n", "datatype": "INT64", "shape": [1], "data": [9_007_199_254_740_993]],
            ],
        ])
        let json = try V2Protobuf.json(ofRequest: bytes)
        #expect(json["inputs"]?[0]?["contents"]?["fp64Contents"] == [1, 2, 3, 4.5])
        #expect(json["inputs"]?[1]?["contents"]?["bytesContents"] == ["AAEC"])
        #expect(json["inputs"]?[2]?["contents"]?["int64Contents"] == ["9007199254740993"])
        #expect(throws: InferenceError.self) { try V2Protobuf.request(ofREST: ["x": 1]) }
        #expect(throws: InferenceError.self) {
            try V2Protobuf.request(ofREST: [
                "inputs": [["name": "x", "datatype": "FP32", "shape": [1], "data": ["a"]]]
            ])
        }
    }

    @Test func `raw contents of an answer are read by their type`() throws {
        func data(_ datatype: String, _ raw: [UInt8]) throws -> JSON? {
            let bytes = try V2Protobuf.response(json: [
                "outputs": [["name": "o", "datatype": .string(datatype), "shape": ["1"]]],
                "rawOutputContents": [.string(Base64.text(of: raw))],
            ])
            return try V2Protobuf.rest(ofResponse: bytes)["outputs"]?[0]?["data"]
        }
        #expect(try data("BOOL", [1, 0]) == [true, false])
        #expect(try data("INT8", [0xFF]) == [-1])
        #expect(try data("UINT16", [1, 2]) == [513])
        #expect(try data("INT32", [0xFE, 0xFF, 0xFF, 0xFF]) == [-2])
        #expect(try data("FP16", [0, 0x3C, 0, 0xC0]) == [1, -2])
        #expect(try data("FP32", [0xCD, 0xCC, 0xCC, 0x3D]) == [0.1])
        #expect(try data("FP64", [0, 0, 0, 0, 0, 0, 0xF8, 0x7F]) == [.null])
        #expect(try data("BYTES", [2, 0, 0, 0, 0x68, 0x69, 1, 0, 0, 0, 0xFF]) == ["hi", "/w=="])
        #expect(throws: InferenceError.self) { try data("FP32", [1, 2, 3]) }
        #expect(throws: InferenceError.self) { try data("BYTES", [9, 0, 0, 0, 1]) }
    }
}
