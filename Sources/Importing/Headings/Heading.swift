import Model

/// A heading of a file in the two forms that matter.
enum Heading {
  /// The heading without case, accents, blanks, ends of lines, underscores, hyphens, stars,
  /// question marks and the clock or currency that it goes by: `Invoice Date (UTC)` and
  /// `invoice_date` are both `invoicedate`.
  static func key(_ text: String) -> String {
    let folded = TextFolding.foldedIgnoringAccents(Array(text.lowercased().utf8))
    let key = String(decoding: folded.filter { !isFiller($0) }, as: UTF8.self)
    let ending = endings.first { key.hasSuffix($0) && key != $0 }
    return ending.map { String(key.dropLast($0.utf8.count)) } ?? key
  }

  private static let endings = [
    "(utc)", "(gmt)", "(localtime)", "(foreigncurrency)", "(localcurrency)",
  ]

  /// The key of a heading of lines, which some programs write with what the lines are called:
  /// `invoice_line_ids/quantity` and `Quantity (Items)` are both `quantity`.
  static func lineKey(_ text: String) -> String {
    var key = key(text)
    if key.hasSuffix("(items)") { key = String(key.dropLast("(items)".utf8.count)) }
    guard let prefix = linePrefixes.first(where: { key.hasPrefix($0) }) else { return key }
    key = String(key.dropFirst(prefix.utf8.count))
    // The identifier of a linked record stands for the record.
    for ending in ["/id", "/name"] where key.hasSuffix(ending) {
      key = String(key.dropLast(ending.utf8.count))
    }
    // The name of a line says what is charged.
    return key == "name" ? "description" : key
  }

  private static let linePrefixes = [
    "invoicelineids/", "lineids/", "invoicelines/", "orderline/", "lines/", "items/",
  ]

  /// The heading as a name: `PaperlessDate` and `Paperless date` are both `paperless_date`.
  static func name(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var word: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      guard isLetterOrDigit(byte) else {
        if let last = word.last, last != UInt8(ascii: "_") { word.append(UInt8(ascii: "_")) }
        continue
      }
      if startsWord(bytes, index), let last = word.last, last != UInt8(ascii: "_") {
        word.append(UInt8(ascii: "_"))
      }
      word.append(byte)
    }
    while word.last == UInt8(ascii: "_") { word.removeLast() }
    return String(decoding: word, as: UTF8.self).lowercased()
  }

  /// Whether a capital starts a word: after a small letter, or as the last of several capitals.
  private static func startsWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard isCapital(bytes[index]), index > 0 else { return false }
    if isSmall(bytes[index - 1]) { return true }
    guard isCapital(bytes[index - 1]), index + 1 < bytes.count else { return false }
    return isSmall(bytes[index + 1])
  }

  private static func isFiller(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || " _-*.?".utf8.contains(byte)
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isSmall(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isCapital(byte) || isSmall(byte) || byte >= 0x80
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
