/// A name that a configuration file's value refers to, and that stands for nothing known, or in the end for itself.
struct ConfReferenceError: Error {
    let name: String
}
