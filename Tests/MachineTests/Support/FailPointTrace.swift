import Foundation

/// The fail points that a service passes, as it writes them down itself.
final class FailPointTrace {
    /// One of them, as a fail point is armed: with its name and how often it had been passed.
    struct Passing: CustomStringConvertible {
        let name: String
        let number: Int
        /// What the service was about.
        let request: String

        var armed: String { "\(name)#\(number)" }
        var description: String { "\(armed) (\(request))" }
    }

    private let path: String
    private var counts: [String: Int] = [:]
    private(set) var passings: [Passing] = []

    init(_ service: Service) {
        path = service.log + ".trace"
        remove()
    }

    var environment: [String: String] { ["VIREO_FAIL_POINT_TRACE": path] }

    /// Takes those that were passed since the last time as points of this request.
    func note(as request: String) throws {
        let names = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        for name in names.dropFirst(passings.count) {
            counts[name, default: 0] += 1
            passings.append(Passing(name: name, number: counts[name] ?? 1, request: request))
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
