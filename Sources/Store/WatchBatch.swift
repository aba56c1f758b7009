/// What one revision did to the watched keys; without events, a mark that all up to the revision was delivered.
package struct WatchBatch: Hashable, Sendable {
    package let revision: Revision
    package let events: [WatchEvent]

    package init(revision: Revision, events: [WatchEvent]) {
        self.revision = revision
        self.events = events
    }
}

package enum WatchEvent: Hashable, Sendable {
    case put(Entry)
    case delete(String)
}
