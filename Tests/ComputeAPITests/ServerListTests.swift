import JSON
import Model
import Store
import Testing
import Workflow

/// Which servers a list shows, and in which order.
@Suite struct ServerListTests {
    /// Five servers: three of the caller's project, one deleted, one of another project.
    private func fill(_ cloud: TestCloud) async throws {
        var first = Samples.server(1, name: "web-1")
        first.tags = ["red", "blue"]
        first.isLocked = true
        var second = Samples.server(2, name: "web-2", phase: .stopped(nil))
        second.tags = ["red"]
        second.availabilityZone = "nova"
        second.updatedAt = Timestamp(seconds: Samples.now.seconds + 1000)
        var third = Samples.server(3, name: "db+1", phase: .building(.scheduling))
        third.image = nil
        third.placements = []
        third.key = Server.Key(name: "key", kind: .ssh, publicKey: "")
        for server in [first, second, third, Samples.server(4, name: "theirs", owner: "stranger")] {
            try await cloud.put(server)
        }
        var deleted = Samples.server(5, name: "gone", phase: .deleted)
        deleted.terminatedAt = Samples.now
        try await cloud.put(deleted.id.value, DeletedServer(server: deleted))
    }

    struct Question: Sendable, CustomTestStringConvertible {
        let query: String
        let caller: String
        let minor: Int
        let names: [String]

        init(_ query: String, as caller: String = "member", at minor: Int = 79, _ names: String...) {
            self.query = query
            self.caller = caller
            self.minor = minor
            self.names = names
        }

        var testDescription: String { "\(query) as \(caller) at 2.\(minor)" }
    }

    static let questions: [Question] = [
        Question("", "db+1", "web-2", "web-1"),
        Question("?name=web", "web-2", "web-1"),
        Question("?name=^WEB-[12]$", "web-2", "web-1"),
        Question("?name=db%5C%2B1", "db+1"),
        Question("?name=web.1", "web-1"),
        Question("?status=SHUTOFF", "web-2"),
        Question("?status=active&status=build", "db+1", "web-1"),
        Question("?status=NOSUCH", at: 37),
        Question("?flavor=1", "db+1", "web-2", "web-1"),
        Question("?flavor=2"),
        Question("?image=70a599e0-31e7-49b7-b260-868f441e862b", "web-2", "web-1"),
        Question("?ip=192.168.1.2", "web-2"),
        Question("?ip6=fe80"),
        Question("?reservation_id=r-00000002", "web-2"),
        Question("?tags=red,blue", "web-1"),
        Question("?tags-any=red,green", "web-2", "web-1"),
        Question("?not-tags=red,blue", "db+1", "web-2"),
        Question("?not-tags-any=red", "db+1"),
        Question("?tags=red", at: 25, "db+1", "web-2", "web-1"),
        Question("?locked=true", "web-1"),
        Question("?locked=true", at: 72, "db+1", "web-2", "web-1"),
        Question("?changes-since=2025-06-15T15:20:00Z", "web-2"),
        Question("?changes-since=2025-06-01T00:00:00", "gone", "db+1", "web-2", "web-1"),
        Question("?changes-before=2025-06-15T15:06:41Z", "web-1"),
        Question("?changes-before=2025-06-15T15:06:41Z", at: 65, "db+1", "web-2", "web-1"),
        Question("?sort_key=display_name&sort_dir=asc", "db+1", "web-1", "web-2"),
        Question("?sort_key=vm_state&sort_key=display_name&sort_dir=desc&sort_dir=asc", "web-2", "db+1", "web-1"),
        Question("?all_tenants=0", "db+1", "web-2", "web-1"),
        Question("?limit=2", "db+1", "web-2"),
        Question("?limit=0", "db+1", "web-2", "web-1"),
        Question("?marker=00000000-0000-4000-8000-000000000002", "web-1"),
        Question("?host=host1", "db+1", "web-2", "web-1"),
        Question("?nonsense=1", at: 74, "db+1", "web-2", "web-1"),
        Question("?all_tenants", as: "admin", "theirs", "db+1", "web-2", "web-1"),
        Question("?all_tenants=True&host=host1", as: "admin", "theirs", "web-2", "web-1"),
        Question("?all_tenants=1&project_id=11111111111111111111111111111111", as: "admin", "theirs"),
        Question("?project_id=11111111111111111111111111111111", as: "admin", "db+1", "web-2", "web-1"),
        Question("?all_tenants=1&user_id=stranger", as: "admin", "theirs"),
        Question("?uuid=00000000-0000-4000-8000-000000000002", as: "admin", "web-2"),
        Question("?key_name=key", as: "admin", "db+1"),
        Question("?availability_zone=nova", as: "admin", "web-2"),
        Question("?power_state=4", as: "admin", "db+1", "web-2"),
        Question("?vm_state=building", as: "admin", "db+1"),
        Question("?task_state=scheduling", as: "admin", "db+1"),
        Question("?deleted=true", as: "admin", "gone"),
        Question("?status=DELETED", as: "admin", "gone"),
        Question("?deleted=true", as: "member", "db+1", "web-2", "web-1"),
        Question("", as: "stranger", "theirs"),
        Question("", as: "reader", "db+1", "web-2", "web-1"),
    ]

    @Test(arguments: questions)
    func showsWhatIsAskedFor(_ question: Question) async throws {
        try await TestCloud.run { cloud in
            try await fill(cloud)
            for path in ["servers", "servers/detail"] {
                let answer = try await cloud.get(path + question.query, as: question.caller, at: question.minor)
                let names = answer.body["servers"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
                #expect(names == question.names, "\(path): \(answer.body)")
            }
        }
    }

    static let refusals: [(String, String, Int, String)] = [
        ("?limit=-1", "member", 400, "limit"), ("?limit=x", "member", 400, "'x'"),
        ("?marker=nope", "member", 400, "marker [nope] not found"), ("?name=(", "member", 400, "regular expression"),
        ("?name=a{1,300}", "member", 400, "regular expression"), ("?status=NOSUCH", "member", 400, "NOSUCH"),
        ("?status=DELETED", "member", 403, "Only administrators"), ("?changes-since=today", "member", 400, "today"),
        ("?all_tenants=1", "member", 403, "get_all_tenants"), ("?all_tenants=x", "admin", 400, "'x'"),
        ("?locked=perhaps", "member", 400, "perhaps"), ("?sort_key=nonsense", "member", 400, "nonsense"),
        ("?sort_key=host", "member", 403, "host"), ("?sort_dir=up", "member", 400, "'up'"),
        ("?sort_key=uuid&sort_dir=asc&sort_dir=asc", "member", 400, "Sort direction"),
        ("?nonsense=1", "member", 400, "nonsense"), ("", "roleless", 403, "servers:index"),
    ]

    @Test(arguments: refusals)
    func refusesWhatCannotBeAsked(_ query: String, _ caller: String, _ status: Int, _ word: String) async throws {
        try await TestCloud.run { cloud in
            try await fill(cloud)
            let answer = try await cloud.get("servers" + query, as: caller)
            #expect(answer.status == status)
            #expect(answer.message.contains(word), "\(answer.message)")
        }
    }

    @Test func pagesLeadThroughTheWholeList() async throws {
        try await TestCloud.run(settings: { $0.maximumPage = 2 }) { cloud in
            for number in 1...5 { try await cloud.put(Samples.server(number, name: "s\(number)")) }
            let prefix = "http://localhost"
            var path: String? = "servers/detail?name=s&sort_key=display_name&sort_dir=asc"
            var names: [String] = []
            while let next = path {
                let answer = try await cloud.get(next)
                names += answer.body["servers"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
                path = answer.body["servers_links"]?[0]?["href"]?.stringValue.map { String($0.dropFirst(prefix.count)) }
            }
            #expect(names == ["s1", "s2", "s3", "s4", "s5"])
        }
    }
}
