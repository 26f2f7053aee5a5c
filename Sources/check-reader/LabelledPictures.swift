internal import Failures
internal import Glibc
internal import Pictures

/// Pictures beside a file of labels.
struct LabelledPictures {
    let rows: [LabelTable.Row]
    /// The folder of the labels, with a slash at its end.
    let base: String

    /// Reads the labels; of `only`, those whose file name contains it.
    init(_ labels: String, only: String? = nil) throws {
        let folder = labels.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        base = folder.isEmpty ? "" : folder.joined(separator: "/") + "/"
        rows = try LabelTable(FileAccess.read(labels)).rows.filter { row in
            only.map { row.file.contains($0) } ?? true
        }
        guard !rows.isEmpty else {
            throw Failure("\(labels) names no pictures", hint: only.map { "none contains '\($0)'" })
        }
    }

    /// The picture as a viewer shows it.
    func image(of row: LabelTable.Row) throws -> GrayImage {
        let bytes = try FileAccess.read(base + row.file)
        do throws(PictureError) { return try UprightPicture(decoding: bytes).image } catch {
            throw Failure("\(base)\(row.file): \(error.failure.message)", hint: error.failure.hint)
        }
    }
}

/// The time that the processor has spent on this thread.
enum ProcessorTime {
    static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
