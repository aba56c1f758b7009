import HTTPTypes
import HostLink
import JSON
import Model
import Runtime
import Store
import Testing
import Workflow

/// Every answer has the members, kinds and nesting of the API reference's sample for its version.
@Suite struct SampleConformanceTests {
    /// A sample and the request whose answer it shows.
    struct Case: Sendable, CustomTestStringConvertible {
        let folder: String
        let file: String
        let method: HTTPRequest.Method
        let path: String
        var caller = "admin"
        var body: JSONValue?
        /// The sample that is the request's body.
        var request: String?
        /// The last version that it is compared at.
        var newest = 79

        init(
            _ folder: String,
            _ file: String,
            _ path: String,
            _ method: HTTPRequest.Method = .get,
            as caller: String = "admin",
            body: JSONValue? = nil,
            request: String? = nil,
            newest: Int = 79
        ) {
            self.folder = folder
            self.file = file
            self.method = method
            self.path = path
            self.caller = caller
            self.body = body
            self.request = request
            self.newest = newest
        }

        var testDescription: String { "\(method) \(path): \(folder)/\(file)" }
    }

    private static let server = "servers/" + Samples.id(1).value
    private static let create: JSONValue = [
        "server": [
            "name": "new-server-test", "imageRef": .string(FakeImages.image.id.value), "flavorRef": "1",
            "networks": [["uuid": .string(FakeNetworks.network.id.value)]],
        ]
    ]
    private static let update: JSONValue = ["server": ["name": "new-server-test"]]
    private static let hypervisor = "os-hypervisors/b1e43b5f-eec1-44e0-9f10-7b4945c0226d"
    private static let project = FakeIdentity.project.value
    private static let year = "?start=2025-01-01T00:00:00&end=2026-01-01T00:00:00"

    private static let servers: [Case] = [
        Case("servers", "server-get-resp.json", server),
        Case("servers", "servers-details-resp.json", "servers/detail?limit=1&all_tenants=1"),
        Case("servers", "servers-list-resp.json", "servers?limit=1&all_tenants=1"),
        Case("servers", "server-update-resp.json", server, .put, body: update),
        Case("servers", "server-put-resp.json", server, .put, body: update, newest: 19),
        Case("servers", "server-create-resp.json", "servers", .post, body: create),
        Case("os-multiple-create", "multiple-create-no-resv-post-resp.json", "servers", .post, body: create),
        Case("server-ips", "server-ips-resp.json", server + "/ips"),
        Case("server-ips", "server-ips-network-resp.json", server + "/ips/private"),
        Case("server-metadata", "server-metadata-all-resp.json", server + "/metadata"),
        Case(
            "server-metadata",
            "server-metadata-all-resp.json",
            server + "/metadata",
            .put,
            request: "server-metadata-all-req.json"
        ),
        Case(
            "server-metadata",
            "server-metadata-resp.json",
            server + "/metadata/foo",
            .put,
            request: "server-metadata-req.json"
        ),
        Case("os-server-tags", "server-tags-index-resp.json", server + "/tags"),
        Case(
            "os-server-tags",
            "server-tags-put-all-resp.json",
            server + "/tags",
            .put,
            request: "server-tags-put-all-req.json"
        ),
        Case("os-attach-interfaces", "attach-interfaces-list-resp.json", server + "/os-interface"),
        Case(
            "os-attach-interfaces",
            "attach-interfaces-show-resp.json",
            server + "/os-interface/ce531f90-199f-48c0-816c-13e38010b442"
        ),
        Case("os-security-groups", "server-security-groups-list-resp.json", server + "/os-security-groups"),
        Case(
            "os-console-output",
            "console-output-post-resp.json",
            server + "/action",
            .post,
            request: "console-output-post-req.json"
        ),
        Case("os-instance-actions", "instance-actions-list-resp.json", server + "/os-instance-actions"),
        Case(
            "os-instance-actions",
            "instance-actions-list-with-limit-resp.json",
            server + "/os-instance-actions?limit=1"
        ),
        Case("os-instance-actions", "instance-action-get-resp.json", server + "/os-instance-actions/req-2"),
        Case(
            "os-instance-actions",
            "instance-action-get-non-admin-resp.json",
            server + "/os-instance-actions/req-2",
            as: "member"
        ),
    ]

    private static let others: [Case] = [
        Case("flavors", "flavors-list-resp.json", "flavors"),
        Case("flavors", "flavors-detail-resp.json", "flavors/detail"),
        Case("flavors", "flavor-get-resp.json", "flavors/1"),
        Case("flavor-manage", "flavor-create-post-resp.json", "flavors", .post, request: "flavor-create-post-req.json"),
        Case("flavor-manage", "flavor-update-resp.json", "flavors/1", .put, request: "flavor-update-req.json"),
        Case("flavor-access", "flavor-access-list-resp.json", "flavors/private/os-flavor-access"),
        Case(
            "flavor-access",
            "flavor-access-add-tenant-resp.json",
            "flavors/private/action",
            .post,
            body: ["addTenantAccess": ["tenant": "fake_tenant"]]
        ),
        Case("flavor-extra-specs", "flavor-extra-specs-list-resp.json", "flavors/private/os-extra_specs"),
        Case("flavor-extra-specs", "flavor-extra-specs-get-resp.json", "flavors/private/os-extra_specs/hw:numa_nodes"),
        Case(
            "flavor-extra-specs",
            "flavor-extra-specs-create-resp.json",
            "flavors/1/os-extra_specs",
            .post,
            request: "flavor-extra-specs-create-req.json"
        ),
        Case(
            "flavor-extra-specs",
            "flavor-extra-specs-update-resp.json",
            "flavors/1/os-extra_specs/hw:numa_nodes",
            .put,
            request: "flavor-extra-specs-update-req.json"
        ),
        Case("os-keypairs", "keypairs-list-resp.json", "os-keypairs?limit=1", as: "member"),
        Case("os-keypairs", "keypairs-get-resp.json", "os-keypairs/key1", as: "member"),
        Case("os-keypairs", "keypairs-post-resp.json", "os-keypairs", .post, request: "keypairs-post-req.json"),
        Case(
            "os-keypairs",
            "keypairs-import-post-resp.json",
            "os-keypairs",
            .post,
            request: "keypairs-import-post-req.json"
        ),
        Case("limits", "limit-get-resp.json", "limits"),
        Case("os-quota-sets", "quotas-show-get-resp.json", "os-quota-sets/fake_tenant"),
        Case("os-quota-sets", "quotas-show-detail-get-resp.json", "os-quota-sets/fake_tenant/detail"),
        Case("os-quota-sets", "quotas-show-defaults-get-resp.json", "os-quota-sets/fake_tenant/defaults"),
        Case(
            "os-quota-sets",
            "quotas-update-post-resp.json",
            "os-quota-sets/fake_tenant",
            .put,
            request: "quotas-update-post-req.json"
        ),
        Case(
            "os-quota-sets",
            "quotas-update-force-post-resp.json",
            "os-quota-sets/fake_tenant",
            .put,
            request: "quotas-update-force-post-req.json"
        ),
        Case("os-simple-tenant-usage", "simple-tenant-usage-get.json", "os-simple-tenant-usage" + year),
        Case(
            "os-simple-tenant-usage",
            "simple-tenant-usage-get-detail.json",
            "os-simple-tenant-usage\(year)&detailed=1"
        ),
        Case(
            "os-simple-tenant-usage",
            "simple-tenant-usage-get-specific.json",
            "os-simple-tenant-usage/\(project)\(year)&limit=1"
        ),
        Case("os-availability-zone", "availability-zone-list-resp.json", "os-availability-zone"),
        Case("os-services", "services-list-get-resp.json", "os-services"),
        Case("os-hypervisors", "hypervisors-statistics-resp.json", "os-hypervisors/statistics"),
        Case("extension-info", "extensions-list-resp.json", "extensions"),
        Case("extension-info", "extensions-get-resp.json", "extensions/os-keypairs"),
        Case("versions", "v21-version-get-resp.json", "/compute/v2.1/"),
        Case("versions", "versions-get-resp.json", "/compute"),
    ]

    @Test(arguments: servers + others)
    func answersHaveTheSamplesShape(_ expected: Case) async throws {
        let versions = try SampleFiles.versions(of: expected.file, in: expected.folder)
        for minor in Set(versions + [expected.newest]).filter({ $0 >= versions.first ?? 1 }).sorted() {
            let sample = try SampleFiles.sample(expected.file, in: expected.folder, at: minor)
            let body = try expected.request.map { try SampleFiles.sample($0, in: expected.folder, at: minor) }
            try await TestCloud.run { cloud in
                try await cloud.fill()
                let answer = try await cloud.send(
                    expected.method,
                    expected.path,
                    body ?? expected.body,
                    as: expected.caller,
                    at: minor
                )
                #expect((200..<300).contains(answer.status), "2.\(minor): \(answer.body)")
                let ours = answer.body.withoutPageLinks(unlessIn: sample)
                let differences = Shape(ours, is: sample.withoutPageLinks(unlessIn: answer.body)).differences
                #expect(differences.isEmpty, "2.\(minor): \(differences.joined(separator: "; "))")
            }
        }
    }

    @Test(arguments: [
        "hypervisors-list-resp.json", "hypervisors-detail-resp.json", "hypervisors-show-resp.json",
        "hypervisors-uptime-resp.json",
    ])
    func hypervisorsHaveTheSamplesShape(_ file: String) async throws {
        let paths = [
            "hypervisors-list-resp.json": "os-hypervisors?limit=1",
            "hypervisors-detail-resp.json": "os-hypervisors/detail?limit=1",
            "hypervisors-show-resp.json": "os-hypervisors/{id}",
            "hypervisors-uptime-resp.json": "os-hypervisors/{id}/uptime",
        ]
        let path = try #require(paths[file])
        for minor in try SampleFiles.versions(of: file, in: "os-hypervisors") {
            let sample = try SampleFiles.sample(file, in: "os-hypervisors", at: minor)
            try await TestCloud.run { cloud in
                try await cloud.fill()
                let listed = try await cloud.get("os-hypervisors", as: "admin", at: minor)
                let id = try #require(listed.body["hypervisors"]?[0]?["id"])
                let number = id.integerValue.map { String($0) }
                let text = try #require(id.stringValue ?? number)
                let answer = try await cloud.get(path.replacing("{id}", with: text), as: "admin", at: minor)
                let ours = answer.body.withoutPageLinks(unlessIn: sample)
                let differences = Shape(ours, is: sample.withoutPageLinks(unlessIn: answer.body)).differences
                #expect(answer.status == 200)
                #expect(differences.isEmpty, "2.\(minor): \(differences.joined(separator: "; "))")
            }
        }
    }

    @Test(arguments: [
        ("service-disable-put", "disable", "disable"), ("service-enable-put", "enable", "enable"),
        ("service-disable-log-put", "disable-log-reason", "disable"), ("service-force-down-put", "force-down", "force"),
    ])
    func servicesHaveTheSamplesShape(_ name: String, _ oldPath: String, _: String) async throws {
        for minor in try SampleFiles.versions(of: name + "-resp.json", in: "os-services") {
            let sample = try SampleFiles.sample(name + "-resp.json", in: "os-services", at: minor)
            let body = try SampleFiles.sample(name + "-req.json", in: "os-services", at: minor)
            try await TestCloud.run { cloud in
                try await cloud.fill()
                let listed = try await cloud.get("os-services", as: "admin")
                let id = try #require(listed.body["services"]?[0]?["id"]?.stringValue)
                let path = minor < 53 ? "os-services/" + oldPath : "os-services/" + id
                let answer = try await cloud.send(.put, path, body, as: "admin", at: minor)
                #expect(answer.status == 200, "2.\(minor): \(answer.body)")
                let differences = Shape(answer.body, is: sample).differences
                #expect(differences.isEmpty, "2.\(minor): \(differences.joined(separator: "; "))")
            }
        }
    }
}

extension JSONValue {
    /// Samples show the link to a next page now and then, whether or not there would be one.
    func withoutPageLinks(unlessIn other: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(
            members.filter { member in
                !(member.name.hasSuffix("_links") || member.name == "links") || other[member.name] != nil
            }
        )
    }
}

extension TestCloud {
    /// One of everything that is listed.
    func fill() async throws {
        try await addHost()
        try await put(Samples.flavor)
        try await put(
            Flavor(
                id: ID("private"),
                name: "private",
                vcpus: 1,
                memoryMiB: 512,
                rootGiB: 1,
                isPublic: false,
                extraSpecs: ["hw:numa_nodes": "1"],
                accessProjects: [FakeIdentity.project]
            )
        )
        try await put(Samples.server(1), userData: Array("#!/bin/sh\n".utf8))
        try await put(Samples.server(2, name: "second"))
        for name in ["key1", "key2"] {
            let pair = KeyPair(
                name: name,
                owner: ID("member"),
                kind: .ssh,
                publicKey: Samples.publicKey,
                fingerprint: "1e:2c",
                createdAt: Samples.now
            )
            try await put("member/\(name)", pair, in: replicas.keyPairs)
        }
        let server = Samples.id(1)
        try await put("\(server)/req-1", Samples.action(of: server, "req-1", "create", at: 0))
        try await put("\(server)/req-2", Samples.action(of: server, "req-2", "stop", at: 10))
    }
}
