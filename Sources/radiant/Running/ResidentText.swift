import Glibc

/// The pages of the program's code that lie in its memory.
///
/// Starting runs through code that is never needed again (arguments, certificates, parsers, the first
/// lists), and the kernel maps sixteen pages around each that is touched. They count as the program's
/// until somebody else wants the memory.
enum ResidentText {
    /// Gives them back: what is still needed is mapped again from the page cache when it is run next.
    ///
    /// Only code that is mapped from files is given back; it is never written to.
    static func giveBack() {
        guard let maps = try? InputFile.text(at: "/proc/self/maps") else { return }
        for line in maps.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count > 5, words[1] == "r-xp", words[5].hasPrefix("/") else { continue }
            let ends = words[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
            guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else {
                continue
            }
            madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }
}
