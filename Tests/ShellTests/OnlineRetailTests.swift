import Foundation
import TestSupport
import Testing

/// A year of a shop's lines, cancellations among them; DuckDB has the figures.
@Suite(
  .enabled(
    if: PublicData.folder != nil && DuckDBJudge.isInstalled, "../shared/data or DuckDB is absent"))
struct OnlineRetailTests {
  @Test func invoicesAndCreditsAgreeWithDuckDB() throws {
    let packed = (PublicData.folder ?? "") + "/uci-online-retail/online_retail.csv.xz"
    let folder = try TemporaryFolder()
    let path = folder.path + "/online_retail.csv"
    try #require(try ProgramRun(shell: "xz -dc '\(packed)' > '\(path)'").status == 0)
    let judge = DuckDBJudge(tables: [("rows", path)], arguments: "'\(path)' --strict")
    try judge.compare(
      [
        ("invoice_lines count, sum amount", OnlineRetailTests.lines(of: ">= 0", sign: "+")),
        ("credit_lines count, sum amount", OnlineRetailTests.lines(of: "< 0", sign: "-")),
      ]
        + ["document_country", "month(date)", "customer.number"].flatMap { key in
          OnlineRetailTests.pairs(by: key)
        })
  }

  /// The documents with what they come to.
  private static let documents = """
    select InvoiceNo, any_value(Country) country, any_value(CustomerID) customer,
    min(InvoiceDate)[:7] as month,
    sum(Quantity::decimal(18,0) * UnitPrice::decimal(18,3)) amount from rows group by 1
    """

  /// The lines of documents that come to more or less than nothing.
  private static func lines(of documents: String, sign: String) -> String {
    """
    select count(*), \(sign)sum(Quantity::decimal(18,0) * UnitPrice::decimal(18,3))
    from rows join (\(OnlineRetailTests.documents)) d using (InvoiceNo)
    where amount \(documents)
    """
  }

  /// Numbers and amounts of invoices and of credit notes by a key; together they are all documents.
  private static func pairs(by key: String) -> [DuckDBJudge.Pair] {
    let column = [
      "document_country": "country", "month(date)": "month", "customer.number": "customer",
    ][key]
    let selected = "select \(column ?? ""), count(*),"
    return [
      (
        "invoices count, sum total by \(key)",
        "\(selected) sum(amount) from (\(documents)) where amount >= 0 group by 1"
      ),
      (
        "credits count, sum amount by \(key)",
        "\(selected) -sum(amount) from (\(documents)) where amount < 0 group by 1"
      ),
    ]
  }
}
