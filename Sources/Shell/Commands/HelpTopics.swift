/// What `help` says beside what the schema and the tables say of themselves.
enum HelpTopics {
  /// One topic: its name, further words that lead to it, and its lines.
  struct Topic: Sendable {
    let name: String
    let words: [String]
    let lines: [String]
  }

  static let overview = [
    "A question starts with what you ask about; steps follow, first to last:",
    "  invoices where open                               only some",
    "  invoices where open sort owed desc                the biggest first",
    "  invoices where open top 10 by owed                the ten biggest",
    "  invoices where open show number, customer, owed   only these columns",
    "  invoices where open sum owed by customer          one figure for each customer",
    "  invoices as of 31 March 2026 where open sum owed by customer across aging",
    "  #INV-00346                                        one document",
    "",
    "'fields' lists the collections, 'fields invoices' what each invoice has.",
    "'help where', 'help dates', 'help owed', 'help functions' say more;",
    "'help P102' explains an error.",
  ]

  static let all: [Topic] = [
    Topic(
      name: "where", words: ["and", "or", "not", "in", "has"],
      lines: [
        "where TEST keeps the rows for which the test holds.",
        "  open, overdue, disputed …          yes/no fields stand alone;  not open",
        "  owed > 500,  total in 100 to 200   numbers and money",
        "  due < today,  date in last month   dates and periods",
        "  customer is \"acme gmbh\"            the same text, whatever its case",
        "  customer has \"acme\"                a part of it; accents do not matter",
        "  number matches \"INV-00*\"           * any letters, ? one letter",
        "  status in (overdue, part_paid)     one of several",
        "  po is missing                      nothing there",
        "  any(lines where tax_rate = 0)      lists: any, all, count, sum …",
        "'and' and 'or' together need brackets:  open and (overdue or disputed)",
      ]),
    Topic(
      name: "show", words: ["calc"],
      lines: [
        "show A, B as \"x\" gives these columns, calc E as name adds one; * is everything.",
        "  invoices show number, customer.country, owed / total as share",
        "  invoices calc sum lines.tax as line_tax where line_tax != tax",
      ]),
    Topic(
      name: "sort", words: ["top", "take", "skip", "unique"],
      lines: [
        "sort A, B desc orders; missing values come last.  top 10 by owed, take 10, skip 10.",
        "unique keeps the first of equal rows:  customers show country unique",
      ]),
    Topic(
      name: "sum",
      words: ["count", "average", "min", "max", "median", "list", "any", "all", "by", "across"],
      lines: [
        "count, sum, average, min, max, median, list, any, all fold many rows into one figure.",
        "  invoices where open count, sum owed by customer",
        "  invoices where open sum owed by customer across aging    one column for each bucket",
        "  invoices count(where overdue) as late, count by country  a test of its own",
        "  invoices show number, sum lines.amount                   over a list of each row",
        "  invoices count unique customer                           each value once",
        "all(…) over nothing holds.",
        "Amounts in several currencies are told one by one, never added up.",
      ]),
    Topic(
      name: "dates", words: ["date", "period", "periods", "today", "duration"],
      lines: [
        "a day       2026-03-31, 31 March 2026, 31 Mar, today, yesterday, 60 days ago, next Monday",
        "a period    2026-03, March 2026, 2026-Q1, 2026-H1, 2026-W13",
        "            last month, this quarter, last 30 days",
        "a length    60 days, 2 weeks, 3 months, 1 year;  due + 30 days",
        "  invoices where date in last quarter",
        "  invoices where date in 1 March to 31 March 2026",
        "  invoices count by month(date)",
      ]),
    Topic(
      name: "as of", words: ["as", "of", "each"],
      lines: [
        "as of DAY, directly behind the source, answers as on the evening of that day:",
        "what was owed, open, overdue then, and only what existed then.",
        "  invoices as of 31 March 2026 where open sum owed by customer",
        "  invoices as of each month in 2026 where open sum owed by as_of across aging",
        "set as of DAY does it for every question that follows.",
      ]),
    Topic(
      name: "text", words: ["quotes"],
      lines: [
        "Text stands in quotes: \"Acme, Inc.\"; the quote is doubled inside. 'is' ignores case and",
        "repeated spaces; has, starts with, ends with and matches ignore accents too.",
      ]),
    Topic(
      name: "money", words: ["currency", "currencies"],
      lines: [
        "Money is exact and keeps its currency: EUR 1200.50, 1200.50 EUR, €1200.50.",
        "A bare number compares with money of any currency:  owed > 500",
        "Amounts in several currencies have no order and no average: ask  … by currency",
      ]),
  ]
}
