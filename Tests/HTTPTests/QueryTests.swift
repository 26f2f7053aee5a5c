import HTTP
import HTTPTypes
import Testing

struct QueryTests {
    @Test func `values are decoded and keep their order`() {
        let query = Query(parsing: "labelSelector=a%3Db%2Cc+d&limit=5&watch&x=1&x=2")

        #expect(query["labelSelector"] == "a=b,c d")
        #expect(query["watch"] == "")
        #expect(query.all("x") == ["1", "2"])
        #expect(query["none"] == nil)
    }

    @Test func `what is written is read back`() {
        var query = Query()
        query["fieldManager"] = "radiant & \"co\" /é"

        #expect(Query(parsing: query.text) == query)
    }

    @Test(arguments: ["", "127.0.0.1", "http://", "http://a b/c"])
    func `text that is no URL is refused`(url: String) {
        #expect(throws: HTTPError.malformedURL(url)) { try Request(url: url) }
    }

    @Test func `a URL without a path asks for the root`() throws {
        let request = try Request(url: "https://[::1]:6443?x=1")

        #expect(request.head.authority == "[::1]:6443")
        #expect(request.head.path == "/?x=1")
        #expect(request.query["x"] == "1")
    }
}
