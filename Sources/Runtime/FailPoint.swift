/// A named place between two effects, where a process may die.
///
/// Work that must survive a crash passes one before and after each effect; a test arms one of them and sees that
/// nothing is lost. The names are made by the code that passes them, so that a new step is in the matrix by itself.
package struct FailPoint: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }
}
