/// A way in which another program, or a spreadsheet, writes the same records.
enum Disguise: String, CaseIterable {
  case delimiter
  case decimalComma = "decimal comma, thousands points"
  case dayFirst = "days first"
  case monthFirst = "months first"
  case mark = "byte order mark"
  case carriageReturns = "CRLF"
  case shuffled = "shuffled columns"
  case oneFile = "child rows blank below the first"
  case spreadsheet = "what a spreadsheet makes of numbers"
  case german = "another system's headings, in German"
  case utf16 = "UTF-16"
  case windows1252 = "windows-1252"
  case quickBooks = "headings of QuickBooks"
  case xero = "headings of Xero"

  /// What a user declares with `--encoding`.
  var encoding: String? {
    switch self {
    case .utf16: "utf-16"
    case .windows1252: "windows-1252"
    default: nil
    }
  }

  /// A book of characters only that the encoding can write.
  func writable(_ book: [String: PlainRows]) -> [String: PlainRows] {
    guard self == .windows1252 else { return book }
    return book.mapValues { table in
      table.changing(Set(table.headings)) { text in
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x100 ? $0 : "o" }))
      }
    }
  }

  /// The bytes of a file's text.
  private func bytes(_ text: String) -> [UInt8] {
    switch self {
    case .utf16: [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .windows1252: text.unicodeScalars.map { UInt8($0.value) }
    default: Array(text.utf8)
    }
  }

  /// A book as the other program would write it, and the mapping file that it needs.
  func applied(
    to book: [String: PlainRows], random: inout Dice
  ) -> (files: [String: [UInt8]], mapping: String?) {
    var tables = book
    var delimiter: Character = ","
    var lineEnd = "\n"
    var prefix = ""
    var mapping: String?
    switch self {
    case .delimiter: delimiter = random.pick([";", "\t", "|"])
    case .decimalComma:
      delimiter = ";"
      tables = tables.mapValues { $0.changing(PlainRows.figures, Disguise.withComma) }
    case .dayFirst:
      let mark = random.pick([".", "/", "-"])
      tables = tables.mapValues {
        $0.changing(PlainRows.days) { Disguise.reordered($0, [2, 1, 0], mark) }
      }
    case .monthFirst:
      tables = tables.mapValues {
        $0.changing(PlainRows.days) { Disguise.reordered($0, [1, 2, 0], "/") }
      }
    case .mark: prefix = "\u{FEFF}"
    case .carriageReturns: lineEnd = "\r\n"
    case .shuffled: tables = tables.mapValues { $0.shuffled(&random) }
    case .oneFile:
      tables["invoices"] = book["invoices"]?.followed(by: book["invoice_lines"])
      tables["invoice_lines"] = nil
      mapping = PlainRows.lineHeadings
    case .spreadsheet:
      tables = tables.mapValues { $0.changing(["quantity"], Disguise.withPoint) }
      tables = tables.mapValues { $0.changing(PlainRows.amounts, Disguise.withoutZeros) }
    case .german:
      delimiter = ";"
      tables = tables.mapValues {
        $0.changing(PlainRows.figures, Disguise.withComma)
          .changing(PlainRows.days) { Disguise.reordered($0, [2, 1, 0], ".") }
      }
      (tables, mapping) = GermanHeadings.applied(to: tables)
    case .utf16, .windows1252: delimiter = "\t"
    case .quickBooks: tables = SystemHeadings.quickBooks(tables)
    case .xero: tables = SystemHeadings.xero(tables)
    }
    let files = tables.map { name, rows in
      (name + ".csv", bytes(prefix + rows.text(delimiter, lineEnd)))
    }
    return (Dictionary(uniqueKeysWithValues: files), mapping)
  }

  /// `1234567.50` as `1.234.567,50`.
  static func withComma(_ text: String) -> String {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, !text.isEmpty else { return text }
    var digits = String(whole.drop { $0 == "-" })
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    let grouped = ([digits] + groups).joined(separator: ".")
    let sign = whole.hasPrefix("-") ? "-" : ""
    return sign + grouped + (parts.count > 1 ? "," + parts[1] : "")
  }

  /// `12` as `12.0`.
  private static func withPoint(_ text: String) -> String {
    text.isEmpty || text.contains(".") ? text : text + ".0"
  }

  /// `12.50` as `12.5`, and `12.00` as `12`.
  private static func withoutZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// The parts of an ISO day in another order.
  private static func reordered(_ day: String, _ order: [Int], _ mark: String) -> String {
    let parts = day.split(separator: "-").map(String.init)
    return parts.count == 3 ? order.map { parts[$0] }.joined(separator: mark) : day
  }
}

/// Headings of a German program, told by a mapping file with a section a file.
enum GermanHeadings {
  private static let words: [String: [String: String]] = [
    "invoices": [
      "number": "Belegnummer", "customer": "Kunde", "date": "Belegdatum", "due": "Fällig am",
      "terms": "Zahlungsziel", "currency": "Währung", "net": "Netto", "tax": "Umsatzsteuer",
      "total": "Brutto", "po": "Bestellung", "reference": "Zeichen", "draft": "Entwurf",
      "void_on": "Storniert am",
    ],
    "invoice_lines": [
      "document": "Beleg", "line": "Position", "item": "Artikel", "description": "Bezeichnung",
      "quantity": "Menge", "unit_price": "Einzelpreis", "discount": "Rabatt", "amount": "Betrag",
      "tax_rate": "Steuersatz", "tax": "Steuer",
    ],
    "payments": ["number": "Zahlung", "customer": "Kunde", "date": "Tag", "amount": "Betrag"],
    "customers": ["number": "Kundennummer", "name": "Firma", "country": "Land"],
  ]

  static func applied(
    to tables: [String: PlainRows]
  ) -> (tables: [String: PlainRows], mapping: String) {
    var renamed = tables
    var mapping = "dates = day-month-year\ndecimal = comma\n"
    for name in words.keys.sorted() {
      guard let table = tables[name], let words = words[name] else { continue }
      renamed[name] = PlainRows(headings: table.headings.map { words[$0] ?? $0 }, rows: table.rows)
      mapping += "\n[\(name).csv]\n"
      for heading in table.headings {
        if let word = words[heading] { mapping += "\(word) = \(heading)\n" }
      }
    }
    return (renamed, mapping)
  }
}

/// Headings as two widespread programs write them; no mapping file says what they mean.
enum SystemHeadings {
  static func quickBooks(_ tables: [String: PlainRows]) -> [String: PlainRows] {
    renamed(
      tables,
      [
        "invoices": [
          "number": "Invoice number", "customer": "Customer", "date": "Invoice date",
          "due": "Due date", "terms": "Terms", "currency": "Currency", "net": "Subtotal",
          "tax": "Tax amount", "total": "Total amount",
        ],
        "invoice_lines": [
          "document": "Invoice number", "item": "Product/Service",
          "description": "Item description", "quantity": "Qty", "unit_price": "Item rate",
          "amount": "Item amount", "tax": "Tax amount",
        ],
        "customers": ["number": "Customer number", "name": "Display name"],
        "payments": [
          "number": "Payment number", "customer": "Customer", "date": "Payment date",
          "amount": "Payment amount",
        ],
      ])
  }

  static func xero(_ tables: [String: PlainRows]) -> [String: PlainRows] {
    renamed(
      tables,
      [
        "invoices": [
          "number": "*InvoiceNumber", "customer": "*ContactName", "date": "*InvoiceDate",
          "due": "*DueDate", "currency": "Currency", "tax": "TaxTotal", "total": "Total",
          "reference": "Reference",
        ],
        "invoice_lines": [
          "document": "*InvoiceNumber", "item": "InventoryItemCode", "description": "*Description",
          "quantity": "*Quantity", "unit_price": "*UnitAmount", "amount": "LineAmount",
          "tax": "TaxAmount",
        ],
        "credits": ["number": "CreditNoteNumber", "customer": "ContactName"],
        "payments": ["customer": "ContactName", "date": "PaymentDate", "amount": "AmountPaid"],
      ])
  }

  private static func renamed(
    _ tables: [String: PlainRows], _ words: [String: [String: String]]
  ) -> [String: PlainRows] {
    Dictionary(
      uniqueKeysWithValues: tables.map { name, table in
        let words = words[name] ?? [:]
        let headings = table.headings.map { words[$0] ?? $0 }
        return (name, PlainRows(headings: headings, rows: table.rows))
      })
  }
}
