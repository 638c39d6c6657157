import Accounting
import Diagnostics
import Execution
import Model
import Planning
import Storage
import Syntax

/// `explain QUESTION`: the tokens, the syntax, the plan before and after each rule, and a profile.
enum ExplainCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let source = command.source
    guard !command.words.isEmpty else {
      throw Mistakes([.missingWord("explain invoices where open sum owed", at: command.span)])
    }
    let statement = try Parser.statement(in: source, command.rest, currencies: Currency.allCodes)
    let query = try Engine.query(of: statement)
    var engine = try mistaken { () throws(Diagnostic) in try session.engine(at: command.span) }
    let bound = try engine.bind(query, in: source)
    let schema = engine.view.store.schema
    session.say(["tokens", "  " + tokens(of: command.rest, in: source)])
    session.say(["syntax"] + SyntaxTree.describe(statement).map { "  " + $0 })
    session.say(
      ["plan"] + bound.plan.description(in: schema).lines.map { "  " + $0 })
    for stage in Optimizer.stages(of: bound.plan, catalog: engine.view.store) {
      session.say(
        ["after \(stage.rule)"] + stage.plan.description(in: schema).lines.map { "  " + $0 })
    }
    let clock = ContinuousClock()
    let origin = clock.now
    engine.options.clock = { nanoseconds(clock.now - origin) }
    let plan = Optimizer.optimize(bound.plan, catalog: engine.view.store)
    let answer = try engine.run(bound, plan)
    session.say(["profile"] + lines(of: answer.profile, showsTime: session.settings.showsTime))
    return .done
  }

  private static func tokens(of span: SourceSpan, in source: SourceText) -> String {
    var lexer = Lexer(source, span, currencies: Currency.allCodes)
    return lexer.remainingTokens().filter { $0.kind != .end }
      .map { VisibleText.visible(source[$0.span].utf8) }.joined(separator: " · ")
  }

  /// One line an operator, the last one first, as the plan is drawn.
  private static func lines(of profile: [ProfileEntry], showsTime: Bool) -> [String] {
    profile.map { entry in
      let time = showsTime ? "  \(entry.nanoseconds / 1000) µs" : ""
      let place = String(repeating: "  ", count: entry.depth + 1)
      return "\(place)\(entry.label)  \(entry.rows) row\(entry.rows == 1 ? "" : "s")\(time)"
    }
  }

  private static func nanoseconds(_ duration: Swift.Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}

/// `fmt QUESTION`: the question as it is written best.
enum FormatCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard !command.words.isEmpty else {
      throw Mistakes([.missingWord("fmt invoices where open", at: command.span)])
    }
    let statement = try Parser.statement(
      in: command.source, command.rest, currencies: Currency.allCodes)
    session.say(SyntaxPrinter.format(statement).split(separator: "\n").map(String.init))
    return .done
  }
}
