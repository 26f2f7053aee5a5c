import Glibc

/// The machine as a whole, as the kernel describes it in `/proc`.
enum Machine {
    /// How many processors there are.
    static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// How much memory there is, in bytes.
    static var memory: Int { memoryField("MemTotal:") }

    /// How much memory is in use and could not be had by others, in bytes.
    static var usedMemory: Int { max(0, memory - memoryField("MemAvailable:")) }

    /// Ticks that all processors together were busy since the machine started (proc_stat(5)).
    static var busyTicks: Int {
        guard let bytes = try? PrivateFile.read("/proc/stat"),
            let line = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first
        else { return 0 }
        let ticks = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap {
            Int($0)
        }
        // Idle and waiting are no work; a guest's time is in the user's already.
        let working = ticks.prefix(8).enumerated().filter { $0.offset != 3 && $0.offset != 4 }
        return working.reduce(0) { $0 + $1.element }
    }

    private static func memoryField(_ name: String) -> Int {
        guard let bytes = try? PrivateFile.read("/proc/meminfo") else { return 0 }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix(name) {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
                .map { $0 * 1024 } ?? 0
        }
        return 0
    }
}
