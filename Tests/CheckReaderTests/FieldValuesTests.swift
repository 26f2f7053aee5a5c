import Testing

@testable import CheckReader

struct FieldValuesTests {
    @Test(
        arguments: [
            ("25/12/2019", "2019-12-25"), ("12/25/2019", "2019-12-25"), ("5-5-2010", "2010-05-05"),
            ("January 9, 2019", "2019-01-09"), ("3 Nov 2012", "2012-11-03"),
            ("2012-11-03", "2012-11-03"),
            ("١٣/٧/٢٠٢٦", "2026-07-13"), ("Siwenna, 18-9-2014", "2014-09-18"),
        ]
    )
    func `a date that can be read one way only is a date`(text: String, date: String) {
        #expect(FieldValues(of: text).date == date)
        #expect(FieldValues(of: text).amount == nil)
    }

    @Test(arguments: ["1/9/2019", "", "Pay to the order of", "45/45/2019", "may flowers", "12345"])
    func `what could be read two ways, or not at all, is no date`(text: String) {
        #expect(FieldValues(of: text).date == nil)
    }

    @Test(
        arguments: [
            ("8,283.50", "8283.50"), ("$701.98", "701.98"), ("81372/-", "81372.00"),
            ("1,00,000.00", "100000.00"), ("**92,628.51**", "92628.51"), ("٨٢٨٣٫٥٠", "8283.50"),
            ("₹ 545/-", "545.00"),
        ]
    )
    func `figures with decimals or a currency's mark are an amount`(text: String, amount: String) {
        #expect(FieldValues(of: text).amount == amount)
    }

    @Test(arguments: ["843310674330483", "12.5", "1,2,3.00", "98-64-59", "one hundred", "1/9/2019"])
    func `other numbers are no amount`(text: String) {
        #expect(FieldValues(of: text).amount == nil)
    }
}
