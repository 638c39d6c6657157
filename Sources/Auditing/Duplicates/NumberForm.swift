/// A document's number as a clerk compares it: without separators, case and leading zeros, and
/// with O and I read as digits where they stand beside digits.
///
///     INV-00578   INV 578   inv/0578     → INV578
///     6004010594/5   6004010594-5        → 60040105945
///     RE-O747                            → RE747
enum NumberForm {
  /// The form of a number; empty where it has no digit, because words identify nothing.
  static func normalized(_ number: ArraySlice<UInt8>) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(number.count)
    var hasDigit = false
    for byte in number {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        hasDigit = true
        letters.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: letters.append(byte)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): letters.append(byte & 0xDF)
      default: break
      }
    }
    guard hasDigit else { return [] }
    readDigits(&letters)
    return withoutLeadingZeros(letters)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func readDigits(_ letters: inout [UInt8]) {
    for index in letters.indices {
      let digit: UInt8
      switch letters[index] {
      case UInt8(ascii: "O"): digit = UInt8(ascii: "0")
      case UInt8(ascii: "I"), UInt8(ascii: "L"): digit = UInt8(ascii: "1")
      default: continue
      }
      let isBeside =
        index > 0 && isDigit(letters[index - 1])
        || index + 1 < letters.count && isDigit(letters[index + 1])
      if isBeside { letters[index] = digit }
    }
  }

  /// Without the zeros at the front of its first digits.
  private static func withoutLeadingZeros(_ letters: [UInt8]) -> [UInt8] {
    guard let start = letters.firstIndex(where: isDigit) else { return letters }
    let end = letters[start...].firstIndex { $0 != UInt8(ascii: "0") } ?? letters.count
    if end == start { return letters }
    return Array(letters[..<start] + letters[end...])
  }
}

/// How alike two normalised numbers are that are not equal.
enum NumberLikeness {
  /// Two neighbouring characters changed places.
  case transposed
  /// One character is there only once.
  case inserted
  /// One character differs, in a way that counting on does not explain.
  case substituted
  case different

  init(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) {
    let (short, long) = a.count <= b.count ? (Array(a), Array(b)) : (Array(b), Array(a))
    self = .different
    guard long.count - short.count <= 1, short.count >= 3 else { return }
    guard let first = short.indices.first(where: { short[$0] != long[$0] }) else {
      self = .inserted
      return
    }
    if long.count > short.count {
      if short[first...].elementsEqual(long[(first + 1)...]) { self = .inserted }
      return
    }
    let rest = first + 1
    if rest < short.count, short[first] == long[rest], short[rest] == long[first],
      short[(rest + 1)...].elementsEqual(long[(rest + 1)...])
    {
      self = .transposed
    } else if short[rest...].elementsEqual(long[rest...]), first + 2 < short.count {
      // A difference in the last two digits is a number counted on.
      self = .substituted
    }
  }
}
