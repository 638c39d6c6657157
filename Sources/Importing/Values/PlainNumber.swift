/// A number as nearly all are written, which means what `AmountText` reads, found at a glance.
///
/// It has a minus perhaps, up to sixteen digits, at most one point and six digits behind it.
struct PlainNumber {
  /// The number if a point is the decimal mark.
  let number: ScaledNumber
  /// The number if a point groups digits; nil where the point stands elsewhere.
  let grouped: ScaledNumber?
  let hasPoint: Bool

  /// Nil for a text that is written otherwise, or that is no number.
  init?(_ text: ArraySlice<UInt8>) {
    self.init(text.span)
  }

  /// The same of the bytes of a text.
  init?(_ bytes: Span<UInt8>) {
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    guard bytes.count > first, bytes.count - first <= 16 else { return nil }
    var coefficient: Int64 = 0
    var point = bytes.count
    for index in first..<bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit < 10 {
        coefficient = coefficient &* 10 &+ Int64(digit)
      } else if bytes[index] == UInt8(ascii: "."), point == bytes.count {
        point = index
      } else {
        return nil
      }
    }
    hasPoint = point < bytes.count
    let scale = hasPoint ? bytes.count - point - 1 : 0
    guard point > first, hasPoint == (scale > 0), scale <= AmountText.scaleLimit else { return nil }
    let signed = isNegative ? -coefficient : coefficient
    number = ScaledNumber(coefficient: signed, scale: scale)
    let isGroup =
      hasPoint && scale == 3 && point - first <= 3 && bytes[first] != UInt8(ascii: "0")
    grouped = isGroup ? ScaledNumber(coefficient: signed, scale: 0) : nil
  }
}
