/// Reads the tables of characters, which stand in the source as words of hexadecimal digits.
///
/// Text instead of array literals keeps the compiler quick and the tables short; each is read once,
/// when first needed.
enum ScalarTable {
  /// The words of a table.
  static func words(_ table: String) -> [Substring.UTF8View] {
    table.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0).utf8 }
  }

  /// The parts of a word around a mark.
  static func parts(_ word: Substring.UTF8View, at mark: Unicode.Scalar) -> [Substring.UTF8View] {
    word.split(separator: UInt8(ascii: mark)).map { Substring($0).utf8 }
  }

  /// A number to some base.
  static func number(_ digits: Substring.UTF8View, radix: Int = 16) -> UInt32 {
    guard let value = UInt32(Substring(digits), radix: radix) else {
      preconditionFailure("a table has a word that is no number")
    }
    return value
  }

  /// Ranges `first-last`, or single characters, in ascending order.
  static func ranges(_ table: String) -> [ClosedRange<UInt32>] {
    words(table).map { word in
      let ends = parts(word, at: "-").map { number($0) }
      return ends[0]...ends[ends.count - 1]
    }
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
