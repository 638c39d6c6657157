import Columns
import Model

/// Gives equal values of a column equal dense codes, batch after batch.
struct KeyEncoder {
  /// The value of each code.
  private(set) var values: [Value] = []
  private var codeOfValue: [Value: Int32] = [:]
  /// Codes of records by their rows, of words by their places, plus one; 0 where not met yet.
  private var codeOfRow: [Int32] = []
  private var texts = TextDictionaryBuilder()
  private var codeOfText: [Int32] = []
  private var codeOfMissing: Int32?
  /// The dictionary met last, with the codes of its texts; most columns have one for all batches.
  private var lastDictionary: (dictionary: TextDictionary, codes: [Int32])?

  /// The codes of some values, those met before first.
  mutating func encode(_ vector: Vector) -> [Int32] {
    switch vector {
    case .record(let collection, let rows):
      return rows.map { row in
        row < 0 ? missingCode() : denseCode(Int(row)) { .record(RecordID(collection, row)) }
      }
    case .enumeration(let id, let words):
      return words.map { word in
        word == Missing.word
          ? missingCode() : denseCode(Int(word)) { .enumeration(id, Int(word)) }
      }
    case .text(let texts): return encode(texts)
    default:
      return (0..<vector.count).map { code(of: vector[$0]) }
    }
  }

  private mutating func code(of value: Value) -> Int32 {
    if value == .missing { return missingCode() }
    if let known = codeOfValue[value] { return known }
    let code = append(value)
    codeOfValue[value] = code
    return code
  }

  private mutating func append(_ value: Value) -> Int32 {
    values.append(value)
    return Int32(values.count - 1)
  }

  private mutating func missingCode() -> Int32 {
    if let known = codeOfMissing { return known }
    let code = append(.missing)
    codeOfMissing = code
    return code
  }

  private mutating func denseCode(_ place: Int, _ value: () -> Value) -> Int32 {
    if place >= codeOfRow.count {
      codeOfRow += [Int32](
        repeating: 0, count: max(place + 1, codeOfRow.count * 2) - codeOfRow.count)
    }
    if codeOfRow[place] == 0 { codeOfRow[place] = append(value()) + 1 }
    return codeOfRow[place] - 1
  }

  private mutating func encode(_ vector: TextVector) -> [Int32] {
    var known =
      if let last = lastDictionary, last.dictionary === vector.dictionary { last.codes } else {
        [Int32](repeating: -1, count: vector.dictionary.count)
      }
    lastDictionary = nil
    let codes = vector.codes.map { textCode -> Int32 in
      guard textCode != Missing.text else { return missingCode() }
      if known[Int(textCode)] >= 0 { return known[Int(textCode)] }
      let place = Int(texts.intern(vector.dictionary[textCode]))
      if place == codeOfText.count {
        codeOfText.append(append(.text(Text(vector.dictionary[textCode]))))
      }
      known[Int(textCode)] = codeOfText[place]
      return codeOfText[place]
    }
    lastDictionary = (vector.dictionary, known)
    return codes
  }
}

/// Numbers the combinations of several keys: groups.
struct GroupTable {
  private var encoders: [KeyEncoder]
  /// By the group of the keys before and the code of the next key.
  private var combined: [[UInt64: Int32]]
  /// The codes of each group's keys, one group behind the other.
  private var codes: [Int32] = []

  /// A table for a number of keys; without any there is one group.
  init(keyCount: Int) {
    encoders = [KeyEncoder](repeating: KeyEncoder(), count: keyCount)
    combined = [[UInt64: Int32]](repeating: [:], count: keyCount)
  }

  /// Number of groups so far.
  var count: Int { encoders.isEmpty ? 1 : codes.count / encoders.count }

  /// The group of each row.
  mutating func groups(of keys: [Vector], rowCount: Int) -> [Int32] {
    guard !encoders.isEmpty else { return [Int32](repeating: 0, count: rowCount) }
    let rowCodes = keys.indices.map { encoders[$0].encode(keys[$0]) }
    var groups: [Int32] = []
    groups.reserveCapacity(rowCount)
    var known = count
    for row in 0..<rowCount {
      var prefix: Int32 = 0
      for key in rowCodes.indices { prefix = combine(prefix, key, rowCodes[key][row]) }
      if prefix == known {
        for key in rowCodes.indices { codes.append(rowCodes[key][row]) }
        known += 1
      }
      groups.append(prefix)
    }
    return groups
  }

  /// The number of a combination, the next free one if it is new.
  private mutating func combine(_ prefix: Int32, _ key: Int, _ code: Int32) -> Int32 {
    // One key needs no table: its codes are dense and count up as groups do.
    if encoders.count == 1 { return code }
    let pair = UInt64(UInt32(bitPattern: prefix)) << 32 | UInt64(UInt32(bitPattern: code))
    if let known = combined[key][pair] { return known }
    let number = Int32(combined[key].count)
    combined[key][pair] = number
    return number
  }

  /// The values of one key, one a group.
  func values(ofKey key: Int) -> [Value] {
    (0..<count).map { encoders[key].values[Int(codes[$0 * encoders.count + key])] }
  }
}
