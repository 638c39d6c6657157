/// The aggregates, and how rows are grouped.
extension HelpTopics {
  static let summaries: [HelpTopic] = [
    HelpTopic(
      "aggregates", or: ["summarize"],
      [
        "Aggregates fold many rows into one figure:",
        "  count  sum  average  min  max  median  list  any  all",
        "As a step they fold the rows:",
        .statement("invoices where open count, sum owed by customer", "one row a customer"),
        .statement("invoices count by month(date)", "one row a month"),
        .statement("invoices where open sum owed by customer across aging", "a column a bucket"),
        "Anywhere else they fold a list that each row has:",
        .statement("invoices show number, sum lines.amount", ""),
        "In brackets they take a test of their own, and anything computed:",
        .statement("invoices count(where overdue) as late, count by country", ""),
        .statement("invoices.lines sum(quantity * unit_price) as value by item", ""),
      ]),
    HelpTopic(
      "by", or: ["group"],
      [
        "by A, B makes one row for each A and B; the rows come in the order of A, then B.",
        .statement("invoices where open sum owed by customer", ""),
        .statement("invoices sum total by customer.country, currency", ""),
        .statement("invoices count by quarter(date)", ""),
      ]),
    HelpTopic(
      "across",
      [
        "across A makes a column for each A, and one for the total.",
        .statement("invoices where open sum owed by customer across aging", ""),
        .statement("invoices count by customer across month(date)", ""),
      ]),
    HelpTopic(
      "rows", or: ["windows", "among"],
      [
        """
        share, running, change and rank look at all rows of their step in show, calc, where, sort \
        and top; with 'by' at those that agree in it, and always within one currency.
        """,
        .statement("invoices where currency = EUR show number, share(total) as part", ""),
        .statement("payments sort date calc running(amount) as so_far", "in the order of the rows"),
        .statement("bills.lines show item, change(unit_price by item) as up", "the value before"),
        .statement("invoices where rank(owed by customer) = 1", "the largest of each customer"),
      ]),
    HelpTopic(
      "count",
      [
        """
        count is the number of rows; count A of those that have an A; count unique A of different \
        A's; count(where TEST) of those for which the test holds.
        """,
        .statement("invoices count by status", ""),
        .statement("invoices count unique customer", ""),
        .statement("customers show name, count(invoices where overdue) as late", ""),
      ]),
    HelpTopic(
      "sum",
      [
        """
        sum A adds up; missing values are skipped. Amounts in several currencies are told one by \
        one, never added to one figure.
        """,
        .statement("invoices where open sum owed", ""),
        .statement("invoices sum total by customer", ""),
        .statement("invoices sum(owed where days_overdue > 90) as old by customer", ""),
      ]),
    HelpTopic(
      "average",
      [
        "average A is the sum divided by how many there are; missing values are skipped.",
        .statement("invoices average days_to_pay by customer", ""),
        .statement("invoices average total by currency", "one currency at a time"),
      ]),
    HelpTopic(
      "median",
      [
        "median A is the value in the middle: half are smaller, half larger.",
        .statement("invoices median days_to_pay by customer", ""),
      ]),
    HelpTopic(
      "min", or: ["max"],
      [
        "min A and max A are the smallest and the largest: numbers, money, dates, text.",
        .statement("invoices where open min due, max due by customer", ""),
      ]),
    HelpTopic(
      "list",
      [
        "list A writes the values of a group beside each other.",
        .statement("invoices where overdue list number by customer", ""),
      ]),
    HelpTopic(
      "any", or: ["all"],
      [
        """
        any(… where TEST) holds if the test holds for one row of the list, all(…) if it holds for \
        every row; over an empty list all(…) holds and any(…) does not.
        """,
        .statement("invoices where any(lines where tax_rate = 0)", ""),
        .statement("invoices where all(lines where tax_rate = 0)", ""),
        .statement("customers where any(invoices where overdue)", ""),
      ]),
  ]
}
