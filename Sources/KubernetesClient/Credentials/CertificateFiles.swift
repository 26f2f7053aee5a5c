import Glibc
import HTTP

/// The files of a client certificate and its key, which others may renew at any time.
public struct CertificateFiles: Sendable, Hashable {
    /// The path of the certificate.
    public var certificate: String
    /// The path of the key.
    public var key: String

    /// Names two files, which may be one.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Reads both.
    ///
    /// - Throws: `ClientError.fileUnreadable`.
    func read() throws(ClientError) -> ClientCertificate {
        ClientCertificate(
            certificate: try TextFile.bytes(at: certificate),
            key: try TextFile.bytes(at: key)
        )
    }

    /// What changes when either file is replaced or written.
    func stamp() -> [FileStamp?] { [FileStamp(of: certificate), FileStamp(of: key)] }
}

/// By what it is known that a file is another one, or was written.
struct FileStamp: Sendable, Hashable {
    private let device: UInt
    private let node: UInt
    private let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// Looks at a file, through symbolic links; `nil` when there is none.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        node = UInt(status.st_ino)
        size = Int(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}

/// The newest pair that two files held.
struct RenewedCertificate: Sendable {
    private let files: CertificateFiles
    private var stamp: [FileStamp?] = []
    private var pair: ClientCertificate?

    init(_ files: CertificateFiles) { self.files = files }

    /// The pair as it is now; while a file is missing, the last one that was whole.
    ///
    /// - Throws: `ClientError.fileUnreadable` when there never was one.
    mutating func current() throws(ClientError) -> ClientCertificate {
        let now = files.stamp()
        if let pair, now == stamp { return pair }
        do throws(ClientError) {
            let fresh = try files.read()
            pair = fresh
            stamp = now
            return fresh
        } catch {
            guard let pair else { throw error }
            return pair
        }
    }
}
