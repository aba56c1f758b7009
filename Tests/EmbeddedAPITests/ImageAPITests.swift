import API
import HTTPTypes
import JSON
import Testing

@Suite("Image API")
struct ImageAPITests {
    private static let patchType = "application/openstack-images-v2.1-json-patch"
    private static let bytesType = "application/octet-stream"

    private static func create(
        _ cloud: EmbeddedCloud, _ name: String, _ more: [JSONValue.Member] = []
    ) async throws -> String {
        let body: [JSONValue.Member] =
            [
                JSONValue.Member("name", .string(name)), JSONValue.Member("disk_format", "raw"),
                JSONValue.Member("container_format", "bare"),
            ] + more
        let answer = try await cloud.post("/image/v2/images", .object(body))
        try #require(answer.status == .created)
        return try #require(answer.json["id"]?.stringValue)
    }

    @Test("an image is made, filled, read in whole and in part, and deleted")
    func life() async throws {
        try await EmbeddedCloud.run { cloud in
            let id = try await Self.create(cloud, "one", [JSONValue.Member("hw_disk_bus", "virtio")])
            let path = "/image/v2/images/\(id)"
            #expect(try await cloud.get(path).json["status"] == "queued")
            #expect(try await cloud.get(path + "/file").status == .noContent)
            let bytes = Array("0123456789".utf8)
            #expect(try await cloud.send(.put, path + "/file", bytes).status == .unsupportedMediaType)
            #expect(try await cloud.send(.put, path + "/file", bytes, type: Self.bytesType).status == .noContent)
            #expect(try await cloud.send(.put, path + "/file", bytes, type: Self.bytesType).status == .conflict)
            let shown = try await cloud.get(path).json
            #expect(shown["status"] == "active" && shown["size"] == 10 && shown["hw_disk_bus"] == "virtio")
            #expect(shown["checksum"] == "781e5e245d69b566979b86e28d23f2c7" && shown["os_hash_algo"] == "sha512")
            #expect(shown["self"] == .string("/v2/images/\(id)") && shown["file"] == .string("/v2/images/\(id)/file"))
            let whole = try await cloud.get(path + "/file")
            #expect(whole.status == .ok && whole.bytes == bytes)
            #expect(whole.headers[HTTPField.Name("Content-MD5") ?? .age] == "781e5e245d69b566979b86e28d23f2c7")
            let part = try await cloud.send(.get, path + "/file", headers: [.range: "bytes=2-4"])
            #expect(part.status == .partialContent && part.bytes == Array("234".utf8))
            #expect(part.headers[.contentRange] == "bytes 2-4/10")
            let tail = try await cloud.send(.get, path + "/file", headers: [.range: "bytes=-3"])
            #expect(tail.bytes == Array("789".utf8))
            let beyond = try await cloud.send(.get, path + "/file", headers: [.range: "bytes=10-"])
            #expect(beyond.status == .rangeNotSatisfiable)
            #expect(try await cloud.delete(path).status == .noContent)
            #expect(try await cloud.get(path).status == .notFound)
        }
    }

    @Test("too many bytes are refused, and the image can be filled after that")
    func tooLarge() async throws {
        try await EmbeddedCloud.run { cloud in
            let path = try await "/image/v2/images/\(Self.create(cloud, "one"))"
            let large = [UInt8](repeating: 0, count: (1 << 20) + 1)
            let answer = try await cloud.send(.put, path + "/file", large, type: Self.bytesType)
            #expect(answer.status == .contentTooLarge)
            #expect(try await cloud.get(path).json["status"] == "queued")
            #expect(try await cloud.send(.put, path + "/file", [1], type: Self.bytesType).status == .noContent)
        }
    }

    @Test("a JSON patch adds, replaces and removes")
    func patch() async throws {
        try await EmbeddedCloud.run { cloud in
            let path = try await "/image/v2/images/\(Self.create(cloud, "one", [JSONValue.Member("old", "x")]))"
            let changes: JSONValue = [
                ["op": "replace", "path": "/name", "value": "two"], ["op": "add", "path": "/a~1b", "value": "c"],
                ["op": "remove", "path": "/old"], ["op": "replace", "path": "/tags", "value": ["t", "t"]],
                ["op": "add", "path": "/min_ram", "value": 64],
            ]
            let answer = try await cloud.patch(path, changes, type: Self.patchType)
            #expect(answer.status == .ok)
            #expect(answer.json["name"] == "two" && answer.json["a/b"] == "c" && answer.json["old"] == nil)
            #expect(answer.json["tags"] == ["t"] && answer.json["min_ram"] == 64)
            #expect(try await cloud.patch(path, changes).status == .unsupportedMediaType)
        }
    }

    @Test(
        "a patch that may not be is refused whole",
        arguments: [
            (#"[{"op":"replace","path":"/status","value":"active"}]"#, 403),
            (#"[{"op":"replace","path":"/size","value":1}]"#, 403), (#"[{"op":"remove","path":"/name"}]"#, 403),
            (#"[{"op":"replace","path":"/none","value":"x"}]"#, 409), (#"[{"op":"remove","path":"/none"}]"#, 409),
            (#"[{"op":"move","path":"/name","from":"/x"}]"#, 400), (#"[{"op":"add","path":"name","value":"x"}]"#, 400),
            (#"[{"op":"add","path":"/a/b","value":"x"}]"#, 400), (#"{"op":"add"}"#, 400),
            (#"[{"op":"add","path":"/new","value":7}]"#, 400),
            (
                #"[{"op":"replace","path":"/name","value":"two"},{"op":"replace","path":"/disk_format","value":"x"}]"#,
                400
            ),
            (#"[{"op":"replace","path":"/visibility","value":"everyone"}]"#, 400),
        ])
    func patchRefused(_ body: String, _ status: Int) async throws {
        try await EmbeddedCloud.run { cloud in
            let path = try await "/image/v2/images/\(Self.create(cloud, "one"))"
            let answer = try await cloud.send(.patch, path, Array(body.utf8), type: Self.patchType)
            #expect(answer.status.code == status)
            #expect(answer.json["message"]?.stringValue?.isEmpty == false)
            #expect(try await cloud.get(path).json["name"] == "one")
        }
    }

    @Test("a list is filtered, sorted, and comes in pages that miss nothing")
    func list() async throws {
        try await EmbeddedCloud.run { cloud in
            for number in 0..<7 {
                _ = try await Self.create(
                    cloud, "i\(number)", [JSONValue.Member("kind", number % 2 == 0 ? "even" : "odd")])
            }
            var names: [String] = []
            var next: String? = "/v2/images?limit=3&sort_key=name&sort_dir=asc&kind=even"
            var pages = 0
            while let path = next {
                let answer = try await cloud.get("/image" + path)
                try #require(answer.status == .ok)
                names += answer.names("images")
                next = answer.json["next"]?.stringValue
                pages += 1
            }
            #expect(names == ["i0", "i2", "i4", "i6"] && pages == 2)
            #expect(try await cloud.get("/image/v2/images?name=i3").names("images") == ["i3"])
            #expect(
                try await cloud.get("/image/v2/images?name=in:i3,i5&sort=name:desc").names("images") == ["i5", "i3"])
            #expect(try await cloud.get("/image/v2/images?status=active").names("images").isEmpty)
            #expect(try await cloud.get("/image/v2/images?created_at=lt:2001-01-01T00:00:00Z").names("images").isEmpty)
            #expect(try await cloud.get("/image/v2/images?marker=none").status == .badRequest)
            #expect(try await cloud.get("/image/v2/images?sort_key=none").status == .badRequest)
            #expect(try await cloud.get("/image/v2/images?visibility=none").status == .badRequest)
        }
    }

    @Test("who may see, fill and change an image")
    func policy() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            let bob = try await cloud.user("bob")
            let reader = try await cloud.user("rea", role: "reader")
            let id = try await Self.create(ann, "hers")
            let path = "/image/v2/images/\(id)"
            #expect(try await bob.get(path).status == .notFound)
            #expect(try await bob.send(.put, path + "/file", [1], type: Self.bytesType).status == .notFound)
            #expect(try await bob.get("/image/v2/images").names("images").isEmpty)
            #expect(try await bob.delete(path).status == .notFound)
            #expect(try await reader.post("/image/v2/images", ["name": "x"]).status == .forbidden)
            let publish: JSONValue = [["op": "replace", "path": "/visibility", "value": "public"]]
            #expect(try await ann.patch(path, publish, type: Self.patchType).status == .forbidden)
            #expect(try await cloud.patch(path, publish, type: Self.patchType).status == .ok)
            #expect(try await reader.get("/image/v2/images").names("images") == ["hers"])
            #expect(try await bob.delete(path).status == .forbidden)
            #expect(try await bob.post(path + "/actions/deactivate", [:]).status == .forbidden)
            #expect(try await cloud.send(.get, "/image/v2/images", token: "").status == .unauthorized)
        }
    }

    @Test("tags, schemas and versions are answered")
    func surroundings() async throws {
        try await EmbeddedCloud.run { cloud in
            let path = try await "/image/v2/images/\(Self.create(cloud, "one"))"
            #expect(try await cloud.send(.put, path + "/tags/a%20b").status == .noContent)
            #expect(try await cloud.get(path).json["tags"] == ["a b"])
            #expect(try await cloud.get("/image/v2/images?tag=a+b").names("images") == ["one"])
            #expect(try await cloud.delete(path + "/tags/a%20b").status == .noContent)
            #expect(try await cloud.delete(path + "/tags/a%20b").status == .notFound)
            let schema = try await cloud.get("/image/v2/schemas/image").json
            #expect(schema["properties"]?["disk_format"]?["enum"]?.arrayValue?.contains("qcow2") == true)
            #expect(schema["properties"]?["checksum"]?["readOnly"] == true)
            let versions = try await cloud.send(.get, "/image", token: "")
            #expect(versions.status == .multipleChoices && versions.json["versions"]?[0]?["status"] == "CURRENT")
        }
    }

    @Test(
        "an image that cannot be is refused by name",
        arguments: [
            #"{"disk_format":"x"}"#, #"{"visibility":"x"}"#, #"{"min_ram":-1}"#, #"{"id":"x"}"#, #"{"prop":7}"#,
            #"{"tags":"x"}"#, #"{"name":7}"#, "[]",
        ])
    func malformed(_ body: String) async throws {
        try await EmbeddedCloud.run { cloud in
            let answer = try await cloud.send(.post, "/image/v2/images", Array(body.utf8))
            #expect(answer.status == .badRequest)
        }
    }
}
