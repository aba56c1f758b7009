extension Timestamp {
    /// `2026-01-31T08:15:00Z`: how the Compute API writes a server's times.
    package var iso8601: String { calendar.text(fraction: false) + "Z" }

    /// `2026-01-31T08:15:00.123456`: how the Compute API writes the times of instance actions.
    package var iso8601Microseconds: String { calendar.text(fraction: true) }

    /// `2026-01-31T08:15:00.123456Z`: how Keystone writes a token's times.
    package var iso8601MicrosecondsZone: String { calendar.text(fraction: true) + "Z" }

    /// Reads `YYYY-MM-DD[(T| )hh:mm:ss[.fraction][Z|+hh:mm|-hh:mm]]`; nil for any other text.
    ///
    /// A time without a zone is UTC, as OpenStack's clients mean it.
    package init?(iso8601 text: String) {
        var scanner = Scanner(text: Array(text.utf8))
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), (1...12).contains(month), (1...31).contains(day), year >= 1970
        else { return nil }
        var seconds = Calendar.days(year: year, month: month, day: day) * 86_400
        var microseconds: Int64 = 0
        if scanner.take("T") || scanner.take(" ") {
            guard let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
                let second = scanner.number(2), hour < 24, minute < 60, second < 61
            else { return nil }
            seconds += hour * 3600 + minute * 60 + second
            if scanner.take(".") {
                guard let fraction = scanner.fraction() else { return nil }
                microseconds = fraction
            }
        }
        if !scanner.take("Z"), let sign: Int64 = scanner.take("+") ? 1 : scanner.take("-") ? -1 : nil {
            guard let hours = scanner.number(2) else { return nil }
            _ = scanner.take(":")
            guard let minutes = scanner.number(2) else { return nil }
            seconds -= sign * (hours * 3600 + minutes * 60)
        }
        guard scanner.isAtEnd else { return nil }
        self.init(microseconds: seconds * 1_000_000 + microseconds)
    }

    private var calendar: Calendar { Calendar(self) }
}

/// A time's civil date in UTC; the arithmetic is the proleptic Gregorian calendar's (years counted from March).
private struct Calendar {
    let year, month, day, hour, minute, second, microsecond: Int64

    init(_ time: Timestamp) {
        let seconds = time.seconds
        microsecond = time.microseconds - seconds * 1_000_000
        let days = (seconds - Self.modulo(seconds, 86_400)) / 86_400
        let ofDay = Self.modulo(seconds, 86_400)
        (hour, minute, second) = (ofDay / 3600, ofDay / 60 % 60, ofDay % 60)
        let shifted = days + 719_468
        let era = (shifted - Self.modulo(shifted, 146_097)) / 146_097
        let ofEra = Self.modulo(shifted, 146_097)
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        day = ofYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
    }

    private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    func text(fraction: Bool) -> String {
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return date + "T" + time + (fraction ? "." + padded(microsecond, 6) : "")
    }
}

private struct Scanner {
    let text: [UInt8]
    var offset = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { offset == text.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < text.count, text[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    mutating func number(_ width: Int) -> Int64? {
        guard offset + width <= text.count else { return nil }
        var value: Int64 = 0
        for byte in text[offset..<offset + width] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        offset += width
        return value
    }

    /// Digits after the point as microseconds; digits past the sixth are dropped.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while offset < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[offset]) {
            if digits < 6 { value = value * 10 + Int64(text[offset] - UInt8(ascii: "0")) }
            digits += 1
            offset += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 6)..<6 { value *= 10 }
        return value
    }
}
