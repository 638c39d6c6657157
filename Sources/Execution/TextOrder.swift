import Columns
import Diagnostics
import Model

/// The order of texts: by their folded letters, where these are equal by their bytes.
enum TextOrder {
  /// Texts of one part of many, folded.
  private struct Part {
    /// The first eight bytes of each folded text as one number, which decides most comparisons.
    let heads: [UInt64]
    let folded: [[UInt8]]
  }

  private static let textsPerPart = 1 << 13

  /// The codes that some texts have, each once, in the order of their texts.
  static func sorted(
    _ texts: TextVector, _ evaluator: Evaluator
  ) throws(Diagnostic) -> [UInt32] {
    let (codes, dictionary) = (distinct(texts), texts.dictionary)
    let partCount = (codes.count + textsPerPart - 1) / textsPerPart
    let parts = Workers.map(partCount, rows: codes.count) { part in
      let places = part * textsPerPart..<min((part + 1) * textsPerPart, codes.count)
      let folded = places.map { TextFolding.foldedIgnoringAccents(dictionary[codes[$0]]) }
      return Part(heads: folded.map { head(of: $0) }, folded: folded)
    }
    try evaluator.checkInterruption()
    var keyed = codes.indices.map { place in
      (head: parts[place / textsPerPart].heads[place % textsPerPart], place: Int32(place))
    }
    keyed.sort { a, b in
      if a.head != b.head { return a.head < b.head }
      let (x, y) = (Int(a.place), Int(b.place))
      let left = parts[x / textsPerPart].folded[x % textsPerPart]
      let right = parts[y / textsPerPart].folded[y % textsPerPart]
      if left != right { return left.lexicographicallyPrecedes(right) }
      return dictionary[codes[x]].lexicographicallyPrecedes(dictionary[codes[y]])
    }
    try evaluator.checkInterruption()
    return keyed.map { codes[Int($0.place)] }
  }

  /// Each code once; a missing text has none.
  private static func distinct(_ texts: TextVector) -> [UInt32] {
    // A short list out of a large dictionary is not worth a mark for each of its texts.
    if texts.codes.count < texts.dictionary.count / 16 {
      return Set(texts.codes).subtracting([Missing.text]).sorted()
    }
    var isUsed = [Bool](repeating: false, count: texts.dictionary.count)
    for code in texts.codes where code != Missing.text { isUsed[Int(code)] = true }
    return isUsed.indices.filter { isUsed[$0] }.map { UInt32($0) }
  }

  /// The first eight bytes, the first the highest; zeros where there are fewer.
  private static func head(of text: [UInt8]) -> UInt64 {
    var head: UInt64 = 0
    for index in 0..<8 { head = head << 8 | (index < text.count ? UInt64(text[index]) : 0) }
    return head
  }
}
