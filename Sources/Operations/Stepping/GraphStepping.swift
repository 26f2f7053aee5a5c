import Documents
import Failures
import HTTP
import HTTPTypes
public import Kubernetes
import KubernetesClient
import Seldon

extension ClusterOperations {
    /// Takes a request through a predictor's graph node by node, by asking the Service of each node
    /// through the API server.
    ///
    /// The orchestrator has no part in it, so that it can be done on any cluster; the rules are its.
    /// - Parameters:
    ///   - input: What is sent.
    ///   - key: The deployment.
    ///   - predictor: The predictor, or `nil` for the one with the most traffic.
    ///   - timeout: The longest time to the end of a node's answer.
    ///   - onStep: Is told every step as soon as it is done.
    /// - Returns: What each node got and returned; a node that fails ends it, and is told.
    /// - Throws: `OperationsError.noSuchDeployment`, `.noSuchPredictor`, `.cannotStep`.
    public func step(
        _ input: PredictionInput,
        through key: ObjectKey,
        predictor: String? = nil,
        timeout: Duration = .seconds(60),
        onStep: @escaping @Sendable (StepRecord) async -> Void = { _ in }
    ) async throws -> StepTrace {
        let resource = try await deployment(key)
        let names = resource.predictors.map(\.name)
        let main = resource.predictors.filter { !$0.isShadow }.max { $0.traffic < $1.traffic }
        guard let spec = predictor.map({ resource.predictor(named: $0) }) ?? main else {
            throw OperationsError.noSuchPredictor(
                predictor ?? "",
                deployment: key.name,
                existing: names
            )
        }
        guard resource.payloadProtocol == "seldon" else {
            throw OperationsError.cannotStep(
                deployment: key.name,
                reason: "it speaks the protocol \(resource.payloadProtocol)"
            )
        }
        var walk = StepWalk(
            operations: self,
            names: resource.names,
            predictor: spec,
            timeout: timeout,
            onStep: onStep
        )
        var answer: PredictionResult.Answer
        do {
            let body = try await walk.take(input.body.bytes(), into: spec.graph, depth: 0)
            answer = PredictionResult.Answer(body: body, status: 200, route: "node by node")
        } catch let failure as StepFailure {
            answer = .failed(failure.failure)
        }
        return StepTrace(
            deployment: DeploymentSnapshot(declaredBy: resource).id,
            predictor: spec.name,
            subject: input.subject,
            steps: walk.steps,
            answer: answer
        )
    }
}

/// Why a walk ended early.
private struct StepFailure: Error {
    var failure: Failure
}

/// One request on its way.
private struct StepWalk {
    let operations: ClusterOperations
    let names: ObjectNames
    let predictor: PredictorSpec
    let timeout: Duration
    let onStep: @Sendable (StepRecord) async -> Void
    var steps: [StepRecord] = []

    /// The message that comes out of a node when one goes in.
    mutating func take(
        _ message: [UInt8],
        into unit: PredictiveUnit,
        depth: Int
    ) async throws -> [UInt8] {
        let node = StepUnit(unit: unit)
        var message = message
        if let path = node.inputPath { message = try await ask(unit, path, message, depth) }
        if !unit.children.isEmpty {
            let chosen = try await children(of: unit, for: message, depth)
            var replies: [[UInt8]] = []
            for child in chosen {
                replies.append(try await take(message, into: child, depth: depth + 1))
            }
            if node.aggregates {
                let list = Array("[".utf8) + replies.joined(separator: ",".utf8) + "]".utf8
                message = try await ask(unit, "/aggregate", list, depth)
            } else {
                // Without a combiner the first child's reply is kept, as the executor does.
                message = replies.first ?? message
            }
        }
        if let path = node.outputPath { message = try await ask(unit, path, message, depth) }
        return message
    }

    /// The children that a message goes to.
    private mutating func children(
        of unit: PredictiveUnit,
        for message: [UInt8],
        _ depth: Int
    ) async throws -> [PredictiveUnit] {
        if unit.implementation == .randomABTest {
            let ratio = unit.parameters.first { $0.name == "ratioA" }.flatMap { Double($0.value) }
            let isFirst = Double.random(in: 0..<1) < ratio ?? 0.5
            return [unit.children[isFirst ? 0 : unit.children.count - 1]]
        }
        guard StepUnit(unit: unit).routes else { return unit.children }
        let reply = try await ask(unit, "/route", message, depth)
        let number = Self.branch(in: (try? JSON(parsing: reply)) ?? .null)
        guard let number, number == -1 || unit.children.indices.contains(number) else {
            throw StepFailure(
                failure: Failure("\(unit.name) chose no child that it has")
            )
        }
        guard number >= 0 else { return unit.children }
        steps[steps.count - 1].branch = unit.children[number].name
        return [unit.children[number]]
    }

    /// The number in a router's reply: the first one of `data.ndarray`, `data.tensor.values` or a
    /// bare list.
    private static func branch(in json: JSON) -> Int? {
        let list =
            json.array ?? json["data"]?["ndarray"]?.array
            ?? json["data"]?["tensor"]?["values"]?.array
        return list?.first?.int ?? list?.first?[0]?.int
    }

    private mutating func ask(
        _ unit: PredictiveUnit,
        _ path: String,
        _ message: [UInt8],
        _ depth: Int
    ) async throws -> [UInt8] {
        let clock = ContinuousClock()
        let start = clock.now
        let answer: Result<[UInt8], Failure>
        do {
            answer = try await reply(of: unit, path, message)
        } catch let error as CancellationError {
            throw error
        } catch {
            answer = .failure(Failure(describing: error))
        }
        let record = StepRecord(
            node: unit.name,
            method: path,
            request: StepRecord.Message(message),
            answer: answer.map { StepRecord.Message($0) },
            duration: start.duration(to: clock.now),
            depth: depth
        )
        steps.append(record)
        await onStep(record)
        switch answer {
        case .success(let bytes): return bytes
        case .failure(let failure):
            throw StepFailure(
                failure: Failure(
                    "\(unit.name): \(failure.message)",
                    hint: failure.hint,
                    details: failure.details
                )
            )
        }
    }

    private func reply(
        of unit: PredictiveUnit,
        _ path: String,
        _ message: [UInt8]
    ) async throws -> Result<[UInt8], Failure> {
        let service = names.service(ofContainer: unit.name, in: predictor)
        var client = operations.client
        client.retrying = .never
        let response = try await client.proxy(
            to: .service(ObjectKey(namespace: names.namespace, name: service), port: "http"),
            path,
            method: .post,
            fields: [.contentType: "application/json", .accept: "application/json"],
            body: .bytes(message),
            options: RequestOptions(timeout: timeout)
        )
        let body = try await response.body.collected(upTo: 64 << 20)
        let route = "service \(service)"
        let understood = PredictionResult.Answer(
            body: body,
            status: response.status,
            route: route
        )
        if case .failed(let failure) = understood { return .failure(failure) }
        return .success(body)
    }
}
