import Testing

@testable import CheckReader

struct MICRFieldsTests {
    @Test func `the article's line is a check of Qatar`() {
        let fields = MICRFields(of: "⑈00000003⑈0⑆634001052⑆⑈0035446049001⑈")

        #expect(fields.country == "QA")
        #expect(fields.serial == "00000003")
        #expect(fields.transit == "634001052")
        #expect(fields.account == "0035446049001")
        // The American sum does not hold for it, and must not be asked for.
        #expect(fields.isTransitValid == nil)
    }

    @Test func `a personal check of the United States has its check digit verified`() {
        let right = MICRFields(of: "⑆021000021⑆1234567890⑈0123")
        let wrong = MICRFields(of: "⑆021000022⑆1234567890⑈0123")

        #expect(right.country == "US")
        #expect(right.transit == "021000021")
        #expect(right.isTransitValid == true)
        #expect(right.account == "1234567890")
        #expect(right.serial == "0123")
        #expect(wrong.isTransitValid == false)
    }

    @Test func `a business check carries its number first and its amount last`() {
        let fields = MICRFields(of: "⑈001234⑈⑆021000021⑆1234567890⑈⑇0000012500⑇")

        #expect(fields.serial == "001234")
        #expect(fields.account == "1234567890")
        #expect(fields.amount == "0000012500")
    }

    @Test func `an Indian line has bank, short account and code`() {
        let fields = MICRFields(of: "⑈309069⑈500211012⑆426160⑈31")

        #expect(fields.country == "IN")
        #expect(fields.transit == "500211012")
        #expect(fields.account == "426160")
        #expect(fields.code == "31")
    }

    @Test(arguments: ["", "⑈", "12345", "⑈⑆⑇⑉", "⑇12⑇⑇"])
    func `what fits no layout has no country`(micr: String) {
        #expect(MICRFields(of: micr).country == nil)
    }

    @Test func `transcription uses the article's alphabet`() {
        #expect(
            MICRLine.transcription(of: "⑈00000003⑈0⑆634001052⑆⑈0035446049001⑈")
                == "<00000003<0:634001052:<0035446049001<"
        )
        #expect(MICRLine.transcription(of: "⑇1⑉2") == "=1-2")
    }
}
