internal import Cloud
internal import HostLink
package import Model
package import NIOCore
internal import Runtime
internal import Store

extension StandaloneImages {
    /// How many bytes are gathered before they are written.
    private static var gatheredBytes: Int { 1 << 20 }

    /// Takes an image's bytes, of any number, in constant memory.
    ///
    /// When it does not come to its end the image is `queued` as before, and no file is left.
    ///
    /// - Throws: `CloudError.notFound`, `.forbidden`; `.conflict` where the image has content or gets it just now;
    ///   `UploadRefusal`; what the body throws.
    package func upload<Body: AsyncSequence>(
        _ body: Body,
        to id: ID<Image>,
        for caller: Caller
    ) async throws where Body.Element == ByteBuffer {
        let upload = runtime.uuid()
        _ = try await modify(id, for: caller) { record in
            guard record.status == .queued else {
                throw CloudError.conflict(
                    "Image \(id) has the status \(record.status.rawValue); content is taken for a queued image only."
                )
            }
            guard record.attributes.diskFormat != nil, record.attributes.containerFormat != nil else {
                throw CloudError.badRequest(
                    "Image \(id) needs a disk_format and a container_format before its content can be taken."
                )
            }
            record.status = .saving
            record.upload = upload
        }
        let part = folder.part(of: id.value, upload: upload)
        do {
            let content = try await write(body, to: part, as: folder.file(of: id.value))
            try await finish(upload, of: id, with: content)
        } catch {
            try? await folder.remove(part)
            await abandon(upload, of: id)
            throw error
        }
    }

    private func write<Body: AsyncSequence>(
        _ body: Body,
        to part: String,
        as path: String
    ) async throws -> ImageRecord.Content where Body.Element == ByteBuffer {
        let writer = try await ImageWriter.open(part, in: folder, maximumBytes: settings.maximumBytes)
        var gathered: [ByteBuffer] = []
        var bytes = 0
        for try await buffer in body {
            gathered.append(buffer)
            bytes += buffer.readableBytes
            if bytes >= Self.gatheredBytes {
                try await writer.append(gathered)
                gathered = []
                bytes = 0
            }
        }
        try await writer.append(gathered)
        return try await writer.finish(as: path)
    }

    private func finish(_ upload: String, of id: ID<Image>, with content: ImageRecord.Content) async throws {
        let stored = try await records.modify(id.value) { record in
            guard record.upload == upload else { throw UploadRefusal.gone }
            record.status = .active
            record.content = content
            record.upload = nil
            record.updatedAt = runtime.now
        }
        if stored == nil {
            try await folder.remove(folder.file(of: id.value))
            throw UploadRefusal.gone
        }
    }

    /// What cannot be stored now is tried for a while: an image that is `saving` takes no content, and nobody else would
    /// free it before the next start.
    private func abandon(_ upload: String, of id: ID<Image>) async {
        guard await !isAbandoned(upload, of: id) else { return }
        _ = runtime.spawn("end of upload \(upload)") {
            for _ in 0..<Self.attemptsToAbandon where !Task.isCancelled {
                // Cut short by the end of the service, which the loop sees.
                try? await runtime.sleep(for: .seconds(1))
                if await isAbandoned(upload, of: id) { return }
            }
        }
    }

    private static var attemptsToAbandon: Int { 3600 }

    /// - Returns: false where that could not be stored.
    private func isAbandoned(_ upload: String, of id: ID<Image>) async -> Bool {
        do {
            _ = try await records.modify(id.value) { record in
                guard record.upload == upload else { return }
                record.status = .queued
                record.upload = nil
            }
            return true
        } catch {
            return false
        }
    }

    /// An image's bytes, or a part of them.
    ///
    /// - Parameter range: which bytes, from the size.
    /// - Returns: nil where the image has no content yet.
    /// - Throws: `CloudError.notFound`; `.forbidden` for an image that is barred; what `range` throws; `FileFailure`.
    package func content(
        of id: ID<Image>,
        for caller: Caller,
        range: (Int64) throws -> Range<Int64> = { 0..<$0 }
    ) async throws -> (record: ImageRecord, reader: ImageReader)? {
        let record = try await record(id, for: caller)
        if record.status == .deactivated, !caller.isAdmin {
            throw CloudError.forbidden("Image \(id) is deactivated: an administrator barred its use.")
        }
        guard let content = record.content else { return nil }
        let reader = try await ImageReader.open(
            folder.file(of: id.value),
            in: folder,
            range: try range(content.size)
        )
        return (record, reader)
    }

    /// Makes the folder and removes what a crash left: called once, before the first upload.
    ///
    /// The folder has one user at a time: whose uploads are under way elsewhere would be lost.
    ///
    /// - Returns: the names of whole files that this database knows nothing of. They are left alone: a database that was
    ///   lost, or put back from a backup, must not cost the images that it does not know.
    package func recover() async throws -> [String] {
        try await folder.prepare()
        var isComplete: [String: Bool] = [:]
        for stored in try await records.list() {
            isComplete[stored.key] = stored.value.content != nil
            guard let upload = stored.value.upload else { continue }
            await abandon(upload, of: stored.value.id)
        }
        for removal in try await Collection<ImageRemoval>(store).list() where isComplete[removal.key] != true {
            try await finish(removal.value)
        }
        var unknown: [String] = []
        for name in try await folder.names() {
            if ImageFolder.isPart(name) || isComplete[name] == false {
                try await folder.remove(folder.file(of: name))
            } else if isComplete[name] == nil {
                unknown.append(name)
            }
        }
        return unknown.sorted()
    }

    /// Removes the file of an image whose record is gone.
    func finish(_ removal: ImageRemoval) async throws {
        try await folder.remove(folder.file(of: removal.image.value))
        let removals = Collection<ImageRemoval>(store)
        guard let stored = try await removals.get(removal.image.value) else { return }
        _ = try await store.commit(Collection.removal(stored))
    }
}

extension StandaloneImages: ImageContent {
    package func localFile(of image: ID<Image>) async throws -> String? {
        guard let record = try await records.get(image.value)?.value, record.content != nil else { return nil }
        return folder.file(of: image.value)
    }

    package func stream(of image: ID<Image>) async throws -> AsyncThrowingStream<[UInt8], any Error> {
        guard let content = try await records.get(image.value)?.value.content else {
            throw CloudError.notFound(kind: "Image", id: image.value)
        }
        let reader = try await ImageReader.open(folder.file(of: image.value), in: folder, range: 0..<content.size)
        let pieces = ImagePieces(reader)
        return AsyncThrowingStream { try await pieces.next() }
    }
}
