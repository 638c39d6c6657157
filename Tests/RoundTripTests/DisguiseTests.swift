import Columns
import Shell
import Testing

/// The same records as other programs write them give the same answers, or are refused with
/// the reason where something is really lost.
@Suite struct DisguiseTests {
  private static let names = [
    "customers", "invoices", "invoice_lines", "payments", "allocations", "credits", "credit_lines",
  ]
  private static let days = ["2025-09-30", "2026-05-20"]
  private static let questions = [
    "invoices count, sum total by status", "invoices where open sum owed by customer across aging",
    "invoices sum net, sum tax by month(date), currency", "invoices count by terms",
    "invoices show number, due, days_overdue, owed sort number",
    "lines sum amount, sum quantity, sum tax by item", "lines sum unit_price by tax_rate",
    "customers show number, name, country, owed, balance sort number",
    "payments count, sum amount, sum unapplied by customer",
    "credits sum amount, sum unapplied by customer",
    "invoices show number, sum lines.amount sort number",
    "invoices average days_to_pay by customer",
  ]

  private static func book(seed: UInt64) -> [String: PlainRows] {
    let files = AskedBook.sample(120, seed: seed)
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, PlainRows(files[$0 + ".csv"] ?? [])) })
  }

  private static func plain(_ book: [String: PlainRows]) -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: book.map { ($0.key + ".csv", Array($0.value.text(",", "\n").utf8)) })
  }

  @Test(arguments: Disguise.allCases)
  func answersAreEqual(_ disguise: Disguise) throws {
    for seed in [11, 12, 13] as [UInt64] {
      let book = disguise.writable(DisguiseTests.book(seed: seed))
      let original = try AskedBook(DisguiseTests.plain(book))
      var dice = Dice(seed: seed)
      let (files, mapping) = disguise.applied(to: book, random: &dice)
      #expect(files.map(\.value.count).reduce(0, +) > 1_000)
      let disguised = try AskedBook(files, mapping: mapping, encoding: disguise.encoding)
      #expect(disguised.opened.refusals.map(\.reason) == [], "seed \(seed)")
      let difference = try disguised.difference(
        from: original, DisguiseTests.questions, on: DisguiseTests.days)
      #expect(difference == nil, "seed \(seed)")
    }
  }

  /// Days up to the twelfth only, with slashes: nobody knows which is the month.
  @Test func ambiguousDaysAreRefused() throws {
    let text = "number,customer,date,total\n1,Acme,03/04/2026,10.00\n2,Acme,05/06/2026,9.00\n"
    #expect(refusal(of: ["invoices.csv": Array(text.utf8)])?.contains("two ways") == true)
  }

  /// A spreadsheet has cut the long numbers: documents cannot be told apart any more.
  @Test func lostDigitsAreRefused() throws {
    var book = DisguiseTests.book(seed: 11)
    let cut: (String) -> String = { $0.hasPrefix("INV-") ? "1.2346E+11" : $0 }
    book = book.mapValues { $0.changing(["number", "document", "invoice"], cut) }
    let opened = try AskedBook(DisguiseTests.plain(book)).opened
    let lines = opened.refusals.filter { $0.file == "invoice_lines.csv" }
    #expect(lines.count == book["invoice_lines"]?.rows.count)
    #expect(lines.allSatisfy { $0.reason == "120 invoices have that number" })
  }

  /// UTF-16 that nobody declares is no UTF-8 text.
  @Test func undeclaredUTF16IsRefused() throws {
    let text = "number,customer,date,total\n1,Müller,2026-03-04,10.00\n"
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(refusal(of: ["invoices.csv": bytes]) != nil)
  }

  private func refusal(of files: [String: [UInt8]]) -> String? {
    do {
      _ = try AskedBook(files)
      return nil
    } catch {
      return "\(error)"
    }
  }
}
