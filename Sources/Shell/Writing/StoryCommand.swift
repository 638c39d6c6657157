import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage
import Syntax

/// `history #DOC` and `trace #PAYMENT`: the whole story of a record, with what was left each time.
enum StoryCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let start = ContinuousClock.now
    let usage = command.word == "trace" ? "trace #P-0012" : "history #INV-00346"
    guard !command.words.isEmpty else {
      throw Mistakes([.missingWord(usage, at: command.span)])
    }
    let engine = try mistaken { () throws(Diagnostic) in try session.engine(at: command.span) }
    let statement = try Parser.statement(
      in: command.source, command.rest, currencies: Currency.allCodes)
    let bound = try engine.bind(try Engine.query(of: statement), in: command.source)
    guard let record = bound.card else {
      throw Mistakes([.nothingToExplain("a story is of one record", usage, at: command.rest)])
    }
    guard let story = try session.leavable({ Story(of: record, in: engine.view) }) else {
      let kind = engine.view.store.schema[record.collection].plural
      throw Mistakes([.nothingToExplain("\(kind) have no story", usage, at: command.rest)])
    }
    let table = story.table(asOf: bound.asOf)
    return session.give(
      Session.GivenAnswer(
        table: table, isCard: false, question: "\(command.word) \(command.source[command.rest])",
        elapsed: ContinuousClock.now - start))
  }
}
