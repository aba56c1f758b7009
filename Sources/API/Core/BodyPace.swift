/// How a request's body comes.
struct BodyPace {
    /// Bytes a second below which a client does not mean it. Apache's mod_reqtimeout has the same default.
    private static let leastRate = 500
    /// Pieces that are taken before their size is looked at.
    private static let freePieces = 1024
    /// The least average size of a piece after that.
    private static let leastPiece = 32

    private var bytes = 0
    private var pieces = 0
    private var bytesAtCheck = 0
    /// Whether the service waits for more; where it does not, the client cannot send.
    private var isAwaited = true

    var isWasteful: Bool { pieces > Self.freePieces && bytes / pieces < Self.leastPiece }

    mutating func take(_ count: Int) {
        bytes += count
        pieces += 1
        isAwaited = false
    }

    mutating func wait() { isAwaited = true }

    /// Whether too little came since the last such question, with so many seconds between.
    mutating func isTooSlow(seconds: Int) -> Bool {
        defer { bytesAtCheck = bytes }
        return isAwaited && bytes - bytesAtCheck < Self.leastRate * seconds
    }
}
