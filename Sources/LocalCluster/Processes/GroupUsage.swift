import Glibc

/// What all processes of a process group use of the machine.
struct GroupUsage: Sendable, Hashable {
    /// Processor time since they started, in ticks, that of ended children included.
    var ticks = 0
    /// Resident memory, in bytes.
    var memory = 0

    /// Ticks in a second.
    static let ticksPerSecond = max(1, sysconf(Int32(_SC_CLK_TCK)))

    /// What each process group of the machine uses at this moment.
    static func all() -> [Int32: GroupUsage] {
        let page = max(1, sysconf(Int32(_SC_PAGESIZE)))
        var result: [Int32: GroupUsage] = [:]
        for pid in ProcessTable.all {
            // Group, then user, system and children's time, then resident pages (proc_pid_stat(5)).
            guard let fields = ProcessTable.fields([5, 14, 15, 16, 17, 24], of: pid) else {
                continue
            }
            var usage = result[Int32(fields[0]), default: GroupUsage()]
            usage.ticks += fields[1...4].reduce(0, +)
            usage.memory += max(0, fields[5]) * page
            result[Int32(fields[0])] = usage
        }
        return result
    }
}
