internal import Foundation

/// The bytes of a record: `{"record":{…},"schema":1}`, keys in order, so that the same record is the same bytes.
enum RecordCodec {
    private struct Envelope<Value: Codable>: Codable {
        let schema: Int
        let record: Value
    }

    private struct Version: Codable {
        let schema: Int
    }

    static func encode<Value: Record>(_ value: Value, key: String) throws(StoreError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(Envelope(schema: Value.schema, record: value)))
        } catch {
            throw .unreadable(key: key, reason: "it cannot be encoded: \(error)")
        }
    }

    static func decode<Value: Record>(
        _ type: Value.Type,
        from entry: Entry
    ) throws(StoreError) -> (Value, schema: Int) {
        do {
            let envelope = try RecordDecoder.decode(Envelope<Value>.self, from: entry.value)
            return (envelope.record, envelope.schema)
        } catch {
            let found = try? RecordDecoder.decode(Version.self, from: entry.value).schema
            let reason =
                if let found, found > Value.schema {
                    "its schema is \(found), and this program knows \(Value.schema): run the newer program"
                } else {
                    "\(error)"
                }
            throw .unreadable(key: entry.key, reason: reason)
        }
    }
}
