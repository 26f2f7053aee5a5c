internal import Glibc
internal import HTTP
internal import NIOCore
internal import NIOPosix

/// What went wrong with a connection, in the words of `HTTPError`.
enum UpstreamFailure {
    static func connecting(_ error: any Error, _ exchange: UpstreamExchange) -> any Error {
        let url = exchange.request.url
        if case ChannelError.connectTimeout = error {
            if let deadline = exchange.deadline, deadline <= .now() {
                return HTTPError.timedOut(url: url)
            }
            return HTTPError.cannotConnect(url: url, reason: "no connection stood in time")
        }
        if let error = error as? NIOConnectionError {
            guard let first = error.connectionErrors.first else {
                return HTTPError.unknownHost(error.host)
            }
            if case ChannelError.connectTimeout = first.error {
                return connecting(first.error, exchange)
            }
            return HTTPError.cannotConnect(url: url, reason: reason(first.error))
        }
        return HTTPError.cannotConnect(url: url, reason: reason(error))
    }

    static func malformed(_ error: WireError, _ exchange: UpstreamExchange) -> HTTPError {
        if case .bodyTooLong(let limit) = error { return .bodyTooLarge(limit: limit) }
        return .malformed(url: exchange.request.url, reason: error.message)
    }

    static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode)).lowercased()
    }
}
