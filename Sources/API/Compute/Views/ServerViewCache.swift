internal import Model
internal import Store
internal import Synchronization

/// Encoded servers, so that a list costs a copy of bytes each.
///
/// Bounded: views are kept in two generations; when the younger one has taken half of the room, or holds many more than
/// there are servers, the older one is dropped. What is asked for stays; what was deleted goes.
final class ServerViewCache: Sendable {
    private struct Entry {
        let revision: Revision
        let standing: HostStanding?
        let bytes: [UInt8]
    }

    private struct Generation {
        var views: [ServerView.Form: [ID<Server>: Entry]] = [:]
        var size = 0
        var count = 0

        mutating func put(_ entry: Entry, _ server: ID<Server>, _ form: ServerView.Form) {
            let replaced = views[form, default: [:]].updateValue(entry, forKey: server)
            size += Self.cost(entry) - (replaced.map(Self.cost) ?? 0)
            if replaced == nil { count += 1 }
        }

        /// Bytes, with a guess at what the tables take for one entry.
        private static func cost(_ entry: Entry) -> Int { entry.bytes.count + 160 }
    }

    private struct Generations {
        var younger = Generation()
        var older = Generation()
    }

    /// Forms that clients ask for at one time; with more of them, views are made again that could have been kept.
    private static let forms = 4
    /// Views that are kept in any case.
    private static let few = 256

    private let maximumBytes: Int
    private let living: @Sendable () -> Int
    private let generations = Mutex(Generations())

    /// - Parameter living: how many servers there are now.
    init(maximumBytes: Int, living: @escaping @Sendable () -> Int) {
        self.maximumBytes = maximumBytes
        self.living = living
    }

    /// The views of these servers in that form; nil where there is none of the server's revision and its host's standing.
    func find(
        _ servers: [Stored<Server>],
        _ form: ServerView.Form,
        standing: (ID<Host>?) -> HostStanding?
    ) -> [[UInt8]?] {
        let (younger, older) = generations.withLock { ($0.younger.views[form], $0.older.views[form]) }
        var promoted: [(ID<Server>, Entry)] = []
        let found = servers.map { stored -> [UInt8]? in
            let id = stored.value.id
            let entry = younger?[id] ?? older?[id]
            guard let entry, entry.revision == stored.revision, entry.standing == standing(stored.value.host) else {
                return nil
            }
            if younger?[id] == nil { promoted.append((id, entry)) }
            return entry.bytes
        }
        if !promoted.isEmpty { put(promoted, form) }
        return found
    }

    func keep(_ bytes: [UInt8], of server: Stored<Server>, _ form: ServerView.Form, standing: HostStanding?) {
        put([(server.value.id, Entry(revision: server.revision, standing: standing, bytes: bytes))], form)
    }

    private func put(_ entries: [(ID<Server>, Entry)], _ form: ServerView.Form) {
        let enough = living() * Self.forms + Self.few
        generations.withLock { generations in
            for (id, entry) in entries { generations.younger.put(entry, id, form) }
            guard generations.younger.size > maximumBytes / 2 || generations.younger.count > enough else { return }
            generations.older = generations.younger
            generations.younger = Generation()
        }
    }

    /// Bytes that are taken now.
    var size: Int { generations.withLock { $0.younger.size + $0.older.size } }
}
