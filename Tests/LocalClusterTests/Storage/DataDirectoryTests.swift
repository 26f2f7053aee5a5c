import Glibc
import Testing

@testable import LocalCluster

struct DataDirectoryTests {
    private let scratch = ScratchDirectory()

    @Test func `the named directory comes before the environment's, that before the user's`() {
        let all = ["RADIANT_DATA_DIR": "/e", "XDG_DATA_HOME": "/x", "HOME": "/h"]

        #expect(DataDirectory.location(named: "/n/", environment: all) == "/n")
        #expect(DataDirectory.location(named: nil, environment: all) == "/e")
        #expect(
            DataDirectory.location(named: nil, environment: ["XDG_DATA_HOME": "/x", "HOME": "/h"])
                == "/x/radiant"
        )
        #expect(
            DataDirectory.location(named: nil, environment: ["HOME": "/h"])
                == "/h/.local/share/radiant"
        )
    }

    @Test func `it is made for its owner alone, and opened up to nobody`() throws {
        let path = scratch.path + "/a/b"
        _ = try DataDirectory(at: path)
        chmod(path, 0o755)

        _ = try DataDirectory(at: path)

        var status = stat()
        #expect(lstat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func `a link is not followed`() throws {
        let link = scratch.path + "/link"
        symlink("/tmp", link)

        #expect(throws: LocalClusterError.symbolicLink(path: link)) { try DataDirectory(at: link) }
    }

    @Test func `the directory of another user is refused`() throws {
        guard geteuid() == 0 else { return }
        let path = scratch.path + "/theirs"
        mkdir(path, 0o700)
        chown(path, 12_345, 12_345)

        #expect(throws: LocalClusterError.foreignOwner(path: path, user: 12_345)) {
            try DataDirectory(at: path)
        }
    }

    @Test func `what cannot be written is said with its reason`() throws {
        try PrivateFile.write([], to: scratch.path + "/file")

        #expect(throws: LocalClusterError.notADirectory(path: scratch.path + "/file")) {
            try DataDirectory(at: scratch.path + "/file")
        }
        #expect(throws: LocalClusterError.self) {
            try DataDirectory(at: scratch.path + "/file/below")
        }
        #expect(throws: LocalClusterError.notRunning(path: scratch.path + "/none")) {
            try DataDirectory(existing: scratch.path + "/none")
        }
    }

    @Test func `files are for their owner alone and replaced whole`() throws {
        let path = scratch.path + "/secret"
        try PrivateFile.write(Array("one".utf8), to: path)
        try PrivateFile.write(Array("two".utf8), to: path)

        var status = stat()
        #expect(lstat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try PrivateFile.read(path) == Array("two".utf8))
        #expect(PrivateFile.names(in: scratch.path) == ["secret"])
    }

    @Test func `one process runs a cluster on a directory, and is named to the next`() throws {
        let directory = try DataDirectory(at: scratch.path)
        let lock = try DirectoryLock.take(on: directory)

        #expect(
            throws: LocalClusterError.alreadyRunning(path: scratch.path, pid: getpid())
        ) { try DirectoryLock.take(on: directory) }
        #expect(DirectoryLock.holder(of: directory)?.isRunning == true)
        withExtendedLifetime(lock) {}
    }

    @Test func `a lock ends with its holder`() throws {
        let directory = try DataDirectory(at: scratch.path)
        do { _ = try DirectoryLock.take(on: directory) }

        #expect(DirectoryLock.holder(of: directory) == nil)
        #expect(throws: Never.self) { try DirectoryLock.take(on: directory) }
    }
}
