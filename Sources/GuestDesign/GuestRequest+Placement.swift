import Demands
package import Model

extension GuestRequest {
    /// Where the guest's cells would lie if the host held no other guest; nil for a guest without cells.
    package func placedOnEmptyHost() throws(DesignRefusal) -> NUMAPlacement? {
        guard let wanted = demands.numa else { return nil }
        let fit = NUMAFit(cells: settings.offeredCells(of: capabilities), packs: settings.packsNUMACells)
        do throws(NUMAMisfit) {
            return try fit.place(wanted)
        } catch {
            throw DesignRefusal("The guest's NUMA cells fit into none of the host's: \(error).")
        }
    }
}
