import Diagnostics

/// `examples [WORDS]`: questions to begin with, each as it can be typed.
enum ExamplesCommand {
  /// Questions about one thing that clerks do.
  struct Section: Sendable {
    let title: String
    let lines: [HelpLine]
  }

  static let sections: [Section] = [
    Section(
      title: "Who owes us",
      lines: [
        .statement("invoices where overdue sum owed by customer across aging", "by age"),
        .statement("aged_balances where currency = EUR top 10 by balance", "the largest"),
        .statement("call_list", "whom to call today"),
        .statement("invoices where due in next 7 days and open sort due", "what falls due"),
      ]),
    Section(
      title: "One customer",
      lines: [
        .statement("statement(\"C-004\")", "the account, entry by entry"),
        .statement("invoices where customer has \"bäckerei\" and open", "what is open"),
        .statement("why #INV-00339", "how a balance came about"),
        .statement("payments where customer is \"C-004\" top 5 by date", "the last payments"),
      ]),
    Section(
      title: "What we owe",
      lines: [
        .statement("payment_proposal", "what to pay this week"),
        .statement("bills where open and not approved sort due", "what waits for a signature"),
        .statement("discounts_lapsing", "discounts that end soon"),
      ]),
    Section(
      title: "Looking back",
      lines: [
        .statement("invoices as of last month where open sum owed", "as it stood"),
        .statement("sales_by(month(date))", "sales of this year"),
        .statement("invoices average days_to_pay by customer top 5 by average days_to_pay", ""),
        .statement("what_changed", "what has changed since last month"),
      ]),
    Section(
      title: "What looks wrong",
      lines: [
        .statement("findings count by rule", "by kind"),
        .statement("duplicates", "what may be there twice"),
        .statement("payments where unapplied > 0", "money without an invoice"),
      ]),
  ]

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let words = command.words.map { $0.text.lowercased() }
    let found = sections.filter { section in
      words.allSatisfy { word in
        section.title.lowercased().contains(word)
          || section.lines.contains { $0.typed?.lowercased().contains(word) ?? false }
      }
    }
    guard let first = command.words.first, found.isEmpty else {
      session.present(
        Array((found.map { [$0.title] + HelpLine.shown($0.lines) }).joined(separator: [""])))
      return .done
    }
    throw Mistakes([
      .noSuchTopic(
        command.words.map(\.text).joined(separator: " "), suggestions: [],
        at: SourceSpan(first.span.start, command.span.end))
    ])
  }

  /// Everything that can be typed, for the test that types it.
  static var statements: [String] { sections.flatMap(\.lines).compactMap(\.typed) }
}
