import Glibc

/// What the kernel says about this process, under the names that Prometheus' clients use.
public enum ProcessReadings {
    /// CPU time, resident memory, and start time of this process.
    public static func samples() -> [Sample] {
        let cpu = seconds(of: CLOCK_PROCESS_CPUTIME_ID)
        var samples = [Sample(name: "process_cpu_seconds_total", value: cpu)]
        if let pages = residentPages() {
            let bytes = Double(pages * sysconf(Int32(_SC_PAGESIZE)))
            samples.append(Sample(name: "process_resident_memory_bytes", value: bytes))
        }
        samples.append(Sample(name: "process_start_time_seconds", value: startTime))
        return samples
    }

    /// When this process first asked; close enough to its start, since it asks while it starts.
    private static let startTime = seconds(of: CLOCK_REALTIME)

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func residentPages() -> Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = fread(&buffer, 1, buffer.count, file)
        let fields = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]) : nil
    }
}
