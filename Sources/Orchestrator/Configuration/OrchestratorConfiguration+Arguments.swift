import Documents
import Failures
import HTTP
import Inference
import Seldon
import Serving

extension OrchestratorConfiguration {
    /// Reads the executor's flags and environment.
    ///
    /// The predictor comes from `--file`, a whole manifest, else from `ENGINE_PREDICTOR`, the
    /// predictor's JSON in Base64. The address to bind is `POD_IP`, or 127.0.0.1. Annotations of the
    /// pod are read from the file that `SELDON_PODINFO` names, by default
    /// `/etc/podinfo/annotations`; when it is not there, there are none.
    ///
    /// - Parameters:
    ///   - arguments: The flags, without the name of the program.
    ///   - environment: The environment of the process.
    ///   - readFile: Reads a file whole.
    /// - Throws: `OrchestratorError`.
    public init(
        arguments: [String],
        environment: [String: String],
        readFile: (String) throws -> String
    ) throws(OrchestratorError) {
        let flags = try OrchestratorFlags(arguments)
        let name = flags["predictor"] ?? ""
        let predictor = try Self.predictor(flags["file"], name, environment, readFile)
        self.init(
            deployment: flags["sdep"] ?? "",
            namespace: flags["namespace"] ?? "",
            predictor: name.isEmpty ? predictor.name : name,
            graph: try InferenceGraph(predictor)
        )
        predictorVersion = predictor.annotations["version"] ?? ""
        if let host = environment["POD_IP"], !host.isEmpty { address.host = host }
        address.port = try flags.port("http_port") ?? address.port
        grpcPort = try flags.port("grpc_port") ?? grpcPort
        fullHealthChecks = try flags.bool("full_health_checks") ?? false
        gracefulTimeout = try flags.duration("graceful_timeout") ?? gracefulTimeout
        shutdownDelay = try flags.duration("shutdown_delay") ?? shutdownDelay
        injectsRouting = !(environment["SELDON_ENABLE_ROUTING_INJECTION"] ?? "").isEmpty
        front.metricsPath = flags["prometheus_path"] ?? front.metricsPath
        front.allowedOrigins = environment["CORS_ALLOWED_ORIGINS"] ?? front.allowedOrigins
        front.allowedHeaders = environment["CORS_ALLOWED_HEADERS"] ?? front.allowedHeaders
        front.inFlightLimit = try flags.count("max_in_flight") ?? front.inFlightLimit
        let logged = environment["REQUEST_LOGGER_DEFAULT_ENDPOINT"] ?? ""
        payloadLog = PayloadLogSettings(
            endpoint: logged.isEmpty ? nil : logged,
            queueLimit: try flags.count("log_work_buffer_size") ?? payloadLog.queueLimit,
            workers: try flags.count("logger_workers") ?? payloadLog.workers
        )
        notices = flags.notices
        try check(flags)
        let podinfo = environment["SELDON_PODINFO"] ?? "/etc/podinfo/annotations"
        if let text = try? readFile(podinfo) { apply(PodAnnotations(parsing: text)) }
    }

    private mutating func check(_ flags: OrchestratorFlags) throws(OrchestratorError) {
        let name = flags["protocol"] ?? "seldon"
        guard let payloads = PayloadProtocol(name: name) else {
            throw .unsupportedProtocol(name)
        }
        front.payloads = payloads
        if let transport = flags["transport"] {
            guard ["rest", "grpc"].contains(transport) else {
                throw .badFlag("--transport", value: transport, expected: "rest or grpc")
            }
            prefersRPC = transport == "grpc"
        }
        if let type = flags["server_type"], type != "rpc" {
            notices.append("--server_type \(type): only rpc is served")
        }
    }

    /// The annotations of the pod, those of the old Java engine included, which manifests still have
    /// and the executor does not read.
    private mutating func apply(_ annotations: PodAnnotations) {
        nodeTimeout =
            milliseconds("seldon.io/rest-timeout", annotations)
            ?? milliseconds("seldon.io/rest-read-timeout", annotations) ?? nodeTimeout
        rpcTimeout =
            milliseconds("seldon.io/grpc-timeout", annotations)
            ?? milliseconds("seldon.io/grpc-read-timeout", annotations) ?? rpcTimeout
        connectTimeout =
            milliseconds("seldon.io/rest-connection-timeout", annotations) ?? connectTimeout
        connectRetries =
            number("seldon.io/rest-connect-retries", annotations, 0...10, of: "times")
            ?? connectRetries
        rpcMessageLimit =
            number("seldon.io/grpc-max-message-size", annotations, 1...Int(Int32.max), of: "bytes")
            ?? rpcMessageLimit
        front.inFlightLimit =
            number("radiant.dev/max-in-flight", annotations, 1...Int.max, of: "requests")
            ?? front.inFlightLimit
    }

    private mutating func number(
        _ name: String,
        _ annotations: PodAnnotations,
        _ range: ClosedRange<Int>,
        of unit: String
    ) -> Int? {
        guard let text = annotations[name] else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        notices.append("the annotation \(name) is \"\(text)\", not a number of \(unit)")
        return nil
    }

    private mutating func milliseconds(
        _ name: String,
        _ annotations: PodAnnotations
    ) -> Duration? {
        guard let text = annotations[name] else { return nil }
        if let milliseconds = Int(text), milliseconds > 0 { return .milliseconds(milliseconds) }
        notices.append("the annotation \(name) is \"\(text)\", not milliseconds")
        return nil
    }

    private static func predictor(
        _ file: String?,
        _ name: String,
        _ environment: [String: String],
        _ readFile: (String) throws -> String
    ) throws(OrchestratorError) -> PredictorSpec {
        if let file { return try predictor(inFile: file, name, readFile) }
        guard let text = environment["ENGINE_PREDICTOR"], !text.isEmpty else { throw .noPredictor }
        do throws(SeldonError) { return try PredictorSpec(engineValue: text) } catch {
            throw .malformedPredictor("ENGINE_PREDICTOR: \(error.failure.message)")
        }
    }

    private static func predictor(
        inFile file: String,
        _ name: String,
        _ readFile: (String) throws -> String
    ) throws(OrchestratorError) -> PredictorSpec {
        let text: String
        do { text = try readFile(file) } catch {
            throw .unreadable(path: file, reason: Failure(describing: error).message)
        }
        let deployment: SeldonDeployment
        do throws(DocumentError) {
            deployment = SeldonDeployment(json: try YAML.json(parsing: text))
        } catch {
            throw .malformedPredictor("\(file): \(error.failure.message)")
        }
        let names = deployment.predictors.map(\.name)
        guard let found = name.isEmpty ? names.first : names.first(where: { $0 == name }),
            let written = deployment.predictor(named: found)
        else { throw .unknownPredictor(name, known: names) }
        // A manifest as the user wrote it has no ports; one that has them is taken at its word.
        if written.graph.all.contains(where: { $0.endpoint.port != 0 || $0.endpoint.httpPort != 0 })
        {
            return written
        }
        return deployment.defaulted().predictor(named: found) ?? written
    }
}
