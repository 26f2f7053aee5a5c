import Documents
import GRDB
import Glibc
import Kubernetes

/// The store's file: the newest state of each object, and a log of the last writes.
struct StoreFile: Sendable {
    /// What a file holds when it is opened.
    struct Content: Sendable {
        var version = 1
        var objects: [StoredObject] = []
        /// The log, oldest first.
        var log: [(object: StoredObject, isDeletion: Bool)] = []
    }

    /// How many writes the log keeps at least.
    static let logLength = 8192
    private static let format = 1

    private let queue: DatabaseQueue
    private let path: String

    /// Opens a file, or makes one that only its owner may read; without a path everything is kept
    /// in memory.
    init(path: String?) throws(StoreError) {
        self.path = path ?? "(memory)"
        if let path {
            // SQLite gives the files beside it (-wal, -shm) the permissions of the first.
            let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
            }
            close(descriptor)
        }
        var configuration = Configuration()
        configuration.label = "store"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            // Answered means on the disk, also when the power goes.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        do {
            queue =
                if let path {
                    try DatabaseQueue(path: path, configuration: configuration)
                } else {
                    try DatabaseQueue()
                }
            let found = try queue.write { database in
                let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                if found == 0 { try StoreFile.make(database) }
                return found
            }
            guard found == 0 || found == StoreFile.format else {
                throw StoreError.unknownFormat(path: self.path, format: found)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .cannotOpen(path: self.path, reason: "\(error)")
        }
    }

    private static func make(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE object (
                    collection TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
                    version INTEGER NOT NULL, body TEXT NOT NULL,
                    PRIMARY KEY (collection, namespace, name)
                ) WITHOUT ROWID;
                CREATE TABLE log (
                    version INTEGER PRIMARY KEY, collection TEXT NOT NULL,
                    namespace TEXT NOT NULL, name TEXT NOT NULL,
                    isDeletion INTEGER NOT NULL, body TEXT NOT NULL
                );
                PRAGMA user_version = \(format);
                """
        )
    }

    /// Reads everything.
    func content() throws(StoreError) -> Content {
        do {
            return try queue.read { database in
                var content = Content()
                let objects = try Row.fetchCursor(
                    database,
                    sql: "SELECT collection, namespace, name, version, body FROM object"
                )
                while let row = try objects.next() {
                    content.objects.append(try StoreFile.object(row))
                }
                let log = try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT collection, namespace, name, version, body, isDeletion FROM log
                        ORDER BY version
                        """
                )
                while let row = try log.next() {
                    content.log.append((try StoreFile.object(row), row[5]))
                }
                // The log is never emptied, so its end is the counter.
                content.version = content.log.last?.object.version ?? content.version
                return content
            }
        } catch {
            throw .damaged(path: path, reason: "\(error)")
        }
    }

    private static func object(_ row: Row) throws -> StoredObject {
        let key = ObjectKey(namespace: row[1], name: row[2])
        let body: String = row[4]
        return try StoredObject(
            ObjectID(collection: row[0], key: key),
            version: row[3],
            bytes: Array(body.utf8)
        )
    }

    /// Writes changes, all or none; they are on the disk when this returns.
    func append(_ events: [StoreEvent]) async throws {
        guard let last = events.last else { return }
        try await queue.write { database in
            let put = try database.cachedStatement(
                sql: "INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?, ?)"
            )
            let remove = try database.cachedStatement(
                sql: "DELETE FROM object WHERE collection = ? AND namespace = ? AND name = ?"
            )
            let log = try database.cachedStatement(
                sql: "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)"
            )
            for event in events {
                let id = event.object.id
                let body = String(decoding: event.object.bytes, as: UTF8.self)
                if event.isDeletion {
                    try remove.execute(
                        arguments: [id.collection, id.key.namespace, id.key.name]
                    )
                } else {
                    try put.execute(
                        arguments: [
                            id.collection, id.key.namespace, id.key.name, event.version, body,
                        ]
                    )
                }
                try log.execute(
                    arguments: [
                        event.version, id.collection, id.key.namespace, id.key.name,
                        event.isDeletion, body,
                    ]
                )
            }
            // Cut back seldom, so that most writes touch the end of the table only.
            if last.version % 512 < events.count {
                try database.execute(
                    sql: "DELETE FROM log WHERE version <= ?",
                    arguments: [last.version - StoreFile.logLength]
                )
            }
        }
    }
}
