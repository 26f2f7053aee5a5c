import Documents
import Failures
import HTTP

extension ClusterOperations {
    /// Sends requests to a deployment by a plan.
    ///
    /// - Parameters:
    ///   - inputs: What is sent, one after the other and again from the first; not empty.
    ///   - route: The way that requests take.
    ///   - generator: What counts; it can be asked meanwhile.
    ///   - timeout: The longest time that one request may take.
    /// - Returns: The tally at the end, or when the task was cancelled.
    public func load(
        _ inputs: [PredictionInput],
        by route: PredictionRoute,
        with generator: LoadGenerator,
        timeout: Duration = .seconds(30)
    ) async -> LoadTally {
        precondition(!inputs.isEmpty, "a load needs something to send")
        // The bytes are made once: at a thousand requests a second the rest is noise.
        let bodies = inputs.map { $0.body.bytes() }
        return await generator.run { index in
            do {
                let response = try await send(
                    .bytes(bodies[index % bodies.count]),
                    by: route,
                    timeout
                )
                return response.status == 200 ? .ok : .failed("HTTP \(response.status)")
            } catch is CancellationError {
                return .givenUp
            } catch let error as HTTPError {
                return .failed(error.kind)
            } catch {
                return .failed(Failure(describing: error).message)
            }
        }
    }
}

extension HTTPError {
    /// The kind of failure in a few words, the same for every request.
    fileprivate var kind: String {
        switch self {
        case .timedOut: "timed out"
        case .cannotConnect: "connection refused"
        case .interrupted: "connection broke"
        default: failure.message
        }
    }
}
