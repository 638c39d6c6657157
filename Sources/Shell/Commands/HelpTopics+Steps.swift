/// The steps of a question, one topic each.
extension HelpTopics {
  private static let test = "invoices where …"

  static let steps: [HelpTopic] = [
    HelpTopic(
      "where", or: ["and", "or", "not", "in", "is", "has", "matches", "starts", "ends", "tests"],
      [
        "where TEST keeps the rows for which the test holds.",
        .part("open", "a yes/no field stands alone", within: test),
        .part("not disputed", "its opposite", within: test),
        .part("owed > 500", "< <= = != >= > compare numbers, money, dates", within: test),
        .part("total in 100 to 200", "from … to …, both ends included", within: test),
        .part("due < today", "dates:  help dates", within: test),
        .part("date in last month", "a day within a period", within: test),
        .part("customer is \"acme gmbh\"", "the same name, whatever its case", within: test),
        .part("customer has \"acme\"", "a part of it; accents do not matter", within: test),
        .part("customer starts with \"ac\"", "its beginning; ends with, its end", within: test),
        .part("number matches \"INV-00*\"", "* any letters, ? one letter", within: test),
        .part("status in (overdue, part_paid)", "one of several", within: test),
        .part("po is missing", "nothing there;  is not missing", within: test),
        .part("any(lines where tax_rate = 0)", "a test of its lines:  help any", within: test),
        "'and' and 'or' together need brackets:",
        .part("open and (overdue or disputed)", "", within: test),
        "After an aggregate step, where looks at the groups:",
        .statement("invoices count by customer where count > 3", ""),
      ]),
    HelpTopic(
      "show", or: ["columns", "as"],
      [
        "show A, B gives these columns; anything may be computed, and * is everything.",
        .statement("invoices show number, customer, owed", ""),
        .statement("invoices show number, customer.country", "a field of its customer"),
        .statement("invoices show number, total - tax as \"before tax\"", "a name of your own"),
        .statement("invoices take 1 show *", "every field of one invoice"),
      ]),
    HelpTopic(
      "calc",
      [
        "calc E as name adds a column and keeps the others; later steps can use it.",
        .statement("invoices calc total - net as difference where difference != tax", ""),
        .statement("invoices calc sum lines.tax as line_tax where line_tax != tax", ""),
      ]),
    HelpTopic(
      "sort", or: ["asc", "desc", "order"],
      [
        "sort A, B desc puts rows in order; rows that are equal keep theirs.",
        "Missing values come last either way; amounts are sorted within each currency.",
        .statement("invoices where open sort due", "the oldest first"),
        .statement("invoices where open sort customer, owed desc", ""),
      ]),
    HelpTopic(
      "top",
      [
        "top N by E gives the N rows with the largest E, the largest first.",
        .statement("invoices where open top 10 by owed", ""),
        .statement("customers top 5 by count(invoices where overdue)", ""),
      ]),
    HelpTopic(
      "take", or: ["skip"],
      [
        "take N gives the first N rows, skip N leaves them out.",
        .statement("invoices sort date desc take 10", "the ten newest"),
        .statement("invoices sort date desc skip 10 take 10", "the ten after them"),
      ]),
    HelpTopic(
      "unique",
      [
        "unique keeps the first of equal rows; unique A, B the first for each A and B.",
        .statement("customers show country unique", "each country once"),
        .statement("invoices sort date desc unique customer", "the newest of each customer"),
        .statement("invoices count unique customer", "how many customers were invoiced"),
      ]),
    HelpTopic(
      "as of", or: ["of", "each"],
      [
        """
        as of DAY stands directly behind what is asked about. Everything is then as it was at the \
        end of that day: what was owed, open or overdue, and only what existed.
        """,
        .statement("invoices as of 31 March 2026 where open sum owed by customer", ""),
        .statement("invoices as of last month where overdue", "the last day of the month"),
        .statement(
          "invoices as of each month in 2025 where open sum owed by as_of", "a row a month"),
        .statement("set as of 31 March 2026", "for every question that follows"),
      ]),
    HelpTopic(
      "known on", or: ["known"],
      [
        """
        known on DAY forgets what was entered after the end of that day; without it everything \
        counts that is in the files.
        """,
        .statement("invoices as of 31 March 2026 known on 31 March 2026 where open sum owed", ""),
      ]),
    HelpTopic(
      "union", or: ["except", "intersect", "sets"],
      [
        "union (Q), except (Q) and intersect (Q) put the rows of two questions together.",
        .statement("invoices where disputed union (invoices where flagged)", ""),
        .statement("invoices where open except (invoices where disputed)", ""),
        .statement("customers show country intersect (vendors show country)", ""),
      ]),
    HelpTopic(
      "questions", or: ["subqueries", "outer", "brackets"],
      [
        "A question in brackets is a value if it gives one; behind 'in' it is a set.",
        .statement(
          "invoices where total > (invoices where currency = EUR average total)", ""),
        .statement("invoices where customer in (customers where country is \"Germany\")", ""),
        "The row around it is reached by its singular, or as outer:",
        .statement("customers show name, count(vendors where country = outer.country)", ""),
      ]),
    HelpTopic(
      "let", or: ["$", "variables"],
      [
        "let $name = … names a value or the rows of a question, for this session.",
        .statement("let $days = 60", ""),
        .statement("let $late = invoices where overdue", ""),
        "In a script it can be given another value:  invoq … --set days=90",
      ]),
    HelpTopic(
      "define", or: ["definitions"],
      [
        "define NAME($value = …) = QUESTION names a question that is asked anew each time.",
        .statement("define late($days = 30) = invoices where open and days_overdue > $days", ""),
        "Then  late,  late(60) sum owed,  customers where count(late where customer = outer) > 2",
      ]),
    HelpTopic(
      "it",
      [
        "it is the last answer, as it was given:  it where owed > 500,  it sum owed by customer"
      ]),
    HelpTopic(
      "export", or: ["xlsx", "html", "excel", "full", "raw"],
      [
        """
        export "FILE" as the last step writes the answer to a file; the end of its name says how: \
        .csv .tsv .json .jsonl .md .html .xlsx, and .svg for a chart.
        """,
        .statement("invoices where open export \"open.xlsx\"", ""),
        .statement("it export \"open.html\" as \"Open items\"", "the last answer, with a title"),
        .statement("it export \"open.csv\" decimal comma excel", "for Excel in much of Europe"),
        """
        Bank accounts and tax numbers are shortened unless 'full' stands behind the name. A text \
        that a spreadsheet would run gets an apostrophe unless 'raw' does. A file that is there \
        already is replaced only after asking, in scripts with --yes.
        """,
      ]),
    HelpTopic(
      "chart", or: ["bars", "line", "svg"],
      [
        "chart draws the answer: a line where time goes by, else bars; one for each currency.",
        .statement("invoices sum net by month(date) chart", ""),
        .statement("invoices where open sum owed by aging chart bars", ""),
        .statement("invoices sum net, count by month(date) chart line count", "another value"),
        .statement("it chart export \"net.html\"", "in a page, above the answer"),
      ]),
    HelpTopic(
      "find", or: ["search"],
      [
        """
        find WORDS looks everywhere: numbers in any spelling, names without their accents, \
        amounts, references, descriptions of items, notes. A record must have all words; some may \
        be those of its customer, vendor or document. The best ones come first, and steps may \
        follow.
        """,
        .statement("find müller", ""),
        .statement("find backerei 339", "an invoice, by its customer and its number"),
        .statement("find 3,427.20", "what comes to so much"),
        .statement("find lamp where kind is \"invoice line\" take 5", ""),
      ]),
  ]
}
