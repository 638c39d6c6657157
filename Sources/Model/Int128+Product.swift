extension Int128 {
  /// The product, and whether it was too large.
  ///
  /// As `multipliedReportingOverflow`, which takes many times as long; nearly all factors fit into
  /// 64 bits, and then the product always fits into 128. It is public, else loops of other modules
  /// would call it.
  @inlinable @inline(__always)
  public func product(_ other: Int128) -> (partialValue: Int128, overflow: Bool) {
    if self == Int128(Int64(truncatingIfNeeded: self)),
      other == Int128(Int64(truncatingIfNeeded: other))
    {
      return (self &* other, false)
    }
    return multipliedReportingOverflow(by: other)
  }
}
