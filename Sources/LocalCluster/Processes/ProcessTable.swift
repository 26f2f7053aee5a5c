import Glibc

/// The processes of the machine, as the kernel lists them in `/proc`.
enum ProcessTable {
    /// When a process started, in ticks since the machine did; `nil` when there is none.
    static func startTime(of pid: Int32) -> UInt64? { field(22, of: pid).flatMap { UInt64($0) } }

    /// The process group of a process; `nil` when there is none.
    static func group(of pid: Int32) -> Int32? { field(5, of: pid).flatMap { Int32($0) } }

    /// The state of a process, such as `S` or `Z`; `nil` when there is none.
    static func state(of pid: Int32) -> String? { field(3, of: pid).map(String.init) }

    /// The numbers of all processes.
    static var all: [Int32] { PrivateFile.names(in: "/proc").compactMap { Int32($0) } }

    /// The processes whose environment has an entry, such as `NAME=value`, of which a rule holds.
    static func processes(havingEntry rule: (String) -> Bool) -> [Int32] {
        all.filter { pid in
            guard let bytes = try? PrivateFile.read("/proc/\(pid)/environ") else { return false }
            return bytes.split(separator: 0).contains { rule(String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// The command line of a process, its words joined by spaces; empty when it cannot be read.
    static func commandLine(of pid: Int32) -> String {
        let bytes = (try? PrivateFile.read("/proc/\(pid)/cmdline")) ?? []
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: " ")
    }

    /// Fields of a process that are numbers, counted from 1 as in proc_pid_stat(5); `nil` when there
    /// is no such process.
    static func fields(_ numbers: [Int], of pid: Int32) -> [Int]? {
        guard let words = words(of: pid) else { return nil }
        let found = numbers.compactMap { number in
            words.indices.contains(number - 3) ? Int(words[number - 3]) : nil
        }
        return found.count == numbers.count ? found : nil
    }

    private static func field(_ number: Int, of pid: Int32) -> Substring? {
        guard let words = words(of: pid), words.indices.contains(number - 3) else { return nil }
        return words[number - 3]
    }

    // The fields from the third on; the second one may contain spaces.
    private static func words(of pid: Int32) -> [Substring]? {
        guard let bytes = try? PrivateFile.read("/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }
}
