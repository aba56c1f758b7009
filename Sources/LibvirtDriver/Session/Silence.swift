/// Why a call was let go: libvirt's daemon runs and answers nobody.
struct Silence: Error, CustomStringConvertible {
    var description: String { "libvirt's daemon runs but does not answer" }
}
