import Foundation
import Model
import OracleSupport
import Shell
import Testing

/// The 24 month ends of a public sample, worked out elsewhere with exact decimals.
struct MonthEndTests {
  /// One line of `EXPECTED_aging.csv`.
  private struct MonthEnd {
    let day: String
    let cells: [String: String]

    /// Count and amount of a bucket.
    func bucket(_ name: String) -> [String] {
      [cells["n_\(name)"] ?? "", cells["amt_\(name)"] ?? ""]
    }
  }

  private static func expected(in folder: String) throws -> [MonthEnd] {
    let text = try String(contentsOfFile: folder + "/EXPECTED_aging.csv", encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",").map(String.init)
    }
    return lines.dropFirst().map { line in
      MonthEnd(day: line[0], cells: Dictionary(uniqueKeysWithValues: zip(lines[0], line)))
    }
  }

  @Test(arguments: ["WA_Fn-UseC_-Accounts-Receivable.csv", "variant_dd-mm-yyyy.csv"])
  func agingIsExactAtEachMonthEnd(file: String) throws {
    guard let folder = SharedData.receivables else {
      return SharedData.skip("the 24 month ends of \(file)", because: "../shared/data is absent")
    }
    let book = try OpenBook.open([folder + "/" + file])
    let today = try #require(CivilDate(year: 2026, month: 5, day: 20))
    let engine = Engine(book.view, today: today)
    let monthEnds = try MonthEndTests.expected(in: folder)
    #expect(monthEnds.count == 24)
    for monthEnd in monthEnds {
      let aging = try engine.plain(
        "invoices as of \(monthEnd.day) where open count as n, sum owed as amount by aging")
      let wanted = [("not due", "current"), ("1-30", "1_30"), ("31-60", "31_60")].compactMap {
        bucket, name -> [String]? in
        let (count, amount) = (monthEnd.bucket(name)[0], monthEnd.bucket(name)[1])
        return count == "0" ? nil : [bucket, count, MonthEndTests.plain(amount)]
      }
      #expect(aging.rows == wanted, "\(file), \(monthEnd.day)")
      let open = try engine.plain(
        """
        invoices as of \(monthEnd.day) where open
          count as n, sum owed as amount, count(where disputed) as disputed,
          count(where days_overdue = 30) as edge
        """)
      let all = ["open_invoices", "open_amount", "n_disputed_open", "n_exactly_30_days_late"].map {
        MonthEndTests.plain(monthEnd.cells[$0] ?? "")
      }
      #expect(open.rows == [all], "\(file), \(monthEnd.day)")
    }
  }

  /// A figure as `PlainTable` writes it: an amount of the unnamed currency starts with a space.
  private static func plain(_ figure: String) -> String {
    guard figure.contains("."), let number = Decimal(figure) else { return figure }
    return " " + number.normalized.description
  }

  private typealias Decimal = Model.Decimal
}
