/// Reads the tables of characters, which stand in the source as words of hexadecimal digits.
///
/// Text instead of array literals keeps the compiler quick and the tables short; each is read once,
/// when first needed.
enum ScalarTable {
  /// The words of a table.
  static func words(_ table: String) -> [ArraySlice<UInt8>] {
    parts(Array(table.utf8)[...], at: " ").filter { !$0.isEmpty }
  }

  /// The parts of a word around a mark.
  static func parts(_ word: ArraySlice<UInt8>, at mark: Unicode.Scalar) -> [ArraySlice<UInt8>] {
    let mark = UInt8(ascii: mark)
    var parts: [ArraySlice<UInt8>] = []
    var start = word.startIndex
    for place in word.indices where word[place] == mark {
      parts.append(word[start..<place])
      start = place + 1
    }
    parts.append(word[start...])
    return parts
  }

  /// A number to some base, up to 16.
  static func number(_ digits: ArraySlice<UInt8>, radix: UInt32 = 16) -> UInt32 {
    var number: UInt32 = 0
    for byte in digits {
      number = number * radix + UInt32(digit(byte))
    }
    return number
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    let digit = byte < UInt8(ascii: "A") ? byte &- UInt8(ascii: "0") : byte &- 0x37
    precondition(digit < 16, "a table has a word that is no number")
    return digit
  }

  /// Ranges `first-last`, or single characters, in ascending order.
  static func ranges(_ table: String) -> [ClosedRange<UInt32>] {
    var ranges: [ClosedRange<UInt32>] = []
    var (first, number): (UInt32?, UInt32) = (nil, 0)
    // One pass: a table of a thousand words is read before the first screen is drawn.
    for byte in Array(table.utf8) + [UInt8(ascii: " ")] {
      switch byte {
      case UInt8(ascii: "-"): (first, number) = (number, 0)
      case UInt8(ascii: " "):
        if number > 0 { ranges.append((first ?? number)...number) }
        (first, number) = (nil, 0)
      default: number = number << 4 | UInt32(digit(byte))
      }
    }
    return ranges
  }

  /// The place of the range that holds a character, among ascending ranges.
  static func place(of value: UInt32, in ranges: [ClosedRange<UInt32>]) -> Int? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[middle].upperBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value) ? low : nil
  }
}
