package import Hummingbird
package import NIOCore

/// A request's body as it comes. Whatever keeps it from coming is told as the client's failure: the connection has no
/// other end.
package struct ClientBody: AsyncSequence, Sendable {
    private let body: RequestBody

    package init(_ body: RequestBody) { self.body = body }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private var pieces: RequestBody.AsyncIterator

        fileprivate init(_ pieces: RequestBody.AsyncIterator) { self.pieces = pieces }

        @concurrent
        package mutating func next() async throws -> ByteBuffer? {
            do {
                return try await pieces.next()
            } catch let error as ClientFailure {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch {
                throw ClientFailure.broken
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body.makeAsyncIterator()) }
}
