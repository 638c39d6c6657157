import Columns
import Importing
import Model
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The shared data stands beside the package, or beside a folder that holds the package.
private enum SharedData {
  static let folder: String? = {
    // package/Tests/ImportingTests/IBMFileTests.swift
    var parents = #filePath.utf8.split(separator: UInt8(ascii: "/")).dropLast(3)
    while parents.popLast() != nil {
      let path = parents.map { "/" + String(Substring($0)) }.joined()
      let folder = path + "/shared/data/ibm-ar-receivables/"
      if unsafe access(folder, R_OK) == 0 { return folder }
    }
    return nil
  }()
  static let main = (folder ?? "") + "WA_Fn-UseC_-Accounts-Receivable.csv"
  static let variant = (folder ?? "") + "variant_dd-mm-yyyy.csv"
}

@Suite(.enabled(if: SharedData.folder != nil, "../shared/data/ibm-ar-receivables is absent"))
struct IBMFileTests {
  struct Invoice: Equatable {
    let number: String
    let days: [Int32]
    let total: Int64
  }

  static func invoices(_ path: String) throws -> (invoices: [Invoice], report: FileReport) {
    let (draft, report) = try Importer.read([path], options: options())
    let table = draft.tables[0]
    var invoices: [Invoice] = []
    guard
      case .text(let codes, let texts)? = table.columns.first(where: { $0.name == "number" })?
        .values,
      case .money(let totals, let scale, _)? = table.columns.first(where: { $0.name == "total" })?
        .values,
      case .date(let dates)? = table.columns.first(where: { $0.name == "date" })?.values,
      case .date(let dues)? = table.columns.first(where: { $0.name == "due" })?.values,
      case .date(let papers)? = table.columns.first(where: { $0.name == "paperless_date" })?.values,
      let settled = table.settledDays
    else {
      Issue.record("a column is missing")
      return ([], report.files[0])
    }
    #expect(scale == 2)
    for row in 0..<table.rowCount {
      let digits = texts[codes[row]].drop { $0 == UInt8(ascii: "0") }
      invoices.append(
        Invoice(
          number: String(decoding: digits, as: UTF8.self),
          days: [dates[row], dues[row], settled[row], papers[row]], total: totals[row]))
    }
    return (invoices.sorted { $0.number < $1.number }, report.files[0])
  }

  @Test func bothDateFormatsGiveTheSameInvoices() throws {
    let (main, report) = try IBMFileTests.invoices(SharedData.main)
    let (variant, other) = try IBMFileTests.invoices(SharedData.variant)
    #expect(main == variant)
    #expect(main.reduce(0) { $0 + $1.total } == 14_770_318)
    for file in [report, other] {
      #expect(file.collection == .invoices)
      #expect(file.rowsRead == 2466)
      #expect(file.accepted == 2466)
      #expect(
        file.columns.map(\.use) == [
          .field("document_country"), .field("customer"), .extra("paperless_date", .date),
          .field("number"), .field("date"), .field("due"), .field("total"),
          .field("marked_disputed"), .settledDay, .extra("paperless_bill", .text),
          .extra("days_to_settle", .number), .extra("days_late", .number),
        ])
    }
    let dates = [2, 4, 5, 8]
    #expect(dates.allSatisfy { report.columns[$0].dateOrder == .monthDayYear })
    #expect(dates.allSatisfy { other.columns[$0].dateOrder == .dayMonthYear })
  }

  @Test func leadingZerosOfNumbersAreKept() throws {
    let (draft, _) = try Importer.read([SharedData.main], options: options())
    guard
      case .text(let codes, let texts)? = draft.tables[0].columns.first(where: {
        $0.name == "number"
      })?.values
    else {
      Issue.record("no numbers")
      return
    }
    #expect(codes.count { texts[$0].first == UInt8(ascii: "0") } == 266)
  }
}
