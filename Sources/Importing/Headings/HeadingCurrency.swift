import Model

/// A heading that names the currency of its column: `Total (EUR)`, `Amount in USD`, `Betrag €`.
struct HeadingCurrency {
  /// The heading without it.
  let plain: String
  let currency: Currency

  /// A dollar sign says too little, and such a heading stays as it is.
  private static let signs = ["€": "EUR", "£": "GBP"]
  /// Codes that are words of headings as well, as in `Total ALL`.
  private static let words: Set<String> = ["ALL", "TOP", "TRY", "SOS", "MAD", "PEN", "CUP"]

  /// Nil for a heading without a currency at its end.
  init?(_ heading: String) {
    let parts = heading.split(whereSeparator: { $0.isWhitespace || $0 == "," })
    guard parts.count > 1, let last = parts.last else { return nil }
    let inner = last.trimmingBrackets
    let isBracketed = inner.count < last.count
    let isWord = !isBracketed && HeadingCurrency.words.contains(inner)
    let code = HeadingCurrency.signs[inner] ?? inner
    guard Currency.allCodes.contains(code), !isWord, let currency = Currency(code) else {
      return nil
    }
    self.currency = currency
    let before = parts.dropLast()
    let rest = before.count > 1 && before.last?.lowercased() == "in" ? before.dropLast() : before
    plain = rest.joined(separator: " ")
  }
}

extension Substring {
  fileprivate var trimmingBrackets: String {
    guard let first, let last, "([".contains(first), ")]".contains(last) else {
      return String(self)
    }
    return String(dropFirst().dropLast())
  }
}

extension RawTable {
  /// Takes currencies out of headings, where what is left is the heading of no other column.
  mutating func setCurrenciesAside() {
    let found = columns.map { HeadingCurrency($0.heading) }
    let keys = zip(columns, found).map { Heading.key($1?.plain ?? $0.heading) }
    for index in columns.indices {
      guard let named = found[index], keys.count(where: { $0 == keys[index] }) == 1 else {
        continue
      }
      columns[index].meaning = named.plain
      columns[index].currency = named.currency
    }
  }
}
