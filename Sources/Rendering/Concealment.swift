package import Columns
import Model

/// Bank accounts and tax numbers told only so far that one knows which they are: `DE89 **** 3000`.
///
/// Files are sent on, and these are what thieves look for. Whole columns are shortened that the
/// question says may hold them; in any other text, every number is that has an IBAN's check digits.
package enum Concealment {
  private static let stars: [UInt8] = Array(" **** ".utf8)

  /// The answer with such numbers shortened, and whether there were any.
  package static func concealed(_ table: ResultTable) -> (table: ResultTable, isChanged: Bool) {
    var isChanged = false
    let columns = table.columns.map { column in
      let whole = column.isConfidential
      switch column.values {
      case .text(let vector):
        guard let safe = concealed(vector, whole: whole) else { return column }
        isChanged = true
        return ResultTable.Column(
          column.name, column.type, .text(safe), isConfidential: whole, total: column.total)
      case .list(let lists):
        let safe = lists.map { $0.map { concealed($0, whole: whole) } }
        if safe == lists { return column }
        isChanged = true
        return ResultTable.Column(
          column.name, column.type, .list(safe), isConfidential: whole, total: column.total)
      default: return column
      }
    }
    return (isChanged ? table.replacing(columns) : table, isChanged)
  }

  /// The card with such numbers shortened, and whether there were any.
  package static func concealed(_ card: Card) -> (card: Card, isChanged: Bool) {
    let facts = concealed(card.facts)
    let sections = card.sections.map { (title: $0.title, safe: concealed($0.table)) }
    let safe = Card(
      title: card.title, facts: facts.table,
      sections: sections.map { Card.Section($0.title, $0.safe.table) })
    return (safe, facts.isChanged || sections.contains { $0.safe.isChanged })
  }

  /// A text with the account numbers in it shortened.
  package static func concealed(_ text: String) -> String {
    concealed(Array(text.utf8), whole: false)
      .map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  private static func concealed(_ value: Value, whole: Bool) -> Value {
    guard case .text(let text) = value, let safe = concealed(text.bytes, whole: whole) else {
      return value
    }
    return .text(Text(safe))
  }

  /// Each text of the dictionary is looked at once; nil where nothing changes.
  private static func concealed(_ vector: TextVector, whole: Bool) -> TextVector? {
    var builder = TextDictionaryBuilder()
    var codes = [UInt32](repeating: Missing.text, count: vector.dictionary.count)
    var isChanged = false
    let safe = vector.codes.map { code in
      guard code != Missing.text else { return code }
      if codes[Int(code)] == Missing.text {
        let text = Array(vector.dictionary[code])
        let short = concealed(text, whole: whole)
        if short != nil { isChanged = true }
        codes[Int(code)] = builder.intern(short ?? text)
      }
      return codes[Int(code)]
    }
    return isChanged ? TextVector(safe, builder.finish()) : nil
  }

  /// The bytes with what is to be shortened in them; nil where nothing is.
  private static func concealed(_ bytes: [UInt8], whole: Bool) -> [UInt8]? {
    if whole { return bytes.isEmpty ? nil : shortened(bytes[...]) }
    var result: [UInt8] = []
    var kept = 0
    var start = 0
    while start + AccountNumber.shortest <= bytes.count {
      guard let end = AccountNumber.end(in: bytes, from: start) else {
        start += 1
        continue
      }
      result += bytes[kept..<start]
      result += shortened(bytes[start..<end])
      (kept, start) = (end, end)
    }
    return kept == 0 ? nil : result + bytes[kept...]
  }

  /// The beginning and the end of a number, by how long it is.
  private static func shortened(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let signs = bytes.filter { AccountNumber.isSign($0) }
    let shown = signs.count >= 12 ? 4 : signs.count >= 6 ? 2 : 0
    return Array(signs.prefix(shown)) + (shown == 0 ? stars[1..<5] : stars[...])
      + Array(signs.suffix(shown))
  }
}

/// An IBAN as it may stand in a text: ISO 13616, with or without blanks.
private enum AccountNumber {
  static let shortest = 15
  private static let longest = 34

  static func isSign(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- UInt8(ascii: "0") < 10
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 &- UInt8(ascii: "a") < 26 }

  /// Where the number ends that begins at a place; nil where none does.
  static func end(in bytes: [UInt8], from start: Int) -> Int? {
    guard start == 0 || !isSign(bytes[start - 1]), isLetter(bytes[start]),
      isLetter(bytes[start + 1]), !isLetter(bytes[start + 2]), isSign(bytes[start + 2]),
      !isLetter(bytes[start + 3]), isSign(bytes[start + 3])
    else { return nil }
    var signs: [UInt8] = []
    var found: Int?
    var place = start
    while place < bytes.count, signs.count < longest {
      if isSign(bytes[place]) {
        signs.append(bytes[place])
      } else if bytes[place] != UInt8(ascii: " ") || !isSign(bytes[place - 1]) {
        break
      }
      place += 1
      let isWhole = place == bytes.count || !isSign(bytes[place])
      if isWhole, isSign(bytes[place - 1]), signs.count >= shortest, isValid(signs) {
        found = place
      }
    }
    return found
  }

  /// The check of ISO 7064: the number, its first four signs put last, is 1 modulo 97.
  private static func isValid(_ signs: [UInt8]) -> Bool {
    var rest = 0
    for sign in signs[4...] + signs[..<4] {
      if isLetter(sign) {
        rest = (rest * 100 + Int(sign & 0xDF) - 55) % 97
      } else {
        rest = (rest * 10 + Int(sign) - 48) % 97
      }
    }
    return rest == 1
  }
}
