package import Cloud
internal import HostLink
package import Model
package import Runtime
package import Store

/// The embedded image service: records in the store, the bytes in files.
package struct StandaloneImages: Images {
    let runtime: any Runtime
    let store: any Store
    package let settings: ImageSettings
    let folder: ImageFolder

    var records: Collection<ImageRecord> { Collection(store) }

    package init(store: any Store, runtime: any Runtime, settings: ImageSettings) {
        self.store = store
        self.runtime = runtime
        self.settings = settings
        folder = ImageFolder(settings.folder)
    }

    package func image(_ id: ID<Image>, for caller: Caller) async throws(CloudError) -> Image {
        try await record(id, for: caller).image
    }

    /// - Throws: `CloudError.notFound` where the caller cannot see such an image.
    package func record(_ id: ID<Image>, for caller: Caller) async throws(CloudError) -> ImageRecord {
        try await cloudErrors {
            guard let record = try await records.get(id.value)?.value, record.isVisible(to: caller) else {
                throw CloudError.notFound(kind: "Image", id: id.value)
            }
            return record
        }
    }

    /// All that the caller may see, in the order of their ids.
    package func allRecords(for caller: Caller) async throws(CloudError) -> [ImageRecord] {
        try await cloudErrors { try await records.list().map(\.value).filter { $0.isVisible(to: caller) } }
    }

    /// Makes a record without content.
    ///
    /// - Parameters:
    ///   - id: as the client wants it; a new one otherwise.
    ///   - owner: for administrators only; the caller's project otherwise.
    /// - Throws: `CloudError.conflict` where the id is taken; `.forbidden`.
    package func create(
        _ attributes: ImageAttributes,
        id: ID<Image>?,
        owner: ID<Project>?,
        for caller: Caller
    ) async throws(CloudError) -> ImageRecord {
        try await cloudErrors {
            if let owner, owner != caller.project, !caller.isAdmin {
                throw CloudError.forbidden("Only an administrator may make an image for another project.")
            }
            try Self.permit(attributes.visibility, caller)
            let record = ImageRecord(
                id: id ?? runtime.id(),
                createdAt: runtime.now,
                updatedAt: runtime.now,
                project: owner ?? caller.project,
                attributes: attributes
            )
            guard try await store.commit(Collection.insertion(record.id.value, record)) != .conflict else {
                throw CloudError.conflict("An image with the id \(record.id) exists already.")
            }
            return record
        }
    }

    /// Changes what the owner, or an administrator, may change.
    ///
    /// - Throws: `CloudError.notFound`, `.forbidden`; what `change` throws.
    package func update(
        _ id: ID<Image>,
        for caller: Caller,
        _ change: (inout ImageAttributes) throws -> Void
    ) async throws -> ImageRecord {
        try await modify(id, for: caller) { record in
            let before = record.attributes
            try change(&record.attributes)
            if record.attributes.visibility != before.visibility {
                try Self.permit(record.attributes.visibility, caller)
            }
            if record.attributes != before { record.updatedAt = runtime.now }
        }
    }

    /// Bars an image from being used, or allows it again; for administrators.
    package func setActive(_ isActive: Bool, _ id: ID<Image>, for caller: Caller) async throws {
        guard caller.isAdmin else { throw CloudError.forbidden("Only an administrator may do this.") }
        _ = try await modify(id, for: caller) { record in
            guard record.status == .active || record.status == .deactivated else {
                throw CloudError.forbidden("The image has the status \(record.status.rawValue), and no content to bar.")
            }
            record.status = isActive ? .active : .deactivated
            record.updatedAt = runtime.now
        }
    }

    /// Deletes the record, then its file.
    ///
    /// - Throws: `CloudError.forbidden` for a protected image or another project's.
    package func delete(_ id: ID<Image>, for caller: Caller) async throws(CloudError) {
        try await cloudErrors {
            for _ in 0..<Collection<ImageRecord>.maximumAttempts {
                let stored = try await owned(id, by: caller)
                if stored.value.attributes.isProtected {
                    throw CloudError.forbidden("Image \(id) is protected. Set protected to false, then delete it.")
                }
                let removal = try Collection.overwrite(id.value, ImageRemoval(image: id))
                guard try await store.commit(Collection.removal(stored) + removal) != .conflict else { continue }
                return try await finish(ImageRemoval(image: id))
            }
            throw CloudError.contended("Image \(id)")
        }
    }

    func modify(
        _ id: ID<Image>,
        for caller: Caller,
        _ change: (inout ImageRecord) throws -> Void
    ) async throws -> ImageRecord {
        _ = try await owned(id, by: caller)
        guard let stored = try await records.modify(id.value, change) else {
            throw CloudError.notFound(kind: "Image", id: id.value)
        }
        return stored.value
    }

    /// The record, where the caller may change it.
    private func owned(_ id: ID<Image>, by caller: Caller) async throws -> Stored<ImageRecord> {
        guard let stored = try await records.get(id.value), stored.value.isVisible(to: caller) else {
            throw CloudError.notFound(kind: "Image", id: id.value)
        }
        guard caller.isAdmin || stored.value.project == caller.project else {
            throw CloudError.forbidden("Image \(id) belongs to another project.")
        }
        return stored
    }

    private static func permit(_ visibility: ImageVisibility, _ caller: Caller) throws(CloudError) {
        if visibility == .public, !caller.isAdmin {
            throw .forbidden("Only an administrator may make an image public.")
        }
    }
}

extension ImageRecord {
    /// Whether the caller may know of the image: the one place where that is decided.
    package func isVisible(to caller: Caller) -> Bool {
        caller.isAdmin || attributes.visibility == .public || attributes.visibility == .community
            || caller.scope.permits(project)
    }
}
