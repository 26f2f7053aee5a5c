import Testing

@testable import LocalCluster

struct ListeningSocketsTests {
    private let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F43 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0 100
           1: 00000000:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 102 1 0 100
           2: 0100007F:9C40 0100007F:1F43 01 00000000:00000000 00:00000000 00000000     0        0 103 1 0 100
        """

    @Test func `only sockets that accept connections count, with whom they accept`() {
        let sockets = ListeningSockets(tables: [table, ""])

        #expect(
            sockets.entries == [
                .init(port: 8003, isEverywhere: false, inode: "101"),
                .init(port: 9000, isEverywhere: true, inode: "102"),
            ]
        )
    }

    @Test func `a table that was cut off is read as far as it goes`() {
        for length in 0...table.count {
            let entries = ListeningSockets(tables: [String(table.prefix(length))]).entries
            #expect(entries.count <= 2)
        }
    }
}
