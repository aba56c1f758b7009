internal import GRDB

extension SQLiteHistory {
    /// How far the deletion of what may go has come; kept with the floor, so that another process goes on with it.
    struct Sweep: Equatable {
        let floor: Revision
        /// The first version that was not looked at.
        var next: Int64

        var isDone: Bool { next == Self.start(floor) }

        /// The floor's own revision is looked at again the next time: its deletions have to stay for watchers.
        static func start(_ floor: Revision) -> Int64 { floor.value * SQLiteHistory.places }
    }

    func sweep() throws -> Sweep {
        let floor = try floor()
        return Sweep(floor: floor, next: try meta("swept") ?? Sweep.start(floor))
    }

    /// From now on nothing before that revision can be read.
    func raiseFloor(to floor: Revision, _ sweep: inout Sweep) throws {
        try setMeta("floor", floor.value)
        try setMeta("swept", sweep.next)
        sweep = Sweep(floor: floor, next: sweep.next)
    }

    /// Deletes a part of what can no longer be read.
    ///
    /// What goes has a successor at or before the floor, or is a deletion before it; so it is enough to look once at
    /// each version between two floors, and never at what is old and still there.
    func advance(_ sweep: inout Sweep, by limit: Int) throws {
        let end = Self.firstID(after: sweep.floor)
        let statement = try database.cachedStatement(
            sql: "SELECT id, key, value IS NULL FROM versions WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        )
        statement.setUncheckedArguments([sweep.next, end, limit])
        let rows = try Row.fetchAll(statement)
        let delete = try database.cachedStatement(sql: "DELETE FROM versions WHERE key = ? AND id < ?")
        for row in rows {
            let id: Int64 = row[0]
            let isDeletion: Bool = row[2]
            let isBeforeFloor = Self.revision(ofID: id) < sweep.floor
            try delete.execute(arguments: [row[1] as String, isDeletion && isBeforeFloor ? id + 1 : id])
            sweep.next = id + 1
        }
        if rows.count < limit { sweep.next = Sweep.start(sweep.floor) }
        try setMeta("swept", sweep.next)
    }
}
