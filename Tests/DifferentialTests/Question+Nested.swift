/// Questions inside questions, sets, and what was known when.
extension Question {
  static let nested: [Question] = [
    Question(
      .reports,
      "invoices where currency = EUR and total > (invoices where currency = EUR average total) "
        + "show number",
      sql: """
        SELECT number FROM invoices WHERE currency = 'EUR' AND date <= '\(today)'
          AND total * (SELECT count(*) FROM invoices WHERE currency = 'EUR' AND date <= '\(today)')
            > (SELECT sum(total) FROM invoices WHERE currency = 'EUR' AND date <= '\(today)')
        """),
    Question(
      .reports,
      """
      invoices where total = (invoices where customer = outer.customer
        and currency = outer.currency max total) show number
      """,
      sql: """
        SELECT number FROM invoices i WHERE date <= '\(today)' AND total = (
          SELECT max(total) FROM invoices o WHERE o.customer = i.customer
            AND o.currency = i.currency AND o.date <= '\(today)')
        """),
    Question(
      .billingData, "customers where country in (vendors show country) show number",
      sql: """
        SELECT number FROM customers
        WHERE country IN (SELECT country FROM vendors WHERE country IS NOT NULL)
        """),
    Question(
      .billingData, "customers where country not in (vendors show country) show number",
      sql: """
        SELECT number FROM customers WHERE country IS NULL
          OR country NOT IN (SELECT country FROM vendors WHERE country IS NOT NULL)
        """),
    Question(
      .billingData, "vendors show country intersect (customers show country)",
      sql: "SELECT country FROM vendors INTERSECT SELECT country FROM customers"),
    Question(
      .billingData, "customers show country, currency except (vendors show country, currency)",
      sql: "SELECT country, currency FROM customers EXCEPT SELECT country, currency FROM vendors"),
    Question(
      .collections,
      """
      invoices where customer in (customers where country is "Germany")
        except (invoices where currency = EUR and date in 2025) show number
      """,
      sql: """
        SELECT number FROM invoices WHERE date <= '\(today)'
          AND customer IN (SELECT number FROM customers WHERE country = 'Germany')
        EXCEPT SELECT number FROM invoices
          WHERE currency = 'EUR' AND date BETWEEN '2025-01-01' AND '2025-12-31'
        """),
    Question(
      .collections,
      "invoices where currency = JPY union (invoices where date in 2026-01) show number",
      sql: """
        SELECT number FROM invoices WHERE date <= '\(today)'
          AND (currency = 'JPY' OR date BETWEEN '2026-01-01' AND '2026-01-31')
        """),
    Question(
      .reports, "invoices known on 2026-01-31 count, count unique customer by currency",
      sql: """
        SELECT currency, count(*), count(DISTINCT customer) FROM invoices
        WHERE date <= '\(today)' AND (recorded IS NULL OR recorded <= '2026-01-31')
        GROUP BY currency
        """),
    Question(
      .reports, "payments as of 2026-03-31 known on 2026-03-31 sum amount by currency",
      sql: """
        SELECT currency, \(money("sum(amount)")) FROM payments
        WHERE date <= '2026-03-31' AND (recorded IS NULL OR recorded <= '2026-03-31')
        GROUP BY currency
        """),
  ]
}
