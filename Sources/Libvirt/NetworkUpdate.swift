/// What is done to one element of a network (a `virNetworkUpdateCommand`).
package enum NetworkUpdate: UInt32, Sendable {
    case modify = 1
    case delete = 2
    case addLast = 3
    case addFirst = 4
}
