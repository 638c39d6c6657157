import Foundation
import TestSupport
import Testing

/// The public files that stand beside the project, where they do.
private enum PublicFigures {
  static let folder: String? = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path() != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appending(path: "shared/data").path()
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
  }()

  static let sqlite = "/usr/bin/sqlite3"
  static let arePresent =
    folder != nil && FileManager.default.isExecutableFile(atPath: sqlite)
}

/// What two public sets come to, beside whole numbers added up by sqlite3.
@Suite(.enabled(if: PublicFigures.arePresent, "../shared/data or sqlite3 is absent"))
struct PublicFiguresTests {
  /// The answers to questions about files opened with a mapping of the tests, headings left out.
  private static func answers(
    _ files: [String], map: String, _ questions: [String]
  ) throws -> [String] {
    let paths = files.map { (PublicFigures.folder ?? "") + "/" + $0 }
    let asked = questions.flatMap { ["-c", $0] }
    let run = try ProgramRun(
      paths + ["--map", "Tests/ShellTests/Mappings/" + map, "-o", "csv"] + asked)
    #expect(!run.errors.contains("error"), "\(run.errors)")
    let lines = run.output.split { $0.isNewline }.map(String.init)
    return lines.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  /// The same from sqlite3: one value a question, of tables named after the files.
  private static func judged(_ tables: [String: String], _ sql: [String]) throws -> [String] {
    let loads = tables.sorted { $0.key < $1.key }.map { name, file in
      ".import --csv '\(PublicFigures.folder ?? "")/\(file)' \(name)"
    }
    let script = (loads + sql.map { $0 + ";" }).joined(separator: "\n")
    let folder = try TemporaryFolder()
    try Data(script.utf8).write(to: URL(fileURLWithPath: folder.path + "/script.sql"))
    let run = try ProgramRun(
      shell: "\(PublicFigures.sqlite) -batch :memory: < '\(folder.path)/script.sql'")
    #expect(run.errors.isEmpty, "\(run.errors)")
    return run.output.split { $0.isNewline }.map(String.init)
  }

  /// SQL for the whole number of ten thousandths that a decimal text has.
  private static func tenThousandths(_ column: String) -> String {
    "cast(round(cast(\(column) as real) * 10000) as integer)"
  }

  /// A sum of ten thousandths as a decimal without zeros at its end.
  private static func decimal(_ text: String) -> String {
    guard let whole = Int(text) else { return text }
    var digits = "\(whole / 10_000)." + "\(whole % 10_000 + 10_000)".dropFirst()
    while digits.last == "0", digits.suffix(3).first != "." { digits.removeLast() }
    return digits
  }

  @Test func northwindHasItsDiscounts() throws {
    let found = try PublicFiguresTests.answers(
      ["northwind/Orders.csv", "northwind/Order_Details.csv", "northwind/Customers.csv"],
      map: "northwind.map",
      [
        "orders count", "order_lines count", "order_lines count(where discount_rate > 0)",
        "order_lines sum amount", "order_lines sum discount", "orders sum charges",
        "orders sum total", "orders where any(lines where amount is missing) count",
        "orders where total != sum(lines.amount) + charges count",
        "orders where customer.country = \"Germany\" sum lines.amount",
      ])
    // Prices have two decimals and rates two: q × p × (100 - rate) is a count of ten thousandths.
    let price = "cast(round(UnitPrice * 100) as integer)"
    let rate = "cast(round(Discount * 100) as integer)"
    let net = "sum(Quantity * \(price) * (100 - \(rate)))"
    let freight = "sum(\(PublicFiguresTests.tenThousandths("Freight")))"
    let judged = try PublicFiguresTests.judged(
      [
        "o": "northwind/Orders.csv", "d": "northwind/Order_Details.csv",
        "c": "northwind/Customers.csv",
      ],
      [
        "select count(*) from o", "select count(*) from d",
        "select count(*) from d where cast(Discount as real) > 0", "select \(net) from d",
        "select sum(Quantity * \(price) * \(rate)) from d", "select \(freight) from o",
        "select (select \(net) from d) + (select \(freight) from o)", "select 0", "select 0",
        """
        select \(net) from d join o using (OrderID) join c using (CustomerID)
        where c.Country = 'Germany'
        """,
      ])
    let money = [3, 4, 5, 6, 9]
    let wanted = judged.enumerated().map {
      money.contains($0.offset) ? PublicFiguresTests.decimal($0.element) : $0.element
    }
    #expect(found == wanted)
    #expect(found.prefix(2) == ["830", "2155"])
    #expect(found[3] == "1265793.0395")
  }

  @Test func adventureWorksPurchasesAddUp() throws {
    let folder = "adventureworks-purchasing/"
    let found = try PublicFiguresTests.answers(
      [
        folder + "Vendor.csv", folder + "PurchaseOrderHeader.csv",
        folder + "PurchaseOrderDetail.csv", folder + "CurrencyRate.csv",
      ],
      map: "adventureworks.map",
      [
        "vendors count", "purchase_orders count", "purchase_order_lines count", "rates count",
        "purchase_order_lines count(where received < quantity)",
        "purchase_order_lines count(where rejected > 0)", "purchase_orders sum total",
        "purchase_orders sum charges", "purchase_orders where net = sum(lines.amount) count",
        "purchase_orders where total = net + tax + charges count",
        "purchase_orders where vendor is missing count",
        "purchase_order_lines where document is missing count",
        "purchase_orders where status = 4 count",
        "purchase_orders where vendor.account_number = \"LITWARE0001\" sum total",
        "rates where date = 2023-01-02 and to_currency = EUR show rate",
      ])
    let total = "sum(\(PublicFiguresTests.tenThousandths("TotalDue")))"
    let judged = try PublicFiguresTests.judged(
      [
        "v": folder + "Vendor.csv", "h": folder + "PurchaseOrderHeader.csv",
        "d": folder + "PurchaseOrderDetail.csv", "r": folder + "CurrencyRate.csv",
      ],
      [
        "select count(*) from v", "select count(*) from h", "select count(*) from d",
        "select count(*) from r",
        "select count(*) from d where cast(ReceivedQty as real) < cast(OrderQty as real)",
        "select count(*) from d where cast(RejectedQty as real) > 0", "select \(total) from h",
        "select sum(\(PublicFiguresTests.tenThousandths("Freight"))) from h",
        "select count(*) from h", "select count(*) from h", "select 0", "select 0",
        "select count(*) from h where Status = 4",
        """
        select \(total) from h join v on VendorID = BusinessEntityID
        where AccountNumber = 'LITWARE0001'
        """,
        """
        select rtrim(EndOfDayRate, '0') from r
        where CurrencyRateDate like '2023-01-02%' and ToCurrencyCode = 'EUR'
        """,
      ])
    let money = [6, 7, 13]
    let wanted = judged.enumerated().map {
      money.contains($0.offset) ? PublicFiguresTests.decimal($0.element) : $0.element
    }
    #expect(zip(found, wanted).allSatisfy { $0.hasSuffix($1) }, "\(found) \(wanted)")
    #expect(found.count == wanted.count)
    #expect(found.prefix(6) == ["104", "4012", "8845", "13532", "380", "563"])
  }
}
