/// One value that a flavor or an image gives, with where it stands: what a message about a conflict names.
package struct DemandSetting: Codable, Hashable, Sendable, CustomStringConvertible {
    package enum Source: Codable, Hashable, Sendable {
        /// By the flavor's name.
        case flavor(String)
        /// By the image's name, or its id where it has none.
        case image(String)
    }

    package let source: Source
    package let key: String
    package let value: String

    package var description: String {
        switch source {
        case .flavor(let name): "\(key)=\(value) of flavor '\(name)'"
        case .image(let name): "\(key)=\(value) of image '\(name)'"
        }
    }
}
