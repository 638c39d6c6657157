import Accounting
import Diagnostics
import Model
import Storage

/// `tour`: six questions, one after the other, for somebody who has never asked one.
///
/// Each step says what comes and puts its question into the line, to be looked at, changed and run;
/// behind its answer, `tour` goes on.
enum TourCommand {
  /// One step: a few words, and the question that they lead to.
  struct Stop: Sendable {
    let words: [String]
    let question: String
    /// What is put into the line, if it is not the whole question.
    var draft: String?
  }

  static let stops: [Stop] = [
    Stop(
      words: [
        """
        A question starts with what you ask about, and steps follow from left to right. 'where' \
        keeps what fulfils a test; 'top' keeps the largest. Enter asks it:
        """
      ],
      question: "invoices where overdue top 5 by owed"),
    Stop(
      words: [
        """
        Figures: sum, count and average fold the rows, 'by' makes one row for each customer. \
        Currencies are never added up to one figure.
        """
      ],
      question: "invoices where open sum owed, count by customer"),
    Stop(
      words: [
        """
        Names and numbers come from the book. Press Tab, and this name is completed, accents and \
        quotes included; then Enter. At the end of a word, Tab tells what may come next.
        """
      ],
      question: "invoices where customer is \"Café Größenwahn\"",
      draft: "invoices where customer is \"cafe"),
    Stop(
      words: [
        "Everything can be asked as of any day; balances and ages go back to that evening."
      ],
      question: "invoices as of 31 December 2025 where open sum owed by customer across aging"),
    Stop(
      words: [
        "No joins: a customer has invoices, an invoice has lines, a dot or brackets follow a link."
      ],
      question: "customers where any(invoices where days_overdue > 200) show name, phone, balance"),
    Stop(
      words: [
        """
        Where does a figure come from? 'why' tells it step by step. A mistake on the way is told \
        with its place, and where the right word is certain, Alt-A puts it in.
        """
      ],
      question: "why #INV-00339"),
  ]

  /// Whether another stop is to be offered; not any more to who has gone a way of their own.
  static func isGoingOn(_ session: Session) -> Bool {
    session.tourStep > 0 && session.statementsSinceStop < 3
  }

  /// Whether the open book is the one that the questions are about.
  static func suits(_ session: Session) -> Bool {
    !(session.book?.view.store.records(numbered: Text("INV-00339")).isEmpty ?? true)
  }

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    if session.book == nil {
      try mistaken { () throws(Diagnostic) in session.use(try .example()) }
      session.explain(["the example book is open:"] + BookSummary.lines(of: session.book) + [""])
    }
    if let word = command.words.first {
      guard let number = Int(word.text), (1...stops.count + 1).contains(number) else {
        throw Mistakes([.badCount("tour   tour 3", at: word.span)])
      }
      session.tourStep = number - 1
    }
    guard session.tourStep < stops.count else {
      session.tourStep = 0
      session.explain([
        """
        That was the tour. 'examples' has more questions, 'help' tells every word, and Tab knows \
        what may come next. 'save "NAME"' keeps a question that you will ask again.
        """
      ])
      return .done
    }
    let stop = stops[session.tourStep]
    session.tourStep += 1
    session.statementsSinceStop = -1
    let isStrange = session.tourStep == 1 && !suits(session)
    let remark = "The questions are about the example book:  invoq Examples/book"
    session.explain(
      (isStrange ? [remark] : []) + ["\(session.tourStep) of \(stops.count)"] + stop.words
        + (session.isAtPrompt ? [] : ["", "  " + stop.question]))
    if session.isAtPrompt, session.scriptDepth == 0 {
      session.offer(draft: stop.draft ?? stop.question)
    }
    return .done
  }
}
