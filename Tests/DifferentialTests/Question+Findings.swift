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
