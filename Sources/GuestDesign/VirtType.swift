/// How the host runs a guest's processors: with KVM, or with QEMU's own emulation.
package enum VirtType: String, Codable, Hashable, Sendable, CaseIterable { case kvm, qemu }
