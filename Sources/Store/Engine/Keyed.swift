/// Something that is found by its key.
protocol Keyed {
    var key: String { get }
}
