import Diagnostics
import Importing
import Model
import Shell
import Testing

/// A file that was cut off anywhere is an error, or the book of its whole rows.
@Suite struct TruncationTests {
  /// A file in pieces, each a record without its line end, and a question with a row for each.
  struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let lineEnd: String
    let records: [String]
    let question: String
    var isWide = false

    func bytes(_ text: String) -> [UInt8] {
      isWide ? text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } : Array(text.utf8)
    }
  }

  private static let plain = [
    "number,customer,date,currency,total", "1,Acme,2026-03-01,EUR,120.00",
    "2,Bolt,2026-03-02,EUR,35.50", "3,Acme,2026-03-03,EUR,7.25",
  ]
  private static let invoices = "invoices show number, customer, date, total"
  private static let samples = [
    Sample(testDescription: "plain", lineEnd: "\n", records: plain, question: invoices),
    Sample(testDescription: "CRLF", lineEnd: "\r\n", records: plain, question: invoices),
    Sample(
      testDescription: "UTF-16", lineEnd: "\n", records: plain, question: invoices, isWide: true),
    Sample(
      testDescription: "quotes", lineEnd: "\n",
      records: [
        "number,currency,date,total,reference", "1,EUR,2026-03-01,120.00,\"two\nlines\"",
        "2,EUR,2026-03-02,35.50,\"a \"\"word\"\"\"", "3,EUR,2026-03-03,7.25,\"Ä, ö\"",
      ], question: "invoices show number, total, reference"),
    Sample(
      testDescription: "lines", lineEnd: "\n",
      records: [
        "Invoice,Date,Currency,Item,Quantity,Price", "1,2026-03-01,EUR,A,2,10.00",
        "1,2026-03-01,EUR,B,1,5.00", "2,2026-03-02,EUR,A,3,10.50",
      ], question: "lines show document, item, quantity, unit_price"),
  ]

  @Test(arguments: samples)
  func everyCutIsAnErrorOrWholeRows(_ sample: Sample) throws {
    let mark: [UInt8] = sample.isWide ? [0xFF, 0xFE] : []
    let pieces = sample.records.map { sample.bytes($0 + sample.lineEnd) }
    let file = mark + pieces.flatMap { $0 }
    let end = sample.bytes(String(sample.lineEnd.unicodeScalars.prefix(1))).count
    let rest = sample.bytes(sample.lineEnd).count - end
    // Where the line end of each record begins to be there.
    var ends: [Int] = []
    var place = mark.count
    for piece in pieces {
      place += piece.count
      ends.append(place - rest)
    }
    let whole = try TruncationTests.rows(of: file, sample)
    #expect(whole.rows.count == sample.records.count - 1)
    #expect(whole.notes == [])
    var opened = 0
    var inDoubt = 0
    for count in 0..<file.count {
      let complete = ends.dropFirst().count { $0 <= count }
      let cut: (rows: [String], notes: [String], read: Int)
      do {
        cut = try TruncationTests.rows(of: Array(file[..<count]), sample)
      } catch let error as Diagnostic {
        #expect(error.message.contains("invoices.csv") || error.code == .nothingToOpen)
        // A part of the headings, half a character, or an open quote.
        #expect(ends[0] > count || [.notUTF8, .unclosedField].contains(error.code), "\(count)")
        continue
      }
      opened += 1
      guard ends[0] <= count else {
        #expect(cut.rows == [])
        continue
      }
      // The row that the cut goes through is accepted, refused, or not there at all.
      #expect([complete, complete + 1].contains(cut.read), "\(count)")
      #expect(Array(cut.rows.prefix(complete)) == Array(whole.rows.prefix(complete)), "\(count)")
      if cut.rows.count > complete {
        #expect(cut.rows.count == complete + 1)
        let isTold = cut.notes.contains { $0.contains("no line end follows") }
        #expect(isTold, "\(count)")
        inDoubt += 1
      }
    }
    #expect(opened > 20)
    #expect(inDoubt > 0)
  }

  /// The rows that a file answers with, and the notes of the report.
  private static func rows(
    of file: [UInt8], _ sample: Sample
  ) throws -> (rows: [String], notes: [String], read: Int) {
    let book = try AskedBook(["invoices.csv": file], encoding: sample.isWide ? "utf-16" : nil)
    let report = book.opened.report
    #expect(report.rowsRead == book.opened.accepted + book.opened.refusals.count)
    let table = PlainRows(Array(book.answer(sample.question, asOf: .last).utf8))
    return (
      table.rows.map { $0.joined(separator: "|") }, report.files.flatMap(\.notes), report.rowsRead
    )
  }
}
