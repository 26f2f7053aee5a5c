import Documents
import Seldon
import Testing

struct NamesTests {
    @Test func `the check reader's objects have Seldon's names`() throws {
        let deployment = try Manifests.deployment(Manifests.checksReader)
        let main = deployment.predictors[0]
        let names = deployment.names

        #expect(
            main.componentSpecs.enumerated().map { names.component($1, at: $0, of: main) } == [
                "checks-reader-main-0-detection-infer", "checks-reader-main-1-recognition-infer",
            ]
        )
        #expect(names.service(of: main) == "checks-reader-main")
        #expect(
            names.service(ofContainer: "detection-infer", in: main)
                == "checks-reader-main-detection-infer"
        )
        #expect(names.externalPath == "/seldon/default/checks-reader")
    }

    @Test func `a name of 64 characters is replaced by its digest, one of 63 is not`() {
        let long = String(repeating: "a", count: 64)

        #expect(ObjectNames.shortened(String(repeating: "a", count: 63)).count == 63)
        #expect(ObjectNames.shortened(long) == "seldon-014842d480b571495a4a0363793f7367")
    }

    @Test func `the author's name of a Service and of a component is taken`() {
        let deployment = Manifests.simple([
            [
                "annotations": ["seldon.io/svc-name": "mine"],
                "componentSpecs": [["metadata": ["name": "own"], "spec": ["containers": []]]],
            ]
        ])
        let predictor = deployment.predictors[0]

        #expect(deployment.names.service(of: predictor) == "mine")
        #expect(
            deployment.names.component(predictor.componentSpecs[0], at: 0, of: predictor)
                == "iris-p0-0-own"
        )
    }
}
