/// Finds names that are probably the same company or person, written twice.
///
/// Two names are near where nothing but case, accents, punctuation, blanks and legal forms tells
/// them apart, or one slip of the keyboard in a long word: a letter more, less, another, or two
/// swapped.
/// Digits are never a slip: Store 17 and Store 18 are two.
package enum NearNames {
  /// Places of near names in the list, the earlier one first, in the order of the list.
  ///
  /// Of several names that are the same but for their form, each is paired with the first.
  package static func pairs(of names: [ArraySlice<UInt8>]) -> [(first: Int, second: Int)] {
    var firstOfKey: [[UInt8]: Int] = [:]
    var found: Set<Pair> = []
    var plain: [PlainName] = []
    for (index, name) in names.enumerated() {
      let words = words(of: name)
      guard !words.isEmpty else { continue }
      if let first = firstOfKey[Array(words.joined())] {
        found.insert(Pair(first: first, second: index))
      } else {
        firstOfKey[Array(words.joined())] = index
        if let long = PlainName(words, index) { plain.append(long) }
      }
    }
    addSlips(in: plain, to: &found)
    return found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
      .map { ($0.first, $0.second) }
  }

  // MARK: - Slips

  /// More names than this with the same rest are a series, which the first few tell.
  private static let longestRun = 32

  /// Two names one slip apart are alike once a letter is taken from one or both of them.
  private static func addSlips(in names: [PlainName], to found: inout Set<Pair>) {
    var traces: [(hash: UInt64, name: Int32)] = []
    for (place, name) in names.enumerated() {
      name.addTraces { traces.append(($0, Int32(clamping: place))) }
    }
    traces.sort { ($0.hash, $0.name) < ($1.hash, $1.name) }
    var start = 0
    while start < traces.count {
      var end = start + 1
      while end < traces.count, traces[end].hash == traces[start].hash { end += 1 }
      for later in start..<end {
        for earlier in Swift.max(start, later - longestRun)..<later {
          let (a, b) = (names[Int(traces[earlier].name)], names[Int(traces[later].name)])
          guard a.index != b.index, a.isOneSlip(from: b) else { continue }
          found.insert(
            Pair(first: Swift.min(a.index, b.index), second: Swift.max(a.index, b.index)))
        }
      }
      start = end
    }
  }

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  // MARK: - Words

  /// The words of a name in one case, without accents and legal forms.
  private static func words(of name: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = [[]]
    for byte in TextFolding.foldedIgnoringAccents(name) {
      if byte >= 0x80 || byte.isASCIILetterOrDigit {
        words[words.count - 1].append(byte)
      } else if !".'".utf8.contains(byte), words.last?.isEmpty == false {
        words.append([])
      }
    }
    words.removeAll { $0.isEmpty }
    let telling = words.filter { !legalForms.contains($0) }
    return (telling.isEmpty ? words : telling).map { withoutDigraphs($0) }
  }

  /// `mueller` as `muller`, as accents are left out.
  private static func withoutDigraphs(_ word: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in word {
      if byte == UInt8(ascii: "e"), let last = result.last, "aou".utf8.contains(last) { continue }
      result.append(byte)
    }
    return result
  }

  private static let legalForms: Set<[UInt8]> = {
    let forms = """
      gmbh ag kg kgaa ohg gbr ug eg ev mbh ek se ltd limited plc llp llc lp inc incorporated corp \
      corporation co company sa sas sarl srl spa snc sl slu bv nv vof cv ab as asa aps oy oyj kft \
      zrt doo sro spzoo pty pte kk and und et y e i the
      """
    return Set(forms.split(separator: " ").map { Array($0.utf8) })
  }()
}

/// A name long enough for a slip of the keyboard to be one.
private struct PlainName {
  /// Its place in the list.
  let index: Int
  private let scalars: [UInt32]
  /// Whether a letter stands in a word in which it could be a slip.
  private let isInLongWord: [Bool]

  private static let shortestWord = 5
  private static let shortestName = 8

  init?(_ words: [[UInt8]], _ index: Int) {
    var scalars: [UInt32] = []
    var isInLongWord: [Bool] = []
    for word in words {
      let letters = String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value)
      let isLong =
        letters.count >= PlainName.shortestWord
        && !letters.contains { (0x30...0x39).contains($0) }
      scalars += letters + [0x20]
      isInLongWord += letters.map { _ in isLong } + [false]
    }
    guard scalars.count > PlainName.shortestName, isInLongWord.contains(true) else { return nil }
    self.index = index
    self.scalars = scalars
    self.isInLongWord = isInLongWord
  }

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Gives a number for the name, and one for the name without each letter that could be a slip.
  func addTraces(_ add: (UInt64) -> Void) {
    // The number of the letters before a place, and of those behind it.
    var behind = [UInt64](repeating: 0, count: scalars.count + 1)
    var power: UInt64 = 1
    for place in scalars.indices.reversed() {
      behind[place] = behind[place + 1] &+ UInt64(scalars[place]) &* power
      power = power &* PlainName.base
    }
    add(behind[0])
    var before: UInt64 = 0
    var powers = [UInt64](repeating: 1, count: scalars.count + 1)
    for place in 1...scalars.count { powers[place] = powers[place - 1] &* PlainName.base }
    for place in scalars.indices {
      let rest = scalars.count - 1 - place
      let isRepeated = place > 0 && scalars[place] == scalars[place - 1]
      if isInLongWord[place], !isRepeated { add(before &* powers[rest] &+ behind[place + 1]) }
      before = before &* PlainName.base &+ UInt64(scalars[place])
    }
  }

  /// Whether one letter more, less or other, or two swapped, in a long word is all the difference.
  func isOneSlip(from other: PlainName) -> Bool {
    let (a, b) = (scalars, other.scalars)
    guard abs(a.count - b.count) <= 1 else { return false }
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
    var (endA, endB) = (a.count, b.count)
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
      (endA, endB) = (endA - 1, endB - 1)
    }
    let isOneLetter = endA - start <= 1 && endB - start <= 1
    let isSwap =
      endA - start == 2 && endB - start == 2 && a[start] == b[start + 1]
      && a[start + 1] == b[start]
    guard isOneLetter || isSwap, !(endA == start && endB == start) else { return false }
    // In the shorter name the place may be behind the word's last letter.
    return (start..<endA).allSatisfy { isInLongWord[$0] }
      && (start..<endB).allSatisfy { other.isInLongWord[$0] }
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26
  }
}
