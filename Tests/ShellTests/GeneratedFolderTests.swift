import Foundation
import TestSupport
import Testing

/// Books that another program wrote, both sides in each file, opened without a mapping.
@Suite(
  .enabled(
    if: PublicData.generator != nil && DuckDBJudge.isInstalled,
    "gen_invoices.py or DuckDB is absent"))
struct GeneratedFolderTests {
  @Test func answersAgreeWithDuckDB() throws {
    let folder = try TemporaryFolder()
    let written = try ProgramRun(
      shell: "python3 '\(PublicData.generator ?? "")' --scale 2000 --out '\(folder.path)'")
    try #require(written.status == 0)
    let names = [
      "invoices", "invoice_lines", "credit_notes", "payments", "allocations", "orders",
      "order_lines", "customers", "vendors",
    ]
    let judge = DuckDBJudge(
      tables: names.map { ($0, "\(folder.path)/\($0).csv") },
      arguments: "'\(folder.path)' --today 2025-12-31 --strict")
    try GeneratedFolderTests.compareWithMeta(folder.path)
    try judge.compare(GeneratedFolderTests.documents)
    try judge.compare(GeneratedFolderTests.parts)
    try judge.compare(GeneratedFolderTests.links)
  }

  /// What the writer of the folder says about it.
  private struct Meta: Decodable {
    struct Table: Decodable {
      let rows: Int
    }
    let tables: [String: Table]
  }

  /// As many records as the folder's own description says, both sides together.
  private static func compareWithMeta(_ folder: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/meta.json"))
    let meta = try JSONDecoder().decode(Meta.self, from: bytes)
    let collections: KeyValuePairs = [
      "invoices": ["invoices", "bills"], "invoice_lines": ["invoice_lines", "bill_lines"],
      "credit_notes": ["credits", "vendor_credits"], "payments": ["payments", "bill_payments"],
      "allocations": ["allocations", "bill_allocations"], "orders": ["orders", "purchase_orders"],
      "order_lines": ["order_lines", "purchase_order_lines"], "customers": ["customers"],
      "vendors": ["vendors"],
    ]
    #expect(meta.tables.count >= collections.count)
    // What credit notes settle is in no row of the folder.
    let questions = collections.flatMap { table, names in
      names.map { table == "allocations" ? "\($0) where credit is missing count" : "\($0) count" }
    }
    let run = try ProgramRun([folder, "-o", "csv"] + questions.flatMap { ["-c", $0] })
    var counts = run.output.split(whereSeparator: \.isNewline).compactMap { Int($0) }[...]
    for (table, names) in collections {
      let own = counts.prefix(names.count)
      counts = counts.dropFirst(names.count)
      #expect(own.reduce(0, +) == meta.tables[table]?.rows, "\(table): \(own)")
    }
    #expect(counts.isEmpty)
  }

  /// What each side has: its collections, its words in the files, and its first letter of parties.
  private static let sides:
    [(
      documents: String, kind: String, party: String, order: String, credits: String,
      payments: String, orders: String, lines: String, orderLines: String, allocations: String
    )] = [
      (
        "invoices", "AR", "customer", "SO", "credits", "payments", "orders", "invoice_lines",
        "order_lines", "allocations"
      ),
      (
        "bills", "AP", "vendor", "PO", "vendor_credits", "bill_payments", "purchase_orders",
        "bill_lines", "purchase_order_lines", "bill_allocations"
      ),
    ]

  private static let documents: [DuckDBJudge.Pair] = sides.flatMap { side in
    let documents = "from invoices where kind = '\(side.kind)'"
    return [
      (
        "\(side.documents) count, sum total, sum net, sum tax by currency",
        """
        select currency, count(*), sum(total::decimal(18,2)), currency,
        sum(subtotal::decimal(18,2)), currency, sum(tax::decimal(18,2)), currency
        \(documents) group by currency
        """
      ),
      (
        "\(side.documents) count, min date, max due by \(side.party).name",
        """
        select p.name, count(*), min(issue_date), max(due_date)
        from invoices i join \(side.party)s p on p.id = i.party_id
        where kind = '\(side.kind)' group by 1
        """
      ),
      (
        "\(side.documents) count by discount_pct, po is missing",
        "select discount_pct::decimal(9,1), case when po_number is null then 'yes' else 'no' end, "
          + "count(*) \(documents) group by all"
      ),
      (
        "\(side.documents) sum owed, sum received, sum credited by currency".replacing(
          "received", with: side.kind == "AR" ? "received" : "paid_out"),
        """
        select currency, sum(total::decimal(18,2) - paid - credited), currency,
        sum(paid), currency, sum(credited), currency
        from (select i.*, coalesce((select sum(amount::decimal(18,2)) from allocations a
        where a.invoice_number = i.number), 0) as paid,
        coalesce((select sum(total::decimal(18,2)) from credit_notes c
        where c.invoice_number = i.number), 0) as credited from invoices i)
        where kind = '\(side.kind)' group by currency
        """
      ),
    ]
  }

  private static let parts: [DuckDBJudge.Pair] = sides.flatMap { side in
    [
      (
        "\(side.credits) count, sum amount, sum net by currency, reason",
        """
        select currency, reason, count(*), sum(total::decimal(18,2)), currency,
        sum(subtotal::decimal(18,2)), currency
        from credit_notes where kind = '\(side.kind)' group by all
        """
      ),
      (
        "\(side.payments) count, sum amount by currency, method",
        """
        select currency, method, count(*), sum(amount::decimal(18,2)), currency
        from payments where party_id in (select id from \(side.party)s) group by all
        """
      ),
      (
        "\(side.orders) count, sum total, max expected_date by currency",
        """
        select currency, count(*), sum(total::decimal(18,2)), currency, max(expected_date)
        from orders where kind = '\(side.order)' group by currency
        """
      ),
      (
        "\(side.lines) count, sum amount, sum quantity by document.currency",
        """
        select currency, count(*), sum(amount::decimal(18,2)), currency,
        sum(quantity::decimal(18,3))
        from invoice_lines l join invoices i on i.number = l.invoice_number
        where kind = '\(side.kind)' group by currency
        """
      ),
    ]
  }

  private static let links: [DuckDBJudge.Pair] = sides.flatMap { side in
    [
      (
        "\(side.lines) where description has \"dock\" "
          + "show document.number, line, item, description",
        """
        select invoice_number, line_no, sku, description
        from invoice_lines l join invoices i on i.number = l.invoice_number
        where kind = '\(side.kind)' and description ilike '%dock%'
        """
      ),
      (
        "\(side.orderLines) count by document.\(side.party).number",
        """
        select party_id, count(*) from order_lines l join orders o on o.number = l.order_number
        where kind = '\(side.order)' group by 1
        """
      ),
      (
        "\(side.allocations) where payment is not missing "
          + "count, sum amount by currency, document.\(side.party).number",
        """
        select i.currency, i.party_id, count(*), sum(a.amount::decimal(18,2)), i.currency
        from allocations a join invoices i on i.number = a.invoice_number
        join payments p on p.id = a.payment_id and p.party_id = i.party_id
        where kind = '\(side.kind)' group by all
        """
      ),
      (
        "\(side.credits) count by \(side.documents.dropLast()).number is missing",
        """
        select case when invoice_number is null then 'yes' else 'no' end, count(*)
        from credit_notes where kind = '\(side.kind)' group by 1
        """
      ),
    ]
  }
}
