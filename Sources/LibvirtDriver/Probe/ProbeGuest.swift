internal import GuestDesign
internal import Libvirt

/// The smallest PC that boots from a disk.
struct ProbeGuest: Sendable {
    let name: String
    let uuid: String
    let disk: String
    let type: VirtType

    var xml: String {
        """
        <domain type='\(type.rawValue)'>
          <name>\(name)</name>
          <uuid>\(uuid)</uuid>
          <memory unit='MiB'>16</memory>
          <vcpu>1</vcpu>
          <os><type arch='x86_64' machine='pc'>hvm</type></os>
          <features><acpi/><apic/></features>
        \(cpu)\
          <devices>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='\(XMLText.escaped(disk))'/>
              <target dev='hda' bus='ide'/>
            </disk>
            <controller type='usb' model='none'/>
            <video><model type='none'/></video>
            <memballoon model='none'/>
          </devices>
        </domain>
        """
    }

    /// The processor that guests have unless the operator says otherwise.
    private var cpu: String { type == .kvm ? "  <cpu mode='host-model'/>\n" : "" }

    /// Waits for the guest's end, and says whether it was one of its own. A guest that resets or is stopped by QEMU has
    /// failed.
    static func hasSwitchedItselfOff(_ uuid: String, _ events: AsyncStream<Event>) async -> Bool {
        for await event in events {
            switch event {
            case .closed: return false
            case .domain(let event) where event.uuid == uuid:
                switch event.change {
                case .stopped(.shutdown): return true
                case .stopped, .rebooted, .suspended, .crashed: return false
                default: continue
                }
            case .domain: continue
            }
        }
        return false
    }
}
