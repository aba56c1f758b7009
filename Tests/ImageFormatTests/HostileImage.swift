import ImageFormat
import Testing

/// A row of a table: an image with one thing wrong, and how the inspector is to name it.
struct HostileImage: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let declared: DiskFormat
    let image: SparseImage
    let isExpected: @Sendable (ImageRefusal) -> Bool

    /// Expects exactly a refusal.
    init(_ name: String, _ declared: DiskFormat, _ image: SparseImage, _ refusal: ImageRefusal) {
        self.init(name, declared, image) { $0 == refusal }
    }

    /// Expects a refusal that fits.
    init(
        _ name: String,
        _ declared: DiskFormat,
        _ image: SparseImage,
        where isExpected: @escaping @Sendable (ImageRefusal) -> Bool
    ) {
        self.testDescription = name
        self.declared = declared
        self.image = image
        self.isExpected = isExpected
    }

    /// Expects a refusal of a field by its name.
    init(_ name: String, _ declared: DiskFormat, _ image: SparseImage, field: String) {
        self.init(name, declared, image) { refusal in
            if case .field(declared, let name, _, _) = refusal { name == field } else { false }
        }
    }

    /// Expects a refusal of a structure that is not in the file.
    init(_ name: String, _ declared: DiskFormat, _ image: SparseImage, outside structure: String) {
        self.init(name, declared, image) { refusal in
            if case .outsideFile(declared, structure, _, _, _) = refusal { true } else { false }
        }
    }

    /// Expects a refusal as malformed, with a text that contains some words.
    init(_ name: String, _ declared: DiskFormat, _ image: SparseImage, malformed words: String) {
        self.init(name, declared, image) { refusal in
            if case .malformed(declared, let text) = refusal { text.contains(words) } else { false }
        }
    }

    /// The refusal, or nothing if the image was accepted.
    var refusal: ImageRefusal? {
        do throws(ImageRefusal) {
            _ = try ImageInspector(image).inspect(declared: declared)
            return nil
        } catch {
            return error
        }
    }
}
