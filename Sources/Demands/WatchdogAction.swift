/// What the host does when the guest no longer feeds its watchdog.
package enum WatchdogAction: String, Codable, Hashable, Sendable, CaseIterable {
    case none, pause, poweroff, reset, disabled
}
