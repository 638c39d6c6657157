import Columns
import Diagnostics
import Model

/// The distinct texts of a column as they are searched: one case, no accents.
///
/// A book may have a million numbers, and nobody waits for them at a key: the texts are made ready
/// a slice at a time, while nobody types, and a search looks through those that are ready.
final class FoldedTexts {
  /// The texts as they are.
  let dictionary: TextDictionary
  private var pool: [UInt8] = []
  /// Where each text ends in the pool; it begins where the one before ends.
  private var ends: [Int] = []

  /// Between two looks at the clock; one slice is searched however little patience there is.
  private static let slice = 512
  private static let searchSlice = 8_192

  init(_ dictionary: TextDictionary) {
    self.dictionary = dictionary
  }

  /// Whether every text can be searched.
  var isReady: Bool { ends.count == dictionary.count }

  /// Makes more of the texts ready, while there is patience.
  func prepare(for patience: Patience) {
    while !isReady {
      let end = min(dictionary.count, ends.count + Self.slice)
      for code in ends.count..<end {
        pool += TextFolding.foldedIgnoringAccents(dictionary[UInt32(code)])
        ends.append(pool.count)
      }
      if patience.isOver { return }
    }
  }

  /// A text as it is, repaired where it is not UTF-8.
  func text(_ code: Int) -> String {
    String(decoding: dictionary[UInt32(code)], as: UTF8.self)
  }

  /// A text as it is searched.
  func folded(_ code: Int) -> ArraySlice<UInt8> {
    pool[(code == 0 ? 0 : ends[code - 1])..<ends[code]]
  }

  // MARK: - Searching

  /// The texts that begin with something, up to a limit, as far as the patience goes.
  func codes(
    beginning wanted: [UInt8], limit: Int, for patience: Patience
  ) -> [Int] {
    var found: [Int] = []
    let (pool, places) = (pool, ends)
    let bytes = pool.span
    let ends = places.span
    let wanted = wanted.span
    var start = 0
    for code in ends.indices {
      let end = ends[code]
      if end - start >= wanted.count, Self.isEqual(bytes, start, wanted) {
        found.append(code)
        if found.count == limit { break }
      }
      start = end
      if code % Self.searchSlice == Self.searchSlice - 1, patience.isOver { break }
    }
    return found
  }

  /// The texts that hold something further in, as far as limit and patience go; those first where a
  /// word begins so.
  func codes(
    holding wanted: [UInt8], limit: Int, for patience: Patience
  ) -> [Int] {
    guard let first = wanted.first else { return [] }
    var words: [Int] = []
    var parts: [Int] = []
    let (pool, places) = (pool, ends)
    let bytes = pool.span
    let ends = places.span
    let wanted = wanted.span
    var start = 0
    for code in ends.indices {
      let end = ends[code]
      var place = start + 1
      while place + wanted.count <= end {
        if bytes[place] == first, Self.isEqual(bytes, place, wanted) {
          if Self.isLetter(bytes[place - 1]) { parts.append(code) } else { words.append(code) }
          break
        }
        place += 1
      }
      if words.count == limit { break }
      if code % Self.searchSlice == Self.searchSlice - 1, patience.isOver { break }
      start = end
    }
    return Array((words + parts).prefix(limit))
  }

  /// The texts in which a word is nearly what was typed, the nearest first.
  func codes(near wanted: [UInt8], limit: Int, for patience: Patience) -> [Int] {
    let typed = Array(String(decoding: wanted, as: UTF8.self).unicodeScalars)
    let reach = typed.count < 6 ? 1 : 2
    guard typed.count >= 3 else { return [] }
    var found: [(distance: Int, code: Int)] = []
    for code in ends.indices {
      if code % Self.slice == Self.slice - 1, patience.isOver { break }
      let name = String(decoding: folded(code), as: UTF8.self)
      let distance =
        Self.words(of: name).map { start in
          // The word may go on behind what was typed.
          (max(1, typed.count - 1)...typed.count + 1).map { length in
            Suggestion.editDistance(typed, Array(start.prefix(length)))
          }.min() ?? .max
        }.min() ?? .max
      if distance <= reach { found.append((distance, code)) }
    }
    found.sort { ($0.distance, $0.code) < ($1.distance, $1.code) }
    return found.prefix(limit).map(\.code)
  }

  /// What stands from the beginning of each word on.
  private static func words(of text: String) -> [ArraySlice<Unicode.Scalar>] {
    let scalars = Array(text.unicodeScalars)
    var starts: [Int] = []
    for index in scalars.indices where scalars[index] != " " {
      if index == 0 || scalars[index - 1] == " " { starts.append(index) }
    }
    return starts.map { scalars[$0...] }
  }

  private static func isEqual(_ bytes: Span<UInt8>, _ start: Int, _ wanted: Span<UInt8>) -> Bool {
    for index in wanted.indices where bytes[start + index] != wanted[index] { return false }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}
