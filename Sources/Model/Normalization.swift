/// Unicode's canonical composition (NFC): one spelling for each text.
///
/// A file may write `é` as one character or as `e` and an accent; a book keeps the first, so that
/// equal texts have equal bytes. Follows section 3.11 of the Unicode Standard.
package enum Normalization {
  /// Valid UTF-8 text in its canonically composed spelling.
  package static func nfc(_ bytes: [UInt8]) -> [UInt8] {
    // Every character below U+0300 is composed already; those begin with a byte below 0xCC.
    guard bytes.contains(where: { $0 >= 0xCC }) else { return bytes }
    var reader = ScalarReader(bytes)
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var isSettled = true
    while let step = reader.next() {
      guard case .scalar(let scalar) = step else {
        return nfc(Array(String(decoding: bytes, as: UTF8.self).utf8))
      }
      if isSettled && maps.mayChange(scalar) { isSettled = false }
      scalars.append(scalar)
    }
    if isSettled { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for scalar in composed(ordered(decomposed(scalars))) { result.append(utf8: scalar) }
    return result
  }

  private static let maps = Maps()

  /// Every character taken apart as far as it goes.
  private static func decomposed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(scalars.count)
    // Mappings nest at most a few deep: only the first of two parts can go on.
    var tails: [Unicode.Scalar] = []
    for scalar in scalars {
      if Hangul.append(scalar, takenApartTo: &result) { continue }
      var head = scalar
      while let parts = maps.decompositions[head] {
        if let second = parts.second { tails.append(second) }
        head = parts.first
      }
      result.append(head)
      while let tail = tails.popLast() { result.append(tail) }
    }
    return result
  }

  /// Marks that do not touch each other in the order of their classes.
  private static func ordered(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result = scalars
    let classes = scalars.map(markClass)
    var position = 0
    while position < scalars.count {
      let start = position
      while position < scalars.count, classes[position] != 0 { position += 1 }
      if position - start > 1 {
        // A sort that keeps equal classes in their order; a comparison sort, as a run may be long.
        let run = (start..<position).sorted { (classes[$0], $0) < (classes[$1], $1) }
        for (offset, source) in run.enumerated() { result[start + offset] = scalars[source] }
      }
      position += 1
    }
    return result
  }

  /// Characters put together again with the marks that follow them.
  private static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(scalars.count)
    var starter: Int?
    var previousClass: UInt8 = 0
    for scalar in scalars {
      let ownClass = markClass(scalar)
      if let starter {
        // A mark is blocked by one of its own class, or of a higher, between it and its letter.
        let isBlocked =
          starter + 1 < result.count && (previousClass == 0 || previousClass >= ownClass)
        if !isBlocked, let whole = maps.composition(of: result[starter], scalar) {
          result[starter] = whole
          continue
        }
      }
      if ownClass == 0 { starter = result.count }
      previousClass = ownClass
      result.append(scalar)
    }
    return result
  }

  private static func markClass(_ scalar: Unicode.Scalar) -> UInt8 {
    scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
  }
}

// MARK: - Mappings

extension Normalization {
  /// The canonical mappings, ready to be looked up.
  private struct Maps {
    private(set) var decompositions:
      [Unicode.Scalar: (first: Unicode.Scalar, second: Unicode.Scalar?)] = [:]
    private var compositions: [UInt64: Unicode.Scalar] = [:]
    /// Characters that the composed spelling lacks, or may join to the one before.
    private var unsettled: Set<Unicode.Scalar> = []

    init() {
      for (whole, parts) in Maps.read(CanonicalMappings.composing) {
        decompositions[whole] = (parts[0], parts[1])
        compositions[Maps.key(parts[0], parts[1])] = whole
        unsettled.insert(parts[1])
      }
      for (whole, parts) in Maps.read(CanonicalMappings.onlyDecomposing) {
        decompositions[whole] = (parts[0], parts.count > 1 ? parts[1] : nil)
        unsettled.insert(whole)
      }
    }

    private static func read(_ table: String) -> [(Unicode.Scalar, [Unicode.Scalar])] {
      ScalarTable.words(table).map { word in
        let sides = ScalarTable.parts(word, at: "=")
        let parts = ScalarTable.parts(sides[1], at: "+").compactMap {
          Unicode.Scalar(ScalarTable.number($0))
        }
        return (Unicode.Scalar(ScalarTable.number(sides[0])) ?? "\u{FFFD}", parts)
      }
    }

    private static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
      UInt64(first.value) << 32 | UInt64(second.value)
    }

    /// Whether text with this character may have another composed spelling.
    func mayChange(_ scalar: Unicode.Scalar) -> Bool {
      guard scalar.value >= 0x300 else { return false }
      return Hangul.joinsToPrevious(scalar) || unsettled.contains(scalar)
        || markClass(scalar) != 0
    }

    func composition(
      of first: Unicode.Scalar, _ second: Unicode.Scalar
    ) -> Unicode.Scalar? {
      Hangul.syllable(of: first, second) ?? compositions[Maps.key(first, second)]
    }
  }

  /// Korean syllables, which are taken apart by arithmetic (Unicode Standard, section 3.12).
  private enum Hangul {
    private static let leads: Range<UInt32> = 0x1100..<0x1113
    private static let vowels: Range<UInt32> = 0x1161..<0x1176
    /// The first of them stands for no final at all and is never written.
    private static let finals: Range<UInt32> = 0x11A7..<0x11C3
    private static let syllables: Range<UInt32> = 0xAC00..<0xD7A4
    private static let finalCount: UInt32 = 28
    private static let vowelCount: UInt32 = 21

    static func joinsToPrevious(_ scalar: Unicode.Scalar) -> Bool {
      vowels.contains(scalar.value) || finals.contains(scalar.value)
    }

    static func append(
      _ scalar: Unicode.Scalar, takenApartTo result: inout [Unicode.Scalar]
    ) -> Bool {
      guard syllables.contains(scalar.value) else { return false }
      let index = scalar.value - syllables.lowerBound
      let perLead = vowelCount * finalCount
      let parts = [
        leads.lowerBound + index / perLead,
        vowels.lowerBound + index % perLead / finalCount,
        finals.lowerBound + index % finalCount,
      ]
      let isOpen = index % finalCount == 0
      result.append(
        contentsOf: (isOpen ? parts.dropLast() : parts[...]).compactMap(Unicode.Scalar.init))
      return true
    }

    static func syllable(
      of first: Unicode.Scalar, _ second: Unicode.Scalar
    ) -> Unicode.Scalar? {
      if leads.contains(first.value), vowels.contains(second.value) {
        let lead = first.value - leads.lowerBound
        let vowel = second.value - vowels.lowerBound
        return Unicode.Scalar(syllables.lowerBound + (lead * vowelCount + vowel) * finalCount)
      }
      if syllables.contains(first.value), second.value > finals.lowerBound,
        finals.contains(second.value),
        (first.value - syllables.lowerBound) % finalCount == 0
      {
        return Unicode.Scalar(first.value + second.value - finals.lowerBound)
      }
      return nil
    }
  }
}
