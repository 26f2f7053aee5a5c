internal import ArgumentParser
internal import CheckReader
internal import Failures
internal import Pictures

struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "score", abstract: "x")
    @Argument var labels: String
    @Option var only: String?
    func run() async throws {
        let folder = labels.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let rows = String(decoding: try FileAccess.read(labels), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        var exact = 0, total = 0
        let clock = ContinuousClock()
        for row in rows {
            let f = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if let only, !f[0].contains(only) { continue }
            let image = try GrayImage(decoding: try FileAccess.read(folder + "/" + f[0]))
            total += 1
            let start = clock.now
            let (text, score, note) = Probe.read(image)
            let ok = text == f[1]
            if ok { exact += 1 }
            print(ok ? "ok " : "BAD", f[0], score, clock.now - start, note)
            if only != nil { print(Probe.candidates(image)) }
            if !ok { print("   want", f[1]); print("   got ", text) }
        }
        print(exact, total)
    }
}
