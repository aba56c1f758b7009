import Cloud
import Model
import Standalone
import Testing

@Suite("Images")
struct ImageRuleTests {
    @Test("are seen by their project, and by all when public or community")
    func visibility() async throws {
        let fixture = try await ImageFixture()
        let other = Caller.member(of: "q")
        let own = try await fixture.queued { $0.visibility = .private }
        #expect(try await fixture.images.image(own.id, for: fixture.owner).id == own.id)
        await #expect(throws: CloudError.notFound(kind: "Image", id: own.id.value)) {
            try await fixture.images.image(own.id, for: other)
        }
        #expect(try await fixture.images.image(own.id, for: .admin).owner == ID("p"))
        _ = try await fixture.images.update(own.id, for: fixture.owner) { $0.visibility = .community }
        #expect(try await fixture.images.image(own.id, for: other).id == own.id)
    }

    @Test("are made public by administrators only")
    func publicity() async throws {
        let fixture = try await ImageFixture()
        await #expect(throws: CloudError.forbidden("Only an administrator may make an image public.")) {
            try await fixture.queued { $0.visibility = .public }
        }
        let record = try await fixture.queued()
        _ = try await fixture.images.update(record.id, for: .admin) { $0.visibility = .public }
        // Its owner may still change the rest of it.
        let renamed = try await fixture.images.update(record.id, for: fixture.owner) { $0.name = "other" }
        #expect(renamed.attributes.name == "other" && renamed.attributes.visibility == .public)
    }

    @Test("of others, which are seen, cannot be changed or deleted")
    func others() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.queued { $0.visibility = .community }
        let other = Caller.member(of: "q")
        let refusal = CloudError.forbidden("Image \(record.id) belongs to another project.")
        await #expect(throws: refusal) { try await fixture.images.delete(record.id, for: other) }
        await #expect(throws: refusal) { try await fixture.images.update(record.id, for: other) { $0.name = "x" } }
        await #expect(throws: refusal) {
            try await fixture.images.upload(ImageFixture.body([[1]]), to: record.id, for: other)
        }
    }

    @Test("that are protected stay")
    func protection() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.active([1])
        _ = try await fixture.images.update(record.id, for: fixture.owner) { $0.isProtected = true }
        await #expect { try await fixture.images.delete(record.id, for: fixture.owner) } throws: { error in
            if case CloudError.forbidden = error { true } else { false }
        }
        #expect(fixture.files == [record.id.value])
        _ = try await fixture.images.update(record.id, for: fixture.owner) { $0.isProtected = false }
        try await fixture.images.delete(record.id, for: fixture.owner)
        #expect(fixture.files.isEmpty)
    }

    @Test("that are deactivated give their bytes to administrators only")
    func deactivation() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.active([1])
        await #expect(throws: CloudError.self) {
            try await fixture.images.setActive(false, record.id, for: fixture.owner)
        }
        try await fixture.images.setActive(false, record.id, for: .admin)
        await #expect(throws: CloudError.self) { try await fixture.images.content(of: record.id, for: fixture.owner) }
        #expect(try await fixture.images.content(of: record.id, for: .admin) != nil)
        try await fixture.images.setActive(true, record.id, for: .admin)
        #expect(try await fixture.images.content(of: record.id, for: fixture.owner) != nil)
    }

    @Test("tell a server what it needs of them")
    func model() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.active([1, 2])
        _ = try await fixture.images.update(record.id, for: fixture.owner) { attributes in
            attributes.minDisk = 3
            attributes.properties["hw_disk_bus"] = "virtio"
        }
        let image = try await fixture.images.image(record.id, for: fixture.owner)
        #expect(image.status == .active && image.size == 2 && image.hashAlgorithm == "sha512")
        #expect(image.hash == record.content?.sha512 && image.minDisk == 3 && image.diskFormat == "raw")
        #expect(image.properties == ["hw_disk_bus": "virtio"])
    }
}
