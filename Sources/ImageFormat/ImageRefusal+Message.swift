extension ImageRefusal {
    /// What a tenant may read: what is wrong, with which value, and what to do.
    package var message: String {
        switch self {
        case .empty:
            "The image holds no data. Upload its content first."
        case .unreadable:
            "The image could not be read. Try again; if it fails again, ask your operator."
        case .tooMuchToRead(let limit):
            "The image could not be judged by reading \(limit) bytes of it. \(Self.advice)"
        case .declaredDiffers(let declared, let detected):
            "The image is declared as \(declared.rawValue), but its content is \(Self.list(detected)). "
                + "Register it with its true disk_format, or convert it to \(declared.rawValue)."
        case .severalFormats(let formats):
            "The image's content is \(Self.list(formats)) at once. \(Self.advice)"
        case .unsupportedVersion(let format, let version):
            "The image has version \(version) of the \(format.rawValue) format, which is not supported. \(Self.advice)"
        case .unsupportedSubformat(let format, let name):
            "The image is of the \(format.rawValue) kind \"\(name)\", which is not supported. \(Self.advice)"
        case .field(let format, let name, let value, let rule):
            "The \(format.rawValue) image is not valid: \(name) is \(value), but must be \(rule). \(Self.advice)"
        case .outsideFile(let format, let structure, let offset, let length, let fileSize):
            "The \(format.rawValue) image is not complete: its \(structure) should be \(length) bytes at \(offset), "
                + "but the file has \(fileSize) bytes. Upload it again, or make it again."
        case .virtualSize(let format, let size, let limit):
            "The \(format.rawValue) image claims a disk of \(size) bytes; at most \(limit) are allowed. "
                + "Use a smaller disk."
        case .malformed(let format, let detail):
            "The \(format.rawValue) image is not valid: \(detail). \(Self.advice)"
        default:
            messageOnFeature
        }
    }

    /// The refusals of what a format can do and Vireo does not allow.
    private var messageOnFeature: String {
        switch self {
        case .backingFile(let format):
            "The \(format.rawValue) image builds on another file, which is not allowed. \(Self.advice)"
        case .externalDataFile(let format):
            "The \(format.rawValue) image keeps its data in another file, which is not allowed. \(Self.advice)"
        case .externalPath(let format, let field):
            "The \(format.rawValue) image names another file (\(field)), which is not allowed. \(Self.advice)"
        case .unknownFeatures(let format, let features):
            "The \(format.rawValue) image needs features that are not known: \(features.joined(separator: ", ")). "
                + Self.advice
        case .encrypted(let format, let method):
            "The \(format.rawValue) image is encrypted (\(method)), which is not allowed. "
                + "Decrypt it with qemu-img convert before uploading it."
        case .markedCorrupt(let format):
            "The \(format.rawValue) image is marked as corrupt. Repair it with qemu-img check -r all, or make it again."
        case .notCleanlyClosed(let format):
            "The \(format.rawValue) image was not closed cleanly: it has changes that are not applied yet. "
                + "Open and close it with the tool that made it, and upload it again."
        default:
            "The image is not acceptable. \(Self.advice)"
        }
    }

    private static let advice = "Make a complete, self-contained copy with qemu-img convert and upload that."

    private static func list(_ formats: [ContentFormat]) -> String {
        formats.isEmpty ? "raw" : formats.map(\.rawValue).joined(separator: " and ")
    }
}
