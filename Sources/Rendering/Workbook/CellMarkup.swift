import Model

/// Cells of a sheet: numbers as digits, texts as texts whatever they look like.
struct CellMarkup {
  /// A cell holds so many characters at most.
  private static let longestText = 32_767
  /// A spreadsheet program keeps so many digits of a number.
  private static let exactDigits: UInt128 = 1_000_000_000_000_000
  /// Days before 1 March 1900 have no number that all programs agree on.
  private static let firstDay = CivilDate(year: 1900, month: 3, day: 1)?.day ?? 0
  /// The number of 1 January 1970.
  private static let epoch: Int32 = 25_569

  var styles = WorkbookStyles()

  /// Adds a text that is never run as a formula; an empty one leaves the cell out.
  func append(
    text: some Collection<UInt8>, _ style: WorkbookStyles.Fixed, at place: CellPlace,
    to output: inout [UInt8]
  ) {
    if text.isEmpty { return }
    output += "<c r=\"\(place.text)\" s=\"\(style.rawValue)\" t=\"inlineStr\"><is>".utf8
    output += "<t xml:space=\"preserve\">".utf8
    CellText.append(sheet: CellMarkup.fitting(text), to: &output)
    output += "</t></is></c>".utf8
  }

  func append(day: Int32, at place: CellPlace, to output: inout [UInt8]) {
    guard day >= Self.firstDay else {
      var text: [UInt8] = []
      DateFormat.append(day: day, to: &text)
      return append(text: text, .text, at: place, to: &output)
    }
    append(digits: "\(day + Self.epoch)".utf8, WorkbookStyles.Fixed.date.rawValue, place, &output)
  }

  /// Adds a number; one with more digits than programs keep is a text, which keeps them all.
  func append(
    _ coefficient: Int128, scale: Int, _ style: WorkbookStyles.Fixed = .general,
    at place: CellPlace, to output: inout [UInt8]
  ) {
    let digits = CellMarkup.digits(coefficient, scale)
    if CellMarkup.isExact(coefficient) {
      append(digits: digits, style.rawValue, place, &output)
    } else {
      append(text: digits, .exact, at: place, to: &output)
    }
  }

  mutating func append(
    _ coefficient: Int128, scale: Int, _ currency: Currency, isTold: Bool = false,
    at place: CellPlace, to output: inout [UInt8]
  ) {
    let digits = CellMarkup.digits(coefficient, scale)
    guard CellMarkup.isExact(coefficient) else {
      let letters = currency.text.isEmpty ? "" : currency.text + " "
      return append(text: Array(letters.utf8) + digits, .exact, at: place, to: &output)
    }
    let fraction = digits.lastIndex(of: UInt8(ascii: ".")).map { digits.count - $0 - 1 } ?? 0
    let style = styles.amount(
      currency, places: max(currency.exponent, fraction), isTold: isTold)
    append(digits: digits, style, place, &output)
  }

  private func append(
    digits: some Collection<UInt8>, _ style: Int, _ place: CellPlace, _ output: inout [UInt8]
  ) {
    output += "<c r=\"\(place.text)\" s=\"\(style)\"><v>".utf8
    output += digits
    output += "</v></c>".utf8
  }

  private static func digits(_ coefficient: Int128, _ scale: Int) -> [UInt8] {
    var text: [UInt8] = []
    NumberFormat.append(coefficient, scale: scale, places: 0, isGrouped: false, to: &text)
    return text
  }

  private static func isExact(_ coefficient: Int128) -> Bool {
    var rest = coefficient.magnitude
    while rest >= exactDigits, rest % 10 == 0 { rest /= 10 }
    return rest < exactDigits
  }

  private static func fitting(_ text: some Collection<UInt8>) -> [UInt8] {
    guard text.count > longestText else { return Array(text) }
    let units = Array(String(decoding: text, as: UTF8.self).utf16.prefix(longestText - 1))
    return units.withoutHalfCharacter + Array("…".utf8)
  }
}

extension [UInt16] {
  /// The text as UTF-8, a character that was cut in two left out.
  fileprivate var withoutHalfCharacter: [UInt8] {
    let whole = last.map { UTF16.isLeadSurrogate($0) } == true ? dropLast() : self[...]
    return [UInt8](String(decoding: whole, as: UTF16.self).utf8)
  }
}

extension CellText {
  /// Adds text to a sheet: what has no look of its own is told by its code, ends of lines stay, and
  /// what programs would take for a code of theirs (`_x000A_`) is kept from it.
  static func append(sheet text: [UInt8], to output: inout [UInt8]) {
    for (place, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if place > 0 { output.append(0x0A) }
      var visible: [UInt8] = []
      VisibleText.append(visible: line.last == 0x0D ? line.dropLast() : line, to: &visible)
      var rest = visible[...]
      while let mark = rest.firstIndex(of: UInt8(ascii: "_")) {
        HTMLText.append(escaping: rest[..<mark], to: &output)
        output += (isCode(rest[mark...]) ? "_x005F_" : "_").utf8
        rest = rest[(mark + 1)...]
      }
      HTMLText.append(escaping: rest, to: &output)
    }
  }

  /// `_x`, four digits of base 16, `_`.
  private static func isCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    let seven = Array(bytes.prefix(7))
    guard seven.count == 7, seven[1] | 0x20 == UInt8(ascii: "x"), seven[6] == seven[0] else {
      return false
    }
    return seven[2..<6].allSatisfy {
      $0 &- UInt8(ascii: "0") < 10 || ($0 | 0x20) &- UInt8(ascii: "a") < 6
    }
  }
}

/// The place of a cell: `B7`.
struct CellPlace {
  /// From 0.
  let column: Int
  /// From 1.
  let row: Int

  var text: String { CellPlace.letters(column) + String(row) }

  /// `A` to `Z`, `AA` and so on.
  static func letters(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.insert(UInt8(ascii: "A") + UInt8((rest - 1) % 26), at: 0)
      rest = (rest - 1) / 26
    }
    return String(decoding: letters, as: UTF8.self)
  }
}
