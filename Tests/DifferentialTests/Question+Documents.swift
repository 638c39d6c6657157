extension Question {
  static let accuracy: [Question] = [
    Question(
      .accuracy,
      "invoices where sum lines.amount != net show number, sum lines.amount as lines, net",
      sql: """
        SELECT i.number, \(money("sum(l.amount)", "i.currency")), \(money("i.net", "i.currency"))
        FROM invoices i JOIN invoice_lines l ON l.document = i.number
        WHERE i.date <= '\(today)' GROUP BY i.number HAVING sum(l.amount) <> i.net
        """),
    Question(
      .accuracy, "invoices where total != net + tax show number, total - net - tax as off",
      sql: """
        SELECT number, \(money("total - net - tax")) FROM invoices WHERE total <> net + tax
          AND date <= '\(today)'
        """),
    Question(
      .accuracy,
      """
      invoices.lines where discount = 0 and amount != round(quantity * unit_price)
        show document, line, amount, quantity * unit_price as expected
      """,
      sql: """
        SELECT document, line, \(money("l.amount")),
          currency || ' ' || (quantity * unit_price) || 'e-8'
        FROM invoice_lines l JOIN invoices i ON i.number = l.document
        WHERE l.discount IS NULL AND i.date <= '\(today)' AND l.amount <>
          CASE currency WHEN 'JPY' THEN (quantity * unit_price + 50000000) / 100000000 * 10000
            ELSE (quantity * unit_price + 500000) / 1000000 * 100 END
        """),
    Question(
      .accuracy,
      """
      invoices where due is missing or not due - date in (14, 30, 60)
        show number, terms, date, due, due - date as days
      """,
      sql: """
        SELECT number, terms, date, due, d FROM (
          SELECT *, CAST(julianday(due) - julianday(date) AS INTEGER) AS d FROM invoices)
        WHERE (d IS NULL OR d NOT IN (14, 30, 60)) AND date <= '\(today)'
        """),
    Question(
      .accuracy, "#INV-00010.lines show line, item, quantity, unit_price, amount, tax_rate, tax",
      sql: """
        SELECT line, item, quantity || 'e-4', \(money("unit_price")), \(money("l.amount")),
          tax_rate || 'e-4', \(money("l.tax"))
        FROM invoice_lines l JOIN invoices i ON i.number = document WHERE document = 'INV-00010'
        """),
    Question(
      .accuracy,
      """
      invoices.lines min unit_price as low, max unit_price as high, count as n
        by item, document.currency where high > low * 1.05
      """,
      sql: """
        SELECT item, currency, \(money("min(unit_price)")), \(money("max(unit_price)")), count(*)
        FROM invoice_lines JOIN invoices ON number = document WHERE date <= '\(today)'
        GROUP BY item, currency HAVING max(unit_price) * 100 > min(unit_price) * 105
        """),
  ]

  static let payment: [Question] = [
    Question(
      .payment,
      """
      bills where open and due <= today + 7 days
        count as n, sum owed as to_pay by vendor, currency
      """,
      sql: """
        SELECT name, currency, count(*), \(money("sum(owed)")) FROM bill_at
        WHERE day = '\(today)' AND is_open AND due <= date(day, '+7 days') GROUP BY vendor, currency
        """),
    Question(
      .payment, "bills as of 2025-12-31 where overdue show number, vendor, owed, days_overdue",
      sql: """
        SELECT number, name, \(money("owed")), days_overdue FROM bill_at
        WHERE day = '2025-12-31' AND is_overdue
        """),
    Question(
      .payment,
      """
      bills where paid and date in 2025 and days_to_pay > 30
        count as n, max days_to_pay as worst, average days_to_pay as mean by vendor
      """,
      sql: """
        SELECT name, count(*), max(days_to_pay),
          CAST(sum(days_to_pay) AS INTEGER) || '/' || count(*)
        FROM bill_at WHERE day = '\(today)' AND is_paid AND date LIKE '2025-%' AND days_to_pay > 30
        GROUP BY vendor
        """),
    Question(
      .payment, "bills where open sum owed by due across currency",
      sql: """
        SELECT due, currency, \(money("sum(owed)")) FROM bill_at WHERE day = '\(today)' AND is_open
        GROUP BY due, currency
        UNION ALL SELECT due, 'total', \(bag("s")) FROM (
          SELECT due, currency, sum(owed) AS s FROM bill_at WHERE day = '\(today)' AND is_open
          GROUP BY due, currency) GROUP BY due
        """, across: 1),
  ]

  static let overpayment: [Question] = [
    Question(
      .overpayment,
      "bills where paid_out > total show number, vendor_number, paid_out, total, owed",
      sql: """
        SELECT number, vendor_number, \(money("received")), \(money("total")), \(money("owed"))
        FROM bill_at WHERE day = '\(today)' AND received > total
        """),
    Question(
      .overpayment, "bills count as n, list number as numbers by vendor, total where n > 1",
      sql: """
        SELECT name, \(money("total")), count(*), group_concat(number, '; ') FROM (
          SELECT *, bills.total FROM bill_at bills WHERE day = '\(today)' ORDER BY number)
        GROUP BY vendor, total, currency HAVING count(*) > 1
        """),
    Question(
      .overpayment,
      "vendor_credits where unapplied > 0 show number, vendor, amount, applied, unapplied",
      sql: """
        SELECT c.number, v.name, \(money("amount", "c.currency")),
          \(money("applied", "c.currency")),
          \(money("unapplied", "c.currency"))
        FROM vendor_credits_at c JOIN vendors v ON v.number = vendor
        WHERE day = '\(today)' AND unapplied > 0
        """),
    Question(
      .overpayment,
      "vendors where count(bills where open) > 1 show name, count(bills where open) as n",
      sql: """
        SELECT name, count(*) FROM bill_at WHERE day = '\(today)' AND is_open GROUP BY vendor
        HAVING count(*) > 1
        """),
  ]

  static let entering: [Question] = [
    Question(
      .entering,
      """
      customers where count orders > count invoices
        show number, count orders as ordered, count invoices as invoiced
      """,
      sql: """
        SELECT number, ordered, invoiced FROM (
          SELECT number, (SELECT count(*) FROM orders WHERE customer = c.number
              AND date <= '\(today)') AS ordered,
            (SELECT count(*) FROM invoices WHERE customer = c.number
              AND date <= '\(today)') AS invoiced FROM customers c)
        WHERE ordered > invoiced
        """),
    Question(
      .entering, "orders where po ends with \"b\" sum total, count as n by customer",
      sql: """
        SELECT name, \(bag("s")), sum(n) FROM (
          SELECT name, o.currency, sum(total) AS s, count(*) AS n FROM orders o
            JOIN customers c ON c.number = customer WHERE po LIKE '%B'
            AND date <= '\(today)'
          GROUP BY customer, o.currency) GROUP BY name
        """),
    Question(
      .entering, "invoices count as n, sum total as total by recorded_by, month(recorded)",
      sql: """
        SELECT recorded_by, m, sum(n), \(bag("s")) FROM (
          SELECT recorded_by, substr(recorded, 1, 7) AS m, currency, count(*) AS n, sum(total) AS s
          FROM invoices WHERE date <= '\(today)' GROUP BY 1, 2, 3) GROUP BY 1, 2
        """),
  ]

  static let sending: [Question] = [
    Question(
      .sending,
      """
      invoices where not sent and status not in (draft, void) and age > 2
        show number, customer, date, total
      """,
      sql: """
        SELECT number, name, date, \(money("total")) FROM invoice_at
        WHERE day = '\(today)' AND sent = 'no' AND status NOT IN ('draft', 'void') AND age > 2
        """),
    Question(
      .sending,
      "invoices where po is missing and customer.po_required show number, customer.number",
      sql: """
        SELECT i.number, customer FROM invoices i JOIN customers c ON c.number = customer
        WHERE po IS NULL AND po_required = 'yes' AND date <= '\(today)'
        """),
    Question(
      .sending, "invoices where not sent count as n by status, currency",
      sql: """
        SELECT status, currency, count(*) FROM invoice_at WHERE day = '\(today)' AND sent = 'no'
        GROUP BY 1, 2
        """),
  ]

  static let discrepancies: [Question] = [
    Question(
      .discrepancies,
      """
      invoices where disputed
        show number, customer, owed, count(disputes where not resolved) as n, max disputes.date
      """,
      sql: """
        SELECT number, name, \(money("owed")), count(*), max(q.date)
        FROM invoice_at i JOIN disputes q ON document = number
        WHERE day = '\(today)' AND is_disputed AND q.date <= '\(today)'
          AND coalesce(resolved_on > '\(today)', 1) GROUP BY number
        """),
    Question(
      .discrepancies,
      "disputes as of 2025-12-31 where not resolved count as n, sum amount as amount by reason",
      sql: """
        SELECT reason, sum(n), \(bag("s")) FROM (
          SELECT reason, currency, count(*) AS n, sum(d.amount) AS s FROM disputes d
            JOIN invoices ON number = document
          WHERE d.date <= '2025-12-31' AND coalesce(resolved_on > '2025-12-31', 1) GROUP BY 1, 2)
        GROUP BY reason
        """),
    Question(
      .discrepancies, "credits where invoice is missing show number, customer, amount, reason",
      sql: """
        SELECT r.number, name, \(money("amount", "r.currency")), reason FROM credits r
          JOIN customers c ON c.number = customer WHERE invoice IS NULL AND date <= '\(today)'
        """),
    Question(
      .discrepancies,
      "credits where amount = invoice.total show number, invoice, amount, invoice.status",
      sql: """
        SELECT c.number, invoice, \(money("amount", "c.currency")), status
        FROM credits c JOIN invoice_at i ON i.number = invoice
        WHERE day = '\(today)' AND amount = total AND c.currency = i.currency
          AND c.date <= '\(today)'
        """),
    Question(
      .discrepancies,
      """
      invoices where any(credits where reason has "DÁMAGED") show number, credited, written_off
      """,
      sql: """
        SELECT number, \(money("credited")), '\(nothing)' FROM invoice_at
        WHERE day = '\(today)' AND number IN (
          SELECT invoice FROM credits WHERE reason LIKE '%damaged%' AND date <= '\(today)')
        """),
  ]

  /// Zero in any currency.
  private static let nothing = "EUR 0e-4"
}
