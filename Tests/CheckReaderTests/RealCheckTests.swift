import Pictures
import Testing

@testable import CheckReader

struct RealCheckTests {
    @Test func `most of the real checks are read exactly, and no wrong line is sure`() throws {
        guard let checks = SharedChecks() else {
            print("skipped: 45 real checks are not there")
            #expect(!SharedChecks.isRequired)
            return
        }
        let pipeline = CheckPipeline()
        var exact = 0
        var sureAndWrong: [String] = []

        for row in checks.rows {
            let reading = try pipeline.read(checks.image(row.file)).reading
            if reading.micr == row.micr {
                exact += 1
            } else if reading.confidence > 0.9 {
                sureAndWrong.append(row.file)
            }
        }

        print("real checks read exactly: \(exact) of \(checks.rows.count)")
        #expect(exact >= 40)
        #expect(sureAndWrong.isEmpty)
    }

    @Test(
        arguments: [
            (turn: 0.0, factor: 1.0, quality: 100), (1, 1, 100), (0, 0.8, 100), (0, 1, 60),
            (1, 0.8, 60), (-2.5, 1.3, 60),
        ]
    )
    func `the article's check is read turned, shrunk and coded anew`(
        turn: Double,
        factor: Double,
        quality: Int
    ) throws {
        guard let checks = SharedChecks() else {
            print("skipped: the article's check is not there")
            #expect(!SharedChecks.isRequired)
            return
        }
        var image = try checks.image("qnb_article.jpg").rotated(degrees: turn).scaled(by: factor)
        image = try GrayImage(decoding: image.encoded(as: .jpeg, quality: quality))

        let reading = CheckPipeline().read(image).reading

        #expect(reading.micr == "⑈00000003⑈0⑆634001052⑆⑈0035446049001⑈")
    }
}
