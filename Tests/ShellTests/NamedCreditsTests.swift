import Foundation
import TestSupport
import Testing

/// A credit note settles the document that it names where, and only where, no file tells how credit
/// notes were used.
struct NamedCreditsTests {
  private static let invoices = """
    number,customer,date,due,currency,total
    1,Acme,2026-03-01,2026-03-31,EUR,100.00
    2,Acme,2026-03-02,2026-04-01,EUR,50.00
    """
  private static let credits = """
    number,customer,invoice,date,currency,amount
    K1,Acme,1,2026-03-10,EUR,30.00
    K2,Acme,2,2026-03-11,EUR,60.00
    K3,Acme,,2026-03-12,EUR,5.00
    """

  /// The owed amounts of both invoices, what is left of each credit note, and what opening says.
  private static func opened(_ files: [String: String]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name).csv"))
    }
    let run = try ProgramRun([
      folder.path, "--today", "2026-05-01", "-o", "csv",
      "-c", "invoices sort number show owed", "-c", "credits sort number show unapplied",
      "-c", "status",
    ])
    let lines = run.output.split(whereSeparator: \.isNewline).map(String.init)
    let said = lines.filter { $0.contains("no file tells") }
    // In a book with several currencies each stands behind its amount.
    let amounts = lines.map { String($0.prefix { $0 != "," }) }
    return amounts.filter { Double($0) != nil } + said
  }

  @Test func eachSettlesWhatItNamesWithAllOfIt() throws {
    let lines = try Self.opened(["invoices": Self.invoices, "credits": Self.credits])
    #expect(lines.prefix(5) == ["70.00", "-10.00", "0.00", "0.00", "5.00"])
    #expect(lines.last?.contains("2 credits settle the invoices that they name") == true)
  }

  @Test func allocationsOfPaymentsAloneDoNotTell() throws {
    let lines = try Self.opened([
      "invoices": Self.invoices, "credits": Self.credits,
      "payments": "number,customer,date,currency,amount\nP1,Acme,2026-04-01,EUR,70.00\n",
      "allocations": "payment,document,amount\nP1,1,70.00\n",
    ])
    #expect(lines.prefix(5) == ["0.00", "-10.00", "0.00", "0.00", "5.00"])
  }

  @Test func anEmptyColumnOfCreditNotesTellsThatNoneWasUsed() throws {
    let lines = try Self.opened([
      "invoices": Self.invoices, "credits": Self.credits,
      "payments": "number,customer,date,currency,amount\nP1,Acme,2026-04-01,EUR,70.00\n",
      "allocations": "payment,credit,document,amount\nP1,,1,70.00\n",
    ])
    #expect(lines == ["30.00", "50.00", "30.00", "60.00", "5.00"])
  }

  @Test func whatIsLeftOfCreditNotesTells() throws {
    let credits = Self.credits.split(separator: "\n").enumerated().map { index, line in
      "\(line),\(["open_amount", "10.00", "60.00", "5.00"][index])"
    }.joined(separator: "\n")
    let lines = try Self.opened(["invoices": Self.invoices, "credits": credits])
    #expect(!lines.contains { $0.contains("no file tells") })
    #expect(lines.dropFirst(2).first != "0.00", "\(lines)")
  }

  @Test func whatFilesCallOpenOfAnInvoiceHasItsCreditNotesInIt() throws {
    let invoices = Self.invoices.split(separator: "\n").enumerated().map { index, line in
      "\(line),\(["balance due", "70.00", ""][index])"
    }.joined(separator: "\n")
    let lines = try Self.opened(["invoices": invoices, "credits": Self.credits])
    #expect(lines.prefix(2) == ["70.00", "-10.00"])
    #expect(lines.last?.contains("1 credit settles the invoice that it names") == true)
  }

  @Test func anotherCurrencyIsLeftUnapplied() throws {
    let credits = Self.credits.replacing(
      "K1,Acme,1,2026-03-10,EUR", with: "K1,Acme,1,2026-03-10,USD")
    let lines = try Self.opened(["invoices": Self.invoices, "credits": credits])
    #expect(lines.prefix(5) == ["100.00", "-10.00", "30.00", "0.00", "5.00"])
  }

  @Test func beforeItsDayItSettlesNothing() throws {
    let folder = try TemporaryFolder()
    for (name, text) in ["invoices": Self.invoices, "credits": Self.credits] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name).csv"))
    }
    let run = try ProgramRun([
      folder.path, "-o", "csv", "-c", "invoices as of 2026-03-10 sort number show owed",
    ])
    #expect(run.output.split(whereSeparator: \.isNewline) == ["owed", "70.00", "50.00"])
  }
}
