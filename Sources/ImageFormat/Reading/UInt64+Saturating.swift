extension UInt64 {
    /// The product, or the largest value where it does not fit: a size that no range check lets pass.
    func saturatingTimes(_ other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }

    /// The sum, or the largest value where it does not fit.
    func saturatingPlus(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// How many units of `unit` cover the value; the largest value for a unit of zero.
    func unitsCovering(_ unit: UInt64) -> UInt64 {
        guard unit > 0 else { return .max }
        return self / unit + (self % unit == 0 ? 0 : 1)
    }

    var isPowerOfTwo: Bool {
        nonzeroBitCount == 1
    }
}
