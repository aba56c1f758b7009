import DomainXML
internal import GuestDesign
import JSON

extension ExplainedInput {
    /// An operator's option, as a written request names it; nil for one that shapes no guest.
    init?(option name: String, value: JSONValue) {
        guard let option = DesignOption.all[name] else { return nil }
        let text = value.stringValue ?? String(decoding: value.encoded, as: UTF8.self)
        self.init(name: "setting \(name)=\(text)", rule: "") { option.reset(&$0.settings) }
    }
}
