import Kubernetes
import Testing

struct QuantityTests {
    @Test(arguments: [
        ("0", 0), ("1", 1000), ("250m", 250), ("0.5", 500), ("1.5", 1500), ("1k", 1_000_000),
        ("1Ki", 1_024_000), ("128Mi", 134_217_728_000), ("2e3", 2_000_000),
        ("1P", 1_000_000_000_000_000_000),
        ("100u", 1), ("1n", 1), ("-1", -1000),
    ])
    func `an amount is read to the thousandth`(text: String, milli: Int) {
        #expect(Quantity(text)?.milli == milli)
    }

    @Test(arguments: ["", "m", "1x", "1 Mi", "--1", "1e99", "1e", "10Ei", "nan", "1mm"])
    func `what is no amount is refused`(text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test func `units are rounded up`() {
        #expect(Quantity("1001m")?.units == 2)
        #expect(Quantity("1")?.units == 1)
    }
}
