import Pictures
import Testing

@testable import CheckReader

struct FieldFinderTests {
    @Test func `the network of kinds that ships can be read, a damaged one cannot`() {
        #expect(KindClassifier.shipped != nil)
        #expect(KindClassifier(text: "18 24 1 2 3") == nil)
        #expect(KindClassifier(text: "") == nil)
    }

    @Test func `English fields of drawn checks are found as such, within the picture`() throws {
        let synthesizer = try CheckSynthesizer()
        var found = 0
        var all = 0

        for index in 0..<6 {
            let check = synthesizer.check(
                seed: 77,
                index: index,
                wish: .init(convention: "us", source: "scan")
            )
            let image = try GrayImage(decoding: check.bytes)
            let band = try? DetectedBand(in: image)
            let regions = FieldFinder().regions(in: image, besides: band)
            for region in regions {
                #expect(region.box.right <= image.width && region.box.bottom <= image.height)
            }
            let english = regions.filter { $0.kind == .english }
            for field in check.fields where field.kind == .english {
                all += 1
                let area = field.box.width * field.box.height
                if english.contains(where: { $0.box.overlap(with: field.box) * 2 > area }) {
                    found += 1
                }
            }
        }

        print("English fields found: \(found) of \(all)")
        #expect(found * 10 > all * 6)
    }

    @Test func `a blank page has no fields`() {
        #expect(FieldFinder().regions(in: GrayImage(width: 900, height: 400), besides: nil).isEmpty)
    }
}
