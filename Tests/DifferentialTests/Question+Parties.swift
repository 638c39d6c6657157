extension Question {
  static let firstContact: [Question] = [
    Question(
      .firstContact,
      """
      invoices as of 2026-03-31
        where (customer has "zoe" or customer.name starts with "schroder") and open
        sum owed as owed, count as n by aging, currency
      """,
      sql: """
        SELECT aging, currency, \(money("sum(owed)")), count(*) FROM invoice_at
        WHERE day = '2026-03-31' AND is_open AND (name LIKE '%Zoë%' OR name LIKE 'Schröder%')
        GROUP BY 1, 2
        """),
    Question(
      .firstContact, "allocations where payment is \"p-0017\" show date, document, amount",
      sql: """
        SELECT effective, document, \(money("amount")) FROM invoice_settled WHERE payment = 'P-0017'
          AND effective <= '\(today)'
        """),
    Question(
      .firstContact,
      """
      invoices where net in 1_000 to 1_500.50 and date in 1 March to 31 May 2025
        sort date, number show number, date, net
      """,
      sql: """
        SELECT number, date, \(money("net")) FROM invoices
        WHERE net BETWEEN 10000000 AND 15005000 AND date BETWEEN '2025-03-01' AND '2025-05-31'
        ORDER BY date, number
        """, ordered: true),
    Question(
      .firstContact,
      "customers as of 2025-06-30 where count invoices > 0 show number, owed, unapplied, balance",
      sql: """
        WITH documents AS (
            SELECT customer, currency, sum(owed) AS owed FROM invoice_at WHERE day = '2025-06-30'
            GROUP BY 1, 2),
          money AS (
            SELECT customer, currency, sum(unapplied) AS unapplied FROM (
              SELECT customer, currency, unapplied FROM payments_at WHERE day = '2025-06-30'
              UNION ALL
              SELECT customer, currency, unapplied FROM credits_at WHERE day = '2025-06-30')
            GROUP BY 1, 2),
          keys AS (
            SELECT customer, currency FROM documents UNION SELECT customer, currency FROM money),
          sums AS (
            SELECT customer, currency, coalesce(owed, 0) AS owed,
              coalesce(unapplied, 0) AS unapplied
            FROM keys LEFT JOIN documents USING (customer, currency)
              LEFT JOIN money USING (customer, currency))
        SELECT customer, \(bag("owed")), \(bag("unapplied")), \(bag("owed - unapplied")) FROM sums
        WHERE customer IN (SELECT customer FROM documents) GROUP BY customer
        """),
    Question(
      .firstContact, "vendors show number, owed, overdue_owed, last_payment",
      sql: """
        SELECT number, coalesce(owed, '0'), coalesce(late, '0'), last FROM (
          SELECT v.number,
            (SELECT max(date) FROM bill_payments WHERE vendor = v.number AND date <= '\(today)')
              AS last,
            (SELECT \(bag("s")) FROM (SELECT currency, sum(owed) AS s FROM bill_at
              WHERE vendor = v.number AND day = '\(today)' GROUP BY 1)) AS owed,
            (SELECT \(bag("s")) FROM (SELECT currency, sum(owed) AS s FROM bill_at
              WHERE vendor = v.number AND day = '\(today)' AND is_overdue GROUP BY 1)) AS late
          FROM vendors v)
        """),
  ]

  static let billingData: [Question] = [
    Question(
      .billingData,
      """
      customers where tax_id is missing or email is missing or terms is missing
        show number, name, tax_id, email, terms
      """,
      sql: """
        SELECT number, name, tax_id, email, terms FROM customers
        WHERE tax_id IS NULL OR email IS NULL OR terms IS NULL
        """),
    Question(
      .billingData, "customers where not country is \"germany\" count as n by country, currency",
      sql: """
        SELECT country, currency, count(*) FROM customers WHERE country IS NOT 'Germany'
        GROUP BY 1, 2
        """),
    Question(
      .billingData, "customers unique country, terms show number, country, terms",
      sql: """
        SELECT min(number), country, terms FROM customers GROUP BY country, terms
        """),
    Question(
      .billingData,
      """
      customers where name has "größe" or name matches "*muller*" or contact has 'brandt'
        show name
      """,
      sql: """
        SELECT name FROM customers
        WHERE name LIKE '%Größe%' OR name LIKE '%Müller%' OR contact LIKE '%brandt%'
        """),
    Question(
      .billingData,
      "invoices where country is not missing and customer.country != country show number, country",
      sql: """
        SELECT number, at_country FROM invoice_at
        WHERE day = '\(today)' AND at_country IS NOT party_country AND at_country IS NOT NULL
        """),
  ]

  static let paymentIssues: [Question] = [
    Question(
      .paymentIssues, "payments where unapplied > 0 show number, customer, date, amount, unapplied",
      sql: """
        SELECT p.number, name, date, \(money("amount", "p.currency")),
          \(money("unapplied", "p.currency"))
        FROM payments_at p LEFT JOIN customers c ON c.number = customer
        WHERE day = '\(today)' AND unapplied > 0
        """),
    Question(
      .paymentIssues,
      """
      invoices where status is part_paid
        show number, received, credited, owed, max allocations.date as since
      """,
      sql: """
        SELECT number, \(money("received")), \(money("credited")), \(money("owed")), last_settled
        FROM invoice_at WHERE day = '\(today)' AND status = 'part_paid'
        """),
    Question(
      .paymentIssues,
      """
      invoices where open and currency = customer.currency
        sum owed as owed by customer, customer.credit_limit as most where owed > most
      """,
      sql: """
        SELECT i.name, \(money("credit_limit", "i.currency")), \(money("sum(owed)", "i.currency"))
        FROM invoice_at i JOIN customers c ON c.number = customer AND c.currency = i.currency
        WHERE day = '\(today)' AND is_open GROUP BY customer HAVING sum(owed) > credit_limit
        """),
    Question(
      .paymentIssues,
      """
      payments where count allocations > 1
        show number, count allocations as n, sum allocations.amount as applied,
        list allocations.document
      """,
      sql: """
        SELECT payment, count(*), \(money("sum(amount)")), group_concat(document, '; ')
        FROM invoice_settled WHERE payment IS NOT NULL AND effective <= '\(today)'
        GROUP BY payment HAVING count(*) > 1
        """),
    Question(
      .paymentIssues,
      """
      payments as of 2025-12-31
        sum unapplied as left, count(where unapplied = 0) as used, count as n by method, currency
      """,
      sql: """
        SELECT method, currency, \(money("sum(unapplied)")), sum(unapplied = 0), count(*)
        FROM payments_at WHERE day = '2025-12-31' GROUP BY 1, 2
        """),
  ]

  static let collections: [Question] = [
    Question(
      .collections,
      """
      invoices where overdue and days_overdue > 10 and not disputed and currency = EUR
        sum owed as owed, max days_overdue as days by customer, customer.phone top 10 by owed
      """,
      sql: """
        SELECT i.name, phone, \(money("sum(owed)", "i.currency")), max(days_overdue)
        FROM invoice_at i JOIN customers c ON c.number = customer
        WHERE day = '\(today)' AND is_overdue AND days_overdue > 10 AND NOT is_disputed
          AND i.currency = 'EUR'
        GROUP BY customer ORDER BY sum(owed) DESC LIMIT 10
        """, ordered: true),
    Question(
      .collections,
      """
      promises where not resolved and due < today and document.open
        show document, due, amount, text
      """,
      sql: """
        SELECT document, p.due, \(money("amount")), text
        FROM promises p JOIN invoice_at ON number = document
        WHERE day = '\(today)' AND p.date <= '\(today)'
          AND coalesce(resolved_on > '\(today)', 1) AND p.due < '\(today)' AND is_open
        """),
    Question(
      .collections,
      """
      customers where any(invoices where overdue)
        show number, last_payment, count(invoices where overdue) as late,
        sum(invoices.owed where overdue) as owed
      """,
      sql: """
        SELECT customer, (SELECT max(date) FROM payments p WHERE p.customer = s.customer
            AND date <= '\(today)'), sum(n), \(bag("s"))
        FROM (SELECT customer, currency, count(*) AS n, sum(owed) AS s FROM invoice_at
          WHERE day = '\(today)' AND is_overdue GROUP BY 1, 2) s GROUP BY customer
        """),
    Question(
      .collections, "customers as of 2025-06-30 where all(invoices where paid) show number",
      sql: """
        SELECT number FROM customers WHERE number NOT IN (
          SELECT customer FROM invoice_at WHERE day = '2025-06-30' AND NOT is_paid)
        """),
    Question(
      .collections, "customers where last_payment not in last 30 days show number, last_payment",
      sql: """
        SELECT number, last FROM (SELECT number, (SELECT max(date) FROM payments
            WHERE customer = c.number AND date <= '\(today)') AS last FROM customers c)
        WHERE last IS NULL OR last NOT BETWEEN '2026-04-21' AND '\(today)'
        """),
  ]
}
