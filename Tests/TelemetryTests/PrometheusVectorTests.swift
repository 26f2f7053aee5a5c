import Telemetry
import Testing

struct PrometheusVectorTests {
    @Test func `the samples of an instant query are read with their names and values`() throws {
        let text = #"""
            {"status":"success","data":{"resultType":"vector","result":[
              {"metric":{"__name__":"x_bucket","le":"+Inf","pod":"p"},"value":[1700000000.5,"7"]},
              {"metric":{"__name__":"x_sum","pod":"p"},"value":[1700000000.5,"NaN"]}]}}
            """#

        let vector = try PrometheusVector(parsing: Array(text.utf8))

        #expect(vector.evaluatedAt == 1_700_000_000.5)
        #expect(vector.samples.map(\.name) == ["x_bucket", "x_sum"])
        #expect(vector.samples.first?.labels == ["le": "+Inf", "pod": "p"])
        #expect(vector.samples.first?.value == 7)
        #expect(vector.samples.last?.value.isNaN == true)
    }

    @Test func `a query that fails says why, and what is no Prometheus is told from that`() {
        let failed = #"{"status":"error","errorType":"bad_data","error":"parse error"}"#

        #expect(throws: TelemetryError.queryFailed("parse error")) {
            try PrometheusVector(parsing: Array(failed.utf8))
        }
        for text in [
            "<html>", "", #"{"status":"success","data":{"resultType":"matrix","result":[]}}"#,
        ] {
            #expect(throws: TelemetryError.malformedAnswer) {
                try PrometheusVector(parsing: Array(text.utf8))
            }
        }
    }

    @Test func `a text within a query cannot end its quotes`() {
        #expect(PrometheusVector.quoted(#"a"b\c"#) == #""a\"b\\c""#)
    }
}
