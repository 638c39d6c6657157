extension Question {
  static let reports: [Question] = [
    Question(
      .reports, "invoices where open sum owed by customer across aging",
      sql: """
        WITH sums AS (SELECT name, customer, aging, currency, sum(owed) AS s FROM invoice_at
            WHERE day = '\(today)' AND is_open GROUP BY 2, 3, 4)
        SELECT name, aging, \(bag("s")) FROM sums GROUP BY customer, aging
        UNION ALL SELECT name, 'total', \(bag("s")) FROM (
          SELECT name, customer, currency, sum(s) AS s FROM sums GROUP BY 2, 3) GROUP BY customer
        """, across: 1),
    Question(
      .reports,
      "invoices as of 2025-12-31 where open sum owed as owed, count as n by aging, currency",
      sql: """
        SELECT aging, currency, \(money("sum(owed)")), count(*) FROM invoice_at
        WHERE day = '2025-12-31' AND is_open GROUP BY 1, 2
        """),
    Question(
      .reports,
      "bills as of 28 Feb 2026 where open sum owed as owed, count as n by aging, currency",
      sql: """
        SELECT aging, currency, \(money("sum(owed)")), count(*) FROM bill_at
        WHERE day = '2026-02-28' AND is_open GROUP BY 1, 2
        """),
    Question(
      .reports, "invoices where currency = USD and open sum owed as owed by customer top 5 by owed",
      sql: """
        SELECT name, \(money("sum(owed)", "'USD'")) FROM invoice_at
        WHERE day = '\(today)' AND is_open AND currency = 'USD'
        GROUP BY customer ORDER BY sum(owed) DESC LIMIT 5
        """, ordered: true),
    Question(
      .reports,
      """
      invoices where paid and days_to_pay is not missing
        average days_to_pay as days, min days_to_pay as least, count as n by customer
        where n >= 3 sort days desc, n take 10 show days, n
      """,
      sql: """
        SELECT CAST(sum(days_to_pay) AS INTEGER) || '/' || count(*), count(*) FROM invoice_at
        WHERE day = '\(today)' AND is_paid AND days_to_pay IS NOT NULL
        GROUP BY customer HAVING count(*) >= 3 ORDER BY sum(days_to_pay) / count(*) DESC, count(*)
        LIMIT 10
        """, ordered: true),
    Question(
      .reports, "invoices where paid median days_to_pay as middle by currency",
      sql: """
        WITH ranked AS (SELECT currency, CAST(days_to_pay AS INTEGER) AS d,
            row_number() OVER (PARTITION BY currency ORDER BY days_to_pay) AS place,
            count(*) OVER (PARTITION BY currency) AS n
          FROM invoice_at WHERE day = '\(today)' AND is_paid AND days_to_pay IS NOT NULL)
        SELECT currency, sum(d) || '/' || count(*) FROM ranked
        WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY currency
        """),
    Question(
      .reports,
      """
      invoices where open
        count as n, count(where overdue) as late, sum(owed where overdue) as owed by terms, currency
      """,
      sql: """
        SELECT terms, currency, count(*), sum(is_overdue), \(money("sum(owed * is_overdue)"))
        FROM invoice_at WHERE day = '\(today)' AND is_open GROUP BY 1, 2
        """),
    Question(
      .reports, "invoices where open and due >= today sum owed by week(due), currency",
      sql: """
        SELECT strftime('%Y', t) || '-W' || printf('%02d', (strftime('%j', t) - 1) / 7 + 1),
          currency,
          \(money("sum(owed)"))
        FROM (SELECT date(due, '-3 days', 'weekday 4') AS t, currency, owed FROM invoice_at
          WHERE day = '\(today)' AND is_open AND due >= '\(today)')
        GROUP BY 1, 2
        """),
    Question(
      .reports,
      "invoices where currency = JPY sort total desc, number skip 5 take 7 show number, total",
      sql: """
        SELECT number, \(money("total")) FROM invoices WHERE currency = 'JPY' AND date <= '\(today)'
        ORDER BY total DESC, number LIMIT 7 OFFSET 5
        """, ordered: true),
  ]

  static let reportsByMonth: [Question] = [
    Question(
      .reports, "invoices as of each month in 2025 where open sum owed by as_of across currency",
      sql: """
        WITH sums AS (SELECT day, currency, sum(owed) AS s FROM invoice_at
            WHERE is_open AND \(monthEnds) GROUP BY 1, 2)
        SELECT day, currency, \(money("s")) FROM sums
        UNION ALL SELECT day, 'total', \(bag("s")) FROM sums GROUP BY day
        """, across: 1),
    Question(
      .reports,
      """
      invoices as of each month in 2025 where currency = EUR
        count as n, sum(owed where overdue) as late by as_of, status
      """,
      sql: """
        SELECT day, status, count(*), \(money("sum(owed * is_overdue)")) FROM invoice_at
        WHERE currency = 'EUR' AND \(monthEnds) GROUP BY 1, 2
        """),
    Question(
      .reports,
      """
      bills as of each quarter in 2025 where open and days_overdue > 0
        count as n, max days_overdue as worst by as_of, currency
      """,
      sql: """
        SELECT day, currency, count(*), max(days_overdue) FROM bill_at
        WHERE is_open AND days_overdue > 0
          AND day IN ('2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31') GROUP BY 1, 2
        """),
    Question(
      .reports,
      """
      invoices where date in 2025 and status not in (draft, void)
        sum net by quarter(date) across currency
      """,
      sql: """
        WITH sums AS (
          SELECT '2025-Q' || ((substr(date, 6, 2) + 2) / 3) AS q, currency, sum(net) AS s
          FROM invoice_at WHERE day = '\(today)' AND date LIKE '2025%'
            AND status NOT IN ('draft', 'void') GROUP BY 1, 2)
        SELECT q, currency, \(money("s")) FROM sums
        UNION ALL SELECT q, 'total', \(bag("s")) FROM sums GROUP BY q
        """, across: 1),
    Question(
      .reports,
      "invoices as of 2026-06-30 count as n by if overdue then \"late\" else \"fine\" as state",
      sql: """
        SELECT CASE WHEN is_overdue THEN 'late' ELSE 'fine' END, count(*) FROM invoice_at
        WHERE day = '2026-06-30' GROUP BY 1
        """),
    Question(
      .reports,
      """
      invoices as of each day in 2026-03 where open
        count as n, sum owed as owed, count(where disputed) as disputed by as_of, aging, currency
      """,
      sql: """
        SELECT day, aging, currency, count(*), \(money("sum(owed)")), sum(is_disputed)
        FROM invoice_at WHERE is_open AND day LIKE '2026-03-%' GROUP BY 1, 2, 3
        """),
    Question(
      .reports, "invoices as of each month in 2025 where disputed count as n by as_of, currency",
      sql: """
        SELECT day, currency, count(*) FROM invoice_at WHERE is_disputed AND \(monthEnds)
        GROUP BY 1, 2
        """),
    Question(
      .reports, "bills as of each day in 2026-03 count as n by as_of, disputed",
      sql: """
        SELECT day, CASE is_disputed WHEN 1 THEN 'yes' ELSE 'no' END, count(*) FROM bill_at
        WHERE day LIKE '2026-03-%' GROUP BY 1, 2
        """),
    Question(
      .reports,
      "payments as of each month in 2025 sum unapplied as left, count as n by as_of, currency",
      sql: """
        SELECT day, currency, \(money("sum(unapplied)")), count(*) FROM payments_at
        WHERE \(monthEnds) GROUP BY 1, 2
        """),
    Question(
      .reports, "invoices as of 2025-08-15 where void_on is not missing count as n by status",
      sql: """
        SELECT status, count(*) FROM invoice_at WHERE day = '2025-08-15' AND void_on IS NOT NULL
        GROUP BY status
        """),
    Question(
      .reports,
      """
      ledger as of 2026-03-31 where date in March 2026 sum amount as moved, count as n
        by customer.number, kind, currency
      """,
      sql: """
        SELECT customer, kind, currency, \(money("sum(amount)")), count(*) FROM (
          SELECT customer, 'invoice' AS kind, currency, total AS amount, date FROM invoices
            WHERE draft = 'no'
          UNION ALL SELECT customer, 'void', currency, -total, max(void_on, date) FROM invoices
            WHERE draft = 'no' AND void_on IS NOT NULL
          UNION ALL SELECT customer, 'payment', currency, -amount, date FROM payments
          UNION ALL SELECT customer, 'credit', currency, -amount, date FROM credits)
        WHERE date LIKE '2026-03-%' GROUP BY 1, 2, 3
        """),
    Question(
      .reports,
      """
      vendors as of 2025-12-31 where any(ledger where date in 2025-H2)
        show number, count(ledger where kind is payment) as payments
      """,
      sql: """
        SELECT v.number, (SELECT count(*) FROM bill_payments p
          WHERE p.vendor = v.number AND date <= '2025-12-31')
        FROM vendors v WHERE v.number IN (
          SELECT vendor FROM bills WHERE date BETWEEN '2025-07-01' AND '2025-12-31'
            OR max(void_on, date) BETWEEN '2025-07-01' AND '2025-12-31'
          UNION SELECT vendor FROM bill_payments WHERE date BETWEEN '2025-07-01' AND '2025-12-31'
          UNION SELECT vendor FROM vendor_credits
            WHERE date BETWEEN '2025-07-01' AND '2025-12-31')
        """),
  ]

  /// The last day of each month of 2025, and no other of `days`.
  private static let monthEnds =
    "day LIKE '2025-%' AND day = date(day, 'start of month', '+1 month', '-1 day')"

  static let currencyAndTax: [Question] = [
    Question(
      .currencyAndTax,
      "invoices as of 2025-07-10 where open sum owed as owed, count as n by currency",
      sql: """
        SELECT currency, \(money("sum(owed)")), count(*) FROM invoice_at
        WHERE day = '2025-07-10' AND is_open GROUP BY 1
        """),
    Question(
      .currencyAndTax,
      """
      invoices.lines where document.date in 2026-Q1 and document.status not in (draft, void)
        sum amount as net, sum tax as tax by tax_rate, document.currency
      """,
      sql: """
        SELECT tax_rate || 'e-4', currency, \(money("sum(l.amount)")), \(money("sum(l.tax)"))
        FROM invoice_lines l JOIN invoice_at ON number = document
        WHERE day = '\(today)' AND date BETWEEN '2026-01-01' AND '2026-03-31'
          AND status NOT IN ('draft', 'void')
        GROUP BY tax_rate, currency
        """),
    Question(
      .currencyAndTax, "invoices where total > EUR 1000 show number, total",
      sql: """
        SELECT number, \(money("total")) FROM invoices
        WHERE currency = 'EUR' AND total > 10000000 AND date <= '\(today)'
        """),
    Question(
      .currencyAndTax, "invoices where not total > EUR 1000 count as n by currency",
      sql: """
        SELECT currency, count(*) FROM invoices
        WHERE NOT (currency = 'EUR' AND total > 10000000) AND date <= '\(today)' GROUP BY 1
        """),
    Question(
      .currencyAndTax,
      "bills average total as mean, max total as most, min date as first by currency",
      sql: """
        SELECT currency, \(money("sum(total) || '/' || count(*)")), \(money("max(total)")),
          min(date)
        FROM bills WHERE date <= '\(today)' GROUP BY 1
        """),
    Question(
      .currencyAndTax,
      "invoices where date in 2026 sum total as total, count unique customer as who",
      sql: """
        SELECT \(bag("s")), max(n) FROM (SELECT currency, sum(total) AS s, (
            SELECT count(DISTINCT customer) FROM invoices
            WHERE date BETWEEN '2026-01-01' AND '\(today)') AS n
          FROM invoices WHERE date BETWEEN '2026-01-01' AND '\(today)' GROUP BY 1)
        """),
  ]
}
