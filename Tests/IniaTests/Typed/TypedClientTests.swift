import Inia
import IniaTesting
import Testing

/// A typed client over a scripted wire.
@Suite struct TypedClientTests {
    private func zoo(_ replies: [ScriptedReply]) -> (Zoo, ScriptedHTTPClient) {
        let http = ScriptedHTTPClient(replies)
        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKID", secretAccessKey: "secret"))
        config.httpClient = http
        config.endpointURL = "https://zoo.example.com"
        return (Zoo(Session(config, host: .scripted())), http)
    }

    @Test func `a call takes required members, a closure for the others, and options`() async throws {
        let (zoo, http) = zoo([
            .response(200, headers: [("x-amzn-RequestId", "r")], #"{"ETag":"e","Young":[{"Count":3}]}"#)
        ])
        let animal = try await zoo.getAnimal(name: "boto", options_: ["a"]) {
            $0.hash_ = "h"
        } options: {
            $0.readTimeout = .seconds(3)
        }
        #expect(animal.eTag == "e")
        #expect(animal.young?.first?.count == 3)
        #expect(animal._metadata?.requestID == "r")
        let sent = try #require(http.requests.first)
        #expect(sent.request.headers["X-Amz-Target"] == "Zoo.GetAnimal")
        #expect(sent.options.readTimeout == .seconds(3))
        let token = "00000000-0000-4000-8000-000000000000"
        #expect(sent.body.text == #"{"Name": "boto", "options": ["a"], "hash": "h", "Token": "\#(token)"}"#)
    }

    @Test func `typed and dynamic calls send the same bytes`() async throws {
        let (zoo, http) = zoo([.response(200, "{}"), .response(200, "{}")])
        try await zoo.feed(food: .fish(.init { $0.species = "cod" })) { $0.schedule = .init { $0.hour = 7 } }
        try await zoo.asClient.feed(Food: ["Fish": ["Species": "cod"]], Schedule: ["Hour": 7])
        #expect(http.requests.count == 2)
        #expect(http.requests[0].body == http.requests[1].body)
    }

    @Test func `an error is caught by its case, with what all errors have and its own members`() async throws {
        let body = #"{"__type":"NoSuchAnimal","message":"gone","Nearest":"orca"}"#
        let (zoo, _) = zoo([.response(404, body), .response(400, #"{"__type":"Strange"}"#)])
        do {
            try await zoo.getAnimal(name: "boto", options_: [])
            Issue.record("nothing was thrown")
        } catch Zoo.Error.noSuchAnimal(let info) {
            #expect(info.message == "gone")
            #expect(info.nearest == "orca")
            #expect(info.attempts == 1)
            #expect(info.status == 404)
        }
        do {
            try await zoo.feed(food: .none_("n"))
            Issue.record("nothing was thrown")
        } catch let error as any ServiceFailure where error.code == "Strange" {
            guard case Zoo.Error.unknown = error else { throw error }
        }
    }

    @Test func `pages and their items have types`() async throws {
        let pages = [#"{"Animals":[{"Count":1},{"Count":2}],"NextToken":"t"}"#, #"{"Animals":[{"Count":3}]}"#]
        let (zoo, http) = zoo((pages + pages + pages).map { .response(200, $0) })
        let paginator = zoo.paginator(.listAnimals())
        var counts: [Int?] = []
        for try await page in paginator { counts += page.animals?.map(\.count) ?? [] }
        #expect(counts == [1, 2, 3])
        var items: [Int?] = []
        for try await animal in paginator.items(\.animals) { items.append(animal.count) }
        for try await animal in paginator.limit(1).items({ $0.animals }) { items.append(animal.count) }
        #expect(items == [1, 2, 3, 1])
        #expect(http.requests[1].body.text == #"{"NextToken": "t"}"#)
    }

    @Test func `a wait ends when it is so, and presigning sends nothing`() async throws {
        let (zoo, http) = zoo([.response(404, #"{"__type":"NoSuchAnimal"}"#), .response(200, "{}")])
        try await zoo.wait(until: .animalExists(name: "boto", options_: []), timeout: .seconds(60))
        #expect(http.requests.count == 2)
        let url = try await zoo.presign(.getAnimal(name: "boto", options_: []), expiresIn: .seconds(300))
        #expect(url.url.query?.contains("X-Amz-Expires=300") == true)
        #expect(http.requests.count == 2)
    }

    @Test func `events have types, and are read once`() async throws {
        let events = Events<Zoo.Sightings>(of: [.seen(.init { $0.name = "a" }), .seen(.init { $0.name = "b" })])
        var names: [String?] = []
        for try await event in Events<Zoo.Sightings>(events.asEvents) {
            if case .seen(let seen) = event { names.append(seen.name) }
        }
        #expect(names == ["a", "b"])
    }
}
