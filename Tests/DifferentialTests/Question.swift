/// One question in the language, and the same in SQL.
struct Question: Sendable {
  /// The heading of DOMAIN.md, section 1, under which such questions stand.
  let heading: Heading
  /// The question as a clerk asks it.
  let text: String
  /// The same of `SQLiteSchema`'s tables, one selected column a column of the answer.
  ///
  /// Money is written as `EUR 123456e-4`, several currencies joined by ` + `, an average as
  /// `EUR 100/3e-4`.
  let sql: String
  /// Whether the order of the rows is part of the answer.
  let isOrdered: Bool
  /// With `across`, the number of keys before the columns that it makes; else nil.
  let acrossKeyCount: Int?

  /// The headings that ask; "Working with the shell itself" does not.
  enum Heading: String, CaseIterable, Sendable {
    case accuracy = "Accuracy"
    case payment = "On-time payment"
    case overpayment = "Overpayment and duplicates"
    case entering = "Entering and checking imports"
    case sending = "Sending"
    case discrepancies = "Discrepancies, disputes, credit notes"
    case firstContact = "First point of contact"
    case billingData = "Billing data"
    case paymentIssues = "Payment issues"
    case collections = "Collections"
    case reports = "Reports"
    case currencyAndTax = "Multi-currency and tax"
  }

  init(
    _ heading: Heading, _ text: String, sql: String, ordered: Bool = false, across: Int? = nil
  ) {
    (self.heading, self.text, self.sql) = (heading, text, sql)
    (isOrdered, acrossKeyCount) = (ordered, across)
  }

  static let all =
    accuracy + payment + overpayment + entering + sending + discrepancies + firstContact
    + billingData + paymentIssues + collections + reports + reportsByMonth + currencyAndTax
    + findings + agreements + duplicates + amongRows + nested + standard + standardReports

  /// The day on which the sample books stand.
  static let today = "2026-05-20"

  /// All days as of which questions are asked.
  static let days =
    [today, "2025-06-30", "2025-07-10", "2025-08-15", "2025-12-31", "2026-02-28", "2026-06-30"]
    + (1...31).map { "2026-03-\($0 < 10 ? "0" : "")\($0)" }
    + zip(1..., [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]).map { month, last in
      "2025-\(month < 10 ? "0" : "")\(month)-\(last)"
    }

  /// SQL for an amount of ten-thousandths.
  static func money(_ amount: String, _ currency: String = "currency") -> String {
    "\(currency) || ' ' || (\(amount)) || 'e-4'"
  }

  /// SQL for a sum over several currencies, from rows that are summed by currency already.
  static func bag(_ amount: String, _ currency: String = "currency") -> String {
    "group_concat(\(money(amount, currency)), ' + ')"
  }
}
