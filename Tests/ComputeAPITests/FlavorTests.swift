import HTTPTypes
import JSON
import Model
import Testing

/// Flavors: who sees which, what may be changed.
@Suite struct FlavorTests {
    private func with(_ test: @escaping @Sendable (TestCloud) async throws -> Void) async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(Samples.flavor)
            try await cloud.put(Flavor(id: ID("2"), name: "big", vcpus: 4, memoryMiB: 4096, rootGiB: 20))
            try await cloud.put(
                Flavor(
                    id: ID("3"),
                    name: "secret",
                    vcpus: 1,
                    memoryMiB: 64,
                    rootGiB: 0,
                    isPublic: false,
                    accessProjects: [FakeIdentity.project]
                )
            )
            try await cloud.put(
                Flavor(id: ID("4"), name: "hidden", vcpus: 1, memoryMiB: 64, rootGiB: 0, isPublic: false)
            )
            try await test(cloud)
        }
    }

    static let lists: [(String, String, [String])] = [
        ("", "member", ["1", "2", "3"]), ("", "stranger", ["1", "2"]), ("", "admin", ["1", "2"]),
        ("?is_public=None", "admin", ["1", "2", "3", "4"]), ("?is_public=false", "admin", ["3", "4"]),
        ("?minDisk=5", "member", ["2"]), ("?minRam=100", "member", ["1", "2"]),
        ("?sort_key=name&sort_dir=desc", "member", ["3", "1", "2"]),
        ("?sort_key=memory_mb", "member", ["3", "1", "2"]),
        ("?limit=1", "member", ["1"]), ("?marker=1&limit=1", "member", ["2"]),
    ]

    @Test(arguments: lists)
    func listsWhatTheCallerMayUse(_ query: String, _ caller: String, _ ids: [String]) async throws {
        try await with { cloud in
            for path in ["flavors", "flavors/detail"] {
                let answer = try await cloud.get(path + query, as: caller)
                #expect(answer.body["flavors"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == ids)
            }
        }
    }

    @Test(arguments: [
        ("?minDisk=x", "member"), ("?minRam=-1", "member"), ("?sort_key=x", "member"), ("?sort_dir=x", "member"),
        ("?is_public=x", "admin"), ("?marker=x", "member"), ("?x=1", "member"),
    ])
    func refusesBadQueries(_ query: String, _ caller: String) async throws {
        try await with { cloud in
            let answer = try await cloud.get("flavors" + query, as: caller)
            #expect(answer.status == 400)
        }
    }

    static let refusals: [(JSONValue, Int, String)] = [
        (["name": "big", "ram": 1, "vcpus": 1, "disk": 1], 409, "Flavor with name big already exists."),
        (["id": "2", "name": "n", "ram": 1, "vcpus": 1, "disk": 1], 409, "Flavor with ID 2 already exists."),
        (["name": "n", "ram": 0, "vcpus": 1, "disk": 1], 400, "flavor.ram"),
        (["name": "n", "ram": 1, "vcpus": "x", "disk": 1], 400, "flavor.vcpus"),
        (["name": "n", "ram": 1, "vcpus": 1], 400, "flavor.disk"),
        (["name": "", "ram": 1, "vcpus": 1, "disk": 1], 400, "flavor.name"),
        (["id": "a/b", "name": "n", "ram": 1, "vcpus": 1, "disk": 1], 400, "flavor.id"),
        (["name": "n", "ram": 1, "vcpus": 1, "disk": 1, "rxtx_factor": 0], 400, "flavor.rxtx_factor"),
        (["name": "n", "ram": 1, "vcpus": 1, "disk": 1, "x": 0], 400, "flavor.x"),
    ]

    @Test(arguments: refusals)
    func refusesBadFlavors(_ flavor: JSONValue, _ status: Int, _ words: String) async throws {
        try await with { cloud in
            let answer = try await cloud.post("flavors", ["flavor": flavor], as: "admin")
            #expect(answer.status == status)
            #expect(answer.message.contains(words), "\(answer.message)")
        }
    }

    @Test func isMadeChangedAndDeletedByAdministrators() async throws {
        try await with { cloud in
            let body: JSONValue = ["flavor": ["name": "new", "ram": "128", "vcpus": 1, "disk": 0, "swap": 64]]
            let forbidden = try await cloud.post("flavors", body)
            #expect(forbidden.status == 403)
            let made = try await cloud.post("flavors", body, as: "admin")
            let id = try #require(made.body["flavor"]?["id"]?.stringValue)
            #expect(id.isUUID)
            let shown = try await cloud.get("flavors/\(id)")
            #expect(shown.body["flavor"]?["swap"] == 64)
            let old = try await cloud.send(.put, "flavors/\(id)", ["flavor": ["description": "d"]], as: "admin", at: 54)
            #expect(old.status == 404)
            let changed = try await cloud.send(.put, "flavors/\(id)", ["flavor": ["description": "d"]], as: "admin")
            #expect(changed.body["flavor"]?["description"] == "d")
            let deleted = try await cloud.send(.delete, "flavors/\(id)", as: "admin")
            #expect(deleted.status == 202)
            let gone = try await cloud.get("flavors/\(id)")
            #expect(gone.message == "Flavor \(id) could not be found.")
        }
    }

    @Test func extraSpecsAreKeptAsText() async throws {
        try await with { cloud in
            let path = "flavors/1/os-extra_specs"
            let made = try await cloud.post(path, ["extra_specs": ["hw:numa_nodes": 1, "a": "b"]], as: "admin")
            #expect(made.body == ["extra_specs": ["a": "b", "hw:numa_nodes": "1"]])
            let mismatch = try await cloud.send(.put, path + "/a", ["b": "c"], as: "admin")
            #expect(mismatch.status == 400)
            let removed = try await cloud.send(.delete, path + "/a", as: "admin")
            #expect(removed.status == 200)
            let missing = try await cloud.get(path + "/a")
            #expect(missing.status == 404)
            let bad = try await cloud.post(path, ["extra_specs": ["a/b": "c"]], as: "admin")
            #expect(bad.status == 400)
        }
    }

    @Test func accessIsGivenToProjects() async throws {
        try await with { cloud in
            let add: JSONValue = ["addTenantAccess": ["tenant": .string(FakeIdentity.otherProject.value)]]
            let given = try await cloud.post("flavors/4/action", add, as: "admin")
            #expect(given.status == 200)
            let twice = try await cloud.post("flavors/4/action", add, as: "admin")
            #expect(twice.status == 409)
            let seen = try await cloud.get("flavors/4", as: "stranger")
            #expect(seen.status == 200)
            let ofPublic = try await cloud.post("flavors/1/action", add, as: "admin")
            #expect(ofPublic.status == 409)
            let list = try await cloud.get("flavors/1/os-flavor-access", as: "admin")
            #expect(list.status == 404)
            let nobody = try await cloud.post("flavors/4/action", ["addTenantAccess": ["tenant": "none"]], as: "admin")
            #expect(nobody.status == 400)
            let remove: JSONValue = ["removeTenantAccess": ["tenant": .string(FakeIdentity.otherProject.value)]]
            let taken = try await cloud.post("flavors/4/action", remove, as: "admin")
            #expect(taken.status == 200)
            let hidden = try await cloud.get("flavors/4", as: "stranger")
            #expect(hidden.status == 404)
        }
    }
}
