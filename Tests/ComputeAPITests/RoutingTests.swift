import HTTPTypes
import HummingbirdTesting
import JSON
import Model
import Testing

@testable import API

/// Tokens, projects, versions and methods, before any handler.
@Suite struct RoutingTests {
    private let project = FakeIdentity.project.value

    @Test(arguments: ["/compute", "/compute/", "/compute/v2.1", "/compute/v2.1/"])
    func discoveryNeedsNoToken(_ path: String) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.get(path, as: nil, at: nil)
            #expect(answer.status == 200)
            let version = answer.body["version"] ?? answer.body["versions"]?[0]
            #expect(version?["version"] == "2.79")
            #expect(version?["min_version"] == "2.1")
            #expect(version?["links"]?[0]?["href"] == "http://localhost/compute/v2.1/")
        }
    }

    @Test(arguments: [nil, "unknown"])
    func withoutAValidTokenNothingIsAnswered(_ token: String?) async throws {
        try await TestCloud.run { cloud in
            for path in ["servers", "flavors/detail", "os-keypairs", "limits", "extensions"] {
                let answer = try await cloud.get(path, as: token)
                #expect(answer.status == 401)
                #expect(answer.body["unauthorized"]?["code"] == 401)
            }
        }
    }

    @Test func theProjectInThePathMustBeTheTokens() async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(Samples.server(1))
            let own = try await cloud.get("\(project)/servers")
            #expect(own.status == 200)
            let link = own.body["servers"]?[0]?["links"]?[0]?["href"]
            #expect(link == .string("http://localhost/compute/v2.1/\(project)/servers/\(Samples.id(1))"))
            let other = try await cloud.get("\(FakeIdentity.otherProject)/servers")
            #expect(other.status == 400)
            #expect(other.message.contains("doesn't match Context's project_id '\(project)'"))
        }
    }

    static let versions: [(String?, Int, String)] = [
        (nil, 200, "2.1"), ("compute 2.53", 200, "2.53"), ("compute latest", 200, "2.79"),
        ("identity 3.1, compute 2.10", 200, "2.10"), ("compute 2.80", 406, ""), ("compute 3.1", 400, ""),
        ("compute two", 400, ""), ("volume 3.50", 200, "2.1"),
    ]

    @Test(arguments: versions)
    func theVersionIsNegotiated(_ header: String?, _ status: Int, _ version: String) async throws {
        try await TestCloud.run { cloud in
            let names = ["X-Auth-Token", "OpenStack-API-Version", "X-OpenStack-Nova-API-Version"]
            let fields = names.compactMap { HTTPField.Name($0) }
            var headers: HTTPFields = [fields[0]: "member"]
            if let header { headers[fields[1]] = header }
            try await cloud.client.execute(uri: "/compute/v2.1/servers", method: .get, headers: headers, body: nil) {
                response in
                #expect(response.status.code == status)
                guard status == 200 else { return }
                #expect(response.headers[fields[1]] == "compute \(version)")
                #expect(response.headers[fields[2]] == version)
            }
        }
    }

    static let refusals: [(HTTPRequest.Method, String, Int, Int)] = [
        (.put, "servers", 79, 405), (.delete, "limits", 79, 405), (.post, "os-hypervisors", 79, 405),
        (.get, "os-agents", 79, 410), (.get, "os-cells", 79, 410), (.get, "nonsense", 79, 404),
        (.put, "os-services/enable", 79, 404), (.put, "os-services/force-down", 10, 404),
        (.get, "os-hypervisors/x/search", 53, 404),
    ]

    @Test(arguments: refusals)
    func whatThereIsNotIsRefused(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ minor: Int,
        _ status: Int
    ) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.send(method, path, as: "admin", at: minor)
            #expect(answer.status == status)
        }
    }

    @Test func everyOperationHasARuleAndUnknownRolesReadNothing() throws {
        let roleless = try #require(FakeIdentity.caller("roleless"))
        for operation in ComputeOperation.allCases {
            let rule = try #require(Policy.rules[operation], "\(operation)")
            #expect(Policy.permits(operation, roleless) == (rule == .any))
        }
    }

    static let adminOnly: [(HTTPRequest.Method, String)] = [
        (.get, "os-services"), (.get, "os-hypervisors"), (.get, "os-hypervisors/detail"), (.get, "os-aggregates"),
        (.get, "os-migrations"), (.get, "os-availability-zone/detail"), (.get, "os-simple-tenant-usage"),
        (.post, "flavors"), (.delete, "flavors/1"), (.post, "flavors/1/os-extra_specs"),
        (.get, "flavors/1/os-flavor-access"), (.put, "os-quota-sets/fake_tenant"),
        (.get, "os-quota-sets/fake_tenant"), (.get, "limits?tenant_id=fake_tenant"),
        (.get, "os-simple-tenant-usage/fake_tenant"), (.get, "os-keypairs?user_id=admin"),
    ]

    @Test(arguments: adminOnly)
    func othersThanAdministratorsAreForbidden(_ method: HTTPRequest.Method, _ path: String) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.send(method, path, [:])
            #expect(answer.status == 403)
            #expect(answer.body["forbidden"] != nil)
        }
    }

    static let writes: [(HTTPRequest.Method, String)] = [
        (.post, "servers"), (.put, "servers/x"), (.delete, "servers/x"), (.put, "servers/x/metadata"),
        (.put, "servers/x/tags/a"), (.delete, "servers/x/tags"),
    ]

    @Test(arguments: writes)
    func readersChangeNothing(_ method: HTTPRequest.Method, _ path: String) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.send(method, path, [:], as: "reader")
            #expect(answer.status == 403)
        }
    }
}
