/// Dates, money, text and the other values.
extension HelpTopics {
  private static let day = "invoices where date <= …"
  private static let period = "invoices where date in …"

  static let values: [HelpTopic] = [
    HelpTopic(
      "dates", or: ["date", "period", "periods", "today", "duration", "durations", "yesterday"],
      [
        "Days:",
        .part("2026-03-31", "", within: day),
        .part("31 March 2026", "31 Mar is that day of this year", within: day),
        .part("today", "the day asked about; also yesterday, tomorrow", within: day),
        .part("60 days ago", "", within: day),
        .part("due + 30 days", "weeks, months and years as well", within: day),
        .part("next Monday", "", within: day),
        "Periods:",
        .part("2026-03", "March 2026; 2026-Q1, 2026-H1, 2026-W13, 2026", within: period),
        .part("last month", "this, next; day, week, month, quarter, year", within: period),
        .part("last 30 days", "up to today; next 2 weeks begins today", within: period),
        .part("1 March to 31 March 2026", "both ends included", within: period),
        .statement("invoices count by month(date)", "also week, quarter, year"),
      ]),
    HelpTopic(
      "text", or: ["quotes", "names"],
      [
        """
        Text stands in quotes, a quote in it is doubled. 'is' ignores case and repeated spaces; \
        has, starts with, ends with and matches ignore accents too.
        """,
        .statement("customers where name is \"acme, inc.\"", ""),
        .statement("customers where name has \"cafe\"", "finds Café as well"),
        .statement("invoices where customer has \"acme\"", "a record is compared by its name"),
        .statement("customers where name ~ \"acmee gmb\"", "one slip for each four letters"),
        .statement("customers where exact(name, \"Acme, Inc.\")", "letter by letter"),
      ]),
    HelpTopic(
      "money", or: ["currencies", "amounts"],
      [
        "Money is exact and keeps its currency; amounts in several currencies are never added up.",
        .statement("invoices where total > EUR 1200.50", "also 1200.50 EUR and €1200.50"),
        .statement("invoices where owed > 500", "of any currency"),
        .statement("invoices where open sum owed by currency", "one row a currency"),
        "Amounts in several currencies have no order and no average: say by currency, or convert.",
        .statement("customers top 5 by convert(owed, EUR)", "at the rates of the day"),
      ]),
    HelpTopic(
      "numbers", or: ["number format"],
      [
        """
        Numbers are digits with a point: 1200.50 or 1_200.50; 20% is 0.20. + - * / compute, and \
        division by zero gives a missing value.
        """,
        .statement("invoices.lines where tax_rate = 19% count", ""),
        .statement("invoices show number, tax / net as rate", ""),
      ]),
    HelpTopic(
      "missing",
      [
        """
        A value that is not there is 'missing', shown as —. Sums skip it, sorting puts it last, \
        and a comparison with it does not hold.
        """,
        .statement("invoices where due is missing", ""),
        .statement("invoices show number, default(po, \"none\") as po", ""),
      ]),
    HelpTopic(
      "links", or: ["paths", "records"],
      [
        "A dot follows a link: to one record, or to the list of all records that lead back.",
        .statement("invoices show number, customer.country", "its customer's country"),
        .statement("customers show name, sum invoices.owed", "over all its invoices"),
        .statement("invoices.lines where document.overdue", "start with the lines themselves"),
        .statement("#INV-00346.lines", "of one document"),
        .statement("fields invoices", "links are marked →"),
      ]),
    HelpTopic(
      "references", or: ["reference", "#"],
      [
        """
        # and a number is the document, payment or party of that number. Case, separators, \
        zeros in front and the letters before may differ; a note tells what was found.
        """,
        .statement("#INV-00346", ""),
        .statement("#inv-00346.allocations", "what settled it"),
        .statement("invoices where customer = #C-004", ""),
      ]),
    HelpTopic(
      "if", or: ["then", "else"],
      [
        "if TEST then A else B chooses for each row.",
        .statement("invoices show number, if overdue then owed else 0 EUR as late", ""),
      ]),
  ]
}
