import Demands
import GuestDesign

extension GuestRequest {
    /// The request with its demands read again from flavor and image, and its cells placed again where they changed.
    func decidedAgain() throws -> GuestRequest {
        var request = self
        request.demands = try Demands(flavor: flavor, image: image)
        if request.demands.numa != demands.numa || request.settings != settings {
            request.numa = try request.placedOnEmptyHost()
        }
        return request
    }
}
