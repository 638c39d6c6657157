/// The questions that every session knows.
extension Question {
  static let standard: [Question] = [
    Question(
      .reports, "aging_by(customer.country)",
      sql: acrossRows(
        """
        SELECT party_country AS part, aging AS place, currency, sum(owed) AS s FROM invoice_at
        WHERE day = '\(today)' AND is_open GROUP BY 1, 2, 3
        """), across: 1),
    Question(
      .reports, "bill_aging_by(currency) as of 2025-12-31",
      sql: acrossRows(
        """
        SELECT currency AS part, aging AS place, currency, sum(owed) AS s FROM bill_at
        WHERE day = '2025-12-31' AND is_open GROUP BY 1, 2
        """), across: 1),
    Question(
      .firstContact, "aged_balances",
      sql: """
        WITH parts AS (
          SELECT customer, currency, owed AS amount, days_overdue AS late, 1 AS is_debt
            FROM invoice_at WHERE day = '\(today)' AND is_open
          UNION ALL SELECT customer, currency, -unapplied, 0, 0
            FROM payments_at WHERE day = '\(today)' AND unapplied <> 0
          UNION ALL SELECT customer, currency, -unapplied, 0, 0
            FROM credits_at WHERE day = '\(today)' AND unapplied <> 0)
        SELECT (SELECT name FROM customers WHERE number = customer), currency,
          \(money("sum(CASE WHEN is_debt AND late <= 0 THEN amount ELSE 0 END)")),
          \(money("sum(CASE WHEN is_debt AND late BETWEEN 1 AND 30 THEN amount ELSE 0 END)")),
          \(money("sum(CASE WHEN is_debt AND late BETWEEN 31 AND 60 THEN amount ELSE 0 END)")),
          \(money("sum(CASE WHEN is_debt AND late BETWEEN 61 AND 90 THEN amount ELSE 0 END)")),
          \(money("sum(CASE WHEN is_debt AND late > 90 THEN amount ELSE 0 END)")),
          \(money("sum(CASE WHEN is_debt AND late IS NULL THEN amount ELSE 0 END)")),
          \(money("sum(amount * (NOT is_debt))")), \(money("sum(amount)"))
        FROM parts GROUP BY customer, currency
        """),
    Question(
      .firstContact, "statement(\"C-004\", 2025-10-01) as of 2026-03-31",
      sql: """
        WITH entries AS (SELECT * FROM (\(ledger))
          WHERE customer = 'C-004' AND date <= '2026-03-31')
        SELECT '2025-09-30', 'brought forward', \(money("sum(amount)")), \(money("sum(amount)"))
          FROM entries WHERE date < '2025-10-01' GROUP BY currency
        UNION ALL SELECT date, number, \(money("amount")), \(money("balance"))
          FROM (SELECT *, sum(amount) OVER (PARTITION BY currency ORDER BY date, place, number
              ROWS UNBOUNDED PRECEDING) AS balance FROM entries)
          WHERE date >= '2025-10-01'
        """),
    Question(
      .reports, "month_end(2026-03)",
      sql: """
        SELECT currency, \(money("sum(amount * (date < '2026-03-01'))")),
          \(money("sum(amount * (date >= '2026-03-01' AND kind = 'invoice'))")),
          \(money("sum(amount * (date >= '2026-03-01' AND kind = 'credit'))")),
          \(money("sum(amount * (date >= '2026-03-01' AND kind = 'payment'))")),
          \(money("sum(amount * (date >= '2026-03-01' AND kind = 'void'))")),
          \(money("sum(amount)"))
        FROM (\(ledger)) WHERE date <= '2026-03-31' GROUP BY currency
        """),
    Question(
      .reports, "what_changed(2026-03-31)",
      sql: """
        SELECT n.number, n.name, \(money("coalesce(b.owed, 0)", "n.currency")),
          \(money("n.owed", "n.currency")),
          CASE WHEN n.date > '2026-03-31' THEN 'new' WHEN n.is_void THEN 'voided'
            WHEN b.owed = n.owed THEN 'fell due'
            WHEN n.received - b.received = b.owed - n.owed THEN 'paid'
            WHEN n.credited - b.credited = b.owed - n.owed THEN 'credited'
            ELSE 'paid and credited' END
        FROM invoice_at n
          LEFT JOIN invoice_at b ON b.number = n.number AND b.day = '2026-03-31'
        WHERE n.day = '\(today)' AND NOT n.is_draft AND (coalesce(b.owed, 0) <> n.owed
          OR (n.is_overdue AND n.due >= '2026-03-31'))
        """),
  ]

  static let standardReports: [Question] = [
    Question(
      .reports, "dso",
      sql: """
        SELECT currency, \(money("owed")), \(money("billed")),
          (((2 * owed * 1000000 + billed) / (2 * billed) * 90 + 50000) / 100000) || 'e-1'
        FROM (SELECT currency, sum(owed) AS owed, sum(total * (age < 90)) AS billed
          FROM invoice_at WHERE day = '\(today)' AND NOT is_draft AND NOT is_void GROUP BY 1)
        """),
    Question(
      .reports, "cash_forecast",
      sql: acrossRows(
        """
        SELECT strftime('%Y', t) || '-W' || printf('%02d', (strftime('%j', t) - 1) / 7 + 1) AS part,
          currency AS place, currency, sum(owed) AS s
        FROM (SELECT date(max(due, '\(today)'), '-3 days', 'weekday 4') AS t, currency, owed
          FROM invoice_at WHERE day = '\(today)' AND is_open AND owed > 0 AND due IS NOT NULL)
        GROUP BY 1, 2
        """), across: 1),
    Question(
      .reports, "cash_by_habit",
      sql: acrossRows(
        """
        SELECT CASE WHEN days <= 0 THEN 'up to 0' WHEN days <= 7 THEN '1-7'
            WHEN days <= 14 THEN '8-14' WHEN days <= 30 THEN '15-30' WHEN days <= 60 THEN '31-60'
            ELSE 'over 60' END AS part, currency AS place, currency, sum(owed) AS s
        FROM (SELECT CASE WHEN twice < 0 THEN -((1 - twice) / 2) ELSE (twice + 1) / 2 END AS days,
            currency, owed
          FROM (SELECT i.currency, owed, coalesce(usual, 0) - 2 * days_overdue AS twice
            FROM invoice_at i LEFT JOIN (\(habits)) h ON h.customer = i.customer
            WHERE day = '\(today)' AND is_open AND owed > 0 AND due IS NOT NULL))
        GROUP BY 1, 2
        """), across: 1),
    Question(
      .paymentIssues, "credit_limit_watch",
      sql: """
        SELECT number, name, \(money("balance")), \(money("ordered")), \(money("credit_limit")),
          ((2 * (balance + ordered) * 1000000 + credit_limit) / (2 * credit_limit) * 100 + 500000)
            / 1000000
        FROM (SELECT c.*,
            coalesce((SELECT sum(amount) FROM (\(ledger)) l WHERE l.customer = c.number
              AND l.currency = c.currency AND l.date <= '\(today)'), 0) AS balance,
            coalesce((SELECT sum(total) FROM orders o WHERE o.customer = c.number
              AND o.currency = c.currency AND o.date <= '\(today)' AND (o.po IS NULL OR o.po NOT IN
                (SELECT po FROM invoice_at WHERE day = '\(today)' AND NOT is_draft AND NOT is_void
                  AND po IS NOT NULL))), 0) AS ordered
          FROM customers c WHERE credit_limit IS NOT NULL)
        WHERE 10 * (balance + ordered) > 8 * credit_limit
        """),
    Question(
      .reports, "sales_by(month(date), 2026)",
      sql: acrossRows(
        """
        SELECT substr(date, 1, 7) AS part, currency AS place, currency, sum(net) AS s FROM (
          SELECT date, currency, net FROM invoice_at
            WHERE day = '\(today)' AND NOT is_draft AND NOT is_void
          UNION ALL SELECT date, currency, -net FROM credits WHERE date <= '\(today)')
        WHERE date LIKE '2026-%' GROUP BY 1, 2
        """), across: 1),
    Question(
      .currencyAndTax, "tax_by_rate(2026-Q1)",
      sql: """
        SELECT tax_rate || 'e-4', currency, \(money("sum(amount)")), \(money("sum(tax)")) FROM (
          SELECT tax_rate, currency, date, l.amount, l.tax
            FROM invoice_lines l JOIN invoice_at ON number = document
            WHERE day = '\(today)' AND NOT is_draft AND NOT is_void
          UNION ALL SELECT tax_rate, currency, date, -l.amount, -l.tax
            FROM credit_lines l JOIN credits ON number = document)
        WHERE date BETWEEN '2026-01-01' AND '2026-03-31' GROUP BY 1, 2
        """),
  ]

  /// The cells of a table with `across` and its totals, from sums by `part`, `place` and currency.
  private static func acrossRows(_ sums: String) -> String {
    """
    WITH sums AS (\(sums))
    SELECT part, place, \(bag("s")) FROM sums GROUP BY part, place
    UNION ALL SELECT part, 'total', \(bag("s")) FROM (
      SELECT part, currency, sum(s) AS s FROM sums GROUP BY 1, 2) GROUP BY part
    """
  }

  /// Every event of a customer's account; `place` is the order in which those of a day stand.
  private static let ledger = """
    SELECT customer, 'invoice' AS kind, number, currency, total AS amount, date, 1 AS place
      FROM invoices WHERE draft = 'no'
    UNION ALL SELECT customer, 'void', number, currency, -total, max(void_on, date), 2
      FROM invoices WHERE draft = 'no' AND void_on IS NOT NULL
    UNION ALL SELECT customer, 'credit', number, currency, -amount, date, 3 FROM credits
    UNION ALL SELECT customer, 'payment', number, currency, -amount, date, 4 FROM payments
    """

  /// Twice the median of the days that each customer pays beyond the day due.
  private static let habits = """
    SELECT customer, CASE n % 2 WHEN 1 THEN 2 * sum(d) ELSE sum(d) END AS usual
    FROM (SELECT customer, d, row_number() OVER (PARTITION BY customer ORDER BY d) AS place,
        count(*) OVER (PARTITION BY customer) AS n
      FROM (SELECT customer,
          CAST(days_to_pay - (julianday(due) - julianday(date)) AS INTEGER) AS d
        FROM invoice_at
        WHERE day = '\(today)' AND is_paid AND days_to_pay IS NOT NULL AND due IS NOT NULL))
    WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY customer
    """
}
