/// What people say for what the language has.
enum SpokenPhrases {
  /// Said at the front of a question, and meaning nothing.
  static let openings = [
    "show me", "give me", "tell me", "get me", "find me", "i want", "i need", "what are",
    "what is", "what", "which", "where are", "show", "list", "display", "get", "see", "please",
    "all", "the", "our", "my", "of", "me", "every", "any",
  ]
  /// Said between the parts of a question, and meaning nothing.
  static let fillers = [
    "are", "is", "were", "was", "that", "which", "who", "have", "been", "still", "and", "the",
    "currently", "only", "yet", "report", "marked", "worth", "amounting", "us",
  ]
  static let counts = ["how many", "number of", "count of", "count", "total number of"]

  static let nouns = [
    "client": "customers", "clients": "customers", "debtors": "customers",
    "supplier": "vendors", "suppliers": "vendors", "creditors": "vendors",
    "credit note": "credits", "credit notes": "credits", "sales invoices": "invoices",
    "purchase invoices": "bills", "supplier invoices": "bills", "supplier bills": "bills",
    "vendor invoices": "bills", "vendor bills": "bills", "bank transactions": "bank_lines",
    "bank lines": "bank_lines", "bank statement": "bank_lines",
    "purchases": "bills", "did we pay": "bill_payments", "we paid": "bill_payments",
    "who paid": "payments", "did we receive": "payments", "did we get": "payments",
    "supplier credits": "vendor_credits", "vendor credits": "vendor_credits",
    "purchase order": "purchase_orders",
    "purchase orders": "purchase_orders", "sales orders": "orders",
  ]

  /// Words that test, with the tests that they may be: the first that the record has is meant.
  static let tests: [String: [String]] = [
    "open": ["open", "not resolved", "unapplied != 0"], "unpaid": ["open"], "outstanding": ["open"],
    "due": ["due <= today"], "to pay": ["open"], "to be paid": ["open"], "late": ["overdue"],
    "past due": ["overdue"],
    "overdue": ["overdue"], "paid": ["paid"], "settled": ["paid"], "disputed": ["disputed"],
    "contested": ["disputed"], "on hold": ["held"], "held": ["held"], "blocked": ["held"],
    "flagged": ["flagged"], "approved": ["approved"], "unapproved": ["not approved"],
    "paid late": ["paid and days_to_pay > due - date"], "sent": ["sent"],
    "unsent": ["not sent"], "void": ["status is void"],
    "voided": ["status is void"], "cancelled": ["status is void"], "draft": ["status is draft"],
    "drafts": ["status is draft"], "partially paid": ["status is part_paid"],
    "partly paid": ["status is part_paid"], "part paid": ["status is part_paid"],
    "unused": ["unapplied != 0"], "unapplied": ["unapplied != 0"],
    "unallocated": ["unapplied != 0"], "not applied": ["unapplied != 0"],
    "not allocated": ["unapplied != 0"], "not used": ["unapplied != 0"],
    "unmatched": ["payment is missing", "unapplied != 0"],
    "not matched": ["payment is missing", "unapplied != 0"],
    "resolved": ["resolved"], "unresolved": ["not resolved"],
    "broken": ["due < today and not resolved"], "duplicate": ["any(duplicates)"],
    "duplicated": ["any(duplicates)"], "paid twice": ["any(duplicates)"],
    "entered twice": ["any(duplicates)"], "billed twice": ["any(duplicates)"],
    "wrong": ["any(findings)"], "incorrect": ["any(findings)"],
  ]

  /// What has a question of its own, wherever it is said.
  static let questions = [
    "missing invoice numbers": "findings where rule is \"sequence-gap\"",
    "missing numbers": "findings where rule is \"sequence-gap\"",
    "wrong totals": "findings where rule in (\"BR-CO-10\", \"BR-CO-15\", \"line-amount\")",
    "not add up": "findings where rule in (\"BR-CO-10\", \"BR-CO-15\", \"line-amount\")",
    "wrong tax": "findings where rule is \"tax-rate\"",
    "wrong vat": "findings where rule is \"tax-rate\"",
    "overpaid": "findings where rule is \"overpaid\"",
    "credit limit": "credit_limit_watch", "credit limits": "credit_limit_watch",
    "late payers": "payment_habits", "slow payers": "payment_habits",
    "on account": "unapplied_money", "what changed": "what_changed",
    "pays late": "payment_habits", "pay late": "payment_habits", "payment habits": "payment_habits",
    "days sales outstanding": "dso", "cash flow": "cash_forecast", "vat report": "tax_by_rate",
    "tax report": "tax_by_rate",
  ]

  /// What a customer or vendor brings, beside what it owes.
  static let volumes = ["revenue", "sales", "turnover", "volume", "amount", "spend"]

  /// Which record comes first.
  enum Order: String {
    case largest, smallest, newest, oldest
  }

  static let orders: [String: Order] = [
    "largest": .largest, "biggest": .largest, "highest": .largest, "top": .largest,
    "most expensive": .largest, "smallest": .smallest, "lowest": .smallest,
    "newest": .newest, "latest": .newest, "last": .newest, "most recent": .newest,
    "oldest": .oldest, "first": .oldest,
  ]

  static let comparisons = [
    "more than": ">", "greater than": ">", "larger than": ">", "bigger than": ">",
    "higher than": ">", "longer than": ">", "older than": ">", "over": ">", "above": ">",
    "by more than": ">", "less than": "<", "smaller than": "<", "lower than": "<", "under": "<",
    "below": "<", "younger than": "<", "at least": ">=", "at most": "<=", ">": ">", "<": "<",
    ">=": ">=", "<=": "<=", "=": "=",
  ]
  /// What comes before a day or period, and how a date is compared with it.
  static let dates = [
    "": "in", "in": "in", "of": "in", "from": "in", "for": "in", "during": "in", "within": "in",
    "on": "in", "dated": "in", "since": ">=", "after": ">", "before": "<", "until": "<=",
    "till": "<=", "up to": "<=", "by": "<=",
  ]
  static let groups = [
    "by", "per", "for each", "grouped by", "group by", "broken down by", "split by",
  ]
  static let sorts = ["order by", "ordered by", "sorted by", "sort by"]
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "oct", "nov", "dec",
  ]
  static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  static let units = ["day", "week", "month", "quarter", "year"]

  /// A unit of time, also its plural.
  static func unit(_ word: String) -> String? {
    units.first { word == $0 || word == $0 + "s" }
  }
}
