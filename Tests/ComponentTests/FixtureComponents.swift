import Component
import Documents
import Failures
import Inference

/// The classes of the recordings, in Swift.
enum FixtureComponents {
    /// A component and the unit name under which its class was recorded.
    static func make(_ name: String) -> (unit: String, component: any GraphComponent)? {
        switch name {
        case "EchoModel": ("echo", EchoModel())
        case "IrisModel": ("iris", IrisModel())
        case "FailingModel": ("failing", FailingModel())
        case "MetricsModel": ("metrics", MetricsModel())
        case "FirstColumnRouter": ("router", FirstColumnRouter())
        case "ScaleInput": ("scale", ScaleInput())
        case "RoundOutput": ("round", RoundOutput())
        case "MeanCombiner": ("mean", NamedMeanCombiner())
        case "Pipeline": ("detection-infer", Pipeline())
        default: nil
        }
    }
}

struct IrisModel: Model {
    let classNames = ["low", "high"]

    var metadata: ModelMetadata? {
        ModelMetadata(
            name: "iris-model",
            versions: ["iris/v1"],
            platform: "seldon",
            inputs: [
                ["messagetype": "ndarray", "schema": ["names": ["a", "b"], "shape": [2]]]
            ],
            outputs: [
                ["messagetype": "ndarray", "schema": ["names": ["low", "high"], "shape": [2]]]
            ],
            custom: ["author": "fixtures"]
        )
    }

    func predict(_ message: SeldonMessage) async throws -> Reply {
        .rows(
            try message.rows().map { row in
                let mean = row.reduce(0, +) / Double(row.count)
                let high = min(max(mean / 10, 0), 1)
                return [1 - high, high]
            }
        )
    }
}

struct FailingModel: Model {
    struct Problem: ExplainedError { var failure: Failure }

    func predict(_ message: SeldonMessage) async throws -> Reply {
        switch try message.array().nested?.first?[0]?.string {
        case "value": throw Problem(failure: Failure("feature 3 is out of range"))
        case "seldon":
            throw ComponentError.rejected(status: 402, reason: "BAD_TENANT", message: "bad tenant")
        case "notimpl": throw Problem(failure: Failure("later"))
        default: return .rows([[1]])
        }
    }

    func health() async throws -> Reply { throw Problem(failure: Failure("weights not loaded")) }
}

struct MetricsModel: Model {
    var tags: JSONObject { ["model_tag": "m1", "count": 2, "flag": true] }

    var metrics: [Metric] {
        [
            .counter("mycounter"), .gauge("mygauge", 100),
            .timer("mytimer", .microseconds(20_200)),
        ]
    }

    func predict(_ message: SeldonMessage) async throws -> Reply {
        let rows = try message.rows().count
        return Reply.rows([[0.25, 0.75]]).tagged(["request_tag": "r1"])
            .measured(Metric(.counter, "rows_total", Double(rows), tags: ["kind": "batch"]))
    }

    func health() async throws -> Reply { .text("ok") }
}

struct FirstColumnRouter: Router {
    func route(_ message: SeldonMessage) async throws -> Int {
        let value = try message.rows()[0][0]
        switch value {
        case -2: return -2
        case 50: return 5
        case ..<0: return -1
        default: return value > 5 ? 1 : 0
        }
    }

    func learn(from feedback: Feedback, branch: Int?) async throws -> Reply? {
        .rows([[feedback.reward, Double(branch ?? -9)]])
    }
}

struct ScaleInput: InputTransformer {
    var tags: JSONObject { ["stage": "scaled"] }

    func transformInput(_ message: SeldonMessage) async throws -> Reply {
        .rows(try message.rows().map { $0.map { $0 * 10 } })
    }
}

struct RoundOutput: OutputTransformer {
    let classNames = ["p0", "p1"]

    func transformOutput(_ message: SeldonMessage) async throws -> Reply {
        .rows(try message.rows().map { $0.map { ($0 * 100).rounded() / 100 } })
    }
}

struct NamedMeanCombiner: Combiner {
    let classNames = ["mean0", "mean1"]

    func aggregate(_ messages: [SeldonMessage]) async throws -> Reply {
        try await MeanCombiner().aggregate(messages)
    }
}

struct Pipeline: Model {
    func predict(_ message: SeldonMessage) async throws -> Reply {
        if case .json(let json) = message.payload {
            return .json([
                "image_id": json["image_id"] ?? .null, "bbox": json["bbox"] ?? .null,
                "micr": ["transcription": "0123"],
            ])
        }
        guard let text = message["image"]?.string, let bytes = Base64.bytes(of: text) else {
            throw ComponentError.badData("there is no image")
        }
        return .json([
            "image_id": message["image_id"] ?? .null, "image_shape": [2, 2, 1], "bbox": [1, 3],
            "image": [.array(bytes.prefix(4).map { .int(Int($0)) })],
        ])
    }
}
