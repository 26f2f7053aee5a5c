import Documents
import Failures
import HTTP
import HTTPTypes
import Synchronization

/// The way in for requests: it routes them by the VirtualServices and nothing else.
///
/// Each request is drawn for itself by the weights of the destinations; ready pods of the drawn one
/// share its requests; shadows get copies, whose answers are dropped.
final class Gateway: Handler {
    /// The longest body of a request, in bytes (DESIGN, section 9).
    static let bodyLimit = 32 << 20
    /// The longest body of an answer, in bytes.
    static let answerLimit = 64 << 20
    /// How long an answer may take where the route does not say.
    static let timeout = Duration.seconds(120)
    /// How many copies for shadows may wait or be under way; more are dropped.
    static let mirrorLimit = 64

    private let view: TrafficView
    private let transport: any HTTPTransport
    private let rpcTransport: (any HTTPTransport)?
    private let generator: Mutex<any RandomNumberGenerator & Sendable>
    private let copies: AsyncStream<Copy>
    private let copied: AsyncStream<Copy>.Continuation

    private struct Copy: Sendable {
        var request: Request
        var destination: GatewayRoute.Destination
    }

    /// Makes a gateway.
    ///
    /// - Parameters:
    ///   - view: The routes and the ready pods.
    ///   - transport: What carries requests to pods.
    ///   - rpcTransport: What carries calls of gRPC to pods.
    ///   - generator: Where chance comes from.
    init(
        view: TrafficView,
        transport: any HTTPTransport,
        rpcTransport: (any HTTPTransport)? = nil,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.view = view
        self.transport = transport
        self.rpcTransport = rpcTransport
        self.generator = Mutex(generator)
        (copies, copied) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(
                Gateway.mirrorLimit
            )
        )
    }

    /// Sends copies to shadows until the task is cancelled.
    func runMirrors() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await copy in copies {
                if running >= Gateway.mirrorLimit {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask { await self.send(copy) }
            }
        }
    }

    /// Answers one request, of HTTP or gRPC.
    func respond(to request: Request) async -> Response {
        let response = await route(request)
        return Gateway.isRPC(request) ? Gateway.rpcResponse(response) : response
    }

    private func route(_ request: Request) async -> Response {
        guard GatewayHost.isLocal(request.authority ?? "") else {
            return Gateway.refusal(
                .misdirectedRequest,
                "NotLocal",
                "requests must be for localhost or 127.0.0.1, not for "
                    + "\(request.authority ?? "an unnamed host")"
            )
        }
        guard let route = view.routes.route(for: request.path, request.fields) else {
            return noRoute(request)
        }
        let body: [UInt8]
        do {
            body = try await request.body.collected(upTo: Gateway.bodyLimit)
        } catch HTTPError.bodyTooLarge(let limit) {
            return Gateway.refusal(
                .contentTooLarge,
                "BodyTooLarge",
                "the body is longer than \(limit) bytes"
            )
        } catch {
            return Gateway.refusal(.badRequest, "BodyNotRead", "the body could not be read")
        }
        let onward = Gateway.onward(request, to: route, body)
        let (drawn, isMirrored) = draw(route)
        guard let destination = drawn else {
            return Gateway.refusal(
                .serviceUnavailable,
                "NoWeight",
                "no destination of \(route.source) has a weight"
            )
        }
        if isMirrored, let mirror = route.mirror {
            copied.yield(Copy(request: onward, destination: mirror.destination))
        }
        return await pass(onward, to: destination, of: route)
    }

    private func draw(_ route: GatewayRoute) -> (GatewayRoute.Destination?, isMirrored: Bool) {
        generator.withLock { generator in
            let destination = Gateway.draw(route, &generator)
            guard let mirror = route.mirror else { return (destination, false) }
            return (destination, Double.random(in: 0..<100, using: &generator) < mirror.percentage)
        }
    }

    private static func draw(
        _ route: GatewayRoute,
        _ generator: inout some RandomNumberGenerator
    ) -> GatewayRoute.Destination? {
        route.draw(using: &generator)
    }

    // MARK: Passing on

    private func pass(
        _ request: Request,
        to destination: GatewayRoute.Destination,
        of route: GatewayRoute
    ) async -> Response {
        var problem = "no pod of it is ready"
        for backend in shuffled(destination) {
            do {
                let options = RequestOptions(
                    delivery: .collected(upTo: Gateway.answerLimit),
                    timeout: route.timeout ?? Gateway.timeout
                )
                let answer = try await carrier(of: request).send(
                    Gateway.addressed(request, to: backend.address),
                    options
                )
                return Gateway.returned(answer, from: backend, of: destination)
            } catch HTTPError.cannotConnect(_, let reason) {
                // Nothing was sent, so another pod may have it.
                problem = "\(backend.pod) cannot be reached: \(reason)"
            } catch HTTPError.timedOut {
                return Gateway.refusal(
                    .gatewayTimeout,
                    "TimedOut",
                    "\(backend.pod) has not answered in time"
                )
            } catch let error as HTTPError {
                return Gateway.refusal(
                    .badGateway,
                    "Interrupted",
                    "\(backend.pod) has not answered: \(error.failure.message)"
                )
            } catch {
                return Gateway.refusal(.badGateway, "Interrupted", "the request was given up")
            }
        }
        let name = destination.subset.isEmpty ? "the Service" : "predictor \(destination.subset)"
        return Gateway.refusal(
            .serviceUnavailable,
            "NotReady",
            "\(name) (\(destination.service)) cannot serve: \(problem)"
        )
    }

    private func carrier(of request: Request) -> any HTTPTransport {
        Gateway.isRPC(request) ? rpcTransport ?? transport : transport
    }

    private func shuffled(_ destination: GatewayRoute.Destination) -> [Backends.Backend] {
        let backends = view.backends.backends(
            of: destination.service,
            port: destination.port,
            labels: destination.labels
        )
        guard backends.count > 1 else { return backends }
        let start = generator.withLock { Int.random(in: 0..<backends.count, using: &$0) }
        return Array(backends[start...] + backends[..<start])
    }

    private func send(_ copy: Copy) async {
        guard let backend = shuffled(copy.destination).first else { return }
        let options = RequestOptions(
            delivery: .collected(upTo: Gateway.answerLimit),
            timeout: Gateway.timeout
        )
        // What a shadow answers, or whether it does, is nothing to whoever asked.
        _ = try? await carrier(of: copy.request).send(
            Gateway.addressed(copy.request, to: backend.address),
            options
        )
    }

    private func noRoute(_ request: Request) -> Response {
        let routes = view.routes.routes.filter { $0.fields.isEmpty }
        if Gateway.isRPC(request) { return Gateway.noRPCRoute(request) }
        var response = Gateway.refusal(
            .notFound,
            "NoRoute",
            "nothing is served under \(request.path)"
        )
        var json = (try? JSON(parsing: response.body.bytes ?? [])) ?? .object([:])
        json["routes"] = .strings(routes.map { $0.prefix }.sorted())
        response.body = .bytes(json.bytes(.indented) + [0x0A])
        return response
    }
}
