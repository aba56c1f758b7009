import API
import HTTPTypes
import JSON
import Testing

@Suite("Identity API")
struct IdentityAPITests {
    @Test("tells its version without a token")
    func discovery() async throws {
        try await EmbeddedCloud.run { cloud in
            let versions = try await cloud.send(.get, "/identity", token: "")
            #expect(versions.status == .multipleChoices)
            #expect(versions.json["versions"]?["values"]?[0]?["id"] == "v3.14")
            let version = try await cloud.send(.get, "/identity/v3/", token: "")
            #expect(version.status == .ok)
            #expect(version.json["version"]?["links"]?[0]?["href"] == "http://cloud.test:8774/identity/v3/")
        }
    }

    @Test("a token carries user, project, roles and catalog")
    func token() async throws {
        try await EmbeddedCloud.run { cloud in
            let user = try await cloud.user("ann")
            let answer = try await user.send(
                .get, "/identity/v3/auth/tokens",
                headers: [HTTPField.Name("X-Subject-Token") ?? .age: user.token])
            #expect(answer.status == .ok)
            let token = try #require(answer.json["token"])
            #expect(token["user"]?["name"] == "ann" && token["user"]?["domain"]?["id"] == "default")
            #expect(token["project"]?["name"] == "ann" && token["methods"] == ["password"])
            #expect((token["roles"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue } == ["member", "reader"])
            let catalog = token["catalog"]?.arrayValue ?? []
            #expect(catalog.compactMap { $0["type"]?.stringValue } == ["compute", "identity", "image", "network"])
            #expect(catalog[0]["endpoints"]?[0]?["url"] == "http://cloud.test:8774/compute/v2.1")
            #expect(catalog[0]["endpoints"]?[0]?["region"] == "RegionOne")
            let head = try await user.send(
                .head, "/identity/v3/auth/tokens",
                headers: [HTTPField.Name("X-Subject-Token") ?? .age: user.token])
            #expect(head.status == .ok)
        }
    }

    @Test("a revoked token is worth nothing, here and at the other services")
    func revocation() async throws {
        try await EmbeddedCloud.run { cloud in
            let user = try await cloud.user("ann")
            #expect(try await user.get("/network/v2.0/networks").status == .ok)
            let headers: HTTPFields = [HTTPField.Name("X-Subject-Token") ?? .age: user.token]
            #expect(try await user.send(.delete, "/identity/v3/auth/tokens", headers: headers).status == .noContent)
            #expect(try await user.get("/network/v2.0/networks").status == .unauthorized)
            #expect(try await user.get("/image/v2/images").status == .unauthorized)
            #expect(try await user.get("/identity/v3/auth/projects").status == .unauthorized)
            #expect(try await cloud.send(.get, "/identity/v3/auth/tokens", headers: headers).status == .notFound)
        }
    }

    @Test("a wrong password is told in Keystone's form, and says nothing more")
    func wrong() async throws {
        try await EmbeddedCloud.run { cloud in
            let answer = try await cloud.post(
                "/identity/v3/auth/tokens", EmbeddedCloud.loginBody("admin", "wrong", project: "admin"))
            #expect(answer.status == .unauthorized)
            #expect(answer.json["error"]?["code"] == 401 && answer.json["error"]?["title"] == "Unauthorized")
            let stranger = try await cloud.post(
                "/identity/v3/auth/tokens", EmbeddedCloud.loginBody("stranger", "wrong", project: "admin"))
            #expect(stranger.json == answer.json)
        }
    }

    @Test(
        "what only administrators may do is refused to others",
        arguments: [
            "GET users", "GET projects", "GET roles", "GET role_assignments", "POST users", "POST projects",
            "POST roles",
            "PATCH users/x", "DELETE projects/x", "GET services", "GET endpoints", "PUT projects/x/users/x/roles/x",
            "PUT system/users/x/roles/x", "GET users/x", "GET projects/x", "DELETE roles/x",
        ])
    func policy(_ operation: String) async throws {
        try await EmbeddedCloud.run { cloud in
            let parts = operation.split(separator: " ").map(String.init)
            let method = try #require(HTTPRequest.Method(parts[0]))
            let path = "/identity/v3/" + parts[1]
            let body: [UInt8]? = ["POST", "PATCH"].contains(parts[0]) ? Array(#"{"user":{"name":"x"}}"#.utf8) : nil
            let user = try await cloud.user("ann")
            #expect(try await user.send(method, path, body).status == .forbidden)
            #expect(try await cloud.send(method, path, body, token: "").status == .unauthorized)
        }
    }

    @Test("a user sees and changes what is its own")
    func own() async throws {
        try await EmbeddedCloud.run { cloud in
            let user = try await cloud.user("ann")
            let listed = try await cloud.get("/identity/v3/users?name=ann").json["users"]?[0]
            let id = try #require(listed?["id"]?.stringValue)
            #expect(try await user.get("/identity/v3/users/\(id)").json["user"]?["name"] == "ann")
            #expect(try await user.get("/identity/v3/auth/projects").names("projects") == ["ann"])
            #expect(try await user.get("/identity/v3/users/\(id)/projects").names("projects") == ["ann"])
            let change: JSONValue = ["user": ["original_password": "password of ann", "password": "new"]]
            #expect(try await user.post("/identity/v3/users/\(id)/password", change).status == .noContent)
            #expect(try await user.get("/identity/v3/users/\(id)").status == .unauthorized)
            _ = try await cloud.login("ann", "new", project: "ann")
        }
    }

    @Test("projects, users and roles are made, found by name, changed and deleted")
    func directory() async throws {
        try await EmbeddedCloud.run { cloud in
            let made = try await cloud.post(
                "/identity/v3/projects", ["project": ["name": "two words", "description": "d", "domain_id": "default"]])
            #expect(made.status == .created)
            let id = try #require(made.json["project"]?["id"]?.stringValue)
            #expect(try await cloud.get("/identity/v3/projects?name=two+words").names("projects") == ["two words"])
            #expect(try await cloud.get("/identity/v3/projects?name=two%20words").names("projects") == ["two words"])
            let again = try await cloud.post("/identity/v3/projects", ["project": ["name": "two words"]])
            #expect(again.status == .conflict)
            let changed = try await cloud.patch("/identity/v3/projects/\(id)", ["project": ["enabled": false]])
            #expect(changed.json["project"]?["enabled"] == false)
            #expect(try await cloud.delete("/identity/v3/projects/\(id)").status == .noContent)
            #expect(try await cloud.get("/identity/v3/projects/\(id)").status == .notFound)
            let domain = try await cloud.post(
                "/identity/v3/projects", ["project": ["name": "x", "domain_id": "other"]])
            #expect(domain.status == .badRequest)
            #expect(domain.json["error"]?["message"]?.stringValue?.contains("project.domain_id") == true)
        }
    }

    @Test("role assignments are listed with names where they are wanted")
    func assignments() async throws {
        try await EmbeddedCloud.run { cloud in
            _ = try await cloud.user("ann")
            let users = try await cloud.get("/identity/v3/users?name=ann")
            let user = try #require(users.json["users"]?[0]?["id"]?.stringValue)
            let answer = try await cloud.get("/identity/v3/role_assignments?user.id=\(user)&include_names=True")
            let items = try #require(answer.json["role_assignments"]?.arrayValue)
            #expect(items.count == 1)
            #expect(items[0]["role"]?["name"] == "member" && items[0]["user"]?["name"] == "ann")
            #expect(items[0]["scope"]?["project"]?["domain"]?["name"] == "Default")
            let all = try await cloud.get("/identity/v3/role_assignments?scope.system=all")
            #expect(all.json["role_assignments"]?.arrayValue?.count == 1)
        }
    }

    @Test(
        "a body of another form is refused by name",
        arguments: [
            "", "[]", "{}", #"{"auth":{}}"#, #"{"auth":{"identity":{"methods":["magic"]}}}"#,
            #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":7,"password":"x"}}}}}"#,
        ])
    func malformed(_ body: String) async throws {
        try await EmbeddedCloud.run { cloud in
            let answer = try await cloud.send(.post, "/identity/v3/auth/tokens", Array(body.utf8))
            #expect(answer.status == .badRequest)
            #expect(answer.json["error"]?["message"]?.stringValue?.isEmpty == false)
        }
    }
}
