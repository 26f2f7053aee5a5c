import Documents
import Failures
public import HTTP
import Kubernetes

/// A question to a container whose answer says whether it is well.
struct Probe: Sendable, Hashable {
    /// How the question is put.
    enum Question: Sendable, Hashable {
        /// A connection is accepted on a port.
        case connects(port: Int)
        /// A path is answered with a status from 200 to 399.
        case answers(port: Int, path: String)
    }

    /// How the question is put.
    var question: Question
    /// How long an answer may take.
    var timeout: Duration
    /// The time between two questions, when nothing presses.
    var period: Duration
    /// How many failures in a row count.
    var failureThreshold: Int
    /// How long after its start a container is asked, where that matters.
    var initialDelay: Duration

    /// Reads a probe of a container; `nil` when there is none, or one that runs a command.
    init?(_ json: JSON?, of container: Container) {
        guard let json else { return nil }
        func port(_ value: JSON?) -> Int? {
            value?.int ?? value?.string.flatMap { Int($0) ?? container.port(named: $0) }
        }
        if let get = json["httpGet"], let number = port(get["port"]) {
            let path = get["path"]?.string ?? "/"
            question = .answers(port: number, path: path.hasPrefix("/") ? path : "/" + path)
        } else if let number = port(json["tcpSocket"]?["port"] ?? json["grpc"]?["port"]) {
            question = .connects(port: number)
        } else {
            return nil
        }
        timeout = .seconds(max(1, json["timeoutSeconds"]?.int ?? 1))
        period = .seconds(max(1, json["periodSeconds"]?.int ?? 10))
        failureThreshold = max(1, json["failureThreshold"]?.int ?? 3)
        initialDelay = .seconds(max(0, json["initialDelaySeconds"]?.int ?? 0))
    }

    /// The port that is asked.
    var port: Int {
        switch question {
        case .connects(let port), .answers(let port, _): port
        }
    }
}

/// What puts the questions of probes.
public struct Prober: Sendable {
    let connects: @Sendable (SocketAddress, Duration) async -> Bool
    let transport: any HTTPTransport

    /// Makes a prober.
    ///
    /// - Parameters:
    ///   - transport: What carries HTTP requests.
    ///   - connects: Whether a connection stands within a time.
    public init(
        transport: any HTTPTransport,
        connects: @escaping @Sendable (SocketAddress, Duration) async -> Bool
    ) {
        self.transport = transport
        self.connects = connects
    }

    /// Asks; `nil` when all is well, else what is wrong.
    func ask(_ probe: Probe, at address: SocketAddress) async -> String? {
        switch probe.question {
        case .connects:
            return await connects(address, probe.timeout) ? nil : "\(address) accepts no connection"
        case .answers(_, let path):
            let url = "http://\(address)\(path)"
            do {
                let request = try Request(url: url)
                let options = RequestOptions(
                    delivery: .collected(upTo: 1 << 20),
                    timeout: probe.timeout
                )
                let status = try await transport.send(request, options).status
                return (200..<400).contains(status) ? nil : "\(url) answers with \(status)"
            } catch let error as HTTPError {
                return error.failure.message
            } catch {
                return "\(error)"
            }
        }
    }
}
