import Foundation
import HostLink
import Model
import Store
import Testing

@Suite("A spec as a record")
struct SpecRecordTests {
    @Test("One whose guest's data repeated the machine's ports, disks and names is read as the same spec")
    func repetitive() throws {
        let spec = MachineSpec.sample()
        let put = try #require(Collection.insertion("placement", spec).changes.first)
        guard case .put(let key, let bytes, _) = put else {
            Issue.record("\(put)")
            return
        }
        var record = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        var inner = try #require(record["record"] as? [String: Any])
        var machine = try #require(inner["machine"] as? [String: Any])
        var data = try #require(machine["guestData"] as? [String: Any])
        #expect(data["ports"] == nil && data["identity"] == nil)
        for name in ["identity", "ports", "disks", "image"] { data[name] = machine[name] }
        data["flavorName"] = spec.machine.flavor.name
        machine["guestData"] = data
        inner["machine"] = machine
        record["record"] = inner
        let old = try Array(JSONSerialization.data(withJSONObject: record))
        let entry = Entry(key: key, value: old, created: Revision(1), modified: Revision(1))
        #expect(try Stored<MachineSpec>(entry).value == spec)
        #expect(spec.machine.guestData.ports == spec.machine.ports)
    }
}
