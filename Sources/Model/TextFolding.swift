/// What two texts must agree in to count as the same for a clerk.
///
/// Own tables instead of a locale's: an answer must not depend on where it was asked.
package enum TextFolding {
  /// What `=` compares: one case, white space collapsed to single spaces and trimmed.
  package static func folded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    folded(Array(bytes)[...])
  }

  /// What `has`, `starts with` and `ends with` compare: as `folded`, and letters without their
  /// marks.
  package static func foldedIgnoringAccents(_ bytes: some Collection<UInt8>) -> [UInt8] {
    foldedIgnoringAccents(Array(bytes)[...])
  }

  /// What `=` compares, of a text as it lies in a dictionary; spares the cost of a generic call.
  package static func folded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    foldedIfASCII(bytes) ?? folded(Array(bytes), ignoringAccents: false)
  }

  /// What `has` compares, of a text as it lies in a dictionary.
  package static func foldedIgnoringAccents(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    foldedIfASCII(bytes) ?? folded(Array(bytes), ignoringAccents: true)
  }

  /// Appends what `has` compares to other bytes: for many texts, which need no memory of their own.
  package static func append(foldedIgnoringAccents bytes: Span<UInt8>, to pool: inout [UInt8]) {
    let start = pool.count
    if appendIfASCII(bytes, to: &pool) { return }
    pool.removeLast(pool.count - start)
    pool += folded(bytes.indices.map { bytes[$0] }, ignoringAccents: true)
  }

  /// The short way that nearly every text takes; nil for text that needs the tables.
  private static func foldedIfASCII(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    return appendIfASCII(bytes.span, to: &result) ? result : nil
  }

  /// Appends a text as far as it is ASCII; whether all of it is.
  private static func appendIfASCII(_ bytes: Span<UInt8>, to result: inout [UInt8]) -> Bool {
    let start = result.count
    var spaceIsDue = false
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case 0x80...: return false
      case 0x20, 0x09...0x0D: spaceIsDue = result.count > start
      default:
        if spaceIsDue { result.append(0x20) }
        spaceIsDue = false
        let isUpper = byte &- UInt8(ascii: "A") < 26
        result.append(isUpper ? byte | 0x20 : byte)
      }
    }
    return true
  }

  /// Whether a text, once folded without accents, stands behind one that is so folded already or is
  /// the same: what an ordered list is searched by.
  package static func isAtOrBehind(_ folded: Span<UInt8>, _ bytes: Span<UInt8>) -> Bool {
    var place = 0
    var spaceIsDue = false
    for index in bytes.indices {
      var byte = bytes[index]
      switch byte {
      case 0x80...: return isWhollyAtOrBehind(folded, bytes)
      case 0x20, 0x09...0x0D:
        spaceIsDue = place > 0
        continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte |= 0x20
      default: break
      }
      if spaceIsDue {
        if place == folded.count || folded[place] != 0x20 {
          return place == folded.count || folded[place] < 0x20
        }
        spaceIsDue = false
        place += 1
      }
      if place == folded.count || folded[place] != byte {
        return place == folded.count || folded[place] < byte
      }
      place += 1
    }
    return place == folded.count
  }

  /// The long way.
  private static func isWhollyAtOrBehind(_ folded: Span<UInt8>, _ bytes: Span<UInt8>) -> Bool {
    let other = TextFolding.folded(bytes.indices.map { bytes[$0] }, ignoringAccents: true)
    for (index, byte) in other.enumerated() where index == folded.count || folded[index] != byte {
      return index == folded.count || folded[index] < byte
    }
    return other.count == folded.count
  }

  private static func folded(_ bytes: [UInt8], ignoringAccents: Bool) -> [UInt8] {
    var reader = ScalarReader(bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var spaceIsDue = false
    while let step = reader.next() {
      if case .scalar(let scalar) = step, isSpace(scalar) {
        spaceIsDue = !result.isEmpty
        continue
      }
      if spaceIsDue { result.append(0x20) }
      spaceIsDue = false
      switch step {
      case .stray(let byte): result.append(byte)
      case .scalar(let scalar):
        let lower = lowerCased(scalar)
        if !ignoringAccents || lower.value < 0x80 {
          result.append(utf8: lower)
        } else if let plain = plainLetters[lower] {
          result.append(contentsOf: plain)
        } else if !isAccent(lower) {
          result.append(utf8: lower)
        }
      }
    }
    return result
  }

  /// Whether a character is white space of any width, breaking or not.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }

  /// Whether a mark may be left out without making another letter.
  ///
  /// Accents of Latin, Greek and Cyrillic letters and the vowel points of Hebrew and Arabic may;
  /// the voicing of kana and the vowels of Indian and Thai letters may not.
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F,
      0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, 0x064B...0x065F, 0x0670:
      true
    default: false
    }
  }
}

// MARK: - Tables

extension TextFolding {
  private struct CaseRange {
    let step: UInt32
    let distance: Int32
  }

  private static let caseTable: (ranges: [ClosedRange<UInt32>], rules: [CaseRange]) = {
    var ranges: [ClosedRange<UInt32>] = []
    var rules: [CaseRange] = []
    for word in ScalarTable.words(FoldingTables.caseRanges) {
      // first-last/step+distance
      let halves = ScalarTable.parts(word, at: "/")
      let ends = ScalarTable.parts(halves[0], at: "-").map { ScalarTable.number($0) }
      let isDown = halves[1].contains(UInt8(ascii: "-"))
      let rule = ScalarTable.parts(halves[1], at: isDown ? "-" : "+").map {
        ScalarTable.number($0, radix: 10)
      }
      ranges.append(ends[0]...ends[1])
      rules.append(CaseRange(step: rule[0], distance: Int32(rule[1]) * (isDown ? -1 : 1)))
    }
    return (ranges, rules)
  }()

  private static func lowerCased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    if value < 0x80 {
      return value &- 0x41 < 26 ? Unicode.Scalar(UInt8(value) | 0x20) : scalar
    }
    guard let place = ScalarTable.place(of: value, in: caseTable.ranges) else { return scalar }
    let rule = caseTable.rules[place]
    guard (value - caseTable.ranges[place].lowerBound) % rule.step == 0 else { return scalar }
    return Unicode.Scalar(UInt32(Int32(value) + rule.distance)) ?? scalar
  }

  private static let plainLetters: [Unicode.Scalar: [UInt8]] = {
    var letters: [Unicode.Scalar: [UInt8]] = [:]
    for word in ScalarTable.words(FoldingTables.withoutAccents) {
      let sides = ScalarTable.parts(word, at: "=")
      var plain: [UInt8] = []
      for part in ScalarTable.parts(sides[0], at: "+") {
        if let scalar = Unicode.Scalar(ScalarTable.number(part)) { plain.append(utf8: scalar) }
      }
      for marked in ScalarTable.parts(sides[1], at: ",") {
        if let scalar = Unicode.Scalar(ScalarTable.number(marked)) { letters[scalar] = plain }
      }
    }
    return letters
  }()
}
