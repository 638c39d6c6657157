/// A book as SQL tables, and section 5 of the language's definition as SQL.
///
/// Amounts, quantities and rates are whole numbers of ten-thousandths; days are ISO text, which
/// sorts as days do; an empty cell is NULL. Nothing of invoq takes part.
package enum SQLiteSchema {
  /// Loads the CSV files of a folder and works out documents, payments and parties as of some days.
  package static func script(folder: String, days: [String]) -> String {
    var lines = tables.map { file, _ in
      ".import --csv '\(folder)/\(file).csv' \(file)_file"
    }
    lines += tables.map { "CREATE TABLE \($0) AS SELECT \($1) FROM \($0)_file;" }
    lines += ["disputes", "bill_disputes"].map { "CREATE INDEX \($0)_of ON \($0)(document);" }
    lines.append("CREATE TABLE asked(day TEXT PRIMARY KEY);")
    lines += days.map { "INSERT OR IGNORE INTO asked VALUES ('\($0)');" }
    lines += sides.flatMap(views)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The files, each with its columns: text, and `#` before what is a figure.
  private static let tables: [(String, String)] = [
    ("customers", columns(party)), ("vendors", columns(party)),
    (
      "invoices",
      columns(
        """
        number customer date due terms currency #net #tax #total po reference country tags sent \
        flagged draft void_on recorded recorded_by
        """)
    ),
    (
      "bills",
      columns(
        """
        number vendor_number vendor date due terms currency #net #tax #total po reference approved \
        flagged held void_on recorded recorded_by
        """) + ", 'no' AS draft, NULL AS country"
    ),
    ("invoice_lines", columns(line)), ("bill_lines", columns(line)),
    ("credit_lines", columns(line)), ("vendor_credit_lines", columns(line)),
    ("order_lines", columns(line)), ("purchase_order_lines", columns(line)),
    ("credits", columns("number customer invoice date currency #net #tax #amount reason")),
    ("vendor_credits", columns("number vendor bill date currency #net #tax #amount reason")),
    ("payments", columns("number customer date #amount currency method reference payer recorded")),
    ("bill_payments", columns("number vendor date #amount currency method reference payer")),
    ("allocations", columns("payment credit document date #amount currency")),
    ("bill_allocations", columns("payment credit document date #amount currency")),
    ("orders", columns("number customer date po currency #net #tax #total")),
    ("purchase_orders", columns("number vendor date po currency #net #tax #total")),
    ("disputes", columns("document date #amount reason resolved_on")),
    ("bill_disputes", columns("document date #amount reason resolved_on")),
    ("promises", columns("document date due #amount text resolved_on")),
    ("notes", columns("customer document date text recorded_by")),
    ("rates", columns("date from_currency to_currency #rate")),
    ("bank_lines", columns("number date #amount currency payer iban text payment")),
  ]

  private static let party = """
    number name contact phone email address country currency terms #credit_limit tax_id iban \
    po_required tags
    """

  private static let line =
    "document line item description #quantity #unit_price #discount #amount #tax_rate #tax"

  private static func columns(_ names: String) -> String {
    (["rowid AS ord"]
      + names.split(separator: " ").map { name in
        guard name.first == "#" else { return "nullif(\(name), '') AS \(name)" }
        return figure(String(name.dropFirst()))
      }).joined(separator: ", ")
  }

  /// The digits of `12.5` with four of them behind the point, as a whole number.
  private static func figure(_ name: String) -> String {
    """
    CASE \(name) WHEN '' THEN NULL ELSE CAST(replace(\(name), '.', '') || substr('0000', 1 + \
    CASE instr(\(name), '.') WHEN 0 THEN 0 ELSE length(\(name)) - instr(\(name), '.') END) \
    AS INTEGER) END AS \(name)
    """
  }
}

// MARK: - As of a day

extension SQLiteSchema {
  /// What one side calls its tables.
  private struct Side {
    let document: String
    let documents: String
    let party: String
    let parties: String
    let payments: String
    let credits: String
    let allocations: String
    let disputes: String
  }

  private static let sides = [
    Side(
      document: "invoice", documents: "invoices", party: "customer", parties: "customers",
      payments: "payments", credits: "credits", allocations: "allocations", disputes: "disputes"),
    Side(
      document: "bill", documents: "bills", party: "vendor", parties: "vendors",
      payments: "bill_payments", credits: "vendor_credits", allocations: "bill_allocations",
      disputes: "bill_disputes"),
  ]

  /// `invoice_at`, `payments_at`, `credits_at` … : one row a record and asked day.
  private static func views(_ side: Side) -> [String] {
    let settled = "\(side.document)_settled"
    return [
      """
      CREATE TABLE \(settled) AS
      SELECT a.ord, a.document, a.payment, a.credit, a.amount, a.currency,
        max(coalesce(a.date, ''), d.date, coalesce(p.date, ''), coalesce(c.date, '')) AS effective
      FROM \(side.allocations) a JOIN \(side.documents) d ON d.number = a.document
        LEFT JOIN \(side.payments) p ON p.number = a.payment
        LEFT JOIN \(side.credits) c ON c.number = a.credit;
      CREATE INDEX \(settled)_document ON \(settled)(document);
      CREATE INDEX \(settled)_payment ON \(settled)(payment);
      CREATE INDEX \(settled)_credit ON \(settled)(credit);
      """,
      documentsAt(side, settled),
      remainders(side.payments, key: "payment", settled),
      remainders(side.credits, key: "credit", settled),
    ]
  }

  private static func documentsAt(_ side: Side, _ settled: String) -> String {
    """
    CREATE TABLE \(side.document)_at AS
    WITH settled AS MATERIALIZED (
        SELECT asked.day, d.*, p.name, coalesce(d.country, p.country) AS at_country,
          p.country AS party_country,
          coalesce(d.void_on <= asked.day, 0) AS is_void, d.draft = 'yes' AS is_draft,
          coalesce((SELECT sum(amount) FROM \(settled) s WHERE s.document = d.number
            AND effective <= day AND payment IS NOT NULL), 0) AS received,
          coalesce((SELECT sum(amount) FROM \(settled) s WHERE s.document = d.number
            AND effective <= day AND credit IS NOT NULL), 0) AS credited,
          (SELECT max(effective) FROM \(settled) s WHERE s.document = d.number
            AND effective <= day) AS last_settled,
          EXISTS (SELECT 1 FROM \(side.disputes) q WHERE q.document = d.number
            AND q.date <= day AND (resolved_on IS NULL OR resolved_on > day)) AS is_disputed
        FROM asked JOIN \(side.documents) d ON d.date <= asked.day
          LEFT JOIN \(side.parties) p ON p.number = d.\(side.party)),
      charged AS MATERIALIZED (
        SELECT *, CASE WHEN is_void OR is_draft THEN 0 ELSE total END - received - credited AS owed
        FROM settled),
      tested AS MATERIALIZED (
        SELECT *,
          NOT is_void AND NOT is_draft AND owed <> 0 AS is_open,
          NOT is_void AND NOT is_draft AND owed = 0 AS is_paid,
          NOT is_void AND NOT is_draft AND owed > 0 AND coalesce(due < day, 0) AS is_overdue,
          CAST(julianday(day) - julianday(due) AS INTEGER) AS days_overdue,
          CAST(julianday(day) - julianday(date) AS INTEGER) AS age
        FROM charged)
    SELECT *,
      CASE WHEN is_void THEN 'void' WHEN is_draft THEN 'draft' WHEN NOT is_open THEN 'paid'
        WHEN is_overdue THEN 'overdue' WHEN received <> 0 OR credited <> 0 THEN 'part_paid'
        ELSE 'unpaid' END AS status,
      CASE WHEN days_overdue IS NULL THEN 'no due date' WHEN days_overdue <= 0 THEN 'not due'
        WHEN days_overdue <= 30 THEN '1-30' WHEN days_overdue <= 60 THEN '31-60'
        WHEN days_overdue <= 90 THEN '61-90' ELSE 'over 90' END AS aging,
      CASE WHEN is_paid THEN julianday(last_settled) - julianday(date) END AS days_to_pay
    FROM tested;
    """
  }

  private static func remainders(_ table: String, key: String, _ settled: String) -> String {
    """
    CREATE TABLE \(table)_at AS
    SELECT *, amount - applied AS unapplied
    FROM (SELECT asked.day, r.*, coalesce((SELECT sum(s.amount) FROM \(settled) s
        WHERE s.\(key) = r.number AND effective <= asked.day), 0) AS applied
      FROM asked JOIN \(table) r ON r.date <= asked.day);
    """
  }
}
