/// Documents that libvirt's test driver takes.
enum Documents {
    static func domain(name: String, uuid: String, extra: String = "") -> String {
        """
        <domain type='test'>
          <name>\(name)</name>
          <uuid>\(uuid)</uuid>
          <memory unit='KiB'>65536</memory>
          <vcpu>1</vcpu>
          <os><type arch='i686'>hvm</type></os>
          \(extra)
        </domain>
        """
    }

    static func network(name: String, uuid: String, subnet: String) -> String {
        """
        <network>
          <name>\(name)</name>
          <uuid>\(uuid)</uuid>
          <forward mode='nat'/>
          <bridge name='\(name)'/>
          <ip address='\(subnet).1' netmask='255.255.255.0'>
            <dhcp><range start='\(subnet).100' end='\(subnet).200'/></dhcp>
          </ip>
        </network>
        """
    }
}
