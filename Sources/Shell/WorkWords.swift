import Execution
import Model
import Rendering

/// What somebody who waits for an answer is told: what is being done, how far it is, how fast it
/// goes, and how long the rest will take at that.
struct WorkWords {
  private let schema: Schema
  /// The work that is going on, and when it began.
  private var stage: (work: Headway.Work, start: Int)?

  /// Words for questions about a book.
  init(_ schema: Schema) { self.schema = schema }

  /// The words after so many nanoseconds.
  mutating func words(_ stage: Headway.Stage?, after nanoseconds: Int) -> String {
    guard let stage else { return "working: \(nanoseconds / 1_000_000_000) s, Ctrl-C stops" }
    if self.stage?.work != stage.work { self.stage = (stage.work, nanoseconds) }
    let name = name(of: stage.work)
    guard stage.total > 0 else {
      return "\(name): \(nanoseconds / 1_000_000_000) s, Ctrl-C stops"
    }
    let done = min(stage.done, stage.total)
    let total = Rendering.text(count: stage.total)
    var words = "\(name): \(done * 100 / stage.total) % of \(total) rows"
    let milliseconds = (nanoseconds - (self.stage?.start ?? 0)) / 1_000_000
    let rate = done * 1_000 / max(milliseconds, 1)
    if rate > 0, milliseconds > 100 {
      let seconds = (stage.total - done) / rate + 1
      words += ", \(Rendering.text(count: rate)) a second, \(seconds) s left"
    }
    return words
  }

  private func name(of work: Headway.Work) -> String {
    switch work {
    case .reading(let collection), .workingOut(let collection): schema[collection].plural
    case .lookingForWords: "searching"
    case .sorting: "sorting"
    }
  }
}
