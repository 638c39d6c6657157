/// What does not add up, and what is there twice, once more in SQL.
extension Question {
  /// Half of the smallest unit, in ten-thousandths.
  private static let half = "(CASE WHEN d.currency = 'JPY' THEN 5000 ELSE 50 END)"

  /// Neither draft nor void, and entered by today.
  private static let isChecked = """
    d.draft = 'no' AND coalesce(d.void_on > '\(today)', 1) AND d.recorded <= '\(today)'
    """

  static let findings: [Question] = [
    Question(
      .accuracy, "invoices.findings where rule is \"line-amount\" show document, line",
      sql: """
        SELECT l.document, l.line FROM invoice_lines l JOIN invoices d ON d.number = l.document
        WHERE \(isChecked) AND d.date <= '\(today)' AND abs(l.amount * 10000
          - (l.quantity * l.unit_price - coalesce(l.discount, 0) * 10000)) > 10000 * \(half)
        """),
    Question(
      .accuracy,
      """
      findings where level is standard and invoice is not missing show rule, document, difference
      """,
      sql: """
        WITH sums AS (SELECT document, sum(amount) AS lines FROM invoice_lines GROUP BY 1)
        SELECT 'BR-CO-10', d.number, \(money("net - lines")) FROM invoices d
          JOIN sums ON document = number WHERE \(isChecked) AND abs(net - lines) > \(half)
        UNION ALL SELECT 'BR-CO-15', d.number, \(money("total - net - tax")) FROM invoices d
          WHERE \(isChecked) AND abs(total - net - tax) > \(half)
        """),
    Question(
      .currencyAndTax,
      "findings where rule is \"tax-rate\" and invoice is not missing show document",
      sql: """
        SELECT d.number FROM invoices d JOIN (
          SELECT document, sum(amount * tax_rate) AS tax, count(*) AS n
          FROM invoice_lines GROUP BY 1) l ON l.document = d.number
        WHERE \(isChecked) AND abs(d.tax * 10000 - l.tax) > 10000 * n * \(half)
        """),
    Question(
      .overpayment,
      """
      findings where rule is "overpaid" and invoice.date <= today
        show document, difference
      """,
      sql: """
        SELECT a.number, \(money("-a.owed", "a.currency")) FROM invoice_at a
          JOIN invoices d ON d.number = a.number
        WHERE a.day = '\(today)' AND a.owed < 0 AND d.total >= 0
          AND d.recorded <= '\(today)'
        """),
    Question(
      .entering,
      "findings where rule is \"future-date\" and bill is not missing show bill.number, found",
      sql: """
        SELECT number, date FROM bills d WHERE \(isChecked) AND date > '\(today)'
        """),
    Question(
      .entering,
      """
      findings where rule is "missing-field" and (invoice is not missing or bill is not missing)
        show document, expected
      """,
      sql: """
        SELECT d.number, 'due' FROM invoices d WHERE \(isChecked) AND due IS NULL
        UNION ALL SELECT d.number, 'due' FROM bills d WHERE \(isChecked) AND due IS NULL
        UNION ALL SELECT d.number, 'po' FROM invoices d JOIN customers c ON c.number = d.customer
          WHERE \(isChecked) AND po IS NULL AND po_required = 'yes'
        UNION ALL SELECT d.number, 'po' FROM bills d JOIN vendors v ON v.number = d.vendor
          WHERE \(isChecked) AND po IS NULL AND po_required = 'yes'
        """),
    Question(
      .accuracy, "findings where rule is \"sequence-gap\" show document, expected",
      sql: """
        SELECT number, printf('INV-%05d', place - 1) FROM (
          SELECT number, place, place - lag(place) OVER (ORDER BY place) AS step FROM (
            SELECT number, CAST(substr(number, 5) AS INTEGER) AS place FROM invoices
            WHERE recorded <= '\(today)'))
        WHERE step = 2
        """),
    Question(
      .currencyAndTax,
      "findings where rule is \"currency-mismatch\" show bill.number, expected, found",
      sql: """
        SELECT d.number, o.currency, d.currency FROM bills d
          JOIN purchase_orders o ON o.po = d.po AND o.vendor = d.vendor
        WHERE \(isChecked) AND o.currency <> d.currency
        """),
  ]

  /// The day that the terms of the sample books give, which are of four kinds.
  private static let dueByTerms = """
    CASE WHEN d.terms = 'due on receipt' THEN d.date
      WHEN d.terms = '2/10 net 30' THEN date(d.date, '+30 days')
      WHEN d.terms = '30 days end of month'
        THEN date(d.date, '+30 days', 'start of month', '+1 month', '-1 day')
      WHEN d.terms LIKE 'net %' THEN date(d.date, '+' || substr(d.terms, 5) || ' days') END
    """

  /// One of the smallest unit for a price times a quantity, in ten-thousandths of each.
  private static let unit = "(CASE WHEN d.currency = 'JPY' THEN 100000000 ELSE 1000000 END)"

  /// What bills and invoices say beside their terms, their orders and what came before.
  static let agreements: [Question] = [
    Question(
      .accuracy, "findings where rule is \"due-terms\" show document, expected, found",
      sql: ["invoices", "bills"].map {
        """
        SELECT number, \(dueByTerms), due FROM \($0) d
        WHERE \(isChecked) AND due <> \(dueByTerms)
        """
      }.joined(separator: " UNION ALL ")),
    Question(
      .accuracy, "findings where rule is \"price-order\" show document, line, difference",
      sql: """
        SELECT d.number, l.line, d.currency || ' ' || CASE WHEN d.currency = 'JPY'
          THEN CAST(round((l.unit_price - g.unit_price) * l.quantity / 1e8) AS INTEGER) || 'e-0'
          ELSE CAST(round((l.unit_price - g.unit_price) * l.quantity / 1e6) AS INTEGER) || 'e-2' END
        FROM bill_lines l JOIN bills d ON d.number = l.document
          JOIN purchase_orders o ON o.po = d.po AND o.vendor = d.vendor
          JOIN purchase_order_lines g ON g.document = o.number AND g.item = l.item
        WHERE \(isChecked) AND o.currency = d.currency
          AND abs((l.unit_price - g.unit_price) * l.quantity) > \(unit)
        """),
    Question(
      .accuracy,
      "findings where rule is \"quantity-order\" show document, line, expected, found",
      sql: """
        WITH billed AS (
          SELECT d.number, d.date, l.line, l.item, l.rowid AS place, o.number AS po, l.quantity
          FROM bill_lines l JOIN bills d ON d.number = l.document
            JOIN purchase_orders o ON o.po = d.po AND o.vendor = d.vendor
          WHERE \(isChecked)),
        credited AS (
          SELECT o.number AS po, l.item, sum(l.quantity) AS quantity FROM vendor_credit_lines l
            JOIN vendor_credits c ON c.number = l.document JOIN bills d ON d.number = c.bill
            JOIN purchase_orders o ON o.po = d.po AND o.vendor = d.vendor
          GROUP BY 1, 2),
        ordered AS (
          SELECT document AS po, item, sum(quantity) AS quantity FROM purchase_order_lines
          GROUP BY 1, 2)
        SELECT number, line, ordered, billed FROM (
          SELECT b.number, b.line, r.quantity / 1e4 AS ordered,
            (sum(b.quantity) OVER (PARTITION BY b.po, b.item ORDER BY b.date, b.place)
              - coalesce(c.quantity, 0)) / 1e4 AS billed
          FROM billed b JOIN ordered r ON r.po = b.po AND r.item = b.item
            LEFT JOIN credited c ON c.po = b.po AND c.item = b.item)
        WHERE billed > ordered
        """),
    Question(
      .accuracy, "findings where rule is \"price-last\" show document, line",
      sql: [("invoice", "customer"), ("bill", "vendor")].map { document, party in
        """
        SELECT number, line FROM (
          SELECT d.number, l.line, l.unit_price, (
            SELECT p.unit_price
            FROM \(document)_lines p JOIN \(document)s e ON e.number = p.document
            WHERE e.\(party) = d.\(party) AND p.item = l.item AND e.currency = d.currency
              AND e.date < d.date AND \(isChecked.replacing("d.", with: "e."))
            ORDER BY e.date DESC, p.rowid DESC LIMIT 1) AS last
          FROM \(document)_lines l JOIN \(document)s d ON d.number = l.document WHERE \(isChecked))
        WHERE abs(unit_price - last) * 20 > last
        """
      }.joined(separator: " UNION ALL ")),
    Question(
      .discrepancies, "findings where rule is \"credit-without-original\" show credit.number",
      sql: "SELECT number FROM credits WHERE invoice IS NULL AND date <= '\(today)'"),
  ]

  static let duplicates: [Question] = [
    Question(
      .overpayment,
      """
      duplicates where reasons has "same number" and reasons has "same vendor"
          and reasons has "amount" and reasons has "date"
        show first.number, second.number, amount
      """,
      sql: """
        SELECT a.number, b.number, \(money("b.total", "b.currency"))
        FROM bills a JOIN bills b ON a.vendor_number = b.vendor_number AND a.vendor = b.vendor
          AND a.total = b.total AND a.currency = b.currency AND a.date = b.date
          AND a.number < b.number
          JOIN bill_at x ON x.number = a.number AND x.day = '\(today)'
          JOIN bill_at y ON y.number = b.number AND y.day = '\(today)'
        WHERE x.status <> 'void' AND y.status <> 'void'
          AND x.credited < a.total AND y.credited < b.total
        """)
  ]
}
