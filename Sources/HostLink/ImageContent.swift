package import Model

/// How a host comes by an image's bytes.
package protocol ImageContent: Sendable {
    /// The image's file on this machine, where the image service and the host share one; nil where it must be streamed.
    func localFile(of image: ID<Image>) async throws -> String?

    /// The image's bytes in order, in pieces of moderate size.
    func stream(of image: ID<Image>) async throws -> AsyncThrowingStream<[UInt8], any Error>
}
