import Foundation
import Testing

/// A proxy on this machine that takes HTTP's CONNECT and SOCKS5, and notes whom it connected to.
final class TestProxy {
    /// The proxy itself: some lines of Python, which the tests have at hand anyway.
    private static let program = """
        import asyncio, sys
        async def pump(reader, writer):
            try:
                while data := await reader.read(65536):
                    writer.write(data)
                    await writer.drain()
            except OSError:
                pass
            finally:
                writer.close()
        async def serve(reader, writer):
            first = await reader.readexactly(1)
            if first == b"\\x05":
                await reader.readexactly((await reader.readexactly(1))[0])
                writer.write(b"\\x05\\x00")
                kind = (await reader.readexactly(4))[3]
                if kind == 1:
                    host = ".".join(str(b) for b in await reader.readexactly(4))
                else:
                    host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
                port = int.from_bytes(await reader.readexactly(2), "big")
                way, answer = "socks5", b"\\x05\\x00\\x00\\x01\\x7f\\x00\\x00\\x01\\x00\\x00"
            else:
                head = first + await reader.readuntil(b"\\r\\n\\r\\n")
                host, port = head.split()[1].decode().rsplit(":", 1)
                way, answer = "connect", b"HTTP/1.1 200 Connection established\\r\\n\\r\\n"
            host = {"api.behind.proxy": "127.0.0.1"}.get(host, host)
            there_reader, there_writer = await asyncio.open_connection(host, int(port))
            writer.write(answer)
            print(way, port, flush=True)
            await asyncio.gather(pump(reader, there_writer), pump(there_reader, writer))
        async def main():
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            print("port", server.sockets[0].getsockname()[1], flush=True)
            # Ends with whoever holds the other end of its input.
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
        asyncio.run(main())
        """

    private let process = Foundation.Process()
    /// Closed with this process, however it ends.
    private let leash = Pipe()
    private let log: URL
    private(set) var port = 0

    init(in folder: URL) async throws {
        log = folder.appending(path: "proxy.log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program]
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = FileHandle.nullDevice
        process.standardInput = leash
        try process.run()
        let port: Int? = await eventually { lines.first.flatMap { Int($0.dropFirst(5)) } }
        self.port = try #require(port)
    }

    private var lines: [Substring] {
        ((try? String(contentsOf: log, encoding: .utf8)) ?? "").split(separator: "\n")
    }

    /// The connections so far, such as `connect 6443`.
    var connections: [Substring] { Array(lines.dropFirst()) }

    deinit {
        try? leash.fileHandleForWriting.close()
        // It may have been started with SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
    }
}
