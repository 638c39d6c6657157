/// Shares, ranks, running sums, buckets and conversions: SQL has window functions for the first.
extension Question {
  static let amongRows: [Question] = [
    Question(
      .reports,
      """
      invoices where open sum owed as owed by customer, currency
        calc share(owed by currency) as part, rank(owed by currency) as place
      """,
      sql: """
        WITH s AS (SELECT name, customer, currency, sum(owed) AS o FROM invoice_at
            WHERE day = '\(today)' AND is_open GROUP BY customer, currency)
        SELECT name, currency, \(money("o")), o || '/' || sum(o) OVER (PARTITION BY currency),
          rank() OVER (PARTITION BY currency ORDER BY o DESC)
        FROM s
        """),
    Question(
      .reports,
      """
      invoices where total is not missing sort date, number
        show number, running(total by customer) as so_far, change(total by customer) as step,
          change(date by customer) as days
      """,
      sql: """
        WITH w AS (SELECT number, customer, currency, total,
            sum(total) OVER (PARTITION BY customer, currency ORDER BY date, number) AS r,
            total - lag(total) OVER (PARTITION BY customer, currency ORDER BY date, number) AS c,
            julianday(date)
              - lag(julianday(date)) OVER (PARTITION BY customer ORDER BY date, number) AS d,
            date
          FROM invoices WHERE total IS NOT NULL AND date <= '\(today)')
        SELECT number, \(money("r")), \(money("c")), CAST(d AS INTEGER) FROM w ORDER BY date, number
        """, ordered: true),
    Question(
      .reports, "invoices where open and rank(owed by customer) <= 2 show number, owed",
      sql: """
        SELECT number, \(money("owed")) FROM (SELECT *,
            rank() OVER (PARTITION BY customer, currency ORDER BY owed DESC) AS place
          FROM invoice_at WHERE day = '\(today)') WHERE is_open AND place <= 2
        """),
    Question(
      .reports,
      "invoices where open count as n by bucket(days_overdue, 0, 14, 60) as late, currency",
      sql: """
        SELECT CASE WHEN late <= 0 THEN 'up to 0' WHEN late <= 14 THEN '1-14'
            WHEN late <= 60 THEN '15-60' WHEN late > 60 THEN 'over 60' END, currency, count(*)
        FROM (SELECT currency, julianday('\(today)') - julianday(due) AS late FROM invoice_at
          WHERE day = '\(today)' AND is_open) GROUP BY 1, 2
        """),
    Question(
      .currencyAndTax,
      """
      invoices where open
        sum(convert(owed, EUR)) as euros, sum(convert(owed, EUR on date)) as booked by customer
      """,
      sql: """
        WITH o AS (SELECT name, customer, owed, currency, \(rate("'\(today)'")) AS now,
            \(rate("i.date")) AS booked FROM invoice_at i WHERE day = '\(today)' AND is_open)
        SELECT name, \(money("sum(\(euros("now")))", "'EUR'")),
          \(money("sum(\(euros("booked")))", "'EUR'"))
        FROM o GROUP BY customer
        """),
  ]

  /// The latest rate of the row's currency on a day, in ten-thousandths; that of euros is 1.
  private static func rate(_ day: String) -> String {
    """
    CASE currency WHEN 'EUR' THEN 10000 ELSE (SELECT rate FROM rates r
      WHERE r.to_currency = i.currency AND r.date <= \(day) ORDER BY r.date DESC LIMIT 1) END
    """
  }

  /// What is owed in ten-thousandths of a euro, rounded to the cent with halves away from zero.
  private static func euros(_ rate: String) -> String {
    """
    CASE currency WHEN 'EUR' THEN owed
      ELSE sign(owed) * ((2 * abs(owed) * 100 + \(rate)) / (2 * \(rate))) * 100 END
    """
  }
}
